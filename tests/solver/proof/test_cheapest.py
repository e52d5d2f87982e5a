"""The cheapest schedule of a candidate, against all that there are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations
from random import Random

import numpy as np
import pytest

from solver.arrays import Ints
from solver.candidates import Carried, Limits
from solver.policy import read_policy
from solver.problem import Problem
from solver.proof import cheapest as module
from solver.proof.cheapest import cheapest
from solver.proof.schedules import Pairs, Schedules, pairs_of, schedules_of
from solver.rules.clashes import NotInTwoPlaces, OnceAnActivity
from solver.rules.demand import Coverage, Minimum
from solver.rules.eligibility import ServesInCapacity
from solver.rules.fairness import FairHours, FairRestDays, FairUnpleasant
from solver.rules.hours import HoursAWeek
from solver.search.compiled import Compiled
from solver.tables import Tables
from tests.solver.problems import activity, person, problem, role

RULES = (
    ServesInCapacity(),
    OnceAnActivity(),
    NotInTwoPlaces(),
    HoursAWeek(),
    Minimum(),
    Coverage(),
    FairHours(volunteer=7),
    FairRestDays(volunteer=150),
    FairUnpleasant(volunteer=90),
)
DAY, SCALE = 1440, 8


def some_weeks(random: Random) -> Problem:
    """Two people with limits a week, and two-hour duties over two weeks, some of them on days of rest or unpleasant."""
    people = [
        person(
            f"p{n}",
            limits=Limits(minutes_a_week=random.choice((None, 180, 300))),
            carried=Carried(random.choice((0, 90)), random.randint(0, 1), random.randint(0, 1)),
        )
        for n in range(2)
    ]
    starts = sorted(random.choice((0, 1, 5, 6, 7, 12)) * DAY + random.randint(0, 4) * 60 for _ in range(6))
    acts = [
        activity(at, at + random.choice((60, 90, 120)), n % 2, unpleasant=n % 3 == 0) for n, at in enumerate(starts)
    ]
    roles = [role(n, 0, 1) for n in range(6)] + [role(0, 0, 1)]
    return problem(people, acts, roles, RULES)


def read(facts: Problem) -> tuple[Compiled, Pairs, Schedules]:
    """A problem, its pairs and its schedules."""
    compiled = Compiled(Tables(facts), read_policy(facts.policy))
    pairs = pairs_of(compiled)
    return compiled, pairs, schedules_of(compiled, pairs)


def subsets(numbers: Ints) -> Iterator[tuple[int, ...]]:
    """All subsets."""
    return chain.from_iterable(combinations(numbers.tolist(), size) for size in range(len(numbers) + 1))


def allowed(compiled: Compiled, pairs: Pairs, chosen: tuple[int, ...]) -> bool:
    """Whether one candidate may have these pairs, as far as duties of one week are concerned."""
    acts = [int(compiled.facts.role_activity[pairs.role[n]]) for n in chosen]
    weeks, minutes = compiled.tables.weeks, compiled.tables.minutes
    if any(weeks[a] == weeks[b] and compiled.facts.clash[a, b] for a, b in combinations(acts, 2)):
        return False
    most = compiled.problem.people[int(pairs.candidate[chosen[0]])].limits.minutes_a_week if chosen else None
    return most is None or all(sum(int(minutes[a]) for a in acts if weeks[a] == week) <= most for week in set(weeks))


@pytest.mark.parametrize("seed", range(40))
def test_it_is_the_cheapest_of_all_that_are_allowed(seed: int) -> None:
    random = Random(seed)
    compiled, pairs, schedules = read(some_weeks(random))
    price = pairs.price * SCALE - np.array([random.randint(0, 2500) * SCALE for _ in pairs.role], dtype=np.int64)
    costs, found = cheapest(schedules, pairs, price, SCALE)
    for candidate in range(2):

        def cost(chosen: tuple[int, ...], candidate: int = candidate) -> int:
            numbers = np.array(chosen, dtype=np.int64)
            return int(price[numbers].sum()) + SCALE * schedules.cost(candidate, pairs.entry[numbers])

        own = subsets(np.flatnonzero(pairs.candidate == candidate))
        assert costs[candidate] == min(cost(chosen) for chosen in own if allowed(compiled, pairs, chosen))
        assert cost(tuple(found[candidate].tolist())) == costs[candidate]


@pytest.mark.parametrize("labels", [100, 20, 0])
def test_with_too_little_room_it_is_never_dearer(monkeypatch: pytest.MonkeyPatch, labels: int) -> None:
    cheaper = 0
    for seed in range(20):
        random = Random(seed)
        _, pairs, schedules = read(some_weeks(random))
        price = pairs.price * SCALE - np.array([random.randint(0, 2500) * SCALE for _ in pairs.role], dtype=np.int64)
        exact, _ = cheapest(schedules, pairs, price, SCALE)
        with monkeypatch.context() as little:
            little.setattr(module, "MOST_LABELS", labels)
            costs, _ = cheapest(schedules, pairs, price, SCALE)
        assert (costs <= exact).all()
        cheaper += int((costs < exact).sum())
    assert cheaper > 0


def test_who_may_do_nothing_has_the_empty_schedule() -> None:
    facts = problem([person("p")], [activity(0, 60)], [role(0, 0, 1)], RULES)
    idle = problem([*facts.people, person("away", unavailable=())], facts.activities, [], RULES)
    _, pairs, schedules = read(idle)
    costs, found = cheapest(schedules, pairs, pairs.price, SCALE)
    assert (costs.tolist(), [chosen.tolist() for chosen in found]) == ([0, 0], [[], []])
