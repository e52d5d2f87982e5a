"""Rules about overtime of employees: what a policy allows is flagged, and never more than the law's cap of a month.

There is overtime only where a policy lets `HoursADay` and `HoursAWeek` go beyond the regular hours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from solver.judged import Booking, Judged
from solver.neighbourhood import Literal, Neighbourhood
from solver.problem import DAY
from solver.rules.base import FORBIDDEN, Candidates, Costs, Finding, Rule, Scope
from solver.state import State
from solver.tables import Flags, Ints, Tables

WEEK_DAYS = 7


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
        minutes = np.zeros(WEEK_DAYS, dtype=np.int64)
        for booking in bookings:
            minutes[booking.span.start // DAY % WEEK_DAYS] += booking.span.end - booking.span.start
        return int(self.overtime(minutes))

    def bound(self, tables: Tables) -> Flags:
        """Whom the rule binds: employees."""
        people = [person.employed for person in tables.problem.people]
        return np.array(people + [False] * len(tables.problem.teams), dtype=bool)

    def bound_among(self, state: State, who: Candidates) -> Candidates:
        """The places in `who` of those whom the rule binds."""
        return np.flatnonzero(state.tables.cached((self, "bound"), self.bound)[who])

    def terms(self, model: Neighbourhood, candidate: int, week: int, free: list[tuple[int, Literal]]) -> list[Literal]:
        """Variables whose sum is the overtime of a week in which these bookings (activity, literal) are free.

        The larger of two sums is the first and the excess of the second over it.
        """
        tables, used = model.state.tables, week_minutes(model.state, np.array([candidate]), week)[0]
        loads = [(int(tables.minutes[activity]), literal) for activity, literal in free]
        daily = [
            model.excess(
                int(used[day]) - self.day,
                [load for load, (activity, _) in zip(loads, free, strict=True) if tables.days[activity] % 7 == day],
            )
            for day in range(WEEK_DAYS)
        ]
        return [*daily, model.excess(int(used.sum()) - self.week, [*loads, *((-1, excess) for excess in daily)])]


def week_minutes(state: State, who: Candidates, week: int) -> Ints:
    """Minutes of each of `who` on the seven days of a week. Shape (who, 7)."""
    first = week * WEEK_DAYS
    minutes: Ints = np.zeros((len(who), WEEK_DAYS), dtype=np.int64)
    known = state.day_minutes[who, first : first + WEEK_DAYS]
    minutes[:, : known.shape[1]] = known
    return minutes


def free_by_week(model: Neighbourhood, candidate: int) -> dict[int, list[tuple[int, Literal]]]:
    """The bookings that a candidate could have in a neighbourhood, by week."""
    weeks: dict[int, list[tuple[int, Literal]]] = defaultdict(list)
    for activity, literal in model.bookings(candidate):
        weeks[int(model.state.tables.weeks[activity])].append((activity, literal))
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

    def delta(self, state: State, activity: int, role: int, who: Candidates) -> Costs:  # noqa: ARG002
        """The price of the overtime that the activity adds."""
        costs, bound = np.zeros(len(who), dtype=np.int64), self.bound_among(state, who)
        if len(bound):
            before = week_minutes(state, who[bound], int(state.tables.weeks[activity]))
            after = before.copy()
            after[:, int(state.tables.days[activity]) % WEEK_DAYS] += state.tables.minutes[activity]
            costs[bound] = self.cost * (self.overtime(after) - self.overtime(before))
        return costs

    def post(self, model: Neighbourhood) -> None:
        """The price of each week's overtime, less that of what is fixed."""
        for candidate in model.candidates:
            if model.state.tables.cached((self, "bound"), self.bound)[candidate]:
                for week, free in free_by_week(model, candidate).items():
                    used = week_minutes(model.state, np.array([candidate]), week)[0]
                    model.penalise(self.cost, sum(self.terms(model, candidate, week, free)) - int(self.overtime(used)))


@dataclass(frozen=True)
class OvertimeAMonth(OvertimeRule):
    """Hard. Employees work at most `minutes` of overtime in the weeks whose Monday is in one month.

    劳动法 art. 41: at most 36 hours a month.
    """

    title = "Overtime a month"
    keeps_away = {"": "{count} have reached their overtime of the month"}

    hard = True
    minutes: int = 36 * 60

    def month(self, tables: Tables, week: int) -> int:
        """The month of a week's Monday."""
        return int(tables.month_of_day[week * WEEK_DAYS])

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

    def weeks_of_month(self, tables: Tables, week: int) -> list[int]:
        """All weeks of a week's month."""
        weeks = range(-(-len(tables.month_of_day) // WEEK_DAYS))
        return [other for other in weeks if self.month(tables, other) == self.month(tables, week)]

    def delta(self, state: State, activity: int, role: int, who: Candidates) -> Costs:  # noqa: ARG002
        """FORBIDDEN for each employee whom the activity would leave with more than the cap."""
        costs, bound = np.zeros(len(who), dtype=np.int64), self.bound_among(state, who)
        if len(bound):
            own = int(state.tables.weeks[activity])
            total = np.zeros(len(bound), dtype=np.int64)
            for week in self.weeks_of_month(state.tables, own):
                minutes = week_minutes(state, who[bound], week)
                if week == own:
                    minutes[:, int(state.tables.days[activity]) % WEEK_DAYS] += state.tables.minutes[activity]
                total += self.overtime(minutes)
            costs[bound] = np.where(total > self.minutes, FORBIDDEN, 0)
        return costs

    def post(self, model: Neighbourhood) -> None:
        """The overtime of each month's weeks, free and fixed, stays within the cap."""
        tables = model.state.tables
        for candidate in model.candidates:
            if not tables.cached((self, "bound"), self.bound)[candidate]:
                continue
            weeks = free_by_week(model, candidate)
            for month in {self.month(tables, week) for week in weeks}:
                free = [week for week in weeks if self.month(tables, week) == month]
                others = [week for week in self.weeks_of_month(tables, free[0]) if week not in weeks]
                used = [week_minutes(model.state, np.array([candidate]), week)[0] for week in others]
                left = self.minutes - sum(int(self.overtime(minutes)) for minutes in used)
                if left < 0:
                    model.cp.add(sum(literal for week in free for _, literal in weeks[week]) == 0)
                    continue
                terms = [term for week in free for term in self.terms(model, candidate, week, weeks[week])]
                model.cp.add(sum(terms) <= left)
