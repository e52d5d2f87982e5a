"""The only translator of tables and solver: a draft roster to a problem, a solver's roster to assignments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.dates import day_name
from scheduler.language import Message
from scheduler.models import (
    Assignment,
    Company,
    Couple,
    Duty,
    DutyState,
    Person,
    Role,
    Roster,
    RosterState,
    SpecialDay,
    Town,
)
from scheduler.services.problems.activities import activity_facts, place_facts, role_facts
from scheduler.services.problems.people import person_facts, read_register, team_facts
from scheduler.services.problems.rows import Holding, Rows, holdings, of_town, read_rows
from scheduler.services.problems.times import Timeline
from scheduler.services.problems.trying import NOTHING, Tried, trying
from scheduler.services.register.travel import matrix
from solver.candidates import Capacity
from solver.policy import read_policy, town_policy
from solver.problem import Activity as ActivityFacts
from solver.problem import Couple as CoupleFacts
from solver.problem import Pin, Problem
from solver.problem import Qualification as QualificationFacts
from solver.problem import Roster as SolverRoster
from solver.rules.composition import CertifiedOfficers
from solver.tables import Tables


@dataclass(frozen=True)
class Written:
    """An assignment as publishing writes it down: it can be, or it was; `crew` are the ids of the members whom its team
    books.
    """

    row: Assignment
    crew: list[int]

    @property
    def people(self) -> list[int]:
        """The ids of all whom it books."""
        return self.crew if self.row.person_id is None else [self.row.person_id]


@dataclass(frozen=True)
class Booking(Written):
    """One that can still be, with the pair that it stands for."""

    pair: Pin


@dataclass(frozen=True)
class Translation:
    """A problem together with the rows that its numbers stand for."""

    problem: Problem
    timeline: Timeline
    roster: Roster
    rows: Rows
    pinned: frozenset[Pin]
    """What a coordinator pinned; a problem in which something has begun has more pins."""
    as_of: datetime | None = None
    """Until when something of the period may have begun by its published version; None where it has none."""
    refused: frozenset[tuple[int, int | None]] = frozenset()
    """The ids of roles and of those who declined them, at work or not."""

    @property
    def roles(self) -> Sequence[Role]:
        """The roles, by number."""
        return self.rows.roles

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
        if candidate >= len(self.rows.people):
            row.team_id = self.rows.teams[candidate - len(self.rows.people)].id
            row.capacity = Capacity.TEAM
            row.crew = self.crew(role_number, candidate)
        else:
            row.person_id = self.rows.people[candidate].id
            row.capacity = served_capacity(role, self.rows.people[candidate])
            row.crew = []
        return row

    def candidate_name(self, candidate: int) -> str:
        """The name of a person or team."""
        people = len(self.rows.people)
        return self.rows.people[candidate].name if candidate < people else self.rows.teams[candidate - people].name

    def candidate(self, candidate: int) -> tuple[str, int | None, int | None]:
        """A person or team by name, id of the person and id of the team."""
        name, people = self.candidate_name(candidate), self.rows.people
        if candidate < len(people):
            return name, people[candidate].id, None
        return name, None, self.rows.teams[candidate - len(people)].id

    def role_title(self, role_number: int) -> Message:
        """The activity and day of a role."""
        activity = self.roles[role_number].activity
        day = local(activity.starts_at, self.timeline.zone).date()
        return Message("{title} {day}", {"title": activity.title, "day": day_name(day)})

    def crew(self, role_number: int, candidate: int) -> list[int]:
        """The ids of the members whom a candidate books in a role: none for a person."""
        if candidate < len(self.rows.people):
            return []
        activity = self.problem.roles[role_number].activity
        return [
            self.rows.people[member].id for member in self.tables.crews.of(candidate - len(self.rows.people), activity)
        ]

    @cached_property
    def tables(self) -> Tables:
        """The problem's tables."""
        return Tables(self.problem)

    def solver_roster(self, pairs: Iterable[Pin]) -> SolverRoster:
        """The roster in which these pairs are held."""
        held = [set[int]() for _ in self.roles]
        for pair in pairs:
            held[pair.role].add(pair.candidate)
        return tuple(tuple(sorted(candidates)) for candidates in held)

    def bookings(self, assignments: Sequence[Assignment]) -> list[Booking]:
        """Those of a draft's assignments that can still be, with the crews that teams book as the register stands now.

        Left out is what was declined, and whose activity is cancelled or moved out of the period, or whose person or
        team serves no longer. Who went with a team to what has begun stays so.
        """
        pairs = ((row, self.rows.pair(row.role_id, row.person_id, row.team_id)) for row in assignments)
        return [
            Booking(row, row.crew if row.crew and self.begun(row) else self.crew(pair.role, pair.candidate), pair)
            for row, pair in pairs
            if pair is not None and pair not in self.problem.declined_pairs
        ]

    def begun(self, row: Assignment) -> bool:
        """Whether an assignment's activity has begun and takes place in the period."""
        number = self.rows.role_numbers.get(row.role_id)
        return number is not None and self.as_of is not None and self.roles[number].activity.starts_at <= self.as_of

    def past(self, assignments: Sequence[Assignment]) -> list[Written]:
        """What was of a draft though no problem knows who holds it: they serve no longer. Nothing that was declined."""
        gone = (row for row in assignments if self.rows.pair(row.role_id, row.person_id, row.team_id) is None)
        return [
            Written(row, row.crew)
            for row in gone
            if self.begun(row) and (row.role_id, row.person_id) not in self.refused
        ]

    def written(self, assignments: Sequence[Assignment]) -> list[Written]:
        """What publishing a draft with these assignments would write down."""
        return [*self.bookings(assignments), *self.past(assignments)]


