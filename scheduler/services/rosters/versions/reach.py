"""How people can be reached: a calendar that their phone asks for, a mail address, a telephone number, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.models import Feed, FeedKind, Person

SUBSCRIBED = timedelta(days=14)
"""Whose calendar was fetched within this is subscribed: phones ask at least once a week."""


@dataclass(frozen=True)
class Reach:
    """What reaches one person. Mail is sent by the service; a phone number is for whoever calls."""

    calendar: bool
    mail: str | None
    phone: str | None

    @property
    def nobody(self) -> bool:
        """Whether nothing does."""
        return not (self.calendar or self.mail or self.phone)


def reach(session: Session, town_id: int, people: Iterable[Person], now: datetime) -> dict[int, Reach]:
    """How each of these people can be reached, by id."""
    fetched = session.scalars(
        select(Feed.subject).where(
            Feed.town_id == town_id,
            Feed.kind == FeedKind.PERSON,
            Feed.revoked.is_(False),
            Feed.fetched_at > now - SUBSCRIBED,
        )
    )
    subscribed = {int(subject) for subject in fetched}
    return {person.id: Reach(person.id in subscribed, person.email, person.phone) for person in people}
