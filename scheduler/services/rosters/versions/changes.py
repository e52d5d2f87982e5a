"""What a version changes, in the words of the people whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.permissions import Actor
from scheduler.domain.roster_changes import Held, PersonChange, roster_changes
from scheduler.models import Assignment, DutyState, Person, Place, Role, Town
from scheduler.services.rosters.versions.news import first_state
from scheduler.services.rosters.versions.publishing import versions


@dataclass(frozen=True)
class NamedRole:
    """A role as people know it.

    `told` is how whoever gains it is told: assigned at once, or asked; None where it is taken away. `was` is what a
    moved one was before, where its time or place differs.
    """

    title: str
    role: str
    starts_at: datetime
    ends_at: datetime
    place: str
    told: DutyState | None = None
    was: NamedRole | None = None


@dataclass(frozen=True)
class DescribedChange:
    """What changes for one person."""

    person: Person
    added: list[NamedRole]
    removed: list[NamedRole]
    moved: list[NamedRole]


def described_changes(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> list[DescribedChange]:
    """What publishing a roster changes for whom, those with something taken away or moved first. Raises NotFound."""
    old, new = versions(session, actor, roster_id, now=now)
    found = roster_changes(old, new)
    people = {row.id: row for row in session.scalars(select(Person).where(Person.town_id == actor.town_id))}
    naming, telling = Naming(session, actor, found), Telling(session, actor, roster_id)
    described = []
    for change in found:
        who = change.person_id
        before = {number: naming.role(number, old[who, number]) for number in (*change.removed, *change.moved)}
        after = {
            number: replace(naming.role(number, new[who, number]), told=telling.state(who, number))
            for number in (*change.added, *change.moved)
        }
        described.append(
            DescribedChange(
                people[who],
                in_order(after[number] for number in change.added),
                in_order(before[number] for number in change.removed),
                in_order(moved(before[number], after[number]) for number in change.moved),
            )
        )
    return sorted(described, key=lambda change: (not (change.removed or change.moved), change.person.id))


def in_order(roles: Iterable[NamedRole]) -> list[NamedRole]:
    """Roles in order of time."""
    return sorted(roles, key=lambda role: (role.starts_at, role.title, role.role))


def moved(before: NamedRole, after: NamedRole) -> NamedRole:
    """A role that is kept, with what it was where its time or place differs; else its team does."""
    same = (before.starts_at, before.ends_at, before.place) == (after.starts_at, after.ends_at, after.place)
    return after if same else replace(after, was=before)


class Naming:
    """How people know the roles that changes are about."""

    def __init__(self, session: Session, actor: Actor, found: list[PersonChange]) -> None:
        wanted = {number for change in found for number in (*change.added, *change.removed, *change.moved)}
        rows = session.scalars(select(Role).options(selectinload(Role.activity)).where(Role.town_id == actor.town_id))
        self.roles = {row.id: row for row in rows if row.id in wanted}
        self.places = {row.id: row.name for row in session.scalars(select(Place).where(Place.town_id == actor.town_id))}

    def role(self, number: int, held: Held) -> NamedRole:
        """A role by its number, when and where it is held."""
        role = self.roles[number]
        place = self.places[held.venue_id or held.place_id]
        return NamedRole(role.activity.title, role.name, held.starts_at, held.ends_at, place)


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
