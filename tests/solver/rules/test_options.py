"""One of several times: of the options of an activity at most one books anybody."""

from __future__ import annotations

from dataclasses import replace

from solver.rules.base import Finding
from solver.rules.options import OneOption, alternatives
from tests.solver.problems import activity, found, person, problem, role
from tests.solver.rules.answers import by_check, by_post, terms

DUTIES = [activity(0, 4), activity(5, 9), replace(activity(9, 12), alternative_of=0)]
FACTS = problem([person(), person()], DUTIES, [role(0, 0, 2), role(1), role(2), role(2)])
RULE = OneOption()


def test_options_are_an_activity_and_those_that_are_alternatives_of_it() -> None:
    assert alternatives(FACTS) == [[0, 2]]
    assert alternatives(problem([], DUTIES[:2], [])) == []
    two = [*DUTIES, replace(activity(9, 13), alternative_of=1), replace(activity(13, 16), alternative_of=0)]
    assert alternatives(problem([], two, [])) == [[0, 2, 4], [1, 3]]


def test_an_activity_that_is_held_twice_is_a_finding() -> None:
    assert found(RULE, FACTS, ((0, 1), (0,), (), ())) == []
    assert found(RULE, FACTS, ((), (0,), (1,), (0,))) == []
    assert found(RULE, FACTS, ((0,), (), (), (1,))) == [Finding(RULE, (), (0, 2, 3), 1, "options")]


def test_options_exclude_each_other_and_no_others() -> None:
    assert terms(RULE, FACTS) == [
        {
            "term": "Exclusive",
            "activities": [[False, False, True], [False, False, False], [True, False, False]],
        }
    ]


def test_a_model_forbids_what_check_finds_among_the_free_and_beside_what_stays() -> None:
    assert by_post(RULE, FACTS) == by_check(RULE, FACTS)
    for rest in (((0,), (), (), ()), ((), (0,), (), ())):
        assert by_post(RULE, FACTS, [2], rest) == by_check(RULE, FACTS, [2], rest)
