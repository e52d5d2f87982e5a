"""The stages of a search through tiers: when they come, and weights that guard what comes first."""

from __future__ import annotations

from random import Random

import pytest

from solver import judge
from solver.judged import Judged
from solver.objective import Costs, Objective
from solver.policy import read_policy
from solver.rules.base import Rule
from solver.rules.demand import Coverage
from solver.rules.fairness import FairHours
from solver.rules.preferences import Disturbance, KeepPublished, NearHome
from solver.search.compiled import Compiled
from solver.stages import MOST, STAGES, Course, Stage, weights, worst_costs
from solver.tables import Tables
from solver.tiers import COVERAGE, Mode, Tier
from tests.solver.problems import random_problem, random_rota
from tests.solver.test_agreement import ALL, ROTA, legal

OBJECTIVE = Objective((Coverage(), Disturbance(), FairHours(), NearHome()), Mode.TIERS)
NONE: Costs = dict.fromkeys(OBJECTIVE.tiers, 0)


def test_a_policy_of_one_sum_has_no_stages() -> None:
    course = Course(Mode.SUM)
    assert (course.ended(0.0), course.last, course.share(0.3), course.about) == (False, True, 0.3, Tier.SUM)


def test_stages_follow_each_other_and_those_with_nothing_to_gain_are_left_out() -> None:
    course = Course(Mode.TIERS)
    assert course.ended(0.0)
    assert course.enter({**NONE, Tier.DISTURBANCE: 1, Tier.WISHES: 1}, 0.0) is STAGES[0]
    assert (course.begin, course.end, course.ended(0.74), course.share(0.375)) == (0.0, 0.75, False, 0.5)
    assert course.enter({**NONE, Tier.WISHES: 1}, 0.75) is STAGES[3]
    assert (course.begin, course.end, course.about, course.last) == (0.75, 1.0, Tier.WISHES, True)
    assert not course.ended(1.0)


def test_where_no_stage_has_anything_to_gain_the_one_that_is_on_goes_on() -> None:
    course = Course(Mode.TIERS)
    course.enter(NONE, 0.0)
    assert course.enter(NONE, 0.5) is None
    assert (course.begin, course.end, course.last) == (0.0, 1.0, True)


def test_one_unit_of_each_tier_costs_more_than_all_that_the_tiers_below_it_can() -> None:
    worst = {**dict.fromkeys(OBJECTIVE.tiers, 0), Tier.LOW_SLOTS: 20_000, Tier.DISTURBANCE: 9_000, Tier.FAIRNESS: 5}
    worst[Tier.WISHES] = 70
    found = weights(OBJECTIVE, STAGES[2], NONE, worst)
    fairness = 1 + 70
    disturbance = 1 + 70 + 5 * fairness
    low = 1 + 70 + 5 * fairness + 3 * disturbance
    above = 1 + 70 + 5 * fairness + 3 * disturbance + 2 * low
    assert found.factors == {
        Tier.WISHES: 10,
        Tier.FAIRNESS: fairness,
        Tier.DISTURBANCE: disturbance,
        Tier.LOW_SLOTS: low,
        Tier.NORMAL_SLOTS: above,
        Tier.HIGH_SLOTS: above,
        Tier.URGENT_SLOTS: above,
    }
    assert found.heated == fairness
    assert weights(OBJECTIVE, STAGES[3], NONE, worst).heated == 1.0


def test_the_heat_is_that_of_the_last_tier_where_nothing_is_below_it() -> None:
    objective = Objective((Coverage(high=0, urgent=0),), Mode.TIERS)
    found = weights(objective, STAGES[0], dict.fromkeys(objective.tiers, 0), dict.fromkeys(objective.tiers, 0))
    assert found.heated == 1 / 10_000


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.about)
def test_weights_hold_what_a_roster_can_cost_however_large_the_problem_is(stage: Stage) -> None:
    costs = dict.fromkeys(OBJECTIVE.tiers, 10**6)
    worst = {tier: 10**9 if tier in COVERAGE else 10**14 for tier in OBJECTIVE.tiers}
    found = weights(OBJECTIVE, stage, costs, worst)
    ordered = [found.factors[tier] for tier in OBJECTIVE.tiers if tier in COVERAGE]
    assert ordered == sorted(ordered, reverse=True)
    assert sum(found.factors[tier] * (worst[tier] // OBJECTIVE.units[tier]) for tier in COVERAGE & worst.keys()) <= MOST


@pytest.mark.parametrize(("rules", "mode"), [(ALL, Mode.TIERS), ((*ALL, KeepPublished()), Mode.SUM)])
def test_no_roster_costs_more_than_the_worst(rules: tuple[Rule, ...], mode: Mode) -> None:
    random = Random("worst")
    for _ in range(30):
        facts = random_problem(random, rules)
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        objective = Objective(compiled.rules, mode)

        def costs(roster: tuple[tuple[int, ...], ...]) -> Costs:
            judged = Judged(compiled.tables, roster)  # noqa: B023
            return objective.costs(judged, judge.checked(judged, compiled.rules))  # noqa: B023

        worst = worst_costs(objective, compiled, costs(judge.empty_roster(facts)))
        for roster in legal(facts, compiled):
            assert all(cost <= worst[tier] for tier, cost in costs(roster).items())


def test_no_roster_of_a_rota_costs_more_than_the_worst() -> None:
    random = Random("worst rota")
    for _ in range(30):
        facts = random_rota(random, ROTA)
        tables = Tables(facts)
        compiled, objective = Compiled(tables, ROTA), Objective(ROTA, Mode.TIERS)
        nobody = Judged(tables, judge.empty_roster(facts))
        worst = worst_costs(objective, compiled, objective.costs(nobody, judge.checked(nobody, ROTA)))
        for roster in legal(facts, compiled):
            judged = Judged(tables, roster)
            found = objective.costs(judged, judge.checked(judged, ROTA))
            assert all(cost <= worst[tier] for tier, cost in found.items())
