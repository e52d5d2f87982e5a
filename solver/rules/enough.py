"""The rule of how much a person does at least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.judged import Booking, Judged, commitments
from solver.neighbourhood import Neighbourhood
from solver.problem import Problem
from solver.rules.base import Finding, Scope
from solver.rules.team_duty import CountsTeamDuty
from solver.spans import DAY
from solver.tables import Tables
from solver.terms import AtLeast


@dataclass(frozen=True)
class EnoughHours(CountsTeamDuty):
    """Hard. Everybody serves at least their own least minutes over the horizon, commitments included."""

    title = "Enough hours"
    mended_by_more = frozenset({"too few"})

    hard = True
    scope = Scope.PERSON

    def minutes(self, problem: Problem, booking: Booking) -> int:
        """What a booking counts."""
        within = booking.span.start // DAY in problem.planned
        return booking.span.end - booking.span.start if within and self.counts(booking) else 0

    def least(self, tables: Tables) -> Ints:
        """The least minutes of each candidate."""
        return np.array([one.limits.least_minutes or 0 for one in tables.problem.everybody], dtype=np.int64)

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding "too few" for each candidate below, with the minutes that are missing."""
        for candidate, least in enumerate(self.least(judged.tables).tolist()):
            bookings = judged.bookings[candidate]
            missing = least - sum(self.minutes(judged.problem, booking) for booking in bookings)
            if missing > 0:
                roles = tuple(booking.role for booking in bookings if booking.role >= 0)
                yield Finding(self, (candidate,), roles, missing, "min", reason="too few")

    def terms(self, tables: Tables) -> Iterator[AtLeast]:
        """The least of all."""
        problem, least = tables.problem, self.least(tables)
        if least.any():
            fixed = [sum(self.minutes(problem, b) for b in commitments(problem, n)) for n in range(problem.candidates)]
            yield AtLeast(tables.minutes, np.array(fixed, dtype=np.int64), least)

    def post(self, model: Neighbourhood) -> None:
        """What is booked already and in the neighbourhood is enough."""
        for candidate, least in enumerate(self.least(model.tables).tolist()):
            fixed = sum(self.minutes(model.problem, booking) for booking in model.fixed(candidate))
            parts = [self.minutes(model.problem, booking) * literal for booking, literal in model.free(candidate)]
            if fixed < least:
                model.cp.add(sum(parts) >= least - fixed)
