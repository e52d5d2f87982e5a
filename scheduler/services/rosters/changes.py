"""What a version changes, in the words of the people whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.permissions import Actor
from scheduler.domain.roster_changes import PersonChange
from scheduler.models import Assignment, DutyState, Person, Role, Town
from scheduler.services.rosters.duties import first_state
from scheduler.services.rosters.publishing import changes


@dataclass(frozen=True)
class NamedRole:
    """A role as people know it."""

    title: str
    role: str
    starts_at: datetime
    ends_at: datetime
    activity_id: int
    told: DutyState | None = None
    """How whoever gains it is told: assigned at once, or asked; None where it is taken away."""


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
    roles = named_roles(session, actor, {number for change in found for number in numbers(change)})
    telling = Telling(session, actor, roster_id)

    def told(person_id: int, numbers: tuple[int, ...]) -> list[NamedRole]:
        return [replace(roles[number], told=telling.state(person_id, number)) for number in numbers]

    described = [
        DescribedChange(
            people[change.person_id],
            told(change.person_id, change.added),
            [roles[number] for number in change.removed],
            told(change.person_id, change.moved),
        )
        for change in found
    ]
    return sorted(described, key=lambda change: (not (change.removed or change.moved), change.person.id))


def numbers(change: PersonChange) -> tuple[int, ...]:
    """The roles that a change is about."""
    return (*change.added, *change.removed, *change.moved)


def named_roles(session: Session, actor: Actor, wanted: set[int]) -> dict[int, NamedRole]:
    """Roles by number, in order of time."""
    rows = session.scalars(select(Role).options(selectinload(Role.activity)).where(Role.town_id == actor.town_id))
    found = sorted((row for row in rows if row.id in wanted), key=lambda row: (row.activity.starts_at, row.id))
    return {
        row.id: NamedRole(row.activity.title, row.name, row.activity.starts_at, row.activity.ends_at, row.activity_id)
        for row in found
    }


class Telling:
    """How people are told of what they gain by a roster."""

    def __init__(self, session: Session, actor: Actor, roster_id: int) -> None:
        self.town = session.get_one(Town, actor.town_id)
        rows = session.scalars(select(Assignment).where(Assignment.roster_id == roster_id)).all()
        self.alone = {(row.person_id, row.role_id): row for row in rows if row.person_id is not None}
        self.with_team = {row.role_id: row for row in rows if row.team_id is not None}

    def state(self, person_id: int, role_id: int) -> DutyState:
        """Whether a person is assigned to a role, alone or with a team, or asked."""
        return first_state(self.alone.get((person_id, role_id)) or self.with_team[role_id], self.town)
