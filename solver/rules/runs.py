"""Rules about runs of days of one person: so many days with duty in a row at least, so many without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

import numpy as np
from ortools.sat.python import cp_model

from solver.arrays import Ints
from solver.candidates import Limits
from solver.judged import Booking, Judged
from solver.neighbourhood import Literal, Neighbourhood
from solver.rules.base import UNLIMITED, Finding, Rule, Scope
from solver.rules.hours import smaller
from solver.spans import DAY
from solver.tables import Tables, taken_days
from solver.terms import Runs


@dataclass(frozen=True)
class RunRule(Rule):
    """A hard rule about each run of successive days of the horizon with duty, or without.

    A duty counts for the day on which it begins; commitments are duties. A run that touches the first or the last day
    of the horizon may be shorter than the least: it may go on outside.
    """

    mended_by_more = frozenset({"short", "long"})

    hard = True
    scope = Scope.PERSON
    working: ClassVar[bool]
    """Whether it is about days with duty."""

    def shortest(self, limits: Limits) -> int:
        """Days in a row at least, 0 or 1 where nothing binds."""
        raise NotImplementedError

    def longest(self, limits: Limits) -> int:  # noqa: ARG002
        """Days in a row at most."""
        return UNLIMITED

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding "short" or "long" for each run, by how many days; it names the duties in it, or around it."""
        days = judged.problem.planned
        for candidate, person in enumerate(judged.problem.people):
            duties: dict[int, list[Booking]] = defaultdict(list)
            for booking in judged.bookings[candidate]:
                duties[booking.span.start // DAY].append(booking)
            for run in runs(days, [(day in duties) == self.working for day in days]):
                inside = run.start > days.start and run.stop < days.stop
                short = self.shortest(person.limits) - len(run) if inside else 0
                long = len(run) - self.longest(person.limits)
                if short > 0 or long > 0:
                    near = run if self.working else (run.start - 1, run.stop)
                    roles = tuple(booking.role for day in near for booking in duties.get(day, ()) if booking.role >= 0)
                    reason = "short" if short > 0 else "long"
                    yield Finding(self, (candidate,), roles, max(short, long), "days", reason=reason)

    def post(self, model: Neighbourhood) -> None:
        """Whoever begins a run within the horizon goes on for long enough, and ends it in time."""
        days = model.problem.planned
        for candidate, person in enumerate(model.problem.people):
            shortest, longest = self.shortest(person.limits), self.longest(person.limits)
            if shortest < 2 and longest >= len(days):
                continue
            inside = self.in_run(model, candidate, days)
            for day in days[1:]:
                for other in range(day + 1, min(day + shortest, days.stop)):
                    model.cp.add_bool_or([~inside[day], inside[day - 1], inside[other]])
            for day in days[: max(0, len(days) - longest)]:
                model.cp.add_bool_or([~inside[other] for other in range(day, day + longest + 1)])

    def in_run(self, model: Neighbourhood, candidate: int, days: Sequence[int]) -> dict[int, cp_model.LiteralT]:
        """Per day, whether it is one of a run: a literal, also where that does not depend on the neighbourhood."""
        fixed = {booking.span.start // DAY for booking in model.fixed(candidate)}
        free: dict[int, list[Literal]] = defaultdict(list)
        for booking, literal in model.free(candidate):
            free[booking.span.start // DAY].append(literal)
        found: dict[int, cp_model.LiteralT] = {}
        for day in days:
            open_day = day in free and day not in fixed
            duty = model.any_of(free[day]) if open_day else model.cp.new_constant(day in fixed)
            found[day] = duty if self.working else ~duty
        return found


def runs(days: range, inside: Sequence[bool]) -> Iterator[range]:
    """The runs of successive days that are inside."""
    for found, run in groupby(zip(days, inside, strict=True), key=lambda pair: pair[1]):
        if found:
            first, *others = (day for day, _ in run)
            yield range(first, first + 1 + len(others))


@dataclass(frozen=True)
class EnoughDaysInARow(RunRule):
    """Hard. Whoever comes on duty serves on at least so many days in a row as their own limits say."""

    title = "Enough days in a row"
    working = True

    def shortest(self, limits: Limits) -> int:
        """Days with duty in a row, at least."""
        return limits.least_days_in_a_row or 0

    def terms(self, tables: Tables) -> Iterator[Runs]:
        """The least of all."""
        people = [one.limits for one in tables.problem.everybody]
        least = np.array([self.shortest(limits) for limits in people], dtype=np.int64)
        if (least > 1).any():
            yield run_term(tables, shortest_work=least)


@dataclass(frozen=True)
class DaysOffInARow(RunRule):
    """Hard. Whoever has days off has at least so many in a row, and at most so many, as their own limits say."""

    title = "Days off in a row"
    working = False

    def shortest(self, limits: Limits) -> int:
        """Days without duty in a row, at least."""
        return limits.least_days_off or 0

    def longest(self, limits: Limits) -> int:
        """Days without duty in a row, at most."""
        return smaller(limits.days_off)

    def terms(self, tables: Tables) -> Iterator[Runs]:
        """The least and the most of all."""
        people = [one.limits for one in tables.problem.everybody]
        least = np.array([self.shortest(limits) for limits in people], dtype=np.int64)
        most = np.array([self.longest(limits) for limits in people], dtype=np.int64)
        if (least > 1).any() or (most < UNLIMITED).any():
            yield run_term(tables, shortest_free=least, longest_free=most)


def run_term(
    tables: Tables,
    shortest_work: Ints | None = None,
    shortest_free: Ints | None = None,
    longest_free: Ints | None = None,
) -> Runs:
    """A term of runs that binds only as it is said."""
    candidates = tables.problem.candidates
    return Runs(
        days=tables.problem.planned,
        shortest_work=np.zeros(candidates, dtype=np.int64) if shortest_work is None else shortest_work,
        shortest_free=np.zeros(candidates, dtype=np.int64) if shortest_free is None else shortest_free,
        longest_free=np.full(candidates, UNLIMITED, dtype=np.int64) if longest_free is None else longest_free,
        fixed=taken_days(tables.problem),
    )
