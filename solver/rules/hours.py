"""Rules that limit how much a person does: hours a day and a week, duties a month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from solver.judged import Booking, Judged, booking_in
from solver.neighbourhood import Literal, Neighbourhood
from solver.problem import DAY, WEEK, Person, Problem
from solver.rules.base import FORBIDDEN, UNLIMITED, Candidates, Costs, Finding, Rule, Scope
from solver.state import State
from solver.tables import Ints, Tables


@dataclass(frozen=True)
class LimitRule(Rule):
    """A hard limit on a sum over a person's duties of one period (a day, a week, a month), commitments included.

    Subclasses say the limit of a person, the period of an activity and what an activity counts.
    """

    hard = True
    scope = Scope.PERSON
    unit: ClassVar[str] = "min"

    def limit(self, person: Person) -> int:
        """The person's limit; UNLIMITED where there is none."""
        raise NotImplementedError

    def period(self, problem: Problem, booking: Booking) -> int:
        """The period for which a booking counts."""
        raise NotImplementedError

    def amount(self, booking: Booking) -> int:
        """How much a booking counts."""
        raise NotImplementedError

    def used(self, state: State, activity: int, who: Candidates) -> Ints:
        """The sum so far of each of `who` in the period of the activity."""
        raise NotImplementedError

    def limits(self, tables: Tables) -> Ints:
        """Limit of each candidate; teams have none of their own."""
        people = [self.limit(person) for person in tables.problem.people]
        return np.array(people + [UNLIMITED] * len(tables.problem.teams), dtype=np.int64)

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each person and period over the limit, with the excess."""
        for candidate, person in enumerate(judged.problem.people):
            limit, periods = self.limit(person), dict[int, list[Booking]]()
            for booking in judged.bookings[candidate] if limit < UNLIMITED else ():
                periods.setdefault(self.period(judged.problem, booking), []).append(booking)
            for _, bookings in sorted(periods.items()):
                excess = sum(map(self.amount, bookings)) - limit
                roles = tuple(booking.role for booking in bookings if booking.role >= 0)
                if excess > 0 and roles:
                    yield Finding(self, (candidate,), roles, excess, self.unit)

    def delta(self, state: State, activity: int, role: int, who: Candidates) -> Costs:  # noqa: ARG002
        """FORBIDDEN for each whom the activity would take over the limit."""
        after = self.used(state, activity, who) + self.amount(booking_in(state.problem, activity))
        return np.where(after > state.tables.cached(self, self.limits)[who], FORBIDDEN, 0)

    def post(self, model: Neighbourhood) -> None:
        """For each person and period: what is booked already and in the neighbourhood stays within the limit."""
        limits = model.state.tables.cached(self, self.limits)
        for candidate in model.candidates:
            periods: dict[int, list[tuple[int, Literal]]] = {}
            for activity, literal in model.bookings(candidate) if limits[candidate] < UNLIMITED else ():
                period = self.period(model.problem, booking_in(model.problem, activity))
                periods.setdefault(period, []).append((activity, literal))
            for pairs in periods.values():
                used = int(self.used(model.state, pairs[0][0], np.array([candidate]))[0])
                left = max(0, int(limits[candidate]) - used)
                model.cp.add(sum(self.amount(booking_in(model.problem, a)) * x for a, x in pairs) <= left)


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
    keeps_away = {"": "{count} have reached their hours of the day"}

    employed: int = 8 * 60
    overtime: int = 0

    def limit(self, person: Person) -> int:
        """Minutes a day."""
        return smaller(person.limits.minutes_a_day, self.employed + self.overtime if person.employed else None)

    def period(self, problem: Problem, booking: Booking) -> int:  # noqa: ARG002
        """The day on which the duty begins."""
        return booking.span.start // DAY

    def amount(self, booking: Booking) -> int:
        """Its minutes."""
        return booking.span.end - booking.span.start

    def used(self, state: State, activity: int, who: Candidates) -> Ints:
        """Minutes on that day."""
        used: Ints = state.day_minutes[who, state.tables.days[activity]]
        return used


@dataclass(frozen=True)
class HoursAWeek(LimitRule):
    """Hard. Employees serve at most `employed` minutes a week and `overtime` beyond, everyone at most their own limit.

    国务院关于职工工作时间的规定 art. 3: forty hours a week; no overtime unless a policy says so.
    """

    title = "Hours a week"
    keeps_away = {"": "{count} have reached their hours of the week"}

    employed: int = 40 * 60
    overtime: int = 0

    def limit(self, person: Person) -> int:
        """Minutes a week."""
        return smaller(person.limits.minutes_a_week, self.employed + self.overtime if person.employed else None)

    def period(self, problem: Problem, booking: Booking) -> int:  # noqa: ARG002
        """The week, Monday to Sunday, in which the duty begins."""
        return booking.span.start // WEEK

    def amount(self, booking: Booking) -> int:
        """Its minutes."""
        return booking.span.end - booking.span.start

    def used(self, state: State, activity: int, who: Candidates) -> Ints:
        """Minutes in that week."""
        monday = int(state.tables.weeks[activity]) * 7
        used: Ints = state.day_minutes[who, monday : monday + 7].sum(axis=1)
        return used


@dataclass(frozen=True)
class DutiesAMonth(LimitRule):
    """Hard. Nobody serves more often in a calendar month than they said they would."""

    title = "Duties a month"
    keeps_away = {"": "{count} have reached their duties of the month"}

    unit = "duties"

    def limit(self, person: Person) -> int:
        """Duties a month."""
        return smaller(person.limits.duties_a_month)

    def period(self, problem: Problem, booking: Booking) -> int:
        """The month in which the duty begins."""
        return problem.days[booking.span.start // DAY].month

    def amount(self, booking: Booking) -> int:  # noqa: ARG002
        """One."""
        return 1

    def used(self, state: State, activity: int, who: Candidates) -> Ints:
        """Duties in that month."""
        used: Ints = state.month_duties[who, state.tables.months[activity]]
        return used
