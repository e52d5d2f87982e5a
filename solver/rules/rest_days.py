"""Rules about days without duty: one a week for employees, and no runs of days that are too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.judged import Booking, Judged
from solver.neighbourhood import Literal, Neighbourhood
from solver.problem import DAY
from solver.rules.base import FORBIDDEN, Candidates, Costs, Finding, Rule, Scope
from solver.state import State
from solver.tables import Flags, Tables


@dataclass(frozen=True)
class WindowRule(Rule):
    """A hard rule that among some successive days of an employee one is free. A duty counts for its first day."""

    hard = True
    scope = Scope.PERSON

    def windows(self, days: int) -> list[range]:
        """The runs of successive days of which one must be free, of `days` days in all."""
        raise NotImplementedError

    def bound(self, tables: Tables) -> Flags:
        """Whom the rule binds: employees."""
        people = [person.employed for person in tables.problem.people]
        return np.array(people + [False] * len(tables.problem.teams), dtype=bool)

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each window without a free day; commitments count as duties."""
        windows = self.windows(len(judged.problem.days))
        for candidate, person in enumerate(judged.problem.people):
            days: dict[int, list[Booking]] = {}
            for booking in judged.bookings[candidate] if person.employed else ():
                days.setdefault(booking.span.start // DAY, []).append(booking)
            for window in windows:
                if all(day in days for day in window):
                    roles = tuple(booking.role for day in window for booking in days[day] if booking.role >= 0)
                    if roles:
                        yield Finding(self, (candidate,), roles, len(window), "days")

    def delta(self, state: State, activity: int, role: int, who: Candidates) -> Costs:  # noqa: ARG002
        """FORBIDDEN for each employee whom the activity would leave without a free day in some window."""
        costs = np.zeros(len(who), dtype=np.int64)
        employees = np.flatnonzero(state.tables.cached(self, self.bound)[who])
        if not len(employees):
            return costs
        day = int(state.tables.days[activity])
        working = state.day_duties[who[employees]] > 0
        working[:, day] = True
        full = np.zeros(len(employees), dtype=bool)
        for window in state.tables.cached((self, "windows"), lambda _: self.windows(working.shape[1])):
            if day in window:
                full |= working[:, window.start : window.stop].all(axis=1)
        costs[employees[full]] = FORBIDDEN
        return costs

    def post(self, model: Neighbourhood) -> None:
        """For each employee and window: a day that is free now stays so, or another one is."""
        bound = model.state.tables.cached(self, self.bound)
        for candidate in model.candidates:
            literals: dict[int, list[Literal]] = {}
            for activity, literal in model.bookings(candidate) if bound[candidate] else ():
                literals.setdefault(int(model.state.tables.days[activity]), []).append(literal)
            working = {day: model.any_of(found) for day, found in literals.items()}
            fixed = model.state.day_duties[candidate] > 0
            for window in self.windows(len(fixed)):
                if all(fixed[day] or day in working for day in window):
                    open_days = [working[day] for day in window if not fixed[day]]
                    in_window = open_days or [working[day] for day in window if day in working]
                    model.cp.add(sum(in_window) <= max(0, len(open_days) - 1))


@dataclass(frozen=True)
class FreeDayAWeek(WindowRule):
    """Hard. Employees have at least one day of each calendar week free of duty (劳动法 art. 38)."""

    title = "One free day a week"
    keeps_away = {"": "{count} need their free day of the week"}

    def windows(self, days: int) -> list[range]:
        """Each whole week from Monday to Sunday."""
        return [range(monday, monday + 7) for monday in range(0, days - 6, 7)]


@dataclass(frozen=True)
class ConsecutiveDays(WindowRule):
    """Hard. Employees serve on at most `most` days in a row. A town's policy."""

    title = "Days in a row"
    keeps_away = {"": "{count} have served too many days in a row"}

    most: int = 6

    def windows(self, days: int) -> list[range]:
        """Each run of one day more than allowed."""
        return [range(first, first + self.most + 1) for first in range(days - self.most)]
