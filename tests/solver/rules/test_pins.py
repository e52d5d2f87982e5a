"""Pins stay."""

from __future__ import annotations

from dataclasses import replace

from solver.problem import Pin
from solver.rules.base import Finding
from solver.rules.pins import Pinned
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import blocked, by_check, by_post, forbidden, posted, terms

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


def test_each_pin_that_is_not_held_is_a_finding_in_their_order() -> None:
    facts = replace(FACTS, people=(*FACTS.people, person("c")), pins=(Pin(1, 0), Pin(0, 1), Pin(0, 0)))
    assert found(Pinned(), facts, ((2,), (1,))) == [
        Finding(Pinned(), (0,), (1,), 1, "assignment", reason="missing"),
        Finding(Pinned(), (1,), (0,), 1, "assignment", reason="missing"),
        Finding(Pinned(), (0,), (0,), 1, "assignment", reason="missing"),
    ]


def test_a_pin_blocks_nobody_and_has_no_terms() -> None:
    assert blocked(Pinned(), FACTS) == [[None, None], [None, None]]
    assert terms(Pinned(), FACTS) == []


def test_a_model_lets_an_activity_go_ahead_only_with_its_pins() -> None:
    rule = Pinned()
    assert forbidden(rule, FACTS, [0]) == [((0,), ())]
    assert by_post(rule, FACTS) == by_check(rule, FACTS)
    two = replace(FACTS, pins=(Pin(0, 0), Pin(0, 1), Pin(1, 1)))
    assert [roster[0] for roster in by_post(rule, two, [0])] == [(), (0, 1)]
    assert by_post(rule, two) == by_check(rule, two)


def test_a_model_leaves_pins_of_other_activities_alone() -> None:
    assert by_post(Pinned(), FACTS, [1], ((0,), ())) == {((0,), who): 0 for who in ((), (0,), (1,), (0, 1))}


def test_an_activity_whose_pin_cannot_be_held_does_not_go_ahead() -> None:
    nobody_else = [[0], [0, 1]]
    assert posted(Pinned(), FACTS, ((), ()), eligible=nobody_else) == 0
    assert posted(Pinned(), FACTS, ((), (0,)), eligible=nobody_else) == 0
    assert posted(Pinned(), FACTS, ((0,), ()), eligible=nobody_else) is None
