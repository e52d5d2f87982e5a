"""What ties a person to places and to other people: where they keep away, with whom they serve and with whom not."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.base import Base, InTown, Numbered
from scheduler.models.people import Person
from scheduler.models.town import Place


class Recusal(Numbered, InTown, Base):
    """A place, or all places of an owner, from which a person keeps away: relatives, an own business."""

    __tablename__ = "recusal"
    __table_args__ = (
        CheckConstraint("(place_id IS NULL) <> (owner IS NULL)", name="place_or_owner"),
        UniqueConstraint("person_id", "place_id"),
        UniqueConstraint("person_id", "owner"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    owner: Mapped[str | None] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(String(200), default="")

    place: Mapped[Place | None] = relationship(lazy="joined")


class Company(StrEnum):
    """What is said of two people: never on one activity, or both on it or neither."""

    APART = "apart"
    TOGETHER = "together"


class Couple(Numbered, InTown, Base):
    """Two people who are kept apart or serve together; stored once, `one` with the smaller id."""

    __tablename__ = "couple"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        CheckConstraint("one_id < other_id", name="ordered"),
    )

    one_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    company: Mapped[Company]

    one: Mapped[Person] = relationship(foreign_keys=[one_id])
    other: Mapped[Person] = relationship(foreign_keys=[other_id])
