"""Who could step in, as the judge says of every roster with one more of them."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver import judge
from solver.engine import solve
from solver.explanations.explain import replaced
from solver.explanations.laid_out import LaidOut
from solver.explanations.stepping_in import StandIn, StandIns, stand_ins
from solver.problem import Problem, Roster
from solver.rules.eligibility import Available
from solver.rules.preferences import NearHome
from solver.spans import Span
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, BASIC


def difference(facts: Problem, roster: Roster, role: int, candidate: int) -> dict[str, int]:
    """What the roster costs more by rule with one more in the role, where that is not 0."""
    before = judge.costs_by_rule(judge.findings(facts, roster))
    after = judge.costs_by_rule(judge.findings(facts, replaced(roster, role, {*roster[role], candidate})))
    costs = {rule: after.get(rule, 0) - before.get(rule, 0) for rule in {**before, **after}}
    return {rule: cost for rule, cost in costs.items() if cost}


@settings(max_examples=100, deadline=None)
@given(random=st.randoms(use_true_random=True))
def test_the_cost_by_rule_is_the_judgement_with_somebody_minus_that_without(random: Random) -> None:
    facts = random_problem(random, ALL)
    roster = solve(facts, seconds=60, effort=1, seed=random.randrange(1 << 20)).roster
    laid_out = LaidOut(facts, roster)
    for number, asked in enumerate(facts.roles):
        if len(roster[number]) < asked.wanted:
            found = stand_ins(laid_out, number, most=9)
            for one in found.best:
                assert one.costs == difference(facts, roster, number, one.candidate)
                assert one.cost == sum(one.costs.values())
            named = [one.candidate for one in found.best]
            assert found.free == len(named)
            assert sorted([*named, *found.kept_away, *roster[number]]) == list(range(facts.candidates))


def test_the_cheapest_come_first_among_equals_by_number_and_the_others_with_their_reason() -> None:
    people = [
        person("far", home=1),
        person("near", home=0),
        person("as near", home=0),
        person("away", unavailable=(Span(0, 9),)),
    ]
    facts = problem(people, [activity(0, 60)], [role()], (*BASIC, Available(), NearHome(cost=10)))
    near = [StandIn(number, -1_500, {"Coverage": -1_500}) for number in (1, 2)]
    far = StandIn(0, -1_460, {"Coverage": -1_500, "NearHome": 40})
    laid_out = LaidOut(facts, ((),))
    assert stand_ins(laid_out, 0) == StandIns(0, (*near, far), 3, {3: (Available(), "away")})
    assert stand_ins(laid_out, 0, most=1) == StandIns(0, (near[0],), 3, {3: (Available(), "away")})
