"""Putting a booking into a roster and taking it out, and what of it is there."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.policy import read_policy
from solver.problem import Pin, Problem
from solver.search.booking import copy_to, crew_of, is_eligible, led, note_all, pinned, put, take, there
from solver.search.compiled import Compiled
from solver.search.facts import Held
from solver.search.local_search import held_of
from solver.search.references import facts_reference, held_reference
from solver.search.schedules import is_busy
from solver.tables import Tables
from solver.terms import Demand, Leads, Need, Sum
from tests.solver.desk import (
    FACTS,
    PEOPLE,
    SPANS,
    TEAM,
    WITH_TEAM,
    A,
    B,
    C,
    Desk,
    T,
    clash,
    flags,
    grid,
    ints,
    orderless,
    prices,
    state,
)
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL


def test_an_activity_lacks_its_minima_and_needed_people_until_they_are_there() -> None:
    facts = problem(PEOPLE, SPANS, [role(0, 0, 2), role(0, 0, 2)])
    desk = Desk(
        facts,
        Demand(ints(2, 1), ints(2, 2), ints(2, 2)),
        Need(0, flags(0, 1, 1), 2, "local"),
        Need(0, flags(1, 0, 0), 1, "women"),
        Need(1, flags(1, 1, 1), 1, "women"),
    )
    assert [desk.lacks(number) for number in range(3)] == [2 + 1 + 2 + 1, 1, 0]
    desk.book((A, 0))
    assert desk.lacks() == 1 + 1 + 2
    desk.book((B, 0), (C, 1))
    assert desk.lacks() == 0
    desk.unbook((C, 1))
    assert desk.lacks() == 1 + 1


def test_what_is_asked_because_of_somebody_is_lacking_only_while_they_are_there() -> None:
    desk = Desk(WITH_TEAM, Need(0, flags(0, 0, 1), 1, "together", because=flags(1, 0, 0)))
    assert desk.lacks() == 0
    desk.book((A, 0), (T, 0))
    assert (desk.lacks(), desk.held.because.tolist()) == (1, [1])
    desk.unbook((A, 0))
    assert desk.lacks() == 1
    desk.book((C, 0))
    assert desk.lacks() == 0
    desk.unbook((T, 0))
    assert (desk.lacks(), desk.held.because.tolist(), desk.held.have.tolist()) == (0, [0], [1])


def test_a_lead_is_lacking_while_who_has_to_come_before_does_not() -> None:
    desk = Desk(WITH_TEAM, Leads(2, flags(1, 1, 0, 1), (0, 1)))
    assert [led(desk.facts_ref, desk.held_ref, 0, who) for who in (A, B, C, T)] == [False, False, True, False]
    desk.book((A, 0), (A, 2), (C, 2))
    assert desk.held.unled.tolist() == [0]
    take(desk.facts_ref, desk.held_ref, 0, A)
    assert desk.held.unled.tolist() == [1]
    put(desk.facts_ref, desk.held_ref, 1, T)
    assert [led(desk.facts_ref, desk.held_ref, 0, who) for who in (A, B, T)] == [True, True, True]
    assert desk.held.unled.tolist() == [0]
    put(desk.facts_ref, desk.held_ref, 0, A)
    take(desk.facts_ref, desk.held_ref, 1, T)
    assert desk.held.unled.tolist() == [0]
    take(desk.facts_ref, desk.held_ref, 2, A)
    take(desk.facts_ref, desk.held_ref, 0, A)
    assert desk.held.unled.tolist() == [0]


def test_what_somebody_does_with_a_team_needs_no_lead_of_theirs() -> None:
    desk = Desk(WITH_TEAM, Leads(2, flags(1, 0, 0, 0), (0,)))
    put(desk.facts_ref, desk.held_ref, 2, T)
    assert desk.held.unled.tolist() == [0]
    put(desk.facts_ref, desk.held_ref, 2, A)
    assert desk.held.unled.tolist() == [1]


def test_people_beyond_what_is_needed_make_up_for_nothing_else() -> None:
    facts = problem(PEOPLE, SPANS, [role(0, 0, 3), role(0, 0, 3)])
    desk = Desk(facts, Demand(ints(1, 1), ints(3, 3), ints(3, 3)), Need(0, flags(1, 1, 0), 1, "local"))
    desk.book((A, 0), (B, 0))
    assert desk.lacks() == 1


def test_a_team_brings_its_crew_to_what_is_needed() -> None:
    desk = Desk(WITH_TEAM, Need(0, flags(1, 1, 1), 3, "local")).book((T, 0))
    assert desk.lacks() == 1
    desk.book((C, 0))
    assert desk.lacks() == 0


def test_somebody_who_is_booked_twice_counts_once_for_what_is_needed_until_both_are_taken_back() -> None:
    desk = Desk(WITH_TEAM, Need(1, flags(1, 1, 0), 2, "local")).book((A, 1))
    assert desk.lacks(1) == 1
    desk.book((T, 1), (C, 1))
    assert (desk.lacks(1), desk.held.have.tolist(), desk.held.heads.tolist()) == (0, [2], [0, 4, 0])
    desk.unbook((A, 1))
    assert (desk.lacks(1), desk.held.have.tolist(), desk.held.heads.tolist()) == (0, [2], [0, 3, 0])
    desk.unbook((T, 1))
    assert (desk.lacks(1), desk.held.have.tolist()) == (2, [0])


def test_whoever_is_booked_in_an_activity_is_there_by_itself_or_with_a_team() -> None:
    desk = Desk(WITH_TEAM).book((T, 1), (C, 0))
    assert [[there(desk.held_ref, who, number) for number in range(3)] for who in (A, C, T)] == [
        [False, True, False],
        [True, False, False],
        [False, True, False],
    ]


def test_the_people_of_a_team_come_where_they_are_free_and_a_person_brings_nobody() -> None:
    away = [person("a", unavailable=(SPANS[1].span,)), *PEOPLE[1:]]
    facts = problem(away, SPANS, FACTS.roles, teams=[TEAM])
    desk = Desk(facts)
    crews = [crew_of(desk.facts_ref, T, number).tolist() for number in range(3)]
    assert crews == [[A, B], [B], [A, B]]
    assert crew_of(desk.facts_ref, A, 0).tolist() == []


def test_whoever_has_a_booking_that_clashes_is_busy_and_so_are_the_people_of_a_team() -> None:
    desk = Desk(WITH_TEAM, clash((0, 1), candidates=4)).book((T, 1))
    assert [is_busy(desk.facts_ref, desk.held_ref, who, 0) for who in (A, B, C, T)] == [True, True, False, True]
    assert [desk.price(who, 0) for who in (A, B, C)] == [None, None, 0]
    assert [desk.price(who, 2) for who in (A, B, C)] == [0, 0, 0]
    desk.unbook((T, 1))
    assert [is_busy(desk.facts_ref, desk.held_ref, who, 0) for who in (A, B, C, T)] == [False] * 4


def test_a_duty_outside_the_problem_clashes_without_a_booking() -> None:
    desk = Desk(FACTS, clash((0, 1), away=((B, 2),)))
    found = [[is_busy(desk.facts_ref, desk.held_ref, who, number) for number in range(3)] for who in (A, B, C)]
    assert found == [[False] * 3, [False, False, True], [False] * 3]


def test_clashes_of_more_than_eight_activities_are_told_apart() -> None:
    facts = problem(PEOPLE, [activity(n, n + 1) for n in range(20)], [role(n, 0, 1) for n in range(20)])
    pairs = ((0, 7), (0, 8), (3, 17), (8, 15), (16, 19))
    desk = Desk(facts, clash(*pairs, activities=20))
    for one in range(20):
        desk.book((A, one))
        busy = {other for other in range(20) if is_busy(desk.facts_ref, desk.held_ref, A, other)}
        assert busy == {other for pair in pairs if one in pair for other in pair if other != one}
        desk.unbook((A, one))


def test_a_copy_follows_what_was_put_and_taken_since_and_is_whole_where_that_is_too_much() -> None:
    desk, copy = Desk(FACTS).book((A, 0), (B, 1)), Desk(FACTS)
    assert desk.held.changed[0] == 4
    for changes in ((), ((C, 0), (A, 2)), ((B, 0), (B, 2), (C, 2), (C, 1))):
        desk.book(*changes)
        copy_to(desk.facts_ref, desk.held_ref, copy.held_ref)
        assert (copy.roster, copy.held.filled.tolist()) == (desk.roster, desk.held.filled.tolist())
        assert (copy.held.slots.tolist(), desk.held.changed[0]) == (desk.held.slots.tolist(), 0)
    desk.unbook((A, 0), (B, 2))
    assert (desk.held.changed[0], desk.held.changed[1:3].tolist()) == (2, [0, 2])
    copy_to(desk.facts_ref, desk.held_ref, copy.held_ref)
    assert (copy.roster, copy.held.slots.tolist()) == (desk.roster, desk.held.slots.tolist())
    for _ in range(2):
        desk.book((A, 0)).unbook((A, 0))
    assert desk.held.changed[0] == 4


def test_a_booking_is_written_into_every_schedule_that_it_concerns() -> None:
    desk = Desk(
        WITH_TEAM, Sum(ints(2, 3, 4), ints(0, 1, 0), grid(*[(0, 0)] * 4), ints(*[9] * 4), *[ints(0, 0, 0, 0)] * 2)
    )
    desk.book((T, 1), (C, 1), (A, 0))
    assert state(desk.held) == {
        "slots": [0, -1, -1, 3, 2, -1, -1, -1, -1],
        "filled": [1, 2, 0],
        "booked": [1, 2, 0],
        "heads": [1, 3, 0],
        "bookings": [[[1, 1, 3], [0, 0, 0]], [[1, 1, 3]], [[1, 1, 2]], [[1, 1, 3]]],
        "duties": [2, 1, 1, 1],
        "sums": [[[2, 3]], [[0, 3]], [[0, 3]], [[0, 3]]],
        "day_count": [[*days, *[0] * 18] for days in ([1, 1, 0], [0, 1, 0], [0, 1, 0], [0, 1, 0])],
        "day_minutes": [[*days, *[0] * 18] for days in ([60, 60, 0], [0, 60, 0], [0, 60, 0], [0, 60, 0])],
        "have": [],
        "because": [],
        "unled": [0],
    }


def test_who_is_noted_without_a_slot_is_busy_and_holds_nothing() -> None:
    desk = Desk(FACTS, clash((0, 1)))
    note_all(desk.facts_ref, desk.held_ref, 0, A)
    assert desk.roster == ((), (), ())
    assert prices(desk, (A, 1), (B, 1)) == [None, 0]


def walk(random: Random, facts: Problem, compiled: Compiled) -> tuple[Held, list[tuple[int, int]]]:
    """A few bookings, legal or not, each at most once, and the roster with them."""
    held, pairs = compiled.nobody(20), list[tuple[int, int]]()
    facts_ref, held_ref = facts_reference(compiled.facts), held_reference(held)
    for number, asked in enumerate(facts.roles):
        who = [int(candidate) for candidate in compiled.eligible[number]]
        pairs += [(number, one) for one in random.sample(who, min(len(who), asked.wanted))]
    random.shuffle(pairs)
    for number, candidate in pairs:
        put(facts_ref, held_ref, number, candidate)
    return held, pairs


@settings(max_examples=200, deadline=None)
@given(random=st.randoms(use_true_random=True))
def test_taking_back_what_was_put_last_restores_the_roster_bit_for_bit(random: Random) -> None:
    facts = random_problem(random, ALL)
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    held, pairs = walk(random, facts, compiled)
    facts_ref, held_ref = facts_reference(compiled.facts), held_reference(held)
    for number, candidate in reversed(pairs):
        after = state(held)
        take(facts_ref, held_ref, number, candidate)
        before = state(held)
        put(facts_ref, held_ref, number, candidate)
        assert state(held) == after
        take(facts_ref, held_ref, number, candidate)
        assert state(held) == before
    assert state(held) == state(compiled.nobody())


@settings(max_examples=200, deadline=None)
@given(random=st.randoms(use_true_random=True))
def test_whatever_is_taken_back_the_rest_is_as_if_it_had_never_been(random: Random) -> None:
    facts = random_problem(random, ALL)
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    held, pairs = walk(random, facts, compiled)
    gone = random.sample(pairs, len(pairs) // 2)
    for number, candidate in gone:
        take(facts_reference(compiled.facts), held_reference(held), number, candidate)
    left = [
        tuple(sorted(one for role, one in pairs if role == number and (role, one) not in gone))
        for number in range(len(facts.roles))
    ]
    fresh = held_of(compiled, tuple(left))
    assert orderless(compiled, held) == orderless(compiled, fresh)


def test_who_is_pinned_is_pinned_in_that_role_only() -> None:
    facts = problem(PEOPLE, SPANS, [role(0), role(1)], pins=(Pin(0, A), Pin(1, B), Pin(1, C)))
    one = Desk(facts)
    found = [(number, who) for number in (0, 1) for who in (A, B, C) if pinned(one.facts_ref, number, who)]
    assert found == [(0, A), (1, B), (1, C)]


def test_the_eligible_are_found_in_their_order_and_nobody_else_is() -> None:
    desk = Desk(WITH_TEAM, clash(away=((A, 0), (C, 0), (B, 1), (A, 2), (B, 2), (C, 2)), candidates=4))
    found = [[is_eligible(desk.facts_ref, number, who) for who in (A, B, C, T)] for number in range(3)]
    assert found == [[False, True, False, False], [True, False, True, False], [False] * 4]
