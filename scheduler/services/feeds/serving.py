"""Calendars as subscribers fetch them: stored bytes by token, one indexed row for an answer of 304."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scheduler.calendars.tokens import token_hash
from scheduler.models import Feed, Town, TownState

FETCHES_NOTED = timedelta(minutes=10)
"""A calendar's fetches are written down no more often than this."""


@dataclass(frozen=True)
class Served:
    """What a calendar's address answers with; the bytes are read only where they are sent."""

    feed_id: int
    etag: str
    modified_at: datetime
    fetched_at: datetime | None

    def fetch_is_news(self, now: datetime) -> bool:
        """Whether this fetch is to be written down: the page shows when a calendar was last fetched."""
        return self.fetched_at is None or self.fetched_at < now - FETCHES_NOTED


def serve(session: Session, token: str) -> Served | None:
    """The feed with this token, by one indexed row; None where there is none, nothing was built yet, or its town is
    archived.
    """
    row = session.execute(
        select(Feed.id, Feed.etag, Feed.modified_at, Feed.fetched_at)
        .join(Town, Town.id == Feed.town_id)
        .where(Feed.token_hash == token_hash(token), Feed.revoked.is_(False), Feed.etag.is_not(None))
        .where(Town.state == TownState.ACTIVE)
    ).one_or_none()
    if row is None or row.etag is None or row.modified_at is None:
        return None
    return Served(row.id, row.etag, row.modified_at, row.fetched_at)


def content_bytes(session: Session, feed_id: int) -> bytes:
    """The bytes of a feed."""
    return session.scalars(select(Feed.content).where(Feed.id == feed_id)).one() or b""


def mark_fetched(session: Session, feed_id: int, *, now: datetime) -> None:
    """Write down that a calendar was fetched."""
    session.execute(update(Feed).where(Feed.id == feed_id).values(fetched_at=now).execution_options(unaudited=True))
