"""Forcing somebody into a slot: who is thrown out, who comes instead, and what a chain of them makes possible."""

from __future__ import annotations

from solver.problem import Pin
from solver.search.forcing import clear, force, made_free, make_way, somebody
from solver.terms import Demand, Leads, Need, SlotPrice, Sum
from tests.solver.desk import PEOPLE, SPANS, A, B, C, Desk, T, clash, flags, grid, ints
from tests.solver.moves import ANYTHING, desk, outcomes
from tests.solver.problems import problem, role


def test_somebody_is_any_of_the_eligible_and_nobody_where_there_is_none() -> None:
    one = desk(clash(away=((A, 1), (B, 1), (C, 1), (A, 0))))
    assert {somebody(one.facts_ref, one.random, 0) for _ in range(60)} == {0, 1}
    assert somebody(one.facts_ref, one.random, 1) == -1


def test_what_clashes_is_cleared_from_a_schedule_and_the_rest_stays() -> None:
    one = desk(clash((0, 1))).book((A, 0))
    assert clear(*one.at, A, 1)
    assert (one.roster, one.cost) == (((), ()), 0)
    other = desk().book((A, 0))
    assert clear(*other.at, A, 1)
    assert other.roster == ((A,), ())
    stuck = desk(clash((0, 1)), pins=(Pin(0, A),)).book((A, 0))
    assert not clear(*stuck.at, A, 1)
    assert stuck.roster == ((A,), ())


def test_way_is_made_for_a_team_in_the_schedules_of_its_crew() -> None:
    roles = (role(0, 0, 2), role(1, 0, 2))
    one = desk(clash((0, 1), candidates=4), roles=roles, team=True).book((B, 0), (C, 0))
    assert make_way(*one.filling, T, 1)
    assert one.roster == ((C,), ())


def test_way_is_made_by_dropping_whatever_is_over_a_limit() -> None:
    once = Sum(ints(1, 1, 1), ints(0, 0, 0), grid((0,), (0,), (0,)), ints(1, 1, 0), ints(0, 0, 0), ints(0, 0, 0))
    one = desk(once).book((A, 0), (B, 1))
    assert make_way(*one.filling, A, 1)
    assert one.roster == ((), (B,))
    assert not make_way(*one.filling, C, 1)
    stuck = desk(once, pins=(Pin(0, A),)).book((A, 0))
    assert not make_way(*stuck.filling, A, 1)


def test_somebody_is_forced_in_and_replaced_by_the_cheapest_where_they_were() -> None:
    only_a = clash((0, 1), away=((B, 1), (C, 1)))
    found = outcomes(lambda: desk(only_a).book((A, 0)), lambda one: force(*one.filling, 1, ANYTHING))
    assert found == {(((C,), (A,)), -180)}
    undone = outcomes(lambda: desk(only_a).book((A, 0)), lambda one: force(*one.filling, 1, -181.0))
    assert undone == {(((A,), ()), -80)}


def test_nobody_is_forced_in_over_a_pin_or_where_the_activity_would_lack_something() -> None:
    only_a = clash((0, 1), away=((B, 1), (C, 1)))
    pin = outcomes(lambda: desk(only_a, pins=(Pin(0, A),)).book((A, 0)), lambda one: force(*one.filling, 1, ANYTHING))
    assert pin == {(((A,), ()), -80)}
    needs_b = Need(1, flags(0, 1, 0), 1, "local")
    lacks = outcomes(lambda: desk(only_a, needs_b).book((A, 0)), lambda one: force(*one.filling, 1, ANYTHING))
    assert lacks == {(((A,), ()), -80)}


def test_an_activity_that_loses_its_minimum_to_a_forced_move_is_emptied() -> None:
    only_a = clash((0, 1), away=((C, 0), (B, 1), (C, 1)))
    pair = Demand(ints(2, 0), ints(2, 1), ints(2, 1))
    roles = (role(0, 2, 2), role(1))
    found = outcomes(
        lambda: desk(only_a, pair, roles=roles).book((A, 0), (B, 0)), lambda one: force(*one.filling, 2, ANYTHING)
    )
    assert found == {(((), (A,)), -80)}


def test_a_chain_of_people_who_each_move_by_one_fills_a_slot_that_nobody_is_free_for() -> None:
    facts = problem(PEOPLE, SPANS, [role(day) for day in range(3)])
    chained = clash((0, 1), (0, 2), away=((A, 2), (B, 1), (C, 0), (C, 1)))

    def build() -> Desk:
        return Desk(facts, SlotPrice(ints(100, 100, 100)), chained).book((A, 0), (B, 2))

    found = outcomes(build, lambda one: force(*one.filling, 1, -250.0))
    assert found == {(((A,), (), (B,)), -200), (((B,), (A,), (C,)), -300)}


def test_a_slot_for_which_nobody_is_free_goes_to_somebody_made_free_unless_a_pin_is_in_the_way() -> None:
    everybody_busy = clash((0, 1))
    one = desk(everybody_busy, roles=(role(0, 0, 3), role(1))).book((A, 0), (B, 0), (C, 0))
    price, candidate = made_free(*one.filling, 1)
    assert one.roster == (tuple(who for who in (A, B, C) if who != candidate), ())
    assert price == -100 + 10 * (2 - candidate)
    pins = tuple(Pin(0, who) for who in (A, B, C))
    stuck = desk(everybody_busy, roles=(role(0, 0, 3), role(1)), pins=pins).book((A, 0), (B, 0), (C, 0))
    assert made_free(*stuck.filling, 1)[1] == -1


def test_who_is_forced_into_a_duty_attends_its_session_in_place_of_another() -> None:
    only_a = clash(away=((B, 1), (C, 1)))
    first = Leads(1, flags(1, 1, 1), (0,))
    found = outcomes(lambda: desk(only_a, first).book((B, 0)), lambda one: force(*one.filling, 1, ANYTHING))
    assert found == {(((A,), (A,)), -160)}
    pins = outcomes(
        lambda: desk(only_a, first, pins=(Pin(0, B),)).book((B, 0)), lambda one: force(*one.filling, 1, ANYTHING)
    )
    assert pins == {(((B,), ()), -90)}


def test_nobody_is_forced_out_of_a_session_that_their_duty_asks_for() -> None:
    first = Leads(1, flags(1, 1, 1), (0,))
    found = outcomes(lambda: desk(first).book((A, 0), (A, 1)), lambda one: force(*one.filling, 0, ANYTHING))
    assert found == {(((A,), (A,)), -160)}


def test_who_is_asked_because_of_somebody_forced_in_comes_too() -> None:
    both = Need(0, flags(0, 1, 0), 1, "together", because=flags(1, 0, 0))
    only_a = clash(away=((C, 0),))
    roles = (role(0, 0, 2), role(1))
    found = outcomes(lambda: desk(only_a, both, roles=roles), lambda one: force(*one.filling, 0, ANYTHING))
    assert found == {(((A, B), ()), -170), (((B,), ()), -90)}
