"""HiGHS in a process of its own."""

from __future__ import annotations

import pytest
from ortools.math_opt.python import mathopt

from solver.repair import child


def small() -> tuple[mathopt.Model, mathopt.Variable]:
    """A model whose least is 2."""
    model = mathopt.Model()
    number = model.add_integer_variable(lb=1.5, ub=9)
    model.minimize(number)
    return model, number


def test_it_answers_with_the_values_of_the_models_own_variables() -> None:
    model, number = small()
    result = child.answer(model, 60, lambda: True)
    assert result is not None
    assert (result.objective_value(), result.variable_values(number)) == (2, 2)


def test_nobody_who_waits_no_longer_is_answered() -> None:
    assert child.answer(small()[0], 60, lambda: False) is None


def test_a_process_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "__file__", "/nowhere.py")
    with pytest.raises(RuntimeError, match="ended without an answer"):
        child.answer(small()[0], 60, lambda: True)
