"""Soft rules that share the load: hours, days of rest and unpleasant duties, against what each has carried before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.judged import Booking, Judged, booking_in
from solver.neighbourhood import Neighbourhood
from solver.problem import DAY, Capacity, Carried, Problem
from solver.rules.base import Candidates, Costs, Finding, Rule, Scope
from solver.state import State
from solver.tables import Ints, Tables

WEIGHED = (
    Capacity.SOCIAL_WORKER,
    Capacity.GRID_MEMBER,
    Capacity.OFFICER,
    Capacity.VOLUNTEER,
    Capacity.PARTY_MEMBER,
    Capacity.TEAM,
)
"""A candidate with several capacities is weighed as the first of these that it holds."""


@dataclass(frozen=True)
class FairRule(Rule):
    """A soft rule: weight x ((carried + amount)^2 - carried^2) for each candidate, so that loads even out over months.

    The weight depends on the candidate's standing. Subclasses say what counts.
    """

    hard = False
    scope = Scope.PERSON
    social_worker: int = 0
    grid_member: int = 0
    officer: int = 0
    volunteer: int = 0
    party_member: int = 0
    team: int = 0

    def carried(self, ledger: Carried) -> int:
        """What the ledger says."""
        raise NotImplementedError

    def amount(self, problem: Problem, booking: Booking) -> int:
        """How much a booking counts."""
        raise NotImplementedError

    def total(self, state: State, who: Candidates) -> Ints:
        """What each of `who` does in this roster so far."""
        raise NotImplementedError

    def weight(self, problem: Problem, candidate: int) -> int:
        """The weight of one candidate."""
        if problem.team_of(candidate) is not None:
            return self.team
        held = problem.people[candidate].capacities
        weights: list[int] = [getattr(self, capacity.value) for capacity in WEIGHED if capacity in held]
        return weights[0] if weights else 0

    def weights(self, tables: Tables) -> Ints:
        """Weight of each candidate."""
        problem = tables.problem
        return np.array([self.weight(problem, n) for n in range(problem.candidates)], dtype=np.int64)

    def bases(self, tables: Tables) -> Ints:
        """What each candidate has carried."""
        return np.array([self.carried(ledger) for ledger in ledgers(tables.problem)], dtype=np.int64)

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each candidate with a cost; the amount is what this roster adds."""
        carried_before = ledgers(judged.problem)
        for candidate, bookings in enumerate(judged.bookings):
            own = [booking for booking in bookings if booking.role >= 0]
            amount = sum(self.amount(judged.problem, booking) for booking in own)
            carried = self.carried(carried_before[candidate])
            cost = self.weight(judged.problem, candidate) * amount * (amount + 2 * carried)
            if cost:
                yield Finding(self, (candidate,), tuple(b.role for b in own), amount, "share", cost)

    def delta(self, state: State, activity: int, role: int, who: Candidates) -> Costs:  # noqa: ARG002
        """The square's growth by one more booking."""
        more = self.amount(state.problem, booking_in(state.problem, activity))
        if not more:
            return np.zeros(len(who), dtype=np.int64)
        before = self.total(state, who) + state.tables.cached((self, "bases"), self.bases)[who]
        weights = state.tables.cached((self, "weights"), self.weights)[who]
        costs: Costs = weights * more * (more + 2 * before)
        return costs

    def post(self, model: Neighbourhood) -> None:
        """The square of each candidate's sum over the neighbourhood, on top of what is booked already."""
        bases = model.state.tables.cached((self, "bases"), self.bases)
        for candidate in model.candidates:
            before = int(bases[candidate] + self.total(model.state, np.array([candidate]))[0])
            amounts = [
                (activity, self.amount(model.problem, booking_in(model.problem, activity)), literal)
                for activity, literal in model.bookings(candidate)
            ]
            model.penalise_square(self.weight(model.problem, candidate), before, [a for a in amounts if a[1]])


def ledgers(problem: Problem) -> list[Carried]:
    """What each candidate has carried."""
    return [person.carried for person in problem.people] + [team.carried for team in problem.teams]


@dataclass(frozen=True)
class FairHours(FairRule):
    """Soft. Hours are shared fairly, counted in started half hours."""

    title = "Fair share of hours"

    social_worker: int = 1
    grid_member: int = 3
    officer: int = 3
    volunteer: int = 10
    party_member: int = 10
    team: int = 5

    def carried(self, ledger: Carried) -> int:
        """Half hours."""
        return -(-ledger.minutes // 30)

    def amount(self, problem: Problem, booking: Booking) -> int:  # noqa: ARG002
        """Started half hours."""
        return -(-(booking.span.end - booking.span.start) // 30)

    def total(self, state: State, who: Candidates) -> Ints:
        """Half hours so far."""
        return state.half_hours[who]


@dataclass(frozen=True)
class FairRestDays(FairRule):
    """Soft. Duties on weekends and holidays are shared fairly."""

    title = "Fair share of days off"

    social_worker: int = 200
    grid_member: int = 200
    officer: int = 200
    volunteer: int = 100
    party_member: int = 50
    team: int = 200

    def carried(self, ledger: Carried) -> int:
        """Duties on days of rest."""
        return ledger.weekends

    def amount(self, problem: Problem, booking: Booking) -> int:
        """1 on a day of rest."""
        return int(problem.days[booking.span.start // DAY].rest)

    def total(self, state: State, who: Candidates) -> Ints:
        """Duties on days of rest so far."""
        return state.rest_duties[who]


@dataclass(frozen=True)
class FairUnpleasant(FairRule):
    """Soft. Unpleasant duties are shared fairly."""

    title = "Fair share of unpleasant duties"

    social_worker: int = 300
    grid_member: int = 300
    officer: int = 300
    volunteer: int = 300
    party_member: int = 300
    team: int = 300

    def carried(self, ledger: Carried) -> int:
        """Unpleasant duties."""
        return ledger.unpleasant

    def amount(self, problem: Problem, booking: Booking) -> int:
        """1 for an unpleasant duty."""
        return int(problem.activities[booking.activity].unpleasant)

    def total(self, state: State, who: Candidates) -> Ints:
        """Unpleasant duties so far."""
        return state.unpleasant[who]
