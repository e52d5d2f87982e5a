"""The only translator of tables and solver: a draft roster to a problem, a solver's roster to assignments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.models import (
    Assignment,
    Duty,
    DutyState,
    Organisation,
    Person,
    Place,
    Qualification,
    Role,
    Roster,
    RosterState,
    SpecialDay,
    Team,
    Town,
)
from scheduler.services.problems.activities import activity_facts, place_facts, read_activities, role_facts
from scheduler.services.problems.people import (
    Index,
    person_facts,
    read_people,
    read_register,
    read_teams,
    team_facts,
)
from scheduler.services.problems.times import Timeline
from scheduler.services.register.travel import matrix
from solver.policy import read_policy, town_policy
from solver.problem import Capacity, Pin, Problem
from solver.problem import Qualification as QualificationFacts
from solver.problem import Roster as SolverRoster
from solver.tables import Tables

Row = TypeVar("Row")


class Identified(Protocol):
    """Anything with an id."""

    id: Any


@dataclass(frozen=True)
class Booking:
    """An assignment that can still be: the pair that it stands for, and the ids of the members whom its team books."""

    row: Assignment
    pair: Pin
    crew: list[int]

    @property
    def people(self) -> list[int]:
        """The ids of all whom it books."""
        return self.crew if self.row.person_id is None else [self.row.person_id]


@dataclass(frozen=True)
class Translation:
    """A problem together with the rows that its numbers stand for."""

    problem: Problem
    timeline: Timeline
    roster: Roster
    people: Sequence[Person]
    teams: Sequence[Team]
    roles: Sequence[Role]
    pinned: frozenset[Pin]
    """What a coordinator pinned; a draft that keeps all that is published has more pins in its problem."""
    estimated: frozenset[int]
    """Ids of places without coordinates, from and to which travel is estimated."""

    def assignments(self, solved: SolverRoster) -> list[Assignment]:
        """The rows of a solver's roster; pinned ones stay pinned."""
        return [
            self.assignment(number, candidate, Pin(number, candidate) in self.pinned)
            for number, candidates in enumerate(solved)
            for candidate in candidates
        ]

    def assignment(self, role_number: int, candidate: int, pinned: bool) -> Assignment:
        """The row of one candidate in one role."""
        role = self.roles[role_number]
        row = Assignment(town_id=self.roster.town_id, roster_id=self.roster.id, role_id=role.id, pinned=pinned)
        if candidate >= len(self.people):
            row.team_id = self.teams[candidate - len(self.people)].id
            row.capacity = Capacity.TEAM
            row.crew = self.crew(role_number, candidate)
        else:
            row.person_id = self.people[candidate].id
            row.capacity = served_capacity(role, self.people[candidate])
            row.crew = []
        return row

    def candidate_name(self, candidate: int) -> str:
        """The name of a person or team."""
        people = len(self.people)
        return self.people[candidate].name if candidate < people else self.teams[candidate - people].name

    def role_title(self, role_number: int) -> str:
        """The activity and day of a role."""
        activity = self.roles[role_number].activity
        return f"{activity.title} {local(activity.starts_at, self.timeline.zone):%m-%d}"

    def crew(self, role_number: int, candidate: int) -> list[int]:
        """The ids of the members whom a candidate books in a role: none for a person."""
        if candidate < len(self.people):
            return []
        activity = self.problem.roles[role_number].activity
        return [self.people[member].id for member in self.tables.crew(candidate - len(self.people), activity)]

    @cached_property
    def tables(self) -> Tables:
        """The problem's tables."""
        return Tables(self.problem)

    def pins_of(self, assignments: Sequence[Assignment]) -> tuple[Pin, ...]:
        """Assignments as pairs of numbers, in order; those of roles or candidates that are no more are left out."""
        return pins(assignments, *self.numbering)

    @cached_property
    def numbering(self) -> tuple[Index, Index, Index]:
        """The numbers of roles, people and teams by id."""
        return numbers(self.roles), numbers(self.people), numbers(self.teams)

    def bookings(self, assignments: Sequence[Assignment]) -> list[Booking]:
        """Those of a draft's assignments that can still be, with the crews that teams book as the register stands now.

        Left out is what was declined, and whose activity is cancelled or moved out of the period, or whose person or
        team serves no longer.
        """
        pairs = ((row, pair_of(row, *self.numbering)) for row in assignments)
        return [
            Booking(row, pair, self.crew(pair.role, pair.candidate))
            for row, pair in pairs
            if pair is not None and pair not in self.problem.declined_pairs
        ]


def served_capacity(role: Role, person: Person) -> Capacity:
    """The first capacity that the role accepts and the person holds; the first accepted one where there is none."""
    held = {row.capacity for row in person.capacities}
    accepted = [Capacity(capacity) for capacity in role.accepts]
    return next((capacity for capacity in accepted if capacity in held), accepted[0])


def numbers(rows: Sequence[Identified]) -> Index:
    """From each row's id to its place in the sequence."""
    return {row.id: number for number, row in enumerate(rows)}


