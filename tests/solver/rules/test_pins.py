"""Pins stay."""

from __future__ import annotations

from solver.problem import Pin
from solver.rules.base import Finding
from solver.rules.pins import Pinned
from tests.solver.problems import activity, found, person, problem, role

FACTS = problem(
    [person("a"), person("b")], [activity(0, 10), activity(20, 30)], [role(0, 0, 2), role(1, 0, 2)], pins=(Pin(0, 1),)
)


def test_a_pin_that_a_roster_does_not_hold_is_found() -> None:
    assert found(Pinned(), FACTS, ((0,), (1,))) == [Finding(Pinned(), (1,), (0,), 1, "assignment", reason="missing")]


def test_a_pin_that_is_held_is_none_with_others_beside_it_or_not() -> None:
    assert found(Pinned(), FACTS, ((1,), ())) == []
    assert found(Pinned(), FACTS, ((0, 1), (0,))) == []


def test_a_pin_of_an_activity_that_does_not_go_ahead_is_none() -> None:
    assert found(Pinned(), FACTS, ((), (0,))) == []
