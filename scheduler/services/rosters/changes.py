"""What a version changes, in the words of the people whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.permissions import Actor
from scheduler.models import Person, Role
from scheduler.services.rosters.publishing import changes


@dataclass(frozen=True)
class NamedRole:
    """A role as people know it."""

    title: str
    role: str
    starts_at: datetime
    activity_id: int


@dataclass(frozen=True)
class DescribedChange:
    """What changes for one person."""

    person: Person
    added: list[NamedRole]
    removed: list[NamedRole]
    moved: list[NamedRole]


def described_changes(session: Session, actor: Actor, roster_id: int) -> list[DescribedChange]:
    """What publishing a roster changes for whom, those with something taken away or moved first. Raises NotFound."""
    found = changes(session, actor, roster_id)
    people = {row.id: row for row in session.scalars(select(Person).where(Person.town_id == actor.town_id))}
    wanted = {number for change in found for number in (*change.added, *change.removed, *change.moved)}
    rows = session.scalars(
        select(Role).options(selectinload(Role.activity)).where(Role.town_id == actor.town_id).order_by(Role.id)
    )
    roles = {
        row.id: NamedRole(row.activity.title, row.name, row.activity.starts_at, row.activity_id)
        for row in rows
        if row.id in wanted
    }
    described = [
        DescribedChange(
            people[change.person_id],
            [roles[number] for number in change.added],
            [roles[number] for number in change.removed],
            [roles[number] for number in change.moved],
        )
        for change in found
    ]
    return sorted(described, key=lambda change: (not (change.removed or change.moved), change.person.id))