def pins(assignments: Sequence[Assignment], roles: Index, people: Index, teams: Index) -> tuple[Pin, ...]:
    """Assignments as pairs of numbers, in order; those of roles or candidates that are no more are left out."""
    pairs = (pair_of(row, roles, people, teams) for row in assignments)
    return tuple(sorted(pair for pair in pairs if pair is not None))


def pair_of(row: Assignment, roles: Index, people: Index, teams: Index) -> Pin | None:
    """The pair of numbers that an assignment stands for; None where its role or candidate is no more."""
    role, team = roles.get(row.role_id), teams.get(row.team_id)
    candidate = people.get(row.person_id) if team is None else len(people) + team
    return None if role is None or candidate is None else Pin(role, candidate)


def translate(session: Session, roster: Roster) -> Translation:
    """The problem of a roster's period as the register stands now, with the roster's pins and what is published."""
    town = session.get_one(Town, roster.town_id)
    timeline = Timeline.of(roster.first_day, roster.last_day, town.timezone)
    places = of_town(session, Place, town.id)
    people, teams = read_people(session, town.id), read_teams(session, town.id)
    qualifications, units = of_town(session, Qualification, town.id), of_town(session, Organisation, town.id)
    activities = read_activities(session, roster, town.timezone)
    roles = [role for activity in activities for role in activity.roles]

    place_numbers, person_numbers, team_numbers = numbers(places), numbers(people), numbers(teams)
    qualification_numbers, unit_numbers = numbers(qualifications), numbers(units)
    codes = {unit.code: number for number, unit in enumerate(units)}
    register = read_register(session, roster, timeline, place_numbers)
    travel = matrix(session, town)
    refused = declined(session, town.id, numbers(roles), person_numbers)
    published = pins(published_rows(session, roster), numbers(roles), person_numbers, team_numbers)
    problem = Problem(
        people=tuple(
            person_facts(person, register, timeline, place_numbers, qualification_numbers, unit_numbers)
            for person in people
        ),
        teams=tuple(team_facts(team, register, timeline, place_numbers, person_numbers) for team in teams),
        places=place_facts(places),
        qualifications=tuple(QualificationFacts(row.code, row.by_training) for row in qualifications),
        activities=tuple(activity_facts(activity, timeline, place_numbers, codes) for activity in activities),
        roles=tuple(
            role_facts(role, number, qualification_numbers, unit_numbers, team_numbers)
            for number, activity in enumerate(activities)
            for role in activity.roles
        ),
        days=timeline.days({row.day: row.kind for row in of_town(session, SpecialDay, town.id)}),
        travel=tuple(map(tuple, travel.minutes)),
        pins=pins(pinned_rows(session, roster), numbers(roles), person_numbers, team_numbers),
        published=tuple(pair for pair in published if pair not in refused),
        declined=refused,
        departments=tuple(unit.code for unit in units),
        policy=policy_of(town, [row.code for row in qualifications if row.enforcement]),
    )
    return Translation(
        with_kept_pins(problem) if roster.keep_published else problem,
        timeline,
        roster,
        people,
        teams,
        roles,
        frozenset(problem.pins),
        frozenset(travel.estimated),
    )


def of_town(session: Session, model: type[Row], town_id: int) -> Sequence[Row]:
    """All rows of a table that belong to a town, in order of id."""
    table: Any = model
    return session.scalars(select(model).where(table.town_id == town_id).order_by(table.id)).all()


def pinned_rows(session: Session, roster: Roster) -> Sequence[Assignment]:
    """The roster's pinned assignments."""
    return session.scalars(select(Assignment).where(Assignment.roster_id == roster.id, Assignment.pinned)).all()


def published_rows(session: Session, roster: Roster) -> Sequence[Assignment]:
    """The assignments of the published version of the same period, if there is one."""
    return session.scalars(
        select(Assignment)
        .join(Roster, Assignment.roster_id == Roster.id)
        .where(
            Roster.town_id == roster.town_id,
            Roster.first_day == roster.first_day,
            Roster.state == RosterState.PUBLISHED,
        )
    ).all()


def declined(session: Session, town_id: int, roles: Index, people: Index) -> tuple[Pin, ...]:
    """The pairs of declined offers: no volunteer is asked again for what they declined (志愿服务条例 art. 25)."""
    rows = session.scalars(select(Duty).where(Duty.town_id == town_id, Duty.state == DutyState.DECLINED))
    pairs = ((roles.get(row.role_id), people.get(row.person_id)) for row in rows)
    return tuple(sorted(Pin(role, person) for role, person in pairs if role is not None and person is not None))


def policy_of(town: Town, certificates: Sequence[str]) -> tuple[dict[str, object], ...]:
    """The town's list of rules, or the one that a town starts with."""
    return tuple(town.policy) if town.policy is not None else town_policy(certificates=certificates)


def with_kept_pins(problem: Problem) -> Problem:
    """The problem of a draft that keeps all that is published: what can still be, stays as if it were pinned."""
    tables, rules = Tables(problem), read_policy(problem.policy)
    kept = {
        pin for pin in problem.published if all(rule.block(tables, pin.candidate, pin.role) is None for rule in rules)
    }
    return replace(problem, pins=tuple(sorted({*problem.pins, *kept})))
