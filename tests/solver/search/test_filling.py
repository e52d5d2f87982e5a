"""Filling activities at their cheapest: all that an activity needs, or nobody at all."""

from __future__ import annotations

from solver.candidates import Team
from solver.problem import Pin, Role
from solver.search.booking import lacking
from solver.search.filling import (
    accompanied,
    brings,
    cheapest,
    compose,
    empty,
    fill,
    fill_all,
    place_pins,
    prepare,
    settle,
)
from solver.search.trail import drop
from solver.spans import DAY
from solver.terms import ActivityPrice, Clash, Demand, Leads, Need, PairPrice, SlotPrice, Term
from tests.solver.desk import Desk, flags, grid, ints, orderless, state
from tests.solver.problems import activity, person, problem, role

PEOPLE = [person("a"), person("b"), person("c")]
SPANS = [activity(0, 60), activity(DAY, DAY + 60)]
A, B, C, T = range(4)
DEARER = PairPrice(lambda role, who: 10 * (2 - who) + role)
"""c is the cheapest, then b, then a."""


def desk(*terms: Term, roles: list[Role] | None = None, pins: tuple[Pin, ...] = (), team: bool = False) -> Desk:
    """Two slots in one activity and one in another unless roles are named; an open slot costs 100."""
    asked = roles or [role(0, 0, 2), role(1, 0, 1)]
    facts = problem(PEOPLE, SPANS, asked, teams=[Team("t", (A, B))] if team else [], pins=pins)
    return Desk(facts, SlotPrice(ints(*[100] * len(asked))), *terms)


def test_the_cheapest_is_taken_of_those_who_may_and_of_equals_the_first() -> None:
    found = desk(DEARER)
    ask = (found.facts_ref, found.held_ref, found.random)
    assert cheapest(*ask, 0, -1, 0) == (-100, C)
    found.book((C, 0))
    assert cheapest(*ask, 0, -1, 0) == (-90, B)
    assert cheapest(*(equal := desk()).filling[:3], 0, -1, 0) == (-100, A)
    equal.book((A, 0), (B, 0))
    assert cheapest(*equal.filling[:3], 0, -1, 0) == (1 << 59, -1)


def test_noise_makes_another_the_cheapest_and_tells_the_true_price() -> None:
    found = desk(DEARER)
    seen = {cheapest(found.facts_ref, found.held_ref, found.random, 0, -1, 25) for _ in range(200)}
    assert seen == {(-80, A), (-90, B), (-100, C)}


def bring(found: Desk) -> list[bool]:
    """Whether a, b, c and the team bring some of the people of the first need."""
    return [brings(found.facts_ref, found.held_ref, 0, candidate, 0) for candidate in (A, B, C, T)]


def test_for_a_need_only_those_are_asked_who_bring_some_of_its_people() -> None:
    found = desk(DEARER, Need(0, flags(1, 0, 0), 1, "local"), team=True)
    assert bring(found) == [True, False, False, True]
    assert cheapest(*found.filling[:3], 0, 0, 0) == (-110, T)
    found = desk(DEARER, Need(0, flags(1, 0, 0), 1, "local"))
    assert cheapest(*found.filling[:3], 0, 0, 0) == (-80, A)


def test_for_a_need_nobody_is_asked_who_is_there_already() -> None:
    found = desk(DEARER, Need(0, flags(1, 1, 0), 2, "local"), team=True).book((A, 0))
    assert bring(found) == [False, True, False, True]
    assert bring(found.book((B, 0))) == [False, False, False, False]


def test_an_activity_is_filled_with_the_cheapest_while_they_save_more_than_they_cost() -> None:
    found = desk(PairPrice(lambda role, who: 60 * (2 - who) + 0 * role))
    assert fill(*found.filling, 0, 0)
    assert (found.roster, found.cost) == (((B, C), ()), -100 - 40)
    dear = desk(PairPrice(lambda role, who: 50 + 50 * (2 - who) + 0 * role))
    assert fill(*dear.filling, 0, 0)
    assert (dear.roster, dear.cost) == (((C,), ()), -50)


def test_what_an_activity_needs_is_booked_whatever_it_costs() -> None:
    found = desk(
        PairPrice(lambda role, who: 200 + 50 * (2 - who) + 0 * role), Demand(ints(2, 0), ints(3, 1), ints(3, 1))
    )
    assert fill(*found.filling, 0, 0)
    assert (found.roster, found.cost) == (((B, C), ()), 100 + 150)


def test_an_activity_whose_minimum_cannot_be_met_books_nobody() -> None:
    found = desk(Demand(ints(4, 0), ints(4, 1), ints(4, 1)))
    before = state(found.held)
    assert not fill(*found.filling, 0, 0)
    assert (state(found.held), found.cost) == (before, 0)


