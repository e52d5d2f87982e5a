"""Exact neighbourhoods: never worse, and the best there is where all rosters can be tried."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solver import judge
from solver.candidates import Capacity, Team
from solver.problem import Grant, Pin, Requirement, Roster
from solver.search.booking import roster_of
from solver.search.exact import MOST_CANDIDATES, MOST_ROLES, apply, improve, neighbourhood, pairs_of, promising
from solver.search.local_search import Search, held_of
from solver.spans import DAY
from tests.solver.desk import orderless, search_of
from tests.solver.problems import COURSE, activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL, BASIC, legal

SPANS = [activity(0, 60), activity(30, 90), activity(3 * DAY, 3 * DAY + 60)]


def roster(search: Search) -> Roster:
    """The roster as it stands."""
    return roster_of(search.facts, search.held)


def better(search: Search, *activities: int) -> bool:
    """Improve some activities with all the effort that there is."""
    return improve(search, activities, effort=10.0, seconds=60.0, workers=1)


@settings(max_examples=200, deadline=None)
@given(random=st.randoms(use_true_random=True))
def test_a_neighbourhood_becomes_the_best_that_the_rest_allows_and_the_rest_stays(random: Random) -> None:
    facts = random_problem(random, ALL)
    search = search_of(facts)
    costs = legal(facts, search.compiled)
    start = random.choice(sorted(costs))
    search = search_of(facts, start)
    free = random.sample(range(len(facts.activities)), random.randint(1, len(facts.activities)))
    same = [number for number, asked in enumerate(facts.roles) if asked.activity not in free]
    best = min(cost for each, cost in costs.items() if all(each[number] == start[number] for number in same))
    assert better(search, *free) is (best < costs[start])
    assert search.cost == costs[roster(search)] == best
    assert [roster(search)[number] for number in same] == [start[number] for number in same]
    assert orderless(search.compiled, search.held) == orderless(
        search.compiled, held_of(search.compiled, roster(search))
    )


def test_a_roster_that_cannot_be_better_is_left_to_the_slot() -> None:
    facts = problem([person("a", home=1), person("b", home=0)], SPANS[:1], [role(0)], ALL)
    search = search_of(facts, ((1,),))
    assert (better(search, 0), roster(search)) == (False, ((1,),))
    worse = search_of(facts, ((0,),))
    assert (better(worse, 0), roster(worse)) == (True, ((1,),))


def test_a_search_that_is_asked_to_stop_stops_and_keeps_a_roster_within_the_rules() -> None:
    people = [person(f"p{number}", home=number % 2) for number in range(12)]
    duties = [activity(60 * hour, 60 * hour + 90, hour % 2) for hour in range(12)]
    facts = problem(people, duties, [role(number, 1, 3) for number in range(12)], ALL)
    search, asked = search_of(facts), list[bool]()

    def stop() -> bool:
        asked.append(True)
        return True

    improve(search, range(12), effort=1e9, seconds=600.0, workers=1, stop=stop)
    assert asked
    assert judge.hard_findings(facts, roster(search)) == []
    assert judge.cost(facts, roster(search)) == search.cost


def test_a_neighbourhood_of_nothing_changes_nothing() -> None:
    facts = problem([person("a", home=1), person("b", home=0)], SPANS[:1], [role(0)], ALL)
    search = search_of(facts, ((0,),))
    before = orderless(search.compiled, search.held)
    assert not better(search)
    assert orderless(search.compiled, search.held) == before


def test_pairs_are_who_holds_what_in_some_activities() -> None:
    people = [person("a"), person("b")]
    facts = problem(people, SPANS, [role(0, 0, 2), role(1), role(2), role(2)], BASIC)
    search = search_of(facts, ((0, 1), (), (1,), (0,)))
    assert pairs_of(search, [2, 1]) == [Pin(2, 1), Pin(3, 0)]
    assert pairs_of(search, [0]) == [Pin(0, 0), Pin(0, 1)]


def test_pairs_are_booked_one_by_one_until_one_is_forbidden() -> None:
    facts = problem([person("a"), person("b")], SPANS, [role(0), role(1), role(2)], ALL)
    search = search_of(facts)
    assert apply(search, [Pin(0, 0), Pin(2, 0)])
    assert not apply(search, [Pin(1, 0), Pin(1, 1)])
    assert roster(search) == ((0,), (), (0,))
    assert search.cost == judge.cost(facts, ((0,), (), (0,)))


def test_what_has_to_come_before_is_booked_before() -> None:
    spans = [activity(100, 200), activity(0, 100)]
    roles = [role(0, requirements=(Requirement(COURSE),)), role(1, grants=(Grant(COURSE),))]
    search = search_of(problem([person("a"), person("b")], spans, roles, ALL))
    assert promising(search, [0], []) == {0: [0, 1]}
    assert apply(search, [Pin(0, 1), Pin(1, 1)])
    assert roster(search) == ((1,), (1,))
    assert not apply(search_of(search.compiled.problem), [Pin(0, 1)])


def test_the_promising_are_the_cheapest_and_who_held_or_is_pinned_to_the_role() -> None:
    people = [person(f"p{number}", home=number % 2) for number in range(30)]
    facts = problem(people, SPANS, [role(0), role(1), role(2)], ALL, pins=(Pin(0, 27),))
    near = [number for number in range(30) if number % 2 == 0][: MOST_CANDIDATES + 1]
    search = search_of(facts)
    assert promising(search, [0], [Pin(0, 29)]) == {0: sorted([*near, 27, 29])}
    busy = search_of(facts, ((), (0,), ()))
    assert promising(busy, [0], []) == {0: sorted([*near[1:], 26, 27])}


def test_nobody_is_promising_who_is_not_eligible_though_pinned() -> None:
    facts = problem([person("a", Capacity.OFFICER), person("b")], SPANS[:1], [role(0)], ALL, pins=(Pin(0, 0),))
    assert promising(search_of(facts), [0], []) == {0: [1]}


def test_a_neighbourhood_is_of_one_time_or_of_the_same_people() -> None:
    spans = [*SPANS, activity(4 * DAY + 13 * 60, 4 * DAY + 14 * 60)]
    facts = problem([person("a"), person("b")], spans, [role(number) for number in range(4)], ALL)
    apart = {frozenset(neighbourhood(search_of(facts, seed=seed))) for seed in range(60)}
    assert apart == {frozenset({0, 1}), frozenset({2}), frozenset({3})}
    same = {frozenset(neighbourhood(search_of(facts, ((0,), (), (0,), ()), seed))) for seed in range(60)}
    assert same == {frozenset({0, 1, 2}), frozenset({0, 1}), frozenset({0, 2}), frozenset({3})}


def test_a_neighbourhood_has_no_more_roles_than_an_exact_search_can_hold() -> None:
    spans = [activity(60 * number, 60 * number + 30) for number in range(20)]
    facts = problem([person("a")], spans, [role(number // 3) for number in range(60)], ALL)
    sizes = {len(neighbourhood(search_of(facts, seed=seed))) for seed in range(30)}
    assert sizes == {MOST_ROLES // 3}
    wide = problem([person("a")], SPANS[:1], [role(0)] * (MOST_ROLES + 1), ALL)
    assert neighbourhood(search_of(wide)) == []


def test_a_whole_team_is_sent_where_that_is_cheaper_than_its_people() -> None:
    people = [person("a"), person("b")]
    facts = problem(
        people, SPANS[:1], [role(0, 0, 1), role(0, 0, 1, Capacity.TEAM)], ALL, teams=[Team("t", (0, 1), home=0)]
    )
    search = search_of(facts, ((0,), ()))
    best = min(legal(facts, search.compiled).values())
    better(search, 0)
    assert search.cost == best
