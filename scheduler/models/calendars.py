"""Calendars that can be subscribed to: what each contains, the bytes that are served, and who may read them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.models.base import Base, InTown, Numbered


class FeedKind(StrEnum):
    """Whose calendar a feed is. All but `person` are shared ones and name nobody."""

    PERSON = "person"
    TEAM = "team"
    VILLAGE = "village"
    KIND = "kind"
    TOWN = "town"


class Feed(Numbered, InTown, Base):
    """A calendar. `subject` is the id of the person, team or place, the kind of activity, or "" for the town.

    The token is an HMAC over id and `generation`; the row keeps its hash. Renewing raises `generation`; `revoked` shuts
    the feed. `content` are the bytes as served, replaced as a whole; `etag` and `modified_at` belong to them.
    """

    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("town_id", "kind", "subject"),)
    unaudited = frozenset({"token_hash", "etag", "modified_at", "fetched_at", "content"})

    kind: Mapped[FeedKind]
    subject: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    public: Mapped[bool] = mapped_column(default=False)
    revoked: Mapped[bool] = mapped_column(default=False)
    alarms: Mapped[bool] = mapped_column(default=True)
    etag: Mapped[str | None] = mapped_column(String(80))
    modified_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    @property
    def person_id(self) -> int | None:
        """Whose calendar it is; None for a shared one."""
        return int(self.subject) if self.kind is FeedKind.PERSON else None


class CalendarEntry(Numbered, InTown, Base):
    """The state of one event of one feed: its UID for ever, its SEQUENCE, what it says and since when.

    One that is not `shown` any more keeps its row, so that it comes back, if it does, with a higher SEQUENCE.
    """

    __tablename__ = "calendar_entry"
    __table_args__ = (UniqueConstraint("feed_id", "uid"),)
    audited = False

    feed_id: Mapped[int] = mapped_column(ForeignKey("feed.id"), index=True)
    uid: Mapped[str] = mapped_column(String(80))
    sequence: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    changed_at: Mapped[datetime]
    content: Mapped[dict[str, Any]]
    shown: Mapped[bool] = mapped_column(default=True)
