"""GLOP kept warm: the same optimum as a new solve of the grown model, and nothing where there is none."""

from __future__ import annotations

from random import Random

import numpy as np
from ortools.math_opt.python import mathopt

from solver.lines.glop import Glop

ROWS = 4


class Covers:
    """A random covering problem that grows by columns; what is not covered costs 10."""

    def __init__(self, seed: int) -> None:
        self.random, self.model = Random(seed), mathopt.Model()
        self.rows = [self.model.add_linear_constraint(lb=1.0, ub=1.0) for _ in range(ROWS)]
        for row in self.rows:
            self.column(10.0, [row])

    def column(self, cost: float, rows: list[mathopt.LinearConstraint]) -> mathopt.Variable:
        """One more way to cover some rows."""
        variable = self.model.add_variable(lb=0.0)
        self.model.objective.set_linear_coefficient(variable, cost)
        for row in rows:
            row.set_coefficient(variable, 1.0)
        return variable

    def grow(self) -> None:
        """Some random columns more."""
        for _ in range(3):
            self.column(float(self.random.randint(1, 9)), self.random.sample(self.rows, self.random.randint(1, ROWS)))


def test_a_model_that_grew_has_the_optimum_of_one_solved_anew() -> None:
    for seed in range(20):
        covers = Covers(seed)
        glop = Glop(covers.model)
        for _ in range(4):
            covers.grow()
            warm, anew = glop.solve(), mathopt.solve(covers.model, mathopt.SolverType.GLOP)
            assert warm is not None
            assert round(warm.value, 6) == round(anew.objective_value(), 6)


def test_shares_and_prices_prove_that_the_value_is_the_best() -> None:
    for seed in range(20):
        covers = Covers(seed)
        covers.grow()
        found = Glop(covers.model).solve()
        assert found is not None
        price = covers.model.objective.get_linear_coefficient
        cost = {variable.id: price(variable) for variable in covers.model.variables()}
        paid = sum(cost[id_] * share for id_, share in zip(found.ids.tolist(), found.shares.tolist(), strict=True))
        assert round(paid, 6) == round(found.value, 6) == round(float(found.prices.sum()), 6)
        for variable in covers.model.variables():
            worth = sum(found.prices[row.id] for row in covers.model.column_nonzeros(variable))
            assert worth <= price(variable) + 1e-6


def test_variables_that_are_0_are_left_out() -> None:
    covers = Covers(0)
    all_rows = covers.column(3.0, covers.rows)
    found = Glop(covers.model).solve()
    assert found is not None
    assert (found.ids.tolist(), found.shares.tolist(), found.value) == ([all_rows.id], [1.0], 3.0)


def test_a_bound_that_is_set_between_two_solves_counts() -> None:
    covers = Covers(0)
    glop, dear = Glop(covers.model), covers.column(90.0, covers.rows)
    assert [one.value for one in (glop.solve(),) if one is not None] == [40.0]
    dear.lower_bound = 1.0
    assert [one.value for one in (glop.solve(),) if one is not None] == [90.0]


def test_there_is_nothing_where_nothing_fits_or_it_was_interrupted() -> None:
    covers = Covers(0)
    interrupted = Glop(covers.model)
    interrupted.interrupter.interrupt()
    assert interrupted.solve() is None
    covers.model.add_linear_constraint(lb=1.0, ub=2.0)
    assert Glop(covers.model).solve() is None


def test_the_same_model_takes_as_many_iterations() -> None:
    counts = []
    for _ in range(2):
        covers = Covers(5)
        covers.grow()
        found = Glop(covers.model).solve()
        assert found is not None
        counts.append((found.iterations, found.ids.tolist(), np.round(found.shares, 9).tolist()))
    assert counts[0] == counts[1]
