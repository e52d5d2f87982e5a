"""A roster laid out: prices in it as it stands and with changes, which are taken back."""

from __future__ import annotations

from random import Random

import pytest
from numba.core.errors import TypingError

from solver import judge
from solver.engine import solve
from solver.explanations.explain import replaced
from solver.explanations.laid_out import LaidOut
from solver.problem import Pin
from solver.rules.eligibility import Available
from solver.rules.preferences import NearHome
from solver.search.facts import FORBIDDEN, TOO_MUCH
from solver.spans import Span
from tests.solver.desk import orderless
from tests.solver.explanations.test_moving import EASY
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import BASIC

PEOPLE = [person("far", home=1), person("near", home=0), person("away", unavailable=(Span(0, 9),))]


def laid_out(*held: int, wanted: int = 2, minimum: int = 0) -> LaidOut:
    """One role of three people, of whom one is away, and who holds it."""
    rules = (*BASIC, Available(), NearHome(cost=10))
    return LaidOut(problem(PEOPLE, [activity(0, 60)], [role(0, minimum, wanted)], rules), (held,))


def test_a_pair_has_a_price_where_the_candidate_is_eligible_and_does_not_hold_the_role() -> None:
    asked = laid_out(0)
    assert [asked.whole.price(0, candidate) for candidate in range(3)] == [FORBIDDEN, -1_500, FORBIDDEN]
    assert [under.price(0, 1) for _, under in asked.soft] == [0, -1_500, 0]


def test_its_price_is_the_judgement_of_the_roster_with_it_minus_that_without() -> None:
    tried = 0
    for number in range(60):
        facts = random_problem(Random(number), EASY)
        roster = solve(facts, seconds=60, effort=1, seed=number).roster
        asked = LaidOut(facts, roster)
        for one, held in enumerate(roster):
            for candidate in range(facts.candidates):
                price = asked.whole.price(one, candidate)
                if price < TOO_MUCH:
                    after = replaced(roster, one, {*held, candidate})
                    assert price == judge.cost(facts, after) - judge.cost(facts, roster)
                    tried += 1
    assert tried > 20


def test_a_change_holds_as_long_as_it_is_asked_and_is_taken_back_whatever_happens() -> None:
    asked = laid_out(0, minimum=1)
    whole, before = asked.whole, orderless(asked.compiled, asked.whole.arrays)
    with whole.without(Pin(0, 0)):
        assert (whole.price(0, 0), whole.lacks(0)) == (-6_000 - 1_500 + 40, 1)
        with whole.also(Pin(0, 1)):
            assert (whole.price(0, 0), whole.price(0, 1), whole.lacks(0)) == (-1_500 + 40, FORBIDDEN, 0)
    assert orderless(asked.compiled, whole.arrays) == before
    for change in (whole.without(Pin(0, 0)), whole.also(Pin(0, 1))):
        with pytest.raises(ZeroDivisionError), change:
            raise ZeroDivisionError
        assert orderless(asked.compiled, whole.arrays) == before


def test_somebody_is_away_under_all_rules_and_under_each_soft_one() -> None:
    asked = laid_out(0, wanted=1)
    assert [under.price(0, 1) for _, under in asked.soft] == [FORBIDDEN] * 3
    with asked.without(Pin(0, 0)):
        assert asked.whole.price(0, 0) == sum(under.price(0, 0) for _, under in asked.soft) == -1_500 + 40
    assert [under.price(0, 1) for _, under in asked.soft] == [FORBIDDEN] * 3


def test_nobody_has_a_slot_of_a_role_that_is_held_by_more_than_it_takes() -> None:
    assert laid_out(0, 1).held_by == {0: (0,), 1: (0,)}
    assert laid_out(0, 1, wanted=1).held_by == {}
    found = laid_out(0, 1)
    assert [found.has_slot(0, candidate) for candidate in range(3)] == [True, True, False]


def test_another_roster_is_laid_out_in_place_of_one_as_if_it_were_laid_out_anew() -> None:
    for number in range(30):
        facts = random_problem(Random(number), EASY)
        first, second = (solve(facts, seconds=60, effort=1, seed=seed).roster for seed in (number, number + 1))
        many = range(min(facts.roles[0].takes + 1, facts.candidates))
        crowded = (tuple(many), *second[1:])
        asked = LaidOut(facts, first)
        for roster in (second, first, crowded, second, second):
            asked.turn_to(roster)
            fresh = LaidOut(facts, roster)
            assert (asked.roster, asked.held_by) == (roster, fresh.held_by)
            pairs = [
                (asked.whole, fresh.whole),
                *zip((under for _, under in asked.soft), (under for _, under in fresh.soft), strict=True),
            ]
            for one, other in pairs:
                assert [one.prices(role).tolist() for role in range(len(roster))] == [
                    other.prices(role).tolist() for role in range(len(roster))
                ]


def test_a_turn_that_broke_off_half_way_is_made_good_by_the_next() -> None:
    people = [person("far", home=1), person("near", home=0)]
    facts = problem(people, [activity(0, 60), activity(300, 360)], [role(0, 0, 1), role(1, 0, 1)], (*BASIC, NearHome()))
    asked = LaidOut(facts, ((0,), ()))
    with pytest.raises(TypingError):
        asked.turn_to(((1,), ("nobody",)))  # type: ignore[arg-type]
    for roster in (((0,), ()), ((1,), (0,))):
        asked.turn_to(roster)
        fresh = LaidOut(facts, roster)
        assert [asked.whole.prices(one).tolist() for one in (0, 1)] == [
            fresh.whole.prices(one).tolist() for one in (0, 1)
        ]
        assert (asked.roster, asked.held_by) == (roster, fresh.held_by)
