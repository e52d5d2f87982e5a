"""Rules that limit how much a person does: hours a day, a week and in all, duties a month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from solver.arrays import Ints
from solver.candidates import Person, Team
from solver.judged import Booking, Judged, booking_in, commitments
from solver.neighbourhood import Literal, Neighbourhood
from solver.problem import Problem
from solver.rules.base import UNLIMITED, Finding, Measure, Scope
from solver.rules.team_duty import CountsTeamDuty
from solver.spans import DAY, WEEK
from solver.tables import Tables
from solver.terms import Sum

MOST_OVERTIME_A_DAY = 3 * 60
"""Minutes (劳动法 art. 41)."""


@dataclass(frozen=True)
class LimitRule(CountsTeamDuty):
    """A hard limit on a sum over the duties of one person or team in a period (a day, a week, a month), commitments
    included.

    Subclasses say the limit, the period of a booking and what it counts.
    """

    hard = True
    scope = Scope.PERSON
    unit: ClassVar[str] = "min"

    def limit(self, one: Person | Team) -> int:
        """The limit of a candidate; UNLIMITED where there is none."""
        raise NotImplementedError

    def period(self, problem: Problem, booking: Booking) -> int:
        """The period for which a booking counts."""
        raise NotImplementedError

    def amount(self, booking: Booking) -> int:
        """How much a booking counts."""
        raise NotImplementedError

    def limits(self, tables: Tables) -> list[int]:
        """The limit of each candidate."""
        return [self.limit(one) for one in tables.problem.everybody]

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each candidate and period over the limit, with the excess."""
        for candidate, limit in enumerate(self.limits(judged.tables)):
            periods: dict[int, list[Booking]] = defaultdict(list)
            for booking in filter(self.counts, judged.bookings[candidate]):
                periods[self.period(judged.problem, booking)].append(booking)
            for _, bookings in sorted(periods.items()):
                excess = sum(map(self.amount, bookings)) - limit
                roles = tuple(booking.role for booking in bookings if booking.role >= 0)
                if excess > 0 and roles:
                    yield Finding(self, (candidate,), roles, excess, self.unit)

    def terms(self, tables: Tables) -> Iterator[Sum]:
        """The sums and their limits."""
        limits = np.array(self.limits(tables), dtype=np.int64)
        if limits.min(initial=UNLIMITED) < UNLIMITED:
            nothing = np.zeros(len(limits), dtype=np.int64)
            yield Sum(*sums(tables, self), most=limits, weight=nothing, base=nothing, crews=self.with_team > 0)

    def post(self, model: Neighbourhood) -> None:
        """For each candidate and period: what is booked already and in the neighbourhood stays within the limit."""
        limits = self.limits(model.tables)
        for candidate in model.candidates:
            if limits[candidate] == UNLIMITED:
                continue
            periods: dict[int, list[tuple[int, Literal]]] = defaultdict(list)
            for booking, literal in model.free(candidate):
                if self.counts(booking):
                    periods[self.period(model.problem, booking)].append((self.amount(booking), literal))
            booked = list(filter(self.counts, model.fixed(candidate)))
            for period, parts in periods.items():
                fixed = [b for b in booked if self.period(model.problem, b) == period]
                left = max(0, limits[candidate] - sum(map(self.amount, fixed)))
                model.cp.add(sum(amount * literal for amount, literal in parts) <= left)


def sums(tables: Tables, rule: LimitRule) -> tuple[Ints, Ints, Ints]:
    """(amount, period, fixed) of a sum over periods, numbered from 0 in their order."""
    problem = tables.problem
    bookings = [booking_in(problem, activity) for activity in range(len(problem.activities))]
    fixed = [commitments(problem, candidate) for candidate in range(problem.candidates)]
    found = {rule.period(problem, booking) for booking in (*bookings, *(b for row in fixed for b in row))}
    number = {period: place for place, period in enumerate(sorted(found))}
    there = np.zeros((problem.candidates, len(number)), dtype=np.int64)
    for candidate, row in enumerate(fixed):
        for booking in row:
            there[candidate, number[rule.period(problem, booking)]] += rule.amount(booking)
    amount = np.array([rule.amount(booking) for booking in bookings], dtype=np.int64)
    period = np.array([number[rule.period(problem, booking)] for booking in bookings], dtype=np.int64)
    return amount, period, there


def smaller(*limits: int | None) -> int:
    """The smallest of the limits that are set."""
    return min((limit for limit in limits if limit is not None), default=UNLIMITED)


