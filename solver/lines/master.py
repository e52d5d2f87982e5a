"""The restricted master: the best mixture of the lines known so far, and what one more on each duty is worth in it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from solver.lines.layout import Lines
from solver.tables import Ints

Floats = NDArray[np.float64]


class Master:
    """A linear programme over the lines of some people (a column each), the others' being as they are.

    Its value is no bound: lines may be missing. Its prices are what is wanted. It grows by columns.
    """

    def __init__(self, lines: Lines, people: Ints, count: Ints) -> None:
        self.lines, self.people = lines, people.tolist()
        self.model = mathopt.Model()
        self.cover = []
        for wanted, under, over in zip((lines.wanted - count).tolist(), lines.under.tolist(), lines.over.tolist(), strict=True):
            row = self.model.add_linear_constraint(lb=float(wanted), ub=float(wanted))
            for sign, cost in ((1.0, under), (-1.0, over)):
                variable = self.model.add_variable(lb=0.0)
                row.set_coefficient(variable, sign)
                self.model.objective.set_linear_coefficient(variable, float(cost))
            self.cover.append(row)
        self.once = {person: self.model.add_linear_constraint(lb=1.0, ub=1.0) for person in self.people}
        self.columns: dict[tuple[int, bytes], mathopt.Variable] = {}
        self.interrupter = SolveInterrupter()
        self.solver = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)

    def add(self, person: int, line: Ints) -> bool:
        """A line of a person; whether it was not known yet."""
        key = person, line.tobytes()
        if key in self.columns:
            return False
        column = self.columns[key] = self.model.add_variable(lb=0.0)
        works = line >= 0
        duties = line[works]
        cost = self.lines.price[person, duties].sum() + self.lines.free_price[person, ~works].sum()
        self.model.objective.set_linear_coefficient(column, float(cost))
        self.once[person].set_coefficient(column, 1.0)
        for duty in duties.tolist():
            self.cover[duty].set_coefficient(column, 1.0)
        return True

    def solve(self) -> tuple[float, Floats, Floats]:
        """Value, what one more on each duty is worth, and what each person's line costs at that."""
        result = self.solver.solve(params=mathopt.SolveParameters())
        self.result = result
        return result.objective_value(), np.array(result.dual_values(self.cover)), np.array(result.dual_values(list(self.once.values())))