def test_pins_are_booked_first_and_what_forbids_one_empties_the_activity() -> None:
    found = desk(DEARER, pins=(Pin(0, A),))
    assert fill(*found.filling, 0, 0)
    assert (found.roster, found.cost) == (((A, C), ()), -80 - 100)
    nobody = grid((0, 0), (0, 0), (0, 0)).astype(bool)
    barred = desk(Clash(grid((0, 1), (1, 0)).astype(bool), nobody), pins=(Pin(0, A), Pin(0, B))).book((B, 1))
    assert not fill(*barred.filling, 0, 0)
    assert barred.roster == ((), (B,))


def test_an_activity_with_a_pin_that_can_never_be_is_left_out() -> None:
    committed = grid((1, 0), (0, 0), (0, 0)).astype(bool)
    found = desk(Clash(grid((0, 0), (0, 0)).astype(bool), committed), pins=(Pin(0, A),))
    assert not fill(*found.filling, 0, 0)
    assert found.roster == ((), ())


def test_the_composition_is_met_by_the_cheapest_of_each_role_that_brings_somebody() -> None:
    roles = [role(0, 0, 1), role(0, 0, 1)]
    once = Clash(grid((1, 0), (0, 1)).astype(bool), grid((0, 0), (0, 0), (0, 0)).astype(bool))
    found = desk(DEARER, once, Need(0, flags(1, 1, 0), 2, "women"), roles=roles)
    assert compose(*found.filling, 0, 0)
    assert (found.roster, found.cost) == (((B,), (A,)), -90 - 79)
    assert not compose(*desk(once, Need(0, flags(1, 0, 0), 2, "women"), roles=roles).filling, 0, 0)


def test_composition_is_part_of_filling_and_leaves_nobody_where_it_fails() -> None:
    met = desk(DEARER, Need(0, flags(1, 0, 0), 1, "local"))
    assert fill(*met.filling, 0, 0)
    assert met.roster == ((A, C), ())
    unmet = desk(DEARER, Need(0, flags(0, 0, 0), 1, "local"))
    assert not fill(*unmet.filling, 0, 0)
    assert (unmet.roster, unmet.cost) == (((), ()), 0)


def test_activities_are_filled_in_the_order_that_is_given_each_within_what_the_others_left() -> None:
    nobody = grid((0, 0), (0, 0), (0, 0)).astype(bool)
    clash = Clash(grid((0, 1), (1, 0)).astype(bool), nobody)
    first, second = desk(DEARER, clash), desk(DEARER, clash)
    fill_all(*first.filling, ints(0, 1))
    fill_all(*second.filling, ints(1, 0))
    assert (first.roster, first.cost) == (((B, C), (A,)), -190 - 79)
    assert (second.roster, second.cost) == (((A, B), (C,)), -170 - 99)
    assert first.entries == []


def test_emptying_takes_everybody_and_gives_back_what_they_cost() -> None:
    found = desk(DEARER, ActivityPrice(ints(1000, 1000)))
    before = state(found.held)
    fill_all(*found.filling, ints(0))
    assert found.cost == -1190
    empty(*found.at, 0)
    assert (state(found.held), found.cost) == (before, 0)


def test_an_activity_that_lost_people_gets_them_back_or_is_emptied() -> None:
    terms = (DEARER, Demand(ints(2, 0), ints(2, 1), ints(2, 1)))
    found = desk(*terms)
    fill(*found.filling, 0, 0)
    drop(*found.at, 0, B)
    settle(*found.filling, 0, 0)
    assert (found.roster, lacking(found.facts_ref, found.held_ref, 0)) == (((B, C), ()), 0)
    nobody = grid((0, 0), (0, 0)).astype(bool)
    busy = Desk(
        problem(PEOPLE[:2], SPANS, [role(0, 0, 2), role(1)]),
        terms[1],
        Clash(grid((0, 1), (1, 0)).astype(bool), nobody),
    )
    fill(*busy.filling, 0, 0)
    drop(*busy.at, 0, A)
    busy.book((A, 1))
    settle(*busy.filling, 0, 0)
    assert busy.roster == ((), (A,))


def test_an_activity_that_lacks_nothing_or_does_not_go_ahead_is_left_as_it_is() -> None:
    found = desk(Demand(ints(1, 1), ints(2, 1), ints(2, 1))).book((A, 0))
    settle(*found.filling, 0, 0)
    settle(*found.filling, 1, 0)
    assert found.roster == ((A,), ())


BOTH = Need(0, flags(0, 1, 0), 1, "together", because=flags(0, 0, 1))
"""b is asked because of c."""


def test_the_cheapest_is_passed_over_who_could_not_be_accompanied() -> None:
    nobody = grid((0, 0), (0, 0), (0, 0)).astype(bool)
    found = desk(DEARER, BOTH)
    ask = (found.facts_ref, found.held_ref)
    assert accompanied(*ask, 0, C)
    assert cheapest(*found.filling[:3], 0, -1, 0) == (-100, C)
    one_slot = desk(DEARER, BOTH, roles=[role(0), role(1)])
    assert not accompanied(one_slot.facts_ref, one_slot.held_ref, 0, C)
    assert cheapest(*one_slot.filling[:3], 0, -1, 0) == (-90, B)
    busy = desk(DEARER, BOTH, Clash(grid((0, 1), (1, 0)).astype(bool), nobody)).book((B, 1))
    assert cheapest(*busy.filling[:3], 0, -1, 0) == (-80, A)
    there = desk(DEARER, BOTH).book((B, 0))
    assert cheapest(*there.filling[:3], 0, -1, 0) == (-100, C)


