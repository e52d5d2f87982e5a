"""Why this one and not that one, as the judge says of the roster with each of them."""

from __future__ import annotations

from random import Random

from solver import judge
from solver.engine import solve
from solver.explanations.explain import replaced
from solver.explanations.laid_out import LaidOut
from solver.explanations.ranking import Ranked, why_not_that, why_this
from solver.explanations.stepping_in import StandIn
from solver.rules.eligibility import Available
from solver.rules.preferences import NearHome
from solver.spans import Span
from tests.solver.desk import orderless
from tests.solver.explanations.test_moving import EASY
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, BASIC

PEOPLE = [person("far", home=1), person("near", home=0), person("anywhere"), person("away", unavailable=(Span(0, 9),))]
FAR = StandIn(0, -1_460, {"Coverage": -1_500, "NearHome": 40})
NEAR, ANYWHERE = (StandIn(number, -1_500, {"Coverage": -1_500}) for number in (1, 2))


def laid_out(*held: int, wanted: int = 1) -> LaidOut:
    """One role of four people, of whom one is away, and who holds it."""
    facts = problem(PEOPLE, [activity(0, 60)], [role(0, 0, wanted)], (*BASIC, Available(), NearHome(cost=10)))
    return LaidOut(facts, (held,))


def test_a_holder_stands_among_all_who_could_hold_the_slot_with_the_cheapest_of_the_others() -> None:
    assert why_this(laid_out(0), 0, 0) == Ranked(FAR, 2, 3, (NEAR, ANYWHERE))
    assert why_this(laid_out(1), 0, 1) == Ranked(NEAR, 0, 3, (ANYWHERE, FAR))
    assert why_this(laid_out(1), 0, 1, most=1) == Ranked(NEAR, 0, 3, (ANYWHERE,))


def test_who_may_not_hold_it_by_now_stands_nowhere() -> None:
    assert why_this(laid_out(3), 0, 3) is None
    assert why_not_that(laid_out(1), 0, 3) is None
    assert why_not_that(laid_out(3), 0, 1) is None


def test_where_more_hold_a_role_than_it_takes_nobody_stands_anywhere_and_all_stay() -> None:
    asked = laid_out(0, 1, 2)
    before = orderless(asked.compiled, asked.whole.arrays)
    assert [why_this(asked, 0, holder) for holder in range(3)] == [None] * 3
    assert why_not_that(laid_out(0, 1), 0, 2) is None
    assert orderless(asked.compiled, asked.whole.arrays) == before


def test_somebody_else_is_asked_of_for_an_open_slot() -> None:
    assert why_not_that(laid_out(1, wanted=2), 0, 0) == Ranked(FAR, 1, 2, (ANYWHERE,))


def test_somebody_else_is_compared_with_the_holder_whom_they_would_cost_least_to_replace() -> None:
    found = why_not_that(laid_out(0, 1, wanted=2), 0, 2)
    assert found == Ranked(ANYWHERE, 0, 2, (FAR,), instead_of=FAR)
    assert found.cost == -40
    worse = why_not_that(laid_out(1), 0, 0)
    assert worse == Ranked(FAR, 2, 3, (NEAR, ANYWHERE), instead_of=NEAR)
    assert worse.cost == 40


def test_what_it_costs_is_the_judgement_with_the_other_minus_that_of_the_roster() -> None:
    tried, stand = 0, 0
    for number in range(120):
        facts = random_problem(Random(number), EASY if number % 2 else ALL)
        roster = solve(facts, seconds=60, effort=1, seed=number).roster
        asked = LaidOut(facts, roster)
        before = orderless(asked.compiled, asked.whole.arrays)
        for one, held in enumerate(roster):
            for candidate in set(range(facts.candidates)) - set(held):
                found = why_not_that(asked, one, candidate)
                if found is not None:
                    gone = set() if found.instead_of is None else {found.instead_of.candidate}
                    after = replaced(roster, one, {*held, candidate} - gone)
                    assert found.cost == judge.cost(facts, after) - judge.cost(facts, roster)
                    assert found.one.cost == sum(found.one.costs.values())
                    tried += 1
            for holder in held:
                mine = why_this(asked, one, holder)
                without = judge.cost(facts, replaced(roster, one, set(held) - {holder}))
                assert mine is None or mine.cost == judge.cost(facts, roster) - without
                stand += mine is not None
        assert orderless(asked.compiled, asked.whole.arrays) == before
    assert min(tried, stand) > 20
