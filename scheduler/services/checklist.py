"""What a new town still needs before its first roster can be published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.language import Message, m_
from scheduler.models import Activity, Base, Feed, Person, Place, Roster, RosterState, Team


@dataclass(frozen=True)
class Step:
    """One thing to do: its sentence, and how many there are already."""

    key: str
    sentence: Message
    count: int

    @property
    def done(self) -> bool:
        """Whether there is at least one."""
        return self.count > 0


COUNTED: tuple[tuple[str, Message, type[Base]], ...] = (
    ("places", m_("Enter villages, communities and venues"), Place),
    ("people", m_("Enter people with their capacities and times"), Person),
    ("teams", m_("Enter vanguard teams with their members"), Team),
    ("activities", m_("Enter activities with their roles"), Activity),
    ("rosters", m_("Make a roster"), Roster),
)


def checklist(session: Session, actor: Actor) -> list[Step]:
    """The steps to the first published roster, in order."""
    demand(actor, Action.READ, None)
    published = count(session, actor, Roster, Roster.state == RosterState.PUBLISHED)
    fetched = count(session, actor, Feed, Feed.fetched_at.is_not(None))
    return [
        *(Step(key, sentence, count(session, actor, model)) for key, sentence, model in COUNTED),
        Step("published", m_("Publish it"), published),
        Step("calendars", m_("Have people subscribe to their calendars"), fetched),
    ]


def count(session: Session, actor: Actor, model: type[Any], *conditions: ColumnElement[bool]) -> int:
    """How many rows of a table in the town fulfil these conditions."""
    query = select(func.count()).select_from(model).where(model.town_id == actor.town_id, *conditions)
    return session.scalar(query) or 0
