"""A roster laid out for judging: who is booked where, by itself or with a team."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from solver.problem import Problem, Roster
from solver.spans import Span
from solver.tables import Tables


@dataclass(frozen=True)
class Booking:
    """A candidate is booked in an activity through a role; `team` is the candidate number of the team it goes with.

    A commitment (a duty fixed outside the problem) has role -1 and activity -1.
    """

    span: Span
    place: int
    activity: int
    role: int
    team: int | None = None


def booking_in(problem: Problem, activity: int, role: int = 0) -> Booking:
    """A booking in an activity."""
    facts = problem.activities[activity]
    return Booking(facts.span, facts.place, activity, role)


@dataclass(frozen=True)
class Judged:
    """A problem, its tables and a roster of it."""

    tables: Tables
    roster: Roster

    @property
    def problem(self) -> Problem:
        """The problem."""
        return self.tables.problem

    @cached_property
    def bookings(self) -> tuple[tuple[Booking, ...], ...]:
        """Per candidate, its bookings and commitments in order of start, end and role."""
        found: list[list[Booking]] = [commitments(self.problem, n) for n in range(self.problem.candidates)]
        for role, candidates in enumerate(self.roster):
            activity = self.problem.roles[role].activity
            facts = self.problem.activities[activity]
            for candidate in candidates:
                found[candidate].append(Booking(facts.span, facts.place, activity, role))
                for member in self.members(candidate, activity):
                    found[member].append(Booking(facts.span, facts.place, activity, role, candidate))
        return tuple(tuple(sorted(row, key=lambda b: (b.span, b.role))) for row in found)

    def members(self, candidate: int, activity: int) -> tuple[int, ...]:
        """The people whom a team books in an activity; none for a person."""
        team = candidate - len(self.problem.people)
        return tuple(self.tables.crews.of(team, activity).tolist()) if team >= 0 else ()

    def staff(self, activity: int) -> tuple[int, ...]:
        """The people on an activity, teams' crews included, in order of role."""
        people: list[int] = []
        for role in self.problem.roles_of[activity]:
            for candidate in self.roster[role]:
                team = candidate >= len(self.problem.people)
                people += self.members(candidate, activity) if team else (candidate,)
        return tuple(people)

    def booked(self, activity: int) -> int:
        """How many candidates hold a slot of the activity."""
        return sum(len(self.roster[role]) for role in self.problem.roles_of[activity])


def commitments(problem: Problem, candidate: int) -> list[Booking]:
    """What a candidate has outside the problem, as bookings."""
    if candidate >= len(problem.people):
        return []
    return [Booking(duty.span, duty.place, -1, -1) for duty in problem.people[candidate].commitments]
