"""The moves of the search: each on a roster of a few slots whatever the dice say, and all on random problems."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver import judge
from solver.problem import Pin, Roster
from solver.search.annealing import anneal, change, insert, open_slot, rebuild, remove
from solver.search.forcing import force
from solver.search.local_search import held_of
from solver.search.references import held_reference
from solver.terms import Demand, Leads, Need
from tests.solver.desk import A, B, C, Desk, T, clash, flags, ints, orderless, state
from tests.solver.moves import ANYTHING, desk, outcomes
from tests.solver.problems import random_problem, role
from tests.solver.test_agreement import ALL


def test_a_slot_goes_to_another_or_to_nobody() -> None:
    found = outcomes(lambda: desk().book((B, 0)), lambda one: change(*one.filling, 0, ANYTHING))
    assert found == {(((A,), ()), -80), (((C,), ()), -100), (((), ()), 0)}


def test_a_slot_goes_to_nobody_who_makes_the_roster_dearer_than_allowed() -> None:
    for allowed, dearest in ((-80.0, {A, B, C}), (-81.0, {B, C}), (-90.0, {B, C}), (-91.0, {B, C})):
        found = outcomes(lambda: desk().book((B, 0)), lambda one, most=allowed: change(*one.filling, 0, most))
        assert found == {(((who,), ()), -100 + 10 * (2 - who)) for who in dearest}


def test_a_slot_stays_where_the_other_is_busy_or_its_holder_is_pinned_or_needed() -> None:
    stays = {(((B,), (C,)), -190)}
    away = clash((0, 1), away=((A, 0),))
    busy = outcomes(lambda: desk(away).book((B, 0), (C, 1)), lambda one: change(*one.filling, 0, -150.0))
    assert busy == stays
    held = outcomes(lambda: desk(pins=(Pin(0, B),)).book((B, 0), (C, 1)), lambda one: change(*one.filling, 0, ANYTHING))
    assert held == stays
    needed = Need(0, flags(0, 1, 0), 1, "local")
    found = outcomes(lambda: desk(needed).book((B, 0), (C, 1)), lambda one: change(*one.filling, 0, -150.0))
    assert found == stays


def test_an_open_slot_is_given_to_somebody_where_the_cost_allows() -> None:
    found = outcomes(desk, lambda one: change(*one.filling, 1, ANYTHING))
    assert found == {(((), (A,)), -80), (((), (B,)), -90), (((), (C,)), -100)}
    few = outcomes(desk, lambda one: change(*one.filling, 1, -90.0))
    assert few == {(((), ()), 0), (((), (B,)), -90), (((), (C,)), -100)}


def test_a_slot_of_which_nobody_is_eligible_stays_open() -> None:
    nobody = clash(away=((A, 0), (B, 0), (C, 0)))
    for move in (change, force):
        assert outcomes(lambda: desk(nobody), lambda one, move=move: move(*one.filling, 0, ANYTHING)) == {(((), ()), 0)}


def test_a_candidate_is_inserted_unless_the_activity_would_lack_something() -> None:
    lacking_a = Need(0, flags(1, 0, 0), 1, "local")
    one = desk(lacking_a)
    before = state(one.held)
    insert(*one.filling, 0, B, ANYTHING)
    assert (state(one.held), one.cost) == (before, 0)
    insert(*one.filling, 0, A, ANYTHING)
    assert (one.roster, one.cost) == (((A,), ()), -80)


def test_an_activity_that_lacks_several_is_filled_as_a_whole_or_left() -> None:
    terms, roles = (Demand(ints(2, 0), ints(2, 1), ints(2, 1)),), (role(0, 2, 2), role(1))
    filled = outcomes(lambda: desk(*terms, roles=roles), lambda one: insert(*one.filling, 0, A, ANYTHING))
    assert filled == {(((A, B), ()), -170), (((A, C), ()), -180), (((B, C), ()), -190)}
    left = outcomes(lambda: desk(*terms, roles=roles), lambda one: insert(*one.filling, 0, A, -191.0))
    assert left == {(((), ()), 0)}


def test_an_activity_with_pins_is_filled_with_them() -> None:
    found = outcomes(lambda: desk(pins=(Pin(0, A),)), lambda one: insert(*one.filling, 0, C, ANYTHING))
    assert found == {(((A,), ()), -80)}


def test_a_slot_is_left_open_where_the_activity_can_do_without_and_the_cost_allows() -> None:
    def removed(one: Desk, candidate: int, allowed: float) -> tuple[Roster, int]:
        remove(*one.at, 0, candidate, allowed)
        return one.roster, one.cost

    roles = (role(0, 0, 2), role(1))
    assert removed(desk(roles=roles).book((A, 0), (B, 0)), A, -90.0) == (((B,), ()), -90)
    assert removed(desk(roles=roles).book((A, 0), (B, 0)), A, -91.0) == (((A, B), ()), -170)
    minimum = Demand(ints(2, 0), ints(2, 1), ints(2, 1))
    assert removed(desk(minimum, roles=roles).book((A, 0), (B, 0)), A, ANYTHING) == (((A, B), ()), -170)
    assert removed(desk(Demand(ints(1, 0), ints(1, 1), ints(1, 1))).book((A, 0)), A, ANYTHING) == (((), ()), 0)
    assert removed(desk(pins=(Pin(0, A),)).book((A, 0)), A, ANYTHING) == (((A,), ()), -80)


def test_rebuilding_keeps_what_is_cheaper_and_undoes_what_is_dearer_than_allowed() -> None:
    found = outcomes(lambda: desk().book((A, 0)), lambda one: rebuild(*one.filling, 0, -190.0))
    assert (((A,), ()), -80) in found
    assert {cost for _, cost in found} == {-80, -190, -200}


def test_the_best_roster_that_was_met_is_kept() -> None:
    one, best = desk(), desk().held
    cost = anneal(*one.filling, held_reference(best), 0, 300, 500.0, 1.0)
    assert (cost, best.slots.tolist(), best.filled.tolist()) == (-200, [C, C], [1, 1])
    assert one.trail.size[0] == 0


def test_a_best_that_is_not_beaten_stays_as_it_is() -> None:
    one, best = desk(), desk().book((C, 0), (C, 1)).held
    before = state(best)
    assert anneal(*one.filling, held_reference(best), -200, 300, 500.0, 1.0) == -200
    assert state(best) == before


@settings(max_examples=200, deadline=None)
@given(random=st.randoms(use_true_random=True))
def test_every_move_leaves_a_legal_roster_of_the_exact_cost(random: Random) -> None:
    facts = random_problem(random, ALL)
    one = Desk(facts, rules=ALL, seed=random.randrange(1 << 20))
    one.trail.size[1] = judge.cost(facts, judge.empty_roster(facts))
    for _ in range(30):
        allowed = one.cost + random.choice((-1_000.0, 0.0, 3_000.0, 100_000.0))
        slot = random.randrange(len(one.facts.slot_role))
        if random.random() < 0.2:
            rebuild(*one.filling, one.facts.role_activity[one.facts.slot_role[slot]], allowed)
        else:
            random.choice((change, change, force))(*one.filling, slot, allowed)
        one.trail.size[0] = 0
        found = judge.findings(facts, one.roster)
        assert [finding for finding in found if finding.rule.hard] == []
        assert one.cost == sum(finding.cost for finding in found)
        assert orderless(one.compiled, one.held) == orderless(one.compiled, held_of(one.compiled, one.roster))


@settings(max_examples=200, deadline=None)
@given(random=st.randoms(use_true_random=True))
def test_the_same_seed_makes_the_same_moves(random: Random) -> None:
    facts, seed = random_problem(random, ALL), random.randrange(1 << 20)
    walks = []
    for _ in range(2):
        one = Desk(facts, rules=ALL, seed=seed)
        best = one.compiled.nobody()
        cost = anneal(*one.filling, held_reference(best), 0, 200, 5_000.0, 10.0)
        walks.append((cost, state(best), state(one.held), one.cost, one.random.random()))
    assert walks[0] == walks[1]


def test_the_next_open_slot_is_found_round_the_end() -> None:
    one = desk(roles=(role(0, 0, 2), role(1))).book((A, 0), (B, 1))
    assert [open_slot(one.held_ref, slot) for slot in range(3)] == [1, 1, 1]
    assert open_slot(one.book((C, 0)).held_ref, 2) == -1


def test_a_team_and_its_people_do_not_change_places_where_a_policy_lets_them_serve_together() -> None:
    roles = (role(0, 0, 1), role(1))
    found = outcomes(lambda: desk(roles=roles, team=True).book((T, 0)), lambda one: change(*one.filling, 0, ANYTHING))
    assert found == {(((T,), ()), -110), (((), ()), 0)}


FIRST = Leads(1, flags(1, 1, 1), (0,))
"""Whoever does the second activity does the first."""


def test_nobody_loses_a_slot_that_has_to_come_before_another_of_theirs() -> None:
    def build() -> Desk:
        return desk(FIRST).book((B, 0), (B, 1))

    for move in (change, force):
        assert outcomes(build, lambda one, move=move: move(*one.filling, 0, ANYTHING)) == {(((B,), (B,)), -180)}
    one = build()
    remove(*one.at, 0, B, ANYTHING)
    assert (one.roster, one.cost) == (((B,), (B,)), -180)
    remove(*one.at, 1, B, ANYTHING)
    remove(*one.at, 0, B, ANYTHING)
    assert (one.roster, one.cost) == (((), ()), 0)


def test_a_slot_goes_only_to_who_holds_what_has_to_come_before() -> None:
    roles = (role(0, 0, 2), role(1))
    found = outcomes(
        lambda: desk(FIRST, roles=roles).book((A, 0), (B, 0), (A, 1)), lambda one: change(*one.filling, 2, ANYTHING)
    )
    assert found == {(((A, B), (who,)), -170 - 100 + 10 * (2 - who)) for who in (A, B)} | {(((A, B), ()), -170)}


def test_activities_are_filled_anew_only_where_nobody_then_lacks_what_has_to_come_before() -> None:
    found = outcomes(lambda: desk(FIRST).book((A, 0), (A, 1)), lambda one: rebuild(*one.filling, 0, ANYTHING))
    assert {roster for roster, _ in found} == {((who,), (who,)) for who in (A, B, C)}
