"""A roster under construction, with the sums that rules read to price every candidate at once."""

from __future__ import annotations

import numpy as np

from solver.problem import Problem, Roster
from solver.tables import Flags, Tables, commitment_day


class State:
    """Who holds what, and per candidate (people, then teams) what follows from it.

    `held[n, a]` counts how often candidate n is booked in activity a, by itself or with its team; `alone[n, a]` only by
    itself. `day_minutes` and `day_duties` have shape (candidates, days) and count commitments too; `half_hours`,
    `rest_duties` and `unpleasant` count this roster alone.
    """

    def __init__(self, problem: Problem, tables: Tables, clashing: Flags) -> None:
        self.problem = problem
        self.tables = tables
        self.clashing = clashing.astype(np.int16)
        candidates, activities, days = problem.candidates, len(problem.activities), max(1, len(problem.days))
        self.slots: list[set[int]] = [set() for _ in problem.roles]
        self.booked = np.zeros(activities, dtype=np.int64)
        self.held = np.zeros((candidates, activities), dtype=np.int8)
        self.alone = np.zeros((candidates, activities), dtype=np.int8)
        self.clashes = np.zeros((candidates, activities), dtype=np.int16)
        self.day_minutes = np.zeros((candidates, days), dtype=np.int64)
        self.day_duties = np.zeros((candidates, days), dtype=np.int64)
        self.month_duties = np.zeros((candidates, int(tables.month_of_day.max(initial=0)) + 1), dtype=np.int64)
        self.half_hours = np.zeros(candidates, dtype=np.int64)
        self.rest_duties = np.zeros(candidates, dtype=np.int64)
        self.unpleasant = np.zeros(candidates, dtype=np.int64)
        for number, person in enumerate(problem.people):
            for duty in person.commitments:
                day = commitment_day(duty)
                self.day_minutes[number, day] += duty.span.end - duty.span.start
                self.day_duties[number, day] += 1
                self.month_duties[number, tables.month_of_day[day]] += 1

    def place(self, role: int, candidate: int) -> None:
        """Give a slot of the role to the candidate, and with a team to its crew."""
        self.slots[role].add(candidate)
        self._count(role, candidate, 1)

    def remove(self, role: int, candidate: int) -> None:
        """Take the slot back."""
        self.slots[role].remove(candidate)
        self._count(role, candidate, -1)

    def _count(self, role: int, candidate: int, sign: int) -> None:
        activity = self.problem.roles[role].activity
        self.booked[activity] += sign
        self.alone[candidate, activity] += sign
        self._book(activity, np.array([candidate], dtype=np.int64), sign)
        team = candidate - len(self.problem.people)
        if team >= 0:
            self._book(activity, self.tables.crews[team, activity], sign)

    def _book(self, activity: int, who: np.ndarray[tuple[int], np.dtype[np.int64]], sign: int) -> None:
        tables = self.tables
        day, minutes = tables.days[activity], sign * tables.minutes[activity]
        self.held[who, activity] += sign
        self.clashes[who] += sign * self.clashing[activity]
        self.day_minutes[who, day] += minutes
        self.day_duties[who, day] += sign
        self.month_duties[who, tables.months[activity]] += sign
        self.half_hours[who] += sign * tables.half_hours[activity]
        self.rest_duties[who] += sign * bool(tables.rest[activity])
        self.unpleasant[who] += sign * self.problem.activities[activity].unpleasant

    def roster(self) -> Roster:
        """The roster as it stands."""
        return tuple(tuple(sorted(slot)) for slot in self.slots)
