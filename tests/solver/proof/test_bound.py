"""No bound is above the best of all rosters, whatever the prices that prove it."""

from __future__ import annotations

from random import Random
from threading import Event

import numpy as np
import pytest

from solver.policy import read_policy
from solver.proof.bound import Bound
from solver.proof.master import Prices
from solver.search.compiled import Compiled
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, random_problem, random_rota, role
from tests.solver.test_agreement import ALL, BASIC, POLICIES, ROTA, legal


@pytest.fixture
def problems(request: pytest.FixtureRequest) -> int:
    """How many tiny problems to try."""
    return 200 if request.config.getoption("--nightly") else 8


@pytest.mark.parametrize("name", POLICIES)
def test_it_is_never_above_the_best_of_all_rosters(name: str, problems: int) -> None:
    random = Random(f"bound {name}")
    for number in range(problems):
        facts = random_problem(random, POLICIES[name])
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        rosters = legal(facts, compiled)
        bound, best = Bound(compiled), min(rosters.values())
        first = bound.value
        if number % 2:
            bound.learn(random.choice(sorted(rosters)))
        while bound.rise(seconds=10):
            pass
        assert first <= bound.value <= best, facts


def test_it_is_never_above_the_best_rota_where_roles_take_more_and_requests_are_granted(problems: int) -> None:
    random, met = Random("bound rota"), 0
    for _ in range(4 * problems):
        facts = random_rota(random, ROTA)
        compiled = Compiled(Tables(facts), ROTA)
        bound, best = Bound(compiled), min(legal(facts, compiled).values())
        while bound.rise(seconds=10):
            pass
        assert bound.value <= best, facts
        met += bound.value == best
    assert met >= problems


@pytest.mark.parametrize("name", ["all", "without crews", "own"])
def test_any_prices_at_all_prove_something_true(name: str, problems: int) -> None:
    random, numbers = Random(f"prices {name}"), np.random.default_rng(5)
    for _ in range(10 * problems):
        facts = random_problem(random, POLICIES[name])
        compiled = Compiled(Tables(facts), read_policy(facts.policy))
        bound, best = Bound(compiled), min(legal(facts, compiled).values())
        everything = {c: dict.fromkeys(range(len(facts.activities)), 1.0) for c in range(facts.candidates)}
        for cut in bound.crews.broken(everything):
            bound.master.cut(cut)
        prices = Prices(numbers.uniform(-500, 4000, len(facts.roles)), numbers.uniform(0, 900, len(bound.master.cuts)))
        assert bound.priced(prices) <= best, facts


def test_it_meets_the_cost_where_people_do_not_stand_in_each_others_way() -> None:
    people = [person(f"p{number}", home=0) for number in range(3)]
    activities = [activity(60 * number, 60 * number + 30) for number in range(2)]
    facts = problem(people, activities, [role(0, 1, 1), role(1, 0, 1)], ALL)
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    bound = Bound(compiled)
    while bound.rise(seconds=10):
        pass
    assert bound.value == min(legal(facts, compiled).values())


def test_what_a_rosters_holders_would_spare_proves_something_at_once() -> None:
    facts = problem([person("p", home=0)], [activity(0, 60)], [role(0, 1, 1)], ALL)
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    bound, rosters = Bound(compiled), legal(facts, compiled)
    assert bound.value < min(rosters.values())
    bound.learn(min(rosters, key=lambda roster: rosters[roster]))
    assert bound.value == min(rosters.values())


def test_nobody_to_hold_anything_costs_what_stays_open() -> None:
    facts = problem([], [activity(0, 60)], [role(0, 1, 2)], BASIC)
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    bound = Bound(compiled)
    bound.rise(seconds=10)
    assert bound.value == min(legal(facts, compiled).values()) == 9_000


def test_closed_it_rises_no_more() -> None:
    people = [person(f"p{number}", home=0) for number in range(3)]
    facts = problem(people, [activity(0, 30), activity(60, 90)], [role(0, 1, 1), role(1, 0, 1)], ALL)
    closed = Event()
    bound = Bound(Compiled(Tables(facts), read_policy(facts.policy)), closed)
    assert bound.rise(60)
    closed.set()
    risen, known = bound.value, bound.master.size
    assert not bound.rise(60)
    bound.learn(((0,), (1,)))
    assert bound.priced(bound.prices) == risen
    assert (bound.value, bound.master.size) == (risen, known)
