"""The moves of the search: each on a roster of a few slots whatever the dice say, and all on random problems."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver import judge
from solver.annealing import anneal, change, clear, force, insert, make_way, pinned, rebuild, remove, somebody
from solver.problem import DAY, Pin, Role, Roster, Team
from solver.references import held_reference
from solver.search import held_of
from solver.terms import Clash, Demand, Need, PairPrice, SlotPrice, Sum, Term
from tests.solver.desk import Desk, flags, grid, ints, orderless, state
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL

PEOPLE = [person("a"), person("b"), person("c")]
SPANS = [activity(0, 60), activity(DAY, DAY + 60)]
A, B, C, T = range(4)
PRICES = PairPrice(lambda role, who: 10 * (2 - who) + 0 * role)
"""a costs 20, b 10, c nothing, the team saves 10."""
ANYTHING = 1e12
"""A cost that allows every move."""
Outcomes = set[tuple[Roster, int]]


def desk(*terms: Term, roles: tuple[Role, ...] = (), pins: tuple[Pin, ...] = (), team: bool = False) -> Desk:
    """One slot in each of two activities unless roles are named; an open slot costs 100."""
    asked = roles or (role(0), role(1))
    facts = problem(PEOPLE, SPANS, asked, teams=[Team("t", (A, B))] if team else [], pins=pins)
    return Desk(facts, SlotPrice(ints(*[100] * len(asked))), PRICES, *terms)


def clash(*pairs: tuple[int, int], away: tuple[tuple[int, int], ...] = (), candidates: int = 3) -> Clash:
    """Activities that clash, both ways; who is `away` from which activity by a duty elsewhere."""
    found, committed = grid((0, 0), (0, 0)).astype(bool), grid(*[(0, 0)] * candidates).astype(bool)
    for one, other in pairs:
        found[one, other] = found[other, one] = True
    for candidate, missed in away:
        committed[candidate, missed] = True
    return Clash(found, committed)


def outcomes(build: Callable[[], Desk], move: Callable[[Desk], object]) -> Outcomes:
    """Every roster, with its cost, that a move makes of a desk by 60 throws of the dice; nothing else may change."""
    found: Outcomes = set()
    for seed in range(60):
        one = build()
        one.random.random(seed)
        move(one)
        found.add((one.roster, one.cost))
        assert orderless(one.compiled, one.held) == orderless(one.compiled, held_of(one.compiled, one.roster))
    return found


def test_somebody_is_any_of_the_eligible_and_nobody_where_there_is_none() -> None:
    one = desk(clash(away=((A, 1), (B, 1), (C, 1), (A, 0))))
    assert {somebody(one.facts_ref, one.random, 0) for _ in range(60)} == {0, 1}
    assert somebody(one.facts_ref, one.random, 1) == -1


def test_who_is_pinned_is_pinned_in_that_role_only() -> None:
    one = desk(pins=(Pin(0, A), Pin(1, B), Pin(1, C)))
    found = [(number, who) for number in (0, 1) for who in (A, B, C) if pinned(one.facts_ref, number, who)]
    assert found == [(0, A), (1, B), (1, C)]


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
    terms, roles = (Demand(ints(2, 0), ints(2, 1)),), (role(0, 2, 2), role(1))
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
    minimum = Demand(ints(2, 0), ints(2, 1))
    assert removed(desk(minimum, roles=roles).book((A, 0), (B, 0)), A, ANYTHING) == (((A, B), ()), -170)
    assert removed(desk(Demand(ints(1, 0), ints(1, 1))).book((A, 0)), A, ANYTHING) == (((), ()), 0)
    assert removed(desk(pins=(Pin(0, A),)).book((A, 0)), A, ANYTHING) == (((A,), ()), -80)


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
    once = Sum(ints(1, 1), ints(0, 0), grid((0,), (0,), (0,)), ints(1, 1, 0), ints(0, 0, 0), ints(0, 0, 0))
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
    pair = Demand(ints(2, 0), ints(2, 1))
    roles = (role(0, 2, 2), role(1))
    found = outcomes(
        lambda: desk(only_a, pair, roles=roles).book((A, 0), (B, 0)), lambda one: force(*one.filling, 2, ANYTHING)
    )
    assert found == {(((), (A,)), -80)}


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
