"""Soft rules that share the load: hours, days of rest and unpleasant duties, against what each has carried before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.candidates import Carried
from solver.judged import Booking, Judged, booking_in
from solver.neighbourhood import Neighbourhood
from solver.problem import Problem
from solver.rules.base import UNLIMITED, Finding, Measure, Scope
from solver.rules.standing import STANDINGS, ByStanding
from solver.rules.team_duty import CountsTeamDuty
from solver.spans import DAY
from solver.tables import Tables
from solver.terms import Sum
from solver.tiers import Tier


@dataclass(frozen=True)
class FairRule(CountsTeamDuty, ByStanding):
    """A soft rule: weight x ((carried + amount)^2 - carried^2) for each candidate, so that loads even out over months.

    The weight depends on the candidate's standing. Subclasses say what is counted.
    """

    hard = False
    scope = Scope.PERSON
    weighs = dict.fromkeys(STANDINGS, Tier.FAIRNESS)

    def carried(self, ledger: Carried) -> int:
        """What the ledger says."""
        raise NotImplementedError

    def amount(self, problem: Problem, booking: Booking) -> int:
        """How much a booking counts."""
        raise NotImplementedError

    def counts(self, booking: Booking) -> bool:
        """Whether a booking is one of this roster's and counts for who has it."""
        return booking.role >= 0 and super().counts(booking)

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each candidate with a cost; the amount is what this roster adds."""
        carried_before, weights = ledgers(judged.problem), self.figures(judged.tables).tolist()
        for candidate, bookings in enumerate(judged.bookings):
            own = [booking for booking in bookings if self.counts(booking)]
            amount = sum(self.amount(judged.problem, booking) for booking in own)
            carried = self.carried(carried_before[candidate])
            cost = weights[candidate] * amount * (amount + 2 * carried)
            if cost:
                yield Finding(self, (candidate,), tuple(b.role for b in own), amount, "share", cost)

    def terms(self, tables: Tables) -> Iterator[Sum]:
        """The squares."""
        problem = tables.problem
        activities, weights = range(len(problem.activities)), self.figures(tables)
        if weights.any():
            yield Sum(
                amount=np.array([self.amount(problem, booking_in(problem, n)) for n in activities], dtype=np.int64),
                period=np.zeros(len(problem.activities), dtype=np.int64),
                fixed=np.zeros((problem.candidates, 1), dtype=np.int64),
                most=np.full(problem.candidates, UNLIMITED, dtype=np.int64),
                weight=weights,
                base=np.array([self.carried(ledger) for ledger in ledgers(problem)], dtype=np.int64),
                crews=self.with_team > 0,
            )

    def post(self, model: Neighbourhood) -> None:
        """The square of each candidate's sum over the neighbourhood, on top of what is booked already."""
        bases, weights = ledgers(model.problem), self.figures(model.tables).tolist()
        for candidate in model.candidates:
            booked = [booking for booking in model.fixed(candidate) if self.counts(booking)]
            before = self.carried(bases[candidate]) + sum(self.amount(model.problem, booking) for booking in booked)
            counted = [(b, literal) for b, literal in model.free(candidate) if self.counts(b)]
            amounts = [(self.amount(model.problem, b), literal) for b, literal in counted]
            model.penalise_square(weights[candidate], before, [(amount, x) for amount, x in amounts if amount])


def ledgers(problem: Problem) -> list[Carried]:
    """What each candidate has carried."""
    return [person.carried for person in problem.people] + [team.carried for team in problem.teams]


@dataclass(frozen=True)
class FairHours(FairRule):
    """Soft. Hours are shared fairly, counted in started half hours."""

    title = "Fair share of hours"
    finds = "hours beyond the fair share"
    more = "shares hours less evenly by {amount}"
    fewer = "shares hours more evenly by {amount}"
    sentence = (
        "Half hours of duty are squared for each person, on top of the ledger; each unit costs a social worker "
        "{social_worker}, a grid member {grid_member}, a partner officer {officer}, a volunteer {volunteer}, a "
        "serving Party member {party_member}, a team {team} points."
    )
    measures = {"with_team": Measure.FLAG}

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


@dataclass(frozen=True)
class FairRestDays(FairRule):
    """Soft. Duties on weekends and holidays are shared fairly."""

    title = "Fair share of days off"
    finds = "duties on days of rest beyond the fair share"
    more = "shares days of rest less evenly by {amount} duties"
    fewer = "shares days of rest more evenly by {amount} duties"
    sentence = (
        "Duties on days of rest are squared for each person, on top of the ledger; each unit costs a social "
        "worker {social_worker}, a grid member {grid_member}, a partner officer {officer}, a volunteer "
        "{volunteer}, a serving Party member {party_member}, a team {team} points."
    )
    measures = {"with_team": Measure.FLAG}

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


@dataclass(frozen=True)
class FairUnpleasant(FairRule):
    """Soft. Unpleasant duties are shared fairly."""

    title = "Fair share of unpleasant duties"
    finds = "unpleasant duties beyond the fair share"
    more = "shares unpleasant duties less evenly by {amount}"
    fewer = "shares unpleasant duties more evenly by {amount}"
    sentence = (
        "Unpleasant duties are squared for each person, on top of the ledger; each unit costs a social worker "
        "{social_worker}, a grid member {grid_member}, a partner officer {officer}, a volunteer {volunteer}, a "
        "serving Party member {party_member}, a team {team} points."
    )
    measures = {"with_team": Measure.FLAG}

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
