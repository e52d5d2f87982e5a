"""Rules about venues: room for everybody, and one activity at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from solver.arrays import Flags
from solver.judged import Judged
from solver.neighbourhood import Neighbourhood
from solver.problem import Problem
from solver.rules.base import UNLIMITED, Finding, Rule, Scope
from solver.tables import Tables
from solver.terms import Exclusive, Room


def room(problem: Problem, activity: int) -> int:
    """How many people on duty the venue of an activity admits beside those who attend."""
    facts = problem.activities[activity]
    capacity = None if facts.venue is None else problem.places[facts.venue].capacity
    return UNLIMITED if capacity is None else max(0, capacity - facts.attendees)


@dataclass(frozen=True)
class VenueHasRoom(Rule):
    """Hard. The people on duty and those who attend are no more than the venue admits.

    Somebody in two roles takes a seat for each.
    """

    title = "Room in the venue"
    sentence = "The people on duty and those who attend are no more than the venue admits."
    keeps_away = {"": "the venue has no room for {count}"}

    hard = True
    scope = Scope.ACTIVITY

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each activity with too many, by how many."""
        for activity in range(len(judged.problem.activities)):
            staff = judged.staff(activity)
            excess = len(staff) - room(judged.problem, activity)
            if staff and excess > 0:
                yield Finding(self, staff, judged.problem.roles_of[activity], excess, "people")

    def terms(self, tables: Tables) -> Iterator[Room]:
        """The room of each activity."""
        activities = range(len(tables.problem.activities))
        yield Room(np.array([room(tables.problem, activity) for activity in activities], dtype=np.int64))

    def post(self, model: Neighbourhood) -> None:
        """No more people than there is room for."""
        for activity in model.activities:
            brought = [
                len(model.people(n, activity)) * literal
                for role in model.problem.roles_of[activity]
                for n, literal in model.slots[role].items()
            ]
            model.cp.add(sum(brought) <= room(model.problem, activity))


@dataclass(frozen=True)
class VenueOnce(Rule):
    """Hard. Two activities that overlap in one venue do not both go ahead."""

    title = "One activity at a time in a venue"
    sentence = "Two activities that overlap in one venue do not both go ahead."
    keeps_away = {"": "the venue is taken"}

    hard = True
    scope = Scope.ACTIVITY

    def clashes(self, tables: Tables) -> Flags:
        """Which activities want the same venue at the same time. Shape (activities, activities)."""
        venues = np.array([-1 if a.venue is None else a.venue for a in tables.problem.activities])
        same = (venues[:, None] == venues[None, :]) & (venues >= 0)
        flags: Flags = same & (tables.gaps < 0) & ~np.eye(len(venues), dtype=bool)
        return flags

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each two that both book people, with the minutes that they overlap."""
        going = [number for number in range(len(judged.problem.activities)) if judged.booked(number)]
        for place, one in enumerate(going):
            for other in going[place + 1 :]:
                first, second = judged.problem.activities[one], judged.problem.activities[other]
                minutes = min(first.span.end, second.span.end) - max(first.span.start, second.span.start)
                if first.venue is not None and first.venue == second.venue and minutes > 0:
                    roles = judged.problem.roles_of[one] + judged.problem.roles_of[other]
                    yield Finding(self, (), roles, minutes, "min")

    def terms(self, tables: Tables) -> Iterator[Exclusive]:
        """Which two exclude each other."""
        yield Exclusive(self.clashes(tables))

    def post(self, model: Neighbourhood) -> None:
        """At most one of each two goes ahead, none whose venue is taken by what stays as it is."""
        clashes = self.clashes(model.tables)
        for activity, goes in model.goes.items():
            if any(model.rest.booked(int(other)) for other in np.flatnonzero(clashes[activity])):
                model.cp.add(goes == 0)
        for one, other in combinations(model.goes, 2):
            if clashes[one, other]:
                model.cp.add(model.goes[one] + model.goes[other] <= 1)
