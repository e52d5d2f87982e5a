"""The rule of how often a person does duties of one kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.judged import Booking, Judged
from solver.neighbourhood import Neighbourhood
from solver.problem import Problem
from solver.rules.base import UNLIMITED, Finding, Scope
from solver.rules.team_duty import CountsTeamDuty
from solver.tables import Tables
from solver.terms import Sum


@dataclass(frozen=True)
class DutiesOfAKind(CountsTeamDuty):
    """Hard. Nobody has more duties of a kind in the horizon than their own limit for it: so many nights, say."""

    title = "Duties of a kind"
    keeps_away = {"": "{count} have reached their duties of this kind"}
    waivers = {"": "{amount} of this kind more for {people}"}

    hard = True
    scope = Scope.PERSON

    def of_kind(self, problem: Problem, booking: Booking, kind: str) -> bool:
        """Whether a booking counts for a kind; of duties outside the problem the kind is not known."""
        return booking.activity >= 0 and problem.activities[booking.activity].kind == kind and self.counts(booking)

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each candidate and kind over the limit, with the excess."""
        for candidate, one in enumerate(judged.problem.everybody):
            for limit in one.limits.kinds:
                bookings = judged.bookings[candidate]
                roles = tuple(b.role for b in bookings if self.of_kind(judged.problem, b, limit.kind))
                if len(roles) > limit.most:
                    yield Finding(self, (candidate,), roles, len(roles) - limit.most, "duties")

    def terms(self, tables: Tables) -> Iterator[Sum]:
        """A sum for each kind that somebody has a limit for."""
        problem = tables.problem
        everybody = [{limit.kind: limit.most for limit in one.limits.kinds} for one in tables.problem.everybody]
        nothing = np.zeros(problem.candidates, dtype=np.int64)
        for kind in sorted({kind for limits in everybody for kind in limits}):
            yield Sum(
                amount=np.array([activity.kind == kind for activity in problem.activities], dtype=np.int64),
                period=np.zeros(len(problem.activities), dtype=np.int64),
                fixed=np.zeros((problem.candidates, 1), dtype=np.int64),
                most=np.array([limits.get(kind, UNLIMITED) for limits in everybody], dtype=np.int64),
                weight=nothing,
                base=nothing,
                crews=self.with_team > 0,
            )

    def post(self, model: Neighbourhood) -> None:
        """For each candidate and kind: what is booked already and in the neighbourhood stays within the limit."""
        for candidate in model.candidates:
            for limit in model.problem.everybody[candidate].limits.kinds:
                fixed = sum(self.of_kind(model.problem, booking, limit.kind) for booking in model.fixed(candidate))
                free = [x for booking, x in model.free(candidate) if self.of_kind(model.problem, booking, limit.kind)]
                model.cp.add(sum(free) <= max(0, limit.most - fixed))
