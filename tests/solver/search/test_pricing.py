"""The exact price of one more booking, and what one that is there would save: each kind of term by itself."""

from __future__ import annotations

from solver.search.booking import put
from solver.search.facts import FORBIDDEN
from solver.search.pricing import booking_saving, lack_company, marginals
from solver.terms import (
    ActivityPrice,
    Demand,
    Exclusive,
    Leads,
    Need,
    OverPrice,
    Overtime,
    PairPrice,
    Room,
    SlotPrice,
    Sum,
    Term,
)
from tests.solver.desk import (
    FACTS,
    PEOPLE,
    SPANS,
    WITH_TEAM,
    A,
    B,
    C,
    Desk,
    T,
    clash,
    counted,
    flags,
    grid,
    ints,
    prices,
)
from tests.solver.problems import problem, role


def test_a_booking_under_no_terms_costs_nothing_until_the_slots_are_filled() -> None:
    desk = Desk(problem(PEOPLE, SPANS, [role(0, 0, 2)]))
    assert prices(desk, (A, 0), (B, 0), (C, 0)) == [0, 0, 0]
    desk.book((A, 0), (B, 0))
    assert prices(desk, (A, 0), (B, 0), (C, 0)) == [None, None, None]


def test_nobody_holds_two_slots_of_a_role_even_where_no_rule_forbids_it() -> None:
    desk = Desk(FACTS).book((A, 0))
    assert prices(desk, (A, 0), (B, 0), (A, 1)) == [None, 0, 0]


def test_a_pair_costs_its_price_whatever_else_is_booked() -> None:
    desk = Desk(FACTS, PairPrice(lambda role, who: 100 * role + who), PairPrice(lambda role, who: 7 + 0 * role * who))
    assert prices(desk, (A, 0), (B, 0), (A, 1), (C, 2)) == [7, 8, 107, 209]
    desk.book((A, 0), (B, 1))
    assert prices(desk, (C, 2), (B, 0)) == [209, 8]
    assert desk.cost == 7 + 108


def test_of_some_people_there_are_at_most_so_many_with_the_crews_of_teams_and_each_once() -> None:
    desk = Desk(WITH_TEAM, Need(0, flags(1, 1, 0), 0, "quota", most=1))
    assert prices(desk, (A, 0), (C, 0), (T, 0), (T, 1)) == [0, 0, None, 0]
    desk.book((A, 0))
    assert prices(desk, (B, 0), (C, 0), (T, 0), (B, 1)) == [None, 0, None, 0]
    two = Desk(WITH_TEAM, Need(0, flags(1, 1, 1), 0, "quota", most=2)).book((A, 0))
    assert prices(two, (B, 0), (T, 0)) == [0, 0]
    two.book((T, 0))
    assert prices(two, (B, 0), (C, 0)) == [0, None]


def test_who_adds_nobody_to_those_that_are_too_many_already_may_come() -> None:
    desk = Desk(FACTS, Need(0, flags(1, 1, 0), 0, "quota", most=0))
    put(desk.facts_ref, desk.held_ref, 0, A)
    assert prices(desk, (B, 0), (C, 0)) == [None, 0]


def test_what_has_to_come_before_a_role_forbids_it_to_who_does_not_hold_it() -> None:
    desk = Desk(FACTS, Leads(2, flags(1, 1, 0), (0, 1)), Leads(2, flags(1, 0, 0), (1,)))
    assert prices(desk, (A, 2), (B, 2), (C, 2), (A, 0)) == [None, None, 0, 0]
    desk.book((A, 0), (B, 0))
    assert prices(desk, (A, 2), (B, 2)) == [None, 0]
    desk.book((A, 1))
    assert prices(desk, (A, 2)) == [0]


def test_prices_are_told_as_if_each_held_what_has_to_come_before() -> None:
    desk = Desk(FACTS, Leads(1, flags(1, 1, 0), (0,)), PairPrice(lambda role, who: who + 1 + 0 * role))
    desk.book((B, 0))
    assert marginals(desk.facts_ref, desk.held_ref, 1).tolist() == [FORBIDDEN, 2, 3]
    assert marginals(desk.facts_ref, desk.held_ref, 1, ahead=True).tolist() == [1, 2, 3]


def test_company_is_lacking_to_who_would_be_there_without_those_who_are_asked_because_of_them() -> None:
    need = Need(0, flags(0, 1, 1), 2, "together", because=flags(1, 1, 0))
    desk = Desk(WITH_TEAM, need, Need(1, flags(1, 1, 1), 2, "alone"))
    ask = (desk.facts_ref, desk.held_ref)
    assert [lack_company(*ask, number).tolist() for number in (0, 1)] == [[True, True, False, True], [False] * 4]
    desk.book((C, 0))
    assert lack_company(*ask, 0).tolist() == [True, False, False, False]
    desk.book((B, 0))
    assert lack_company(*ask, 0).tolist() == [False] * 4


