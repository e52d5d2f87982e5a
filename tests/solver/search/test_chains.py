"""Searches side by side: apart in what they do, one in what they begin with and in whose roster counts."""

from __future__ import annotations

from solver import judge
from solver.policy import read_policy, town_policy
from solver.problem import Problem
from solver.search.chains import Chains
from solver.search.compiled import Compiled
from solver.search.local_search import Search
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, role

PEOPLE = [person(f"p{number}") for number in range(6)]
FACTS = problem(
    PEOPLE,
    [activity(start, start + 100) for start in range(0, 900, 60)],
    [role(number, 0, 2) for number in range(15)],
    policy=town_policy(),
)


def chains(workers: int, facts: Problem = FACTS) -> Chains:
    """Searches that stand at a first roster."""
    nobody = judge.cost(facts, judge.empty_roster(facts))
    found = Chains(Compiled(Tables(facts), read_policy(facts.policy)), nobody, 7, workers)
    found.construct()
    return found


def alone(search: Search, steps: int) -> list[int]:
    """The best cost after each step."""
    costs = []
    for number in range(steps):
        search.step(number / steps)
        costs.append(search.best_cost)
    return costs


def test_all_begin_with_the_first_ones_roster() -> None:
    found = chains(3).searches
    assert [search.best_roster() for search in found] == [found[0].best_roster()] * 3
    assert [search.cost for search in found] == [judge.cost(FACTS, found[0].best_roster())] * 3


def test_side_by_side_each_does_what_it_would_do_alone() -> None:
    together, apart = chains(2), chains(2).searches
    for number in range(5):
        together.step(number / 5)
    for search in apart:
        alone(search, 5)
    assert [search.best_roster() for search in together.searches] == [search.best_roster() for search in apart]
    assert together.searches[0].held.slots.tolist() != together.searches[1].held.slots.tolist()


def test_whoever_has_the_best_roster_leads_and_of_equals_the_first() -> None:
    found = chains(2)
    assert found.leader is found.searches[0]
    found.searches[1].best_cost -= 1
    assert found.leader is found.searches[1]
    assert (found.best_cost, found.best_roster()) == (found.leader.best_cost, found.leader.best_roster())


def test_a_step_says_whether_any_found_a_better_roster() -> None:
    found = chains(2)
    for search in found.searches:
        search.best_cost = -1
    assert not found.step(0.5)
    found.searches[1].best_cost = 10**9
    assert not found.step(0.5)
    for search in found.searches:
        search.best_cost = 10**9
    assert found.step(0.5)


def test_a_construction_that_is_stopped_leaves_what_it_has_filled_and_breaks_no_rule() -> None:
    found = chains(2)
    full, asked = found.leader.best_cost, 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 1

    nobody = judge.cost(FACTS, judge.empty_roster(FACTS))
    stopped = Chains(found.leader.compiled, nobody, 7, 2)
    for search in stopped.searches:
        assert search.best_cost == nobody
    stopped.construct(lambda: True)
    assert [search.best_roster() for search in stopped.searches] == [judge.empty_roster(FACTS)] * 2
    stopped.construct(stop)
    assert stopped.leader.best_cost == full
    stopped.close()


def test_all_go_on_from_a_roster_at_the_heat_that_they_are_told() -> None:
    found, other = chains(2), chains(1).leader
    alone(other, 3)
    found.start_from(other.best_roster(), other.best_cost, 123.0)
    assert [search.best_roster() for search in found.searches] == [other.best_roster()] * 2
    assert [(search.cost, search.best_cost, search.scale) for search in found.searches] == [
        (other.best_cost, other.best_cost, 123.0)
    ] * 2
    found.step(0.5)
    assert found.leader.best_cost <= other.best_cost