def test_an_activity_is_filled_with_those_who_are_asked_because_of_others() -> None:
    found = desk(DEARER, BOTH)
    assert fill(*found.filling, 0, 0)
    assert (found.roster, found.cost) == (((B, C), ()), -190)
    least = desk(DEARER, BOTH, Demand(ints(1, 0), ints(2, 1), ints(2, 1)))
    assert fill(*least.filling, 0, 0)
    assert least.roster == ((B, C), ())


def test_nobody_is_booked_beyond_the_minimum_with_whom_somebody_dearer_would_have_to_come() -> None:
    dear = PairPrice(lambda role, who: 250 * (who == B) + 0 * role)
    found = desk(dear, BOTH)
    assert fill(*found.filling, 0, 0)
    assert (found.roster, found.cost) == (((A,), ()), -100)


def test_who_is_missing_after_others_came_because_of_them_is_booked_until_nobody_is() -> None:
    chain = [
        Need(0, flags(0, 1, 0), 1, "together", because=flags(0, 0, 1)),
        Need(0, flags(1, 0, 0), 1, "together", because=flags(0, 1, 0)),
    ]
    for terms in (chain, chain[::-1]):
        found = desk(DEARER, *terms, Demand(ints(1, 0), ints(3, 1), ints(3, 1)), roles=[role(0, 1, 3), role(1)])
        assert fill(*found.filling, 0, 0)
        assert (found.roster, lacking(found.facts_ref, found.held_ref, 0)) == (((A, B, C), ()), 0)


def test_an_activity_settles_when_somebody_is_missing_because_of_another() -> None:
    found = desk(DEARER, BOTH).book((B, 0), (C, 0))
    drop(*found.at, 0, B)
    settle(*found.filling, 0, 0)
    assert (found.roster, found.cost) == (((B, C), ()), -190)


def ahead(*terms: Term, slots: int = 1, pins: tuple[Pin, ...] = ()) -> Desk:
    """a and b may do the second activity if they do the first."""
    roles = [role(0, 0, slots), role(1, 0, 2)]
    return desk(DEARER, Leads(1, flags(1, 1, 0), (0,)), *terms, roles=roles, pins=pins)


def test_who_has_to_attend_a_session_first_is_given_a_slot_of_it() -> None:
    found = ahead()
    assert prepare(*found.filling, 1, A)
    assert (found.roster, found.cost) == (((A,), ()), -80)
    assert prepare(*found.filling, 1, A)
    assert prepare(*found.filling, 1, C)
    assert found.roster == ((A,), ())


def test_a_session_that_is_full_loses_somebody_who_can_do_without_it() -> None:
    found = ahead().book((C, 0))
    assert prepare(*found.filling, 1, A)
    assert (found.roster, found.cost) == (((A,), ()), -80)
    for kept in (ahead().book((B, 0), (B, 1)), ahead(pins=(Pin(0, B),)).book((B, 0))):
        before, cost = orderless(kept.compiled, kept.held), kept.cost
        assert not prepare(*kept.filling, 1, A)
        assert (orderless(kept.compiled, kept.held), kept.cost, kept.entries) == (before, cost, [])


def test_nobody_attends_a_session_that_is_not_for_them_or_would_lack_something() -> None:
    away = Clash(grid((0, 0), (0, 0)).astype(bool), grid((1, 0), (0, 0), (0, 0)).astype(bool))
    trainer = Need(0, flags(0, 0, 1), 1, "trainer")
    for found in (ahead(away), ahead(trainer), ahead(Demand(ints(2, 0), ints(2, 2), ints(2, 2)), slots=2)):
        before = state(found.held)
        assert not prepare(*found.filling, 1, A)
        assert (state(found.held), found.cost) == (before, 0)
    pinned = ahead(slots=2, pins=(Pin(0, C),))
    assert not prepare(*pinned.filling, 1, A)
    assert pinned.roster == ((), ())
    led = ahead(trainer, slots=2).book((C, 0))
    assert prepare(*led.filling, 1, A)
    assert led.roster == ((A, C), ())


def test_who_is_pinned_to_a_duty_attends_its_session() -> None:
    found = ahead(pins=(Pin(1, A),)).book((B, 0))
    assert place_pins(*found.filling, 1)
    assert (found.roster, found.cost) == (((A,), (A,)), -80 - 79)
    stuck = ahead(pins=(Pin(0, B), Pin(1, A))).book((B, 0))
    assert not place_pins(*stuck.filling, 1)
    assert stuck.roster == ((B,), ())
