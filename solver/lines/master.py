"""The restricted master: the best mixture of the lines known so far, and what one more on each duty is worth in it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from ortools.math_opt.python import mathopt

from solver.arrays import Ints
from solver.lines.glop import Floats, Glop, Optimum
from solver.lines.layout import Lines

COLUMN_WORK, SOLVE_WORK = 37, 4000
"""What a column costs each solve, and a solve by itself, in rows of an iteration of the simplex (measured: 10 and 1,000
microseconds to 0.27)."""

Key = tuple[int, bytes]
"""A person and the bytes of a line."""


def line_of(key: Key) -> Ints:
    """The line of a key."""
    return np.frombuffer(key[1], dtype=np.int64)


def line_cost(lines: Lines, person: int, line: Ints) -> int:
    """What a line costs by itself."""
    works = line >= 0
    return int(lines.price[person, line[works]].sum() + lines.free_price[person, ~works].sum())


def cost_of(lines: Lines, mine: Ints, count: Ints) -> int:
    """What lines of all people and the cover of all duties cost, `count` being how many others have each duty."""
    lacking = lines.wanted - count - np.bincount(mine[mine >= 0], minlength=len(count))
    cover = np.where(lacking > 0, lines.under * lacking, -lines.over * lacking)
    return int(cover.sum()) + sum(line_cost(lines, person, line) for person, line in enumerate(mine))


class Master:
    """A linear programme over the lines of some people (a column each), the others' being as they are, solved by GLOP.

    Its value is no bound: lines may be missing. Its prices are what is wanted. It grows by columns.
    """

    def __init__(self, lines: Lines, people: Ints, count: Ints) -> None:
        """`count` says how many of the others have each duty."""
        self.lines, self.model = lines, mathopt.Model()
        self.cover = [self.model.add_linear_constraint(lb=each, ub=each) for each in (lines.wanted - count).tolist()]
        for prices, sign in ((lines.under, 1.0), (lines.over, -1.0)):
            for row, price in zip(self.cover, prices.tolist(), strict=True):
                variable = self.model.add_variable(lb=0.0)
                row.set_coefficient(variable, sign)
                self.model.objective.set_linear_coefficient(variable, price)
        self.once = {person: self.model.add_linear_constraint(lb=1.0, ub=1.0) for person in people.tolist()}
        self.columns: dict[Key, mathopt.Variable] = {}
        self.keys: dict[int, Key] = {}
        """Of each column, by its id."""
        self.glop = Glop(self.model)
        self.optimum: Optimum | None = None
        self.worth: Floats = np.zeros(len(self.cover))
        self.value = 0.0
        self.work = 0
        """Of the last solve: whatever the machine, the same."""

    def add(self, person: int, line: Ints) -> bool:
        """A line of a person; whether it was not known yet."""
        key = person, line.tobytes()
        if key in self.columns:
            return False
        column = self.columns[key] = self.model.add_variable(lb=0.0)
        self.keys[column.id] = key
        self.model.objective.set_linear_coefficient(column, float(line_cost(self.lines, person, line)))
        self.once[person].set_coefficient(column, 1.0)
        for duty in line[line >= 0].tolist():
            self.cover[duty].set_coefficient(column, 1.0)
        return True

    def fix(self, keys: Iterable[Key]) -> None:
        """Hold people to these lines from now on."""
        for key in keys:
            self.columns[key].lower_bound = 1.0

    def solve(self) -> bool:
        """Solve it for `value` and `worth`; whether that was done. If not it was interrupted."""
        self.optimum = self.glop.solve()
        if self.optimum is None:
            return False
        rows = len(self.optimum.prices)
        self.work = SOLVE_WORK + COLUMN_WORK * len(self.columns) + rows * self.optimum.iterations
        self.value, self.worth = self.optimum.value, self.optimum.prices[: len(self.cover)]
        return True

    def shares(self) -> dict[Key, float]:
        """Of which line the mixture has how much, where it has any."""
        if self.optimum is None:
            return {}
        found = zip(self.optimum.ids.tolist(), self.optimum.shares.tolist(), strict=True)
        return {self.keys[id_]: share for id_, share in found if share > 1e-6 and id_ in self.keys}
