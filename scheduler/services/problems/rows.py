"""The rows that a problem's numbers stand for, and assignments as pairs of such numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnExpressionArgument, select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.clock import local_instant
from scheduler.models import (
    Activity,
    ActivityState,
    Assignment,
    Organisation,
    Person,
    Place,
    Qualification,
    Role,
    Roster,
    Team,
    Town,
)
from solver.problem import Pin

Row = TypeVar("Row")
Index = dict[int | None, int]
"""From a row's id to its number in the problem."""

Holding = tuple[int, int | None, int | None]
"""An assignment in short: the ids of its role, person and team."""


class Identified(Protocol):
    """Anything with an id."""

    id: Any


@dataclass(frozen=True)
class Rows:
    """The rows of a problem: the place of each in its list is its number there."""

    people: Sequence[Person]
    teams: Sequence[Team]
    places: Sequence[Place]
    qualifications: Sequence[Qualification]
    departments: Sequence[Organisation]
    activities: Sequence[Activity]

    @cached_property
    def roles(self) -> list[Role]:
        """The roles of all activities, in their order."""
        return [role for activity in self.activities for role in activity.roles]

    @cached_property
    def activity_numbers(self) -> Index:
        """The numbers of activities by id."""
        return numbers(self.activities)

    @cached_property
    def role_numbers(self) -> Index:
        """The numbers of roles by id."""
        return numbers(self.roles)

    @cached_property
    def person_numbers(self) -> Index:
        """The numbers of people by id."""
        return numbers(self.people)

    @cached_property
    def team_numbers(self) -> Index:
        """The numbers of teams by id."""
        return numbers(self.teams)

    @cached_property
    def place_numbers(self) -> Index:
        """The numbers of places by id."""
        return numbers(self.places)

    @cached_property
    def qualification_numbers(self) -> Index:
        """The numbers of qualifications by id."""
        return numbers(self.qualifications)

    @cached_property
    def department_numbers(self) -> Index:
        """The numbers of organisations by id."""
        return numbers(self.departments)

    @cached_property
    def department_codes(self) -> dict[str, int]:
        """The numbers of organisations by the office's own."""
        return {row.code: number for number, row in enumerate(self.departments)}

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """To whom the places belong, in order of their names."""
        return tuple(sorted({place.owner for place in self.places if place.owner is not None}))

    @cached_property
    def owner_numbers(self) -> dict[str | None, int]:
        """The numbers of owners by name."""
        return {owner: number for number, owner in enumerate(self.owners)}

    def pins(self, held: Iterable[Holding]) -> tuple[Pin, ...]:
        """Assignments as pairs of numbers, in order; those of roles or candidates that are no more are left out."""
        pairs = (self.pair(*holding) for holding in held)
        return tuple(sorted(pair for pair in pairs if pair is not None))

    def pair(self, role_id: int, person_id: int | None, team_id: int | None) -> Pin | None:
        """The pair of numbers of a role and a person or team; None where one of them is not part of the problem."""
        role, team = self.role_numbers.get(role_id), self.team_numbers.get(team_id)
        candidate = self.person_numbers.get(person_id) if team is None else len(self.people) + team
        return None if role is None or candidate is None else Pin(role, candidate)


def read_rows(session: Session, roster: Roster, town: Town) -> Rows:
    """The rows of a roster's problem as the register stands now."""
    return Rows(
        read_people(session, town.id),
        read_teams(session, town.id),
        of_town(session, Place, town.id),
        of_town(session, Qualification, town.id),
        of_town(session, Organisation, town.id),
        read_activities(session, roster, town.timezone),
    )


def read_people(session: Session, town_id: int) -> Sequence[Person]:
    """The active people of a town, in order of id."""
    return session.scalars(
        select(Person)
        .options(selectinload(Person.capacities), selectinload(Person.qualifications))
        .where(Person.town_id == town_id, Person.active)
        .order_by(Person.id)
    ).all()


def read_teams(session: Session, town_id: int) -> Sequence[Team]:
    """The active teams of a town, in order of id."""
    return session.scalars(select(Team).where(Team.town_id == town_id, Team.active).order_by(Team.id)).all()


def read_activities(session: Session, roster: Roster, zone: str) -> Sequence[Activity]:
    """The planned activities that begin in the roster's period, in order of start and id."""
    return planned_activities(session, roster.town_id, roster.first_day, roster.last_day, zone)


def planned_activities(
    session: Session, town_id: int, first_day: date, last_day: date, zone: str
) -> Sequence[Activity]:
    """The planned activities of a town that begin on these days, in order of start and id."""
    return session.scalars(
        select(Activity)
        .where(
            Activity.town_id == town_id,
            Activity.state == ActivityState.PLANNED,
            Activity.starts_at >= local_instant(first_day, 0, zone),
            Activity.starts_at < local_instant(last_day + timedelta(days=1), 0, zone),
        )
        .order_by(Activity.starts_at, Activity.id)
    ).all()


def holdings(session: Session, *conditions: ColumnExpressionArgument[bool]) -> Sequence[Holding]:
    """The assignments of which these conditions, on them and their rosters, are true."""
    query = select(Assignment.role_id, Assignment.person_id, Assignment.team_id)
    return session.execute(query.join(Roster, Assignment.roster_id == Roster.id).where(*conditions)).all()


def of_town(session: Session, model: type[Row], town_id: int) -> Sequence[Row]:
    """All rows of a table that belong to a town, in order of id."""
    table: Any = model
    return session.scalars(select(model).where(table.town_id == town_id).order_by(table.id)).all()


def numbers(rows: Sequence[Identified]) -> Index:
    """From each row's id to its place in the sequence."""
    return {row.id: number for number, row in enumerate(rows)}
