"""The compiled search: every state is a legal roster of the cost that the judge finds, with the sums of a fresh one."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from solver import judge
from solver.candidates import Capacity, Team
from solver.policy import read_policy
from solver.problem import Grant, Pin, Problem, Requirement
from solver.rules.demand import Coverage
from solver.search.booking import roster_of
from solver.search.compiled import Compiled
from solver.search.exact import improve
from solver.search.local_search import Search, duties, held_of
from solver.tables import Tables
from tests.solver.desk import orderless, search_of
from tests.solver.problems import COURSE, activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, POLICIES, legal

PROBLEMS = 40


def assert_sound(search: Search, facts: Problem) -> None:
    roster = roster_of(search.facts, search.held)
    found = judge.findings(facts, roster)
    assert [finding for finding in found if finding.rule.hard] == [], facts
    assert search.cost == sum(finding.cost for finding in found), facts
    assert orderless(search.compiled, search.held) == orderless(search.compiled, held_of(search.compiled, roster))


@pytest.fixture
def problems(request: pytest.FixtureRequest) -> int:
    """How many tiny problems to try."""
    return 25 * PROBLEMS if request.config.getoption("--nightly") else PROBLEMS


@pytest.mark.parametrize("name", ["all", "twice"])
def test_every_state_of_the_search_is_a_legal_roster_of_the_cost_it_claims(name: str, problems: int) -> None:
    random = Random(f"states {name}")
    for seed in range(problems):
        facts = random_problem(random, POLICIES[name])
        search = search_of(facts, seed=seed)
        if not any(len(candidates) for candidates in search.compiled.eligible):
            continue
        search.construct()
        assert_sound(search, facts)
        for share in (0.0, 0.5, 1.0):
            search.step(share)
            assert_sound(search, facts)
        assert search.best_cost == judge.cost(facts, search.best_roster())
        search.return_to_best()
        assert_sound(search, facts)
        assert search.cost == search.best_cost


def test_an_exact_neighbourhood_of_everything_finds_the_best_roster_there_is(problems: int) -> None:
    random = Random("exact")
    for seed in range(problems):
        facts = random_problem(random, ALL)
        search = search_of(facts, seed=seed)
        best = min(legal(facts, search.compiled).values())
        activities = range(len(facts.activities))
        before = search.cost
        assert improve(search, activities, effort=10.0, seconds=60.0, workers=1) == (best < before), facts
        assert search.cost == best
        assert_sound(search, facts)
        assert not improve(search, activities, effort=10.0, seconds=60.0, workers=1)


def test_the_first_roster_fills_the_urgent_and_scarce_first_and_pins_before_all() -> None:
    skilled, plain = person("s", home=0), person("p", home=1)
    facts = problem(
        [skilled, plain],
        [activity(480, 600), activity(500, 620), activity(510, 630, 1)],
        [role(0, 0, 1, priority=1), role(1, 0, 1, priority=4), role(2, 0, 1, priority=2)],
        ALL,
    )
    search = search_of(facts)
    assert search.by_scarcity().tolist() == [1, 2, 0]
    pinned = search_of(problem(facts.people, facts.activities, facts.roles, ALL, pins=(Pin(0, 1),)))
    assert pinned.by_scarcity().tolist() == [0, 1, 2]
    pinned.construct()
    assert roster_of(pinned.facts, pinned.held)[0] == (1,)


def test_the_same_seed_walks_the_same_way() -> None:
    facts = random_problem(Random("way"), ALL)
    walks = []
    for _ in range(2):
        search = search_of(facts, seed=5)
        search.construct()
        costs = [search.step(0.2) and search.cost for _ in range(3)]
        walks.append((costs, search.cost, roster_of(search.facts, search.held), search.random.integers(1 << 30)))
    assert walks[0] == walks[1]


def test_a_roster_that_breaks_rules_can_be_laid_out_too() -> None:
    facts = problem([person()], [activity(0, 60), activity(30, 90)], [role(0), role(1)], ALL)
    held = held_of(Compiled(Tables(facts), read_policy(facts.policy)), ((0,), (0,)))
    assert (held.duties.tolist(), held.booked.tolist(), held.heads.tolist()) == ([2], [1, 1], [1, 1])
    assert np.flatnonzero(held.day_minutes[0]).tolist() == [0]
    assert held.day_minutes[0, 0] == 120


def test_more_holders_than_a_role_wants_are_on_duty_and_touch_no_other_role() -> None:
    facts = problem([person("a"), person("b")], [activity(0, 60)], [role(0), role(0)])
    held = held_of(Compiled(Tables(facts), ()), ((0, 1), (1,)))
    assert (held.slots.tolist(), held.filled.tolist(), held.heads.tolist()) == ([0, 1], [1, 1], [3])
    assert (held.duties.tolist(), held.bookings[1].tolist()) == ([1, 2], [[0, 0, 1], [0, 1, 1]])


def test_somebody_in_every_role_of_one_activity_is_laid_out_whole() -> None:
    facts = problem([person("a"), person("b")], [activity(0, 60)], [role(0), role(0), role(0)])
    held = held_of(Compiled(Tables(facts), ()), ((0,), (0,), (0,)))
    assert held.bookings.tolist() == [[[0, 0, 0], [0, 1, 0], [0, 2, 0]], [[0, 0, 0]] * 3]


def test_a_search_goes_on_from_its_best_and_keeps_only_what_is_better() -> None:
    facts = problem([person("near", home=0), person("far", home=1)], [activity(0, 60)], [role(0)], ALL)
    search = search_of(facts)
    search.construct()
    near, far = (judge.cost(facts, roster) for roster in (((0,),), ((1,),)))
    assert (search.best_roster(), search.best_cost, near < far) == (((0,),), near, True)
    search.go_on_from(held_of(search.compiled, ((1,),)), far)
    assert (search.keep_best(), search.best_roster(), search.cost) == (False, ((0,),), far)
    search.return_to_best()
    assert (roster_of(search.facts, search.held), search.cost) == (((0,),), near)


def test_heat_is_counted_in_the_cheapest_open_slot_and_in_ones_where_slots_are_free() -> None:
    roles = [role(0, priority=3), role(0, priority=2)]
    facts = problem([person()], [activity(0, 60)], roles, [Coverage(low=1, normal=70, high=90)])
    assert search_of(facts).scale == 70.0
    assert search_of(problem([person()], [activity(0, 60)], roles)).scale == 1.0


def test_a_step_says_whether_it_found_a_better_roster() -> None:
    facts = problem([person()], [activity(0, 60)], [role(0)], ALL)
    search = search_of(facts)
    assert [search.step(0.5), search.step(0.5)] == [True, False]
    assert search.best_roster() == ((0,),)


def test_where_the_scarce_are_equal_activities_are_filled_in_their_order() -> None:
    roles = [role(0, 0, 2), role(1, 1, 2), role(1, 2, 2)]
    facts = problem([person("a"), person("b")], [activity(0, 60)] * 4, roles, ALL)
    assert search_of(facts).by_scarcity().tolist() == [0, 1, 2, 3]


def test_sessions_that_duties_ask_for_are_filled_before_them() -> None:
    course = (Requirement(COURSE),)
    roles = [
        role(0, priority=4, requirements=course),
        role(1, priority=1, grants=(Grant(COURSE),)),
        role(2, priority=3),
    ]
    spans = [activity(20, 30), activity(0, 10), activity(40, 50)]
    facts = problem([person("a")], spans, roles, ALL, pins=(Pin(2, 0),))
    search = search_of(facts)
    assert search.by_scarcity().tolist() == [1, 2, 0]
    search.construct()
    assert search.best_roster() == ((0,), (0,), (0,))


def test_a_candidate_has_its_own_duties_and_those_of_its_team() -> None:
    roles = [role(0, 0, 2), role(0, 0, 2, Capacity.TEAM), role(1)]
    spans = [activity(0, 60), activity(90, 99)]
    teams = [Team("t", (0, 1)), Team("u", (1,))]
    facts = problem([person("a"), person("b"), person("c")], spans, roles, teams=teams)
    assert duties(Tables(facts), ((0, 2), (3, 4), (0,))).tolist() == [3, 2, 1, 1, 1]