@dataclass(frozen=True)
class HoursADay(LimitRule):
    """Hard. Employees serve at most `employed` minutes a day and `overtime` beyond, everyone at most their own limit.

    劳动法 art. 36 and 国务院关于职工工作时间的规定 art. 3: eight hours a day. Art. 41: overtime of one hour, three at
    the most; none unless a policy says so, and then `Overtime` flags it.
    """

    title = "Hours a day"
    sentence = (
        "Employees serve at most {employed} h a day, and {overtime} h of overtime beyond; everybody else up to "
        "their own limit."
    )
    measures = {"employed": Measure.HOURS, "overtime": Measure.HOURS, "with_team": Measure.FLAG}
    law = "Labour Law, articles 36 and 41; Working Hours Regulations of the State Council, article 3"
    lawful = {"employed": (60, 8 * 60), "overtime": (0, MOST_OVERTIME_A_DAY), "with_team": (1, 1)}
    keeps_away = {"": "{count} have reached their hours of the day"}
    waivers = {"": "{amount} more in the day for {people}"}
    employed: int = 8 * 60
    overtime: int = 0

    def limit(self, one: Person | Team) -> int:
        """Minutes a day."""
        return smaller(one.limits.minutes_a_day, self.employed + self.overtime if one.employed else None)

    def may_waive(self, tables: Tables, finding: Finding) -> bool:
        """Of an employee, as long as no day has more overtime than the law allows at the most."""
        one = tables.problem.everybody[finding.people[0]]
        return not one.employed or self.limit(one) + finding.amount <= self.employed + MOST_OVERTIME_A_DAY

    def period(self, problem: Problem, booking: Booking) -> int:  # noqa: ARG002
        """The day on which the duty begins."""
        return booking.span.start // DAY

    def amount(self, booking: Booking) -> int:
        """Its minutes."""
        return booking.span.end - booking.span.start


@dataclass(frozen=True)
class HoursAWeek(LimitRule):
    """Hard. Employees serve at most `employed` minutes a week and `overtime` beyond, everyone at most their own limit.

    国务院关于职工工作时间的规定 art. 3: forty hours a week; no overtime unless a policy says so.
    """

    title = "Hours a week"
    sentence = (
        "Employees serve at most {employed} h a week, and {overtime} h of overtime beyond; everybody else up to "
        "their own limit."
    )
    measures = {"employed": Measure.HOURS, "overtime": Measure.HOURS, "with_team": Measure.FLAG}
    law = "Working Hours Regulations of the State Council, article 3"
    lawful = {"employed": (60, 40 * 60), "overtime": (0, 36 * 60), "with_team": (1, 1)}
    keeps_away = {"": "{count} have reached their hours of the week"}
    waivers = {"": "{amount} more in the week for {people}"}
    employed: int = 40 * 60
    overtime: int = 0

    def limit(self, one: Person | Team) -> int:
        """Minutes a week."""
        return smaller(one.limits.minutes_a_week, self.employed + self.overtime if one.employed else None)

    def period(self, problem: Problem, booking: Booking) -> int:  # noqa: ARG002
        """The week, Monday to Sunday, in which the duty begins."""
        return booking.span.start // WEEK

    def amount(self, booking: Booking) -> int:
        """Its minutes."""
        return booking.span.end - booking.span.start


@dataclass(frozen=True)
class DutiesAMonth(LimitRule):
    """Hard. Nobody serves more often in a calendar month than they said they would."""

    title = "Duties a month"
    sentence = "Nobody serves more often in a month than they said they would."
    measures = {"with_team": Measure.FLAG}
    keeps_away = {"": "{count} have reached their duties of the month"}
    waivers = {"": "{amount} more in the month for {people}"}
    unit = "duties"

    def limit(self, one: Person | Team) -> int:
        """Duties a month."""
        return smaller(one.limits.duties_a_month)

    def period(self, problem: Problem, booking: Booking) -> int:
        """The month in which the duty begins."""
        return problem.days[booking.span.start // DAY].month

    def amount(self, booking: Booking) -> int:  # noqa: ARG002
        """One."""
        return 1


@dataclass(frozen=True)
class HoursInAll(LimitRule):
    """Hard. Nobody serves more minutes over the horizon than their own limit."""

    title = "Hours of the period"
    keeps_away = {"": "{count} have reached their hours of the period"}
    waivers = {"": "{amount} more in the period for {people}"}

    def limit(self, one: Person | Team) -> int:
        """Minutes over the horizon."""
        return smaller(one.limits.minutes)

    def period(self, problem: Problem, booking: Booking) -> int:
        """0 within the horizon, 1 outside it, where no duty is given."""
        return int(booking.span.start // DAY not in problem.planned)

    def amount(self, booking: Booking) -> int:
        """Its minutes."""
        return booking.span.end - booking.span.start
