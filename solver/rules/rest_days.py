"""Rules about days without duty: one a week for employees, and no runs of days that are too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.candidates import Person
from solver.judged import Booking, Judged
from solver.neighbourhood import Literal, Neighbourhood
from solver.rules.base import UNLIMITED, Finding, Measure, Rule, Scope
from solver.rules.hours import smaller
from solver.spans import DAY
from solver.tables import Tables, taken_days
from solver.terms import FreeDay


@dataclass(frozen=True)
class WindowRule(Rule):
    """A hard rule that among some successive days of a person one is free. A duty counts for its first day."""

    hard = True
    scope = Scope.PERSON

    def windows(self, days: int, one: Person) -> tuple[range, ...]:
        """The runs of successive days, of `days` in all, of which one must be free for this person."""
        raise NotImplementedError

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each window without a free day; commitments count as duties."""
        for candidate, person in enumerate(judged.problem.people):
            days: dict[int, list[Booking]] = defaultdict(list)
            for booking in judged.bookings[candidate]:
                days[booking.span.start // DAY].append(booking)
            for window in self.windows(len(judged.problem.days), person):
                if all(day in days for day in window):
                    roles = tuple(booking.role for day in window for booking in days[day] if booking.role >= 0)
                    if roles:
                        yield Finding(self, (candidate,), roles, len(window), "days")

    def terms(self, tables: Tables) -> Iterator[FreeDay]:
        """The windows, for all whom they bind."""
        problem = tables.problem
        bound: dict[tuple[range, ...], list[int]] = defaultdict(list)
        for number, person in enumerate(problem.people):
            bound[self.windows(len(problem.days), person)].append(number)
        for windows, people in bound.items():
            if windows:
                flags = np.zeros(problem.candidates, dtype=bool)
                flags[people] = True
                yield FreeDay(windows, flags, taken_days(problem) & flags[:, None])

    def post(self, model: Neighbourhood) -> None:
        """For each person and window: a day that is free now stays so, or another one is."""
        people = len(model.problem.people)
        for candidate in (number for number in model.candidates if number < people):
            windows = self.windows(len(model.problem.days), model.problem.people[candidate])
            if not windows:
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
    sentence = "Employees have at least one day of each calendar week free of duty."
    law = "Labour Law, article 38"
    keeps_away = {"": "{count} need their free day of the week"}

    def windows(self, days: int, one: Person) -> tuple[range, ...]:
        """Each whole week from Monday to Sunday."""
        return tuple(range(monday, monday + 7) for monday in range(0, days - 6, 7)) if one.employed else ()


@dataclass(frozen=True)
class ConsecutiveDays(WindowRule):
    """Hard. Employees serve on at most `most` days in a row, everyone on at most their own limit. A town's policy."""

    title = "Days in a row"
    sentence = "Employees serve on at most {most} days in a row; everybody else up to their own limit."
    measures = {"most": Measure.DAYS}
    keeps_away = {"": "{count} have served too many days in a row"}
    most: int = 6

    def limit(self, one: Person) -> int:
        """Days in a row; UNLIMITED where nothing binds."""
        return smaller(one.limits.days_in_a_row, self.most if one.employed else None)

    def windows(self, days: int, one: Person) -> tuple[range, ...]:
        """Each run of one day more than allowed."""
        limit = self.limit(one)
        return () if limit == UNLIMITED else tuple(range(day, day + limit + 1) for day in range(days - limit))
