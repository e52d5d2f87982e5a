"""What is proven of coverage is true of all rosters, tier by tier; what can be booked as it was found is the best."""

from __future__ import annotations

from random import Random
from threading import Event

import pytest

from solver.objective import Costs, Objective
from solver.policy import read_policy
from solver.problem import Problem
from solver.proof.coverage import TIERS, CoverageProof
from solver.proof.prover import Over
from solver.rules.preferences import Disturbance
from solver.search.compiled import Compiled
from solver.tables import Tables
from solver.tiers import Mode, Tier
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, POLICIES
from tests.solver.test_tiers import all_costs, tiered


@pytest.fixture
def problems(request: pytest.FixtureRequest) -> int:
    """How many tiny problems to try."""
    return 60 if request.config.getoption("--nightly") else 1


def proof_of(facts: Problem) -> CoverageProof:
    """A proof that has not begun."""
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    return CoverageProof(compiled, Objective(compiled.rules, Mode.TIERS))


def covered(costs: Costs) -> dict[Tier, int]:
    """The tiers that are spoken of."""
    return {tier: cost for tier, cost in costs.items() if tier in TIERS}


@pytest.mark.parametrize("name", POLICIES)
def test_no_bound_is_above_what_any_roster_costs_that_is_as_good_above(name: str, problems: int) -> None:
    random = Random(f"coverage {name}")
    for _ in range(problems):
        facts = tiered(random_problem(random, POLICIES[name]))
        proof, found = proof_of(facts), list(map(covered, all_costs(facts).values()))
        while proof.rise():
            pass
        for costs in found:
            for tier, cost in costs.items():
                assert proof.bound(tier, costs) <= cost, facts


def test_where_nothing_else_is_asked_it_finds_and_proves_the_best_of_all() -> None:
    random, changed = Random("coverage"), 0
    for _ in range(20):
        facts = tiered(random_problem(random, (*POLICIES["Pinned"], Disturbance())))
        proof, costs = proof_of(facts), all_costs(facts)
        while proof.rise():
            pass
        best = min((covered(one) for one in costs.values()), key=lambda one: tuple(one.values()))
        assert proof.roster is not None
        assert covered(costs[proof.roster]) == best, facts
        assert {tier: proof.bound(tier, best) for tier in best} == best, facts
        changed += best[Tier.DISTURBANCE] > 0
    assert changed > 2


def test_an_urgent_slot_is_filled_by_giving_up_a_high_one_and_both_are_proven() -> None:
    people = [person("a"), person("b")]
    duties = [activity(0, 60), activity(30, 90), activity(30, 120)]
    roles = [role(0, 0, 2, priority=4), role(1, 0, 1, priority=3), role(2, 0, 1, priority=1)]
    facts = tiered(problem(people, duties, roles, ALL))
    proof = proof_of(facts)
    proof.learn(((), (0,), (1,)))
    assert not proof.rise()
    assert proof.roster == ((0, 1), (), ())
    costs = covered(all_costs(facts)[proof.roster])
    urgent, high, low = Tier.URGENT_SLOTS, Tier.HIGH_SLOTS, Tier.LOW_SLOTS
    assert [costs[tier] == proof.bound(tier, costs) > 0 for tier in (urgent, high, low)] == [False, True, True]
    worse = {**costs, urgent: costs[urgent] + 1}
    assert [proof.bound(tier, worse) for tier in (urgent, high, low)] == [0, 0, 0]


def test_closed_it_proves_nothing_more() -> None:
    facts, closed = tiered(problem([person("a")], [activity(0, 60)], [role(0)], ALL)), Event()
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    proof = CoverageProof(compiled, Objective(compiled.rules, Mode.TIERS), closed)
    closed.set()
    with pytest.raises(Over):
        proof.rise()
    assert (proof.least, proof.roster) == ((), None)


def test_it_has_nothing_to_say_of_roles_that_take_more_people_than_they_want() -> None:
    duties = [activity(0, 60)]
    same, more = (
        Compiled(Tables(problem([person("a")], duties, [role(0, 0, 1, most=most)], ALL)), ALL) for most in (1, 2)
    )
    assert (CoverageProof.can_prove(same), CoverageProof.can_prove(more)) == (True, False)
