"""What a town starts activities of a sort from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.base import Base, InTown, Numbered


class SavedTemplate(Numbered, InTown, Base):
    """A template saved from an activity, known by its name. It is never changed: one of the same name replaces it.

    `content` holds the values of the activity and its `roles`, but for number and times. Minutes count from midnight;
    an `end_minute` over 1440 ends on the next day.
    """

    __tablename__ = "saved_template"
    __table_args__ = (
        UniqueConstraint("town_id", "name"),
        CheckConstraint("end_minute > start_minute", name="in_order"),
    )

    name: Mapped[str] = mapped_column(String(60))
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    content: Mapped[dict[str, Any]]