def test_a_role_takes_no_more_than_the_demand_wants() -> None:
    desk = Desk(FACTS, Demand(ints(0, 0, 0), ints(1, 2, 0), ints(1, 2, 0))).book((A, 0), (A, 1))
    assert prices(desk, (B, 0), (B, 1), (B, 2)) == [None, 0, None]


def test_a_role_that_takes_more_than_it_wants_has_a_price_for_each_beyond() -> None:
    terms = Demand(ints(0, 0, 0), ints(1, 0, 3), ints(2, 1, 3)), SlotPrice(ints(5, 5, 5)), OverPrice(ints(7, 8, 9))
    desk = Desk(FACTS, *terms)
    assert (desk.price(A, 0), desk.price(A, 1), desk.price(A, 2)) == (-5, 8, -5)
    desk.book((A, 0), (A, 1))
    assert (desk.price(B, 0), desk.price(B, 1)) == (7, None)
    assert desk.book((B, 0)).price(C, 0) is None


def test_a_slot_saves_its_price_and_the_first_of_an_activity_that_of_the_activity() -> None:
    facts = problem(PEOPLE, SPANS, [role(0, 0, 2), role(0, 0, 2), role(1)])
    desk = Desk(facts, SlotPrice(ints(10, 20, 40)), ActivityPrice(ints(300, 500, 700)))
    assert prices(desk, (A, 0), (A, 1), (A, 2)) == [-310, -320, -540]
    desk.book((A, 0))
    assert prices(desk, (B, 0), (B, 1), (B, 2)) == [-10, -20, -540]
    desk.unbook((A, 0))
    assert (desk.cost, desk.price(A, 1)) == (0, -320)


def test_an_activity_takes_people_while_there_is_room_and_a_team_needs_room_for_its_crew() -> None:
    desk = Desk(WITH_TEAM, Room(ints(2, 1, 0)))
    assert prices(desk, (T, 0), (T, 1), (A, 1), (A, 2)) == [0, None, 0, None]
    desk.book((C, 0))
    assert prices(desk, (T, 0), (A, 0)) == [None, 0]
    desk.book((A, 0))
    assert prices(desk, (B, 0), (B, 1)) == [None, 0]


def test_the_smallest_room_that_is_said_counts() -> None:
    desk = Desk(FACTS, Room(ints(3, 1, 3)), Room(ints(1, 3, 3))).book((A, 0), (A, 1), (A, 2))
    assert prices(desk, (B, 0), (B, 1), (B, 2)) == [None, None, 0]


def test_of_two_exclusive_activities_only_one_takes_anybody_and_goes_on_to() -> None:
    desk = Desk(FACTS, Exclusive(grid((0, 1, 0), (1, 0, 0), (0, 0, 0)).astype(bool))).book((A, 0))
    assert prices(desk, (B, 0), (B, 1), (B, 2)) == [0, None, 0]
    desk.unbook((A, 0))
    assert prices(desk, (B, 0), (B, 1)) == [0, 0]


def test_what_one_of_many_terms_forbids_is_forbidden_and_all_prices_add_up() -> None:
    terms: list[Term] = [
        PairPrice(lambda role, who: 1 + role + who),
        counted(1, 1, 1, weight=(10, 10, 10)),
        SlotPrice(ints(100, 100, 100)),
        ActivityPrice(ints(1000, 1000, 1000)),
    ]
    assert prices(Desk(FACTS, *terms), (B, 0)) == [2 + 10 - 100 - 1000]
    assert prices(Desk(FACTS, *terms, counted(1, 1, 1, most=(0, 0, 0))), (B, 0)) == [None]


def test_what_a_booking_would_save_is_what_taking_it_out_saves() -> None:
    terms = (
        PairPrice(lambda role, who: 5 * who + role),
        Sum(ints(2, 3, 4), ints(0, 0, 1), grid(*[(0, 0)] * 4), ints(*[9] * 4), ints(1, 2, 3, 4), ints(5, 6, 7, 8)),
        Overtime(30, 200, 7, 500, ints(0, 0, 0), flags(1, 0, 1, 0), grid(*[(0,) * 21] * 4)),
    )
    for candidate, number in ((A, 0), (C, 1), (T, 1)):
        desk = Desk(WITH_TEAM, *terms).book((T, 1), (C, 1), (A, 0))
        before, activity = desk.cost, WITH_TEAM.roles[number].activity
        pair = desk.pair_price(candidate, number)
        saved = booking_saving(desk.facts_ref, desk.held_ref, candidate, activity, pair)
        desk.unbook((candidate, number))
        assert before - desk.cost == saved


def test_marginals_are_the_prices_of_all_who_are_eligible_in_order() -> None:
    desk = Desk(FACTS, PairPrice(lambda role, who: 5 * who + role), clash((0, 1))).book((B, 1))
    forbidden = 1 << 60
    assert marginals(desk.facts_ref, desk.held_ref, 0).tolist() == [0, forbidden, 10]
