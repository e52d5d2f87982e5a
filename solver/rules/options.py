"""The rule of times that are a choice: an activity is held in one of its options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags
from solver.judged import Judged
from solver.neighbourhood import Neighbourhood
from solver.problem import Problem
from solver.rules.base import Finding, Rule, Scope
from solver.tables import Tables
from solver.terms import Exclusive


def alternatives(problem: Problem) -> list[list[int]]:
    """The activities that are options of one and the same, for each that has several."""
    found: dict[int, list[int]] = {}
    for number, activity in enumerate(problem.activities):
        if activity.alternative_of is not None:
            found.setdefault(activity.alternative_of, [activity.alternative_of]).append(number)
    return list(found.values())


@dataclass(frozen=True)
class OneOption(Rule):
    """Hard. An activity that may be held at several times or in several venues is held in one of them."""

    title = "One of several times"
    keeps_away = {"": "the activity is held at another time"}

    hard = True
    scope = Scope.ACTIVITY

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each activity that books people in more than one option, by how many."""
        for options in alternatives(judged.problem):
            going = [number for number in options if judged.booked(number)]
            if len(going) > 1:
                roles = tuple(role for number in going for role in judged.problem.roles_of[number])
                yield Finding(self, (), roles, len(going) - 1, "options")

    def terms(self, tables: Tables) -> Iterator[Exclusive]:
        """Options of one activity exclude each other."""
        activities = len(tables.problem.activities)
        flags: Flags = np.zeros((activities, activities), dtype=bool)
        for options in alternatives(tables.problem):
            flags[np.ix_(options, options)] = ~np.eye(len(options), dtype=bool)
        yield Exclusive(flags)

    def post(self, model: Neighbourhood) -> None:
        """At most one of them goes ahead, none where another does that stays as it is."""
        for options in alternatives(model.problem):
            free = [model.goes[number] for number in options if number in model.goes]
            stays = any(model.rest.booked(number) for number in options if number not in model.goes)
            model.cp.add(sum(free) <= (0 if stays else 1))
