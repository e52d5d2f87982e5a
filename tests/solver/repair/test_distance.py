"""First what stays unfilled, then how much changes, then the rest."""

from __future__ import annotations

from random import Random

from solver import judge
from solver.policy import read_policy
from solver.problem import Pin
from solver.repair.distance import Distance, changed, distance, in_tiers
from solver.rules.demand import Coverage, GoesAhead
from solver.search.compiled import Compiled
from solver.search.local_search import Search
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, BASIC, legal


def test_what_changed_is_what_was_added_and_what_was_taken_away() -> None:
    facts = problem(
        [person(name) for name in "abc"],
        [activity(0, 60), activity(90, 99)],
        [role(0, 0, 2), role(1)],
        BASIC,
        published=(Pin(0, 0), Pin(0, 1), Pin(1, 2)),
    )
    rosters = (((0, 1), (2,)), ((0, 2), (2,)), ((), ()), ((1,), (0,)))
    assert [changed(facts, roster) for roster in rosters] == [0, 2, 3, 3]


def test_the_unfilled_cost_is_that_of_the_rules_about_demand() -> None:
    random = Random(4)
    for _ in range(20):
        facts = random_problem(random, ALL)
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        for roster in legal(facts, compiled):
            found = judge.findings(facts, roster)
            cost = sum(one.cost for one in found if isinstance(one.rule, Coverage | GoesAhead))
            assert distance(compiled, roster) == Distance(cost, changed(facts, roster))


def test_in_tiers_the_cheapest_roster_is_the_nearest() -> None:
    random = Random(5)
    for _ in range(20):
        facts = random_problem(random, ALL)
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        costs = legal(facts, compiled)
        search = Search(in_tiers(compiled, max(costs.values()) + 1), 0, seed=1)
        search.construct()
        for step in range(5):
            search.step(step / 5)
        best = search.best_roster()
        nearest = min((distance(compiled, roster), cost) for roster, cost in costs.items())
        assert (distance(compiled, best), costs[best]) == nearest
