"""What a policy wants: its tiers, their prices, what a roster costs in each, and what can be counted beforehand."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from solver import judge
from solver.judged import Judged
from solver.objective import Objective, TierValue, floors, fullest, vector
from solver.policy import known_rules, read_policy
from solver.problem import Pin
from solver.rules.base import Rule
from solver.rules.demand import Coverage, GoesAhead, Minimum
from solver.rules.eligibility import ServesInCapacity
from solver.rules.fairness import FairHours
from solver.rules.preferences import Disturbance, KeepPublished, NearHome, Wishes
from solver.search.compiled import Compiled
from solver.tables import Tables
from solver.tiers import Mode, Tier
from tests.solver.problems import activity, person, problem, random_problem, role, rosters
from tests.solver.test_agreement import ALL

SOFT = [kind for kind in known_rules().values() if not kind.hard]


@pytest.mark.parametrize("kind", SOFT)
def test_a_soft_rule_names_its_prices_and_without_them_it_costs_nothing(kind: type[Rule]) -> None:
    rule = kind()
    free = replace(rule, **dict.fromkeys(rule.weighs, 0))
    random = Random(kind.__name__)
    for _ in range(20):
        facts = random_problem(random, (*ALL, rule))
        judged = Judged(Tables(facts), fullest(Compiled(Tables(facts), ())))
        assert sum(finding.cost for finding in free.check(judged)) == 0


def test_every_tier_costs_what_the_judge_finds_and_together_they_are_all() -> None:
    random = Random("costs")
    for _ in range(30):
        facts = random_problem(random, ALL)
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        objective = Objective(compiled.rules, Mode.TIERS)
        roster = random.choice(list(rosters(compiled.eligible)))
        judged = Judged(compiled.tables, roster)
        found = judge.checked(judged, compiled.rules)
        costs = objective.costs(judged, found)
        assert sum(costs.values()) == sum(finding.cost for finding in found)
        assert list(costs) == list(objective.tiers)
        for tier, cost in costs.items():
            rules = objective.weighed({tier: objective.units[tier]})
            assert sum(finding.cost for finding in judge.checked(judged, rules)) == cost
        factors = {tier: random.randint(0, 5) for tier in costs}
        whole = sum(costs[tier] // objective.units[tier] * factor for tier, factor in factors.items())
        assert sum(finding.cost for finding in judge.checked(judged, objective.weighed(factors))) == whole


def test_tiers_are_those_that_cost_something_and_units_what_their_prices_have_in_common() -> None:
    rules = (Minimum(), Coverage(low=0, urgent=50), Disturbance(7), Wishes(400, 150), NearHome(60))
    objective = Objective(rules, Mode.TIERS)
    assert objective.units == {
        Tier.URGENT_SLOTS: 50,
        Tier.HIGH_SLOTS: 40_000,
        Tier.NORMAL_SLOTS: 20_000,
        Tier.DISTURBANCE: 7,
        Tier.WISHES: 10,
    }
    assert objective.tiers == tuple(objective.units)
    assert Objective(rules, Mode.SUM).tiers == (Tier.SUM,)


def test_a_weighing_leaves_hard_rules_alone_and_leaves_out_what_costs_nothing_in_it() -> None:
    objective = Objective((Minimum(), Coverage(), GoesAhead(), Wishes(400, 150), NearHome(0)), Mode.TIERS)
    assert objective.weighed({Tier.LOW_SLOTS: 3, Tier.URGENT_SLOTS: 9, Tier.WISHES: 2}) == (
        Minimum(),
        Coverage(low=3, normal=0, high=0, urgent=9),
        Wishes(16, 6),
    )


def test_values_are_in_the_unit_of_their_tier_and_bounds_are_rounded_up() -> None:
    objective = Objective((Coverage(), FairHours()), Mode.TIERS)
    costs = dict.fromkeys(objective.tiers, 0) | {Tier.LOW_SLOTS: 30_000, Tier.FAIRNESS: 12}
    values = objective.values(costs, {Tier.LOW_SLOTS: 10_001, Tier.FAIRNESS: 12})
    assert values[-2:] == (TierValue(Tier.LOW_SLOTS, 3, 2), TierValue(Tier.FAIRNESS, 12, 12))
    assert [value.proven for value in values[-2:]] == [False, True]
    assert values[0] == TierValue(Tier.URGENT_SLOTS, 0, None)


def test_rosters_compare_by_the_highest_tier_in_which_they_differ() -> None:
    assert vector({Tier.WISHES: 1, Tier.URGENT_SLOTS: 2, Tier.FAIRNESS: 3}) == (2, 3, 1)


def test_counting_proves_what_too_few_can_do_and_nothing_of_the_rest() -> None:
    rules = (ServesInCapacity(), Minimum(), GoesAhead(), Coverage(), FairHours())
    duties = [activity(0, 60, priority=4), activity(90, 120, priority=1), activity(120, 180)]
    roles = [role(0, 3, 3), role(1, 1, 3, priority=1), role(2, 1, 2, priority=3)]
    facts = problem([person(), person()], duties, roles, rules, declined=(Pin(2, 0),), pins=(Pin(2, 5),))
    facts = replace(facts, pins=())
    compiled = Compiled(Tables(facts), rules)
    assert fullest(compiled) == ((), (0, 1), (0, 1))
    found = floors(Objective(rules, Mode.TIERS), compiled)
    assert {tier: cost for tier, cost in found.items() if cost} == {
        Tier.URGENT_ACTIVITIES: 800_000,
        Tier.NORMAL_SLOTS: 60_000,
        Tier.LOW_SLOTS: 10_000,
    }
    assert floors(Objective(rules, Mode.SUM), compiled) == {Tier.SUM: 0}


def test_what_is_kept_is_a_tier_above_one_sum_and_what_is_lost_for_good_of_it_is_counted() -> None:
    rules = (ServesInCapacity(), Minimum(), GoesAhead(), Coverage(), FairHours(), KeepPublished(cost=7))
    people = [person(), replace(person(), capacities=frozenset())]
    facts = problem(people, [activity(0, 60)], [role(0, 0, 1)], rules, published=(Pin(0, 0), Pin(0, 1)))
    compiled, objective = Compiled(Tables(facts), rules), Objective(rules, Mode.SUM)
    assert (objective.tiers, objective.mode, Objective(rules[:-1], Mode.SUM).mode) == (
        (Tier.KEPT, Tier.SUM),
        Mode.TIERS,
        Mode.SUM,
    )
    assert floors(objective, compiled) == {Tier.KEPT: 7, Tier.SUM: 0}
    judged = Judged(compiled.tables, ((),))
    assert objective.costs(judged, judge.checked(judged, rules)) == {Tier.KEPT: 14, Tier.SUM: Coverage().normal}
    assert objective.units == {Tier.KEPT: 7, Tier.SUM: 1}
    assert objective.weighed({Tier.KEPT: 3, Tier.SUM: 1})[-1] == KeepPublished(cost=3)
