"""The rule of how many weekends a person works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.judged import Judged
from solver.neighbourhood import Literal, Neighbourhood
from solver.problem import Problem
from solver.rules.base import Finding, Rule, Scope
from solver.rules.hours import smaller
from solver.spans import DAY
from solver.tables import Tables, taken_days
from solver.terms import Weekends

SATURDAY = 5


@dataclass(frozen=True)
class WeekendsWorked(Rule):
    """Hard. Nobody has duty in more weekends of the horizon than their own limit.

    A weekend is Saturday and Sunday, without days that are worked by decree; one with any duty is a weekend worked. A
    duty counts for the day on which it begins. Weekends of duties outside the roster count as worked, however many.
    """

    title = "Weekends with duty"
    keeps_away = {"": "{count} have reached their weekends"}
    waivers = {"": "{amount} with duty more for {people}"}

    hard = True
    scope = Scope.PERSON

    def most(self, tables: Tables) -> list[int]:
        """The limit of each candidate."""
        return [smaller(one.limits.weekends) for one in tables.problem.everybody]

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each candidate with too many, by how many."""
        weekend = weekends(judged.problem).tolist()
        for candidate, most in enumerate(self.most(judged.tables)):
            worked = [(weekend[one.span.start // DAY], one.role) for one in judged.bookings[candidate]]
            before = {number for number, role in worked if role < 0} - {-1}
            added = {number for number, role in worked if role >= 0} - {-1} - before
            excess = len(added) - max(0, most - len(before))
            if excess > 0:
                roles = tuple(role for number, role in worked if role >= 0 and number in added)
                yield Finding(self, (candidate,), roles, excess, "weekends")

    def terms(self, tables: Tables) -> Iterator[Weekends]:
        """The weekends, and how many of them each works at most."""
        if any(one.limits.weekends is not None for one in tables.problem.everybody):
            most = np.array(self.most(tables), dtype=np.int64)
            yield Weekends(weekends(tables.problem), most, taken_days(tables.problem))

    def post(self, model: Neighbourhood) -> None:
        """For each candidate with a limit: the weekends that are free now and get a duty are no more than are left."""
        weekend, most = weekends(model.problem).tolist(), self.most(model.tables)
        for candidate in model.candidates:
            if model.problem.everybody[candidate].limits.weekends is None:
                continue
            worked = {weekend[booking.span.start // DAY] for booking in model.fixed(candidate)} - {-1}
            new: dict[int, list[Literal]] = defaultdict(list)
            for booking, literal in model.free(candidate):
                new[weekend[booking.span.start // DAY]].append(literal)
            added = [model.any_of(found) for number, found in new.items() if number >= 0 and number not in worked]
            model.cp.add(sum(added) <= max(0, most[candidate] - len(worked)))


def weekends(problem: Problem) -> Ints:
    """The weekend that each day is of; -1 for none, and outside the horizon."""
    return np.array(
        [
            number // 7 if number % 7 >= SATURDAY and day.rest and number in problem.planned else -1
            for number, day in enumerate(problem.days)
        ],
        dtype=np.int64,
    )
