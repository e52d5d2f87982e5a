"""What there is to say of a roster: as the rules' own checks judge it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver import judge
from solver.answers import Answers
from solver.judge import ModelMismatch
from solver.objective import Objective
from solver.policy import read_policy, write_policy
from solver.problem import Pin, Problem
from solver.rules.clashes import NotInTwoPlaces
from solver.rules.demand import Coverage
from solver.rules.preferences import KeepPublished
from solver.tables import Tables
from solver.tiers import Mode
from tests.solver.problems import activity, person, problem, role

RULES = (Coverage(), NotInTwoPlaces())
TOGETHER = problem([person("a"), person("b")], [activity(0, 60), activity(30, 90)], [role(0), role(1)], RULES)


def answers(facts: Problem, mode: Mode = Mode.TIERS) -> Answers:
    """What is said of a problem's rosters."""
    rules = read_policy(facts.policy)
    return Answers(Tables(facts), rules, Objective(rules, mode))


def test_a_roster_costs_what_the_judge_makes_of_it_by_rule_and_in_all() -> None:
    found = answers(TOGETHER).judged(((0,), ()))
    assert (found.roster, found.cost) == (((0,), ()), judge.cost(TOGETHER, ((0,), ())))
    assert found.costs == {"Coverage": found.cost}
    assert sum(found.by_tier.values()) == found.cost


def test_what_is_not_kept_of_what_is_published_is_no_cost_of_the_policy() -> None:
    kept = replace(TOGETHER, published=(Pin(1, 1),), policy=write_policy((*RULES, KeepPublished())))
    found = answers(kept).judged(((0,), ()))
    assert (found.cost - found.own_cost, found.own_cost) == (1_000_000, judge.cost(TOGETHER, ((0,), ())))


def test_nobody_at_all_is_a_roster_too() -> None:
    nobody = answers(TOGETHER).nobody
    assert (nobody.roster, nobody.cost) == (((), ()), judge.cost(TOGETHER, ((), ())))


def test_who_breaks_a_hard_rule_is_told_with_what_is_broken_but_is_no_answer() -> None:
    answer, broken = answers(TOGETHER).told(((0,), (0,)))
    assert (answer.cost, broken) == (0, judge.hard_findings(TOGETHER, ((0,), (0,))))
    with pytest.raises(ModelMismatch, match="hard findings"):
        answers(TOGETHER).judged(((0,), (0,)))


def test_a_roster_is_better_than_one_that_costs_more_and_than_none_that_costs_as_much() -> None:
    urgent = problem([person("a")], [activity(0, 60), activity(30, 90)], [role(0, priority=4), role(1)], RULES)
    for mode in Mode:
        first, second = (answers(urgent, mode).judged(roster) for roster in (((0,), ()), ((), (0,))))
        better = first.better_than(second), second.better_than(first), first.better_than(first)
        assert better == (first.cost < second.cost, second.cost < first.cost, False)
