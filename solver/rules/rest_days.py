"""Rules about days without duty: one a week for employees, and no runs of days that are too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.judged import Booking, Judged, commitments
from solver.neighbourhood import Literal, Neighbourhood
from solver.problem import DAY
from solver.rules.base import Finding, Rule, Scope
from solver.tables import Tables
from solver.terms import FreeDay


@dataclass(frozen=True)
class WindowRule(Rule):
    """A hard rule that among some successive days of an employee one is free. A duty counts for its first day."""

    hard = True
    scope = Scope.PERSON

    def windows(self, days: int) -> list[range]:
        """The runs of successive days of which one must be free, of `days` days in all."""
        raise NotImplementedError

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each window without a free day; commitments count as duties."""
        windows = self.windows(len(judged.problem.days))
        for candidate, person in enumerate(judged.problem.people):
            days: dict[int, list[Booking]] = defaultdict(list)
            for booking in judged.bookings[candidate] if person.employed else ():
                days[booking.span.start // DAY].append(booking)
            for window in windows:
                if all(day in days for day in window):
                    roles = tuple(booking.role for day in window for booking in days[day] if booking.role >= 0)
                    if roles:
                        yield Finding(self, (candidate,), roles, len(window), "days")

    def terms(self, tables: Tables) -> Iterator[FreeDay]:
        """The windows of employees."""
        if tables.employed.any():
            fixed = np.zeros((tables.problem.candidates, len(tables.problem.days)), dtype=bool)
            for candidate in np.flatnonzero(tables.employed):
                for booking in commitments(tables.problem, int(candidate)):
                    fixed[candidate, booking.span.start // DAY] = True
            yield FreeDay(tuple(self.windows(len(tables.problem.days))), tables.employed, fixed)

    def post(self, model: Neighbourhood) -> None:
        """For each employee and window: a day that is free now stays so, or another one is."""
        windows = self.windows(len(model.problem.days))
        for candidate in model.candidates:
            if not model.tables.employed[candidate]:
                continue
            literals: dict[int, list[Literal]] = defaultdict(list)
            for booking, literal in model.free(candidate):
                literals[booking.span.start // DAY].append(literal)
            working = {day: model.any_of(found) for day, found in literals.items()}
            fixed = {booking.span.start // DAY for booking in model.fixed(candidate)}
            for window in windows:
                if all(day in fixed or day in working for day in window):
                    open_days = [working[day] for day in window if day not in fixed]
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
