"""Rules about overtime of employees: what a policy allows is flagged, and never more than the law's cap of a month.

There is overtime only where a policy lets `HoursADay` and `HoursAWeek` go beyond the regular hours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.judged import Booking, Judged, commitments
from solver.neighbourhood import Literal, Neighbourhood
from solver.rules.base import UNLIMITED, Finding, Measure, Rule, Scope
from solver.spans import DAY
from solver.tables import Tables
from solver.terms import Overtime as OvertimeTerm
from solver.tiers import Tier

WEEK_DAYS = 7
MOST_A_MONTH = 36 * 60
"""Minutes of overtime (劳动法 art. 41)."""
Free = list[tuple[Booking, Literal]]


@dataclass(frozen=True)
class OvertimeRule(Rule):
    """Overtime of a calendar week: the minutes beyond `day` of its days, or those beyond `week`, whichever are more.

    劳动法 art. 36 and 国务院关于职工工作时间的规定 art. 3: eight hours a day, forty a week. It binds employees; duties
    fixed in other rosters count. A duty counts for the day on which it begins.
    """

    scope = Scope.PERSON
    day: int = 8 * 60
    week: int = 40 * 60

    def overtime(self, minutes: Ints) -> Ints:
        """Overtime of weeks from the minutes of each day; the last axis is that of the seven days."""
        daily = np.maximum(minutes - self.day, 0).sum(axis=-1)
        found: Ints = np.maximum(daily, minutes.sum(axis=-1) - self.week)
        return found

    def overtime_of(self, bookings: Iterable[Booking]) -> int:
        """Overtime of one week's bookings."""
        return int(self.overtime(week_minutes(bookings)))

    def variables(self, model: Neighbourhood, fixed: list[Booking], free: Free) -> list[Literal]:
        """Variables whose sum is the overtime of a week with these bookings, of which some are free.

        The larger of two sums is the first and the excess of the second over it.
        """
        used, loads = week_minutes(fixed), [(minutes_of(booking), literal) for booking, literal in free]
        daily = [
            model.excess(
                int(used[day]) - self.day,
                [(minutes_of(b), literal) for b, literal in free if b.span.start // DAY % WEEK_DAYS == day],
            )
            for day in range(WEEK_DAYS)
        ]
        return [*daily, model.excess(int(used.sum()) - self.week, [*loads, *((-1, excess) for excess in daily)])]

    def term(self, tables: Tables, *, cost: int, most: int) -> Iterator[OvertimeTerm]:
        """The term of this rule."""
        if tables.employed.any():
            weeks = -(-len(tables.problem.days) // WEEK_DAYS)
            fixed = np.zeros((tables.problem.candidates, weeks * WEEK_DAYS), dtype=np.int64)
            for candidate in np.flatnonzero(tables.employed):
                for booking in commitments(tables.problem, int(candidate)):
                    fixed[candidate, booking.span.start // DAY] += minutes_of(booking)
            month = np.array([tables.month_of_day[week * WEEK_DAYS] for week in range(weeks)], dtype=np.int64)
            yield OvertimeTerm(self.day, self.week, cost, most, month, tables.employed, fixed)


def minutes_of(booking: Booking) -> int:
    """The length of a booking."""
    return booking.span.end - booking.span.start


def week_minutes(bookings: Iterable[Booking]) -> Ints:
    """Minutes of one week's bookings on its seven days."""
    minutes = np.zeros(WEEK_DAYS, dtype=np.int64)
    for booking in bookings:
        minutes[booking.span.start // DAY % WEEK_DAYS] += minutes_of(booking)
    return minutes


def free_by_week(model: Neighbourhood, candidate: int) -> dict[int, Free]:
    """The bookings that a candidate could have in a neighbourhood, by week."""
    weeks: dict[int, Free] = defaultdict(list)
    for booking, literal in model.free(candidate):
        weeks[booking.span.start // DAY // WEEK_DAYS].append((booking, literal))
    return dict(weeks)


def booked_by_week(bookings: Iterable[Booking]) -> dict[int, list[Booking]]:
    """Bookings and commitments by week, in order."""
    weeks: dict[int, list[Booking]] = defaultdict(list)
    for booking in bookings:
        weeks[booking.span.start // DAY // WEEK_DAYS].append(booking)
    return dict(sorted(weeks.items()))


@dataclass(frozen=True)
class Overtime(OvertimeRule):
    """Soft. Each minute of overtime that a roster makes an employee work costs `cost`, and is flagged."""

    title = "Overtime"
    finds = "overtime"
    more = "has {amount} more overtime"
    fewer = "has {amount} less overtime"
    sentence = (
        "Employees' work beyond {day} h a day or {week} h a week is overtime; each minute costs {cost} points and"
        " is flagged."
    )
    measures = {"day": Measure.HOURS, "week": Measure.HOURS}
    lawful = {"day": (60, 8 * 60), "week": (60, 40 * 60)}
    weighs = {"cost": Tier.FAIRNESS}

    hard = False
    cost: int = 100

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each employee and week with overtime beyond that of duties fixed elsewhere."""
        for candidate, person in enumerate(judged.problem.people):
            for bookings in booked_by_week(judged.bookings[candidate] if person.employed else ()).values():
                fixed = [booking for booking in bookings if booking.role < 0]
                minutes = self.overtime_of(bookings) - self.overtime_of(fixed)
                if minutes:
                    roles = tuple(booking.role for booking in bookings if booking.role >= 0)
                    yield Finding(self, (candidate,), roles, minutes, "min", self.cost * minutes)

    def terms(self, tables: Tables) -> Iterator[OvertimeTerm]:
        """The price of a minute."""
        yield from self.term(tables, cost=self.cost, most=UNLIMITED)

    def post(self, model: Neighbourhood) -> None:
        """The price of each week's overtime, less that of what is fixed elsewhere."""
        for candidate in model.candidates:
            if model.tables.employed[candidate]:
                fixed = booked_by_week(model.fixed(candidate))
                for week, free in free_by_week(model, candidate).items():
                    there = fixed.get(week, [])
                    model.penalise(self.cost, sum(self.variables(model, there, free)) - self.overtime_of(there))


@dataclass(frozen=True)
class OvertimeAMonth(OvertimeRule):
    """Hard. Employees work at most `minutes` of overtime in the weeks whose Monday is in one month.

    劳动法 art. 41: at most 36 hours a month.
    """

    title = "Overtime a month"
    sentence = "Employees' work beyond {day} h a day or {week} h a week is overtime: at most {minutes} h a month."
    measures = {"day": Measure.HOURS, "week": Measure.HOURS, "minutes": Measure.HOURS}
    law = "Labour Law, article 41"
    lawful = {"day": (60, 8 * 60), "week": (60, 40 * 60), "minutes": (0, MOST_A_MONTH)}
    keeps_away = {"": "{count} have reached their overtime of the month"}
    waivers = {"": "{amount} of overtime more in the month for {people}"}

    hard = True
    minutes: int = MOST_A_MONTH

    def may_waive(self, tables: Tables, finding: Finding) -> bool:  # noqa: ARG002
        """Where a policy allows less than the law, up to what the law allows."""
        return self.minutes + finding.amount <= MOST_A_MONTH

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each employee and month over the cap, with the excess."""
        days = judged.problem.days
        for candidate, person in enumerate(judged.problem.people):
            months: dict[int, list[list[Booking]]] = defaultdict(list)
            for week, bookings in booked_by_week(judged.bookings[candidate] if person.employed else ()).items():
                months[days[week * WEEK_DAYS].month].append(bookings)
            for weeks in months.values():
                excess = sum(map(self.overtime_of, weeks)) - self.minutes
                roles = tuple(booking.role for bookings in weeks for booking in bookings if booking.role >= 0)
                if excess > 0 and roles:
                    yield Finding(self, (candidate,), roles, excess, "min")

    def terms(self, tables: Tables) -> Iterator[OvertimeTerm]:
        """The cap of a month."""
        yield from self.term(tables, cost=0, most=self.minutes)

    def post(self, model: Neighbourhood) -> None:
        """The overtime of each month's weeks, free and fixed, stays within the cap; nothing new where it is beyond."""
        days = model.problem.days
        for candidate in model.candidates:
            if not model.tables.employed[candidate]:
                continue
            fixed, free = booked_by_week(model.fixed(candidate)), free_by_week(model, candidate)
            there = {week: self.overtime_of(fixed.get(week, ())) for week in {*fixed, *free}}
            for month in {days[week * WEEK_DAYS].month for week in free}:
                weeks = [week for week in there if days[week * WEEK_DAYS].month == month]
                mine = [week for week in weeks if week in free]
                if sum(there[week] for week in weeks) > self.minutes:
                    model.cp.add(sum(literal for week in mine for _, literal in free[week]) == 0)
                    continue
                found = [x for week in mine for x in self.variables(model, fixed.get(week, []), free[week])]
                others = sum(there[week] for week in weeks if week not in free)
                model.cp.add(sum(found) <= self.minutes - others)
