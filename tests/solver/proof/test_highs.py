"""HiGHS in a process of its own."""

from __future__ import annotations

from random import Random

import pytest
from ortools.math_opt.python import mathopt

from solver.proof import highs


def small() -> tuple[mathopt.Model, mathopt.Variable]:
    """A model whose least is 2."""
    model = mathopt.Model()
    number = model.add_integer_variable(lb=1.5, ub=9)
    model.minimize(number)
    return model, number


def test_it_answers_with_the_values_of_the_models_own_variables() -> None:
    model, number = small()
    result = highs.answer(model, 60, lambda: True)
    assert result is not None
    assert (result.objective_value(), result.variable_values(number)) == (2, 2)


def knapsack() -> mathopt.Model:
    """A model that takes many nodes."""
    random, model = Random(1), mathopt.Model()
    takes = [model.add_binary_variable() for _ in range(60)]
    for _ in range(40):
        weights = mathopt.fast_sum(random.randint(1, 30) * one for one in random.sample(takes, 20))
        model.add_linear_constraint(weights <= 100)
    model.maximize(mathopt.fast_sum(random.randint(5, 40) * one for one in takes))
    return model


def test_where_nodes_are_limited_it_ends_with_them_and_with_the_same_answer() -> None:
    one, other = (highs.answer(knapsack(), 60, lambda: True, nodes=5) for _ in range(2))
    assert one is not None
    assert other is not None
    assert (one.termination.limit, one.solve_stats.node_count) == (mathopt.Limit.NODE, 5)
    assert one.termination == other.termination
    assert list(one.variable_values().values()) == list(other.variable_values().values())


def test_nobody_who_waits_no_longer_is_answered() -> None:
    assert highs.answer(small()[0], 60, lambda: False) is None


def test_a_process_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "__file__", "/nowhere.py")
    with pytest.raises(RuntimeError, match="ended without an answer"):
        highs.answer(small()[0], 60, lambda: True)
