"""Bounds of tiers: never above what a roster costs that is as good above, and what ends a proof ends no solve."""

from __future__ import annotations

from functools import partial
from random import Random

import numpy as np
import pytest

from solver.engine import Engine
from solver.objective import Costs, Objective, vector
from solver.policy import read_policy
from solver.problem import Problem
from solver.proof.bound import Bound
from solver.proof.prover import Prover
from solver.proof.tiers import Proofs
from solver.search.compiled import Compiled
from solver.solution import Status
from solver.tables import Tables
from solver.tiers import Mode, Tier
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL
from tests.solver.test_engine import town
from tests.solver.test_tiers import all_costs, tiered


def proofs_of(facts: Problem, mode: Mode) -> Proofs:
    """Proofs of a problem that have not begun."""
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    return Proofs(Objective(compiled.rules, mode), compiled)


def end(proofs: Proofs) -> None:
    """Wait for the proofs that have begun."""
    for prover in proofs.all:
        prover.thread.join(60)


def least(tier: Tier, costs: Costs, rosters: list[Costs]) -> int:
    """What a tier costs at least in a roster that is as good above."""
    above = list(costs)[: list(costs).index(tier)]
    return min(other[tier] for other in rosters if all(other[one] <= costs[one] for one in above))


def test_no_bound_of_a_tier_is_above_what_a_roster_costs_that_is_as_good_above() -> None:
    random, proven = Random("proofs of tiers"), 0
    for _ in range(25):
        facts = random_problem(random, ALL)
        rosters = all_costs(facts)
        best, proofs = min(rosters, key=lambda roster: vector(rosters[roster])), proofs_of(facts, Mode.TIERS)
        for _ in range(3 * len(proofs.objective.tiers)):
            proofs.go_on(rosters[best], best)
            end(proofs)
        for roster in (best, random.choice(sorted(rosters))):
            costs = rosters[roster]
            for tier, bound in proofs.bounds(costs).items():
                assert bound is None or bound <= least(tier, costs, list(rosters.values())), facts
        proven += sum(proofs.bounds(rosters[best])[tier] == cost for tier, cost in rosters[best].items())
        proofs.close()
    assert proven > 25 * 8


def test_one_tier_is_proven_after_the_other_and_those_that_are_need_no_proof() -> None:
    facts = problem([person("a", home=0)], [activity(0, 60), activity(30, 90)], [role(0), role(1)], ALL)
    rosters = all_costs(facts)
    best = min(rosters, key=lambda roster: vector(rosters[roster]))
    proofs = proofs_of(facts, Mode.TIERS)
    assert {tier: bound for tier, bound in proofs.bounds(rosters[best]).items() if bound is None} == {
        Tier.NORMAL_SLOTS: None,
        Tier.FAIRNESS: None,
    }
    begun = []
    for _ in range(3):
        proofs.go_on(rosters[best], best)
        end(proofs)
        begun.append((proofs.covering, list(proofs.provers)))
    covering = ((0,), ())
    assert begun == [(covering, []), *[(covering, [(Tier.FAIRNESS, 1)])] * 2]
    assert proofs.bounds(rosters[best]) == rosters[best]


def test_a_policy_of_one_sum_has_one_proof_and_nothing_is_proven_before_it() -> None:
    proofs = proofs_of(town(), Mode.SUM)
    assert proofs.bounds({Tier.SUM: 5}) == {Tier.SUM: None}
    assert proofs.bounds({Tier.SUM: 0}) == {Tier.SUM: 0}
    proofs.go_on({Tier.SUM: 10**9}, ((),) * 20)
    assert list(proofs.provers) == [(Tier.SUM, 1)]
    proofs.close()


@pytest.mark.parametrize("facts", [town(), tiered(town())], ids=["sum", "tiers"])
def test_a_proof_that_fails_is_told_and_the_roster_is_kept(facts: Problem, caplog: pytest.LogCaptureFixture) -> None:
    engine = Engine(facts, seconds=60, effort=3, seed=0, workers=2, progress=None, stop=None)
    broken = Compiled(Tables(facts), engine.rules)
    broken.facts = broken.facts._replace(slot_price=np.zeros(1, dtype=np.int64))
    prover = engine.proofs.provers[engine.objective.tiers[0], 1] = Prover(partial(Bound, broken))
    prover.thread.join(60)
    solution = engine.run()
    assert (solution.status, solution.proof_ended_early) == (Status.EFFORT, True)
    assert sum(map(len, solution.roster)) == 40
    assert [record.message for record in caplog.records] == ["a proof ended early"]