def served_capacity(role: Role, person: Person) -> Capacity:
    """The first capacity that the role accepts and the person holds; the first accepted one where there is none."""
    held = {row.capacity for row in person.capacities}
    accepted = [Capacity(capacity) for capacity in role.accepts]
    return next((capacity for capacity in accepted if capacity in held), accepted[0])


def translate(session: Session, roster: Roster, *, now: datetime | None = None) -> Translation:
    """The problem of a roster's period as the register stands now, with the roster's pins and what is published; of a
    draft that only tries something, with what it tries.

    To be solved or published at `now`, what has begun by then stays as it is published.
    """
    town = session.get_one(Town, roster.town_id)
    timeline = Timeline.of(roster.first_day, roster.last_day, town.timezone)
    rows = read_rows(session, roster, town)
    register = read_register(session, roster, timeline, rows)
    refused, before = declined(session, town.id), published(session, roster)
    never = rows.pins((role, person, None) for role, person in refused)
    certificates = [row.code for row in rows.qualifications if row.enforcement]
    tried = Tried.read(roster.what_if)
    problem = Problem(
        people=tuple(person_facts(person, register, timeline, rows) for person in rows.people),
        teams=tuple(team_facts(team, register, timeline, rows) for team in rows.teams),
        places=place_facts(rows.places),
        qualifications=tuple(QualificationFacts(row.code, row.by_training) for row in rows.qualifications),
        activities=tuple(activity_facts(activity, timeline, rows) for activity in rows.activities),
        roles=tuple(role_facts(role, rows) for role in rows.roles),
        days=timeline.days({row.day: row.kind for row in of_town(session, SpecialDay, town.id)}),
        travel=tuple(map(tuple, matrix(session, town).minutes)),
        pins=rows.pins(holdings(session, Roster.id == roster.id, Assignment.pinned)),
        published=tuple(pair for pair in rows.pins(before) if pair not in never),
        declined=never,
        departments=tuple(unit.code for unit in rows.departments),
        owners=rows.owners,
        apart=couples(session, town.id, rows, Company.APART),
        together=couples(session, town.id, rows, Company.TOGETHER),
        horizon=timeline.planned,
        policy=policy_of(town, certificates, tried),
    )
    as_of = now if before else None
    solved = problem if as_of is None else as_begun(problem, timeline.minute(as_of))
    return Translation(trying(solved, rows, tried), timeline, roster, rows, frozenset(problem.pins), as_of, refused)


def published(session: Session, roster: Roster) -> Sequence[Holding]:
    """The assignments of the published version of the same period, if there is one."""
    return holdings(
        session,
        Roster.town_id == roster.town_id,
        Roster.first_day == roster.first_day,
        Roster.state == RosterState.PUBLISHED,
    )


def declined(session: Session, town_id: int) -> frozenset[tuple[int, int | None]]:
    """Which roles were declined, and by whom: no volunteer is asked again for them (志愿服务条例 art. 25)."""
    asked = select(Duty.role_id, Duty.person_id).where(Duty.town_id == town_id, Duty.state == DutyState.DECLINED)
    return frozenset((role, person) for role, person in session.execute(asked))


def couples(session: Session, town_id: int, numbered: Rows, company: Company) -> tuple[CoupleFacts, ...]:
    """The couples of whom this is said and both of whom are at work: whose other half is gone serves without."""
    rows = (row for row in of_town(session, Couple, town_id) if row.company is company)
    pairs = ((numbered.person_numbers.get(row.one_id), numbered.person_numbers.get(row.other_id)) for row in rows)
    return tuple(sorted(CoupleFacts(one, other) for one, other in pairs if one is not None and other is not None))


def policy_of(town: Town, certificates: Sequence[str], tried: Tried = NOTHING) -> tuple[dict[str, object], ...]:
    """The list of rules that is tried, else the town's, or the one that a town starts with."""
    policy = town.policy if tried.policy is None else tried.policy
    return town_policy(certificates=certificates) if policy is None else certified(policy, certificates)


def certified(policy: Sequence[dict[str, object]], certificates: Sequence[str]) -> tuple[dict[str, object], ...]:
    """A list of rules in which the register says which certificates make an officer."""
    named = {"certificates": list(certificates)}
    rule = CertifiedOfficers.__name__
    return tuple({**entry, **named} if entry.get("rule") == rule else entry for entry in policy)


def still_possible(problem: Problem, pairs: Iterable[Pin]) -> set[Pin]:
    """The pairs that no rule blocks for good."""
    tables, rules = Tables(problem), read_policy(problem.policy)
    return {pin for pin in pairs if all(rule.block(tables, pin.candidate, pin.role) is None for rule in rules)}


def past(activity: ActivityFacts) -> ActivityFacts:
    """An activity that asks nothing of its staff any more."""
    return replace(activity, departments=(), local=False, women=0, men=0, organisations=0, quotas=(), past=True)


def as_begun(problem: Problem, minute: int) -> Problem:
    """The problem at a minute: activities that have begun keep whom the published roster has there, as far as no rule
    blocks them, and who is pinned; they get nobody new, and what they ask of their staff is past.
    """
    begun = {number for number, activity in enumerate(problem.activities) if activity.span.start <= minute}
    if not begun:
        return problem
    there = [pin for pin in problem.published if problem.roles[pin.role].activity in begun]
    kept = still_possible(problem, there).union(p for p in problem.pins if problem.roles[p.role].activity in begun)
    held = Counter(pin.role for pin in kept)
    return replace(
        problem,
        activities=tuple(past(a) if n in begun else a for n, a in enumerate(problem.activities)),
        roles=tuple(
            replace(role, minimum=0, wanted=held[n]) if role.activity in begun else role
            for n, role in enumerate(problem.roles)
        ),
        pins=tuple(sorted(kept.union(problem.pins))),
    )
