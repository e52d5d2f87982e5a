"""How schedules are laid out for pricing."""

from __future__ import annotations

from random import Random

import numpy as np

from solver.candidates import Limits
from solver.proof.schedules import UNBOUNDED, entries_by_week, most_counted, pairs_of, schedules_of
from solver.rules.base import Rule
from solver.rules.clashes import NotInTwoPlaces, OnceAnActivity
from solver.rules.eligibility import ServesInCapacity
from solver.rules.fairness import FairHours, FairRestDays, FairUnpleasant
from solver.rules.hours import HoursAWeek
from solver.search.compiled import Compiled
from solver.tables import Tables
from solver.terms import Sum
from tests.solver.problems import activity, person, problem, role

WEEK = 7 * 1440
ONCE = (ServesInCapacity(), OnceAnActivity())


def laid_out(rules: tuple[Rule, ...], minutes_a_week: int | None = None, unpleasant: bool = False) -> Compiled:
    """One volunteer; an hour, two hours at the same time, an hour and a half after them, an hour in the next week."""
    spans = [(0, 60), (30, 150), (200, 290), (WEEK + 5, WEEK + 65)]
    roles = [role(n, 0, 1) for n in range(4)]
    acts = [activity(*span, unpleasant=unpleasant) for span in spans]
    who = person("p", limits=Limits(minutes_a_week=minutes_a_week))
    return Compiled(Tables(problem([who], acts, [roles[0], *roles], rules)), rules)


def test_roles_of_one_activity_are_one_entry_where_nobody_holds_two() -> None:
    pairs = pairs_of(laid_out(ONCE))
    assert (pairs.role.tolist(), pairs.entry.tolist(), pairs.start.tolist()) == (
        [0, 1, 2, 3, 4],
        [0, 0, 1, 2, 3],
        [0, 2, 3, 4, 5],
    )
    assert pairs_of(laid_out(ONCE[:1])).entry.tolist() == [0, 1, 2, 3, 4]


def test_a_pair_is_found_by_who_and_what() -> None:
    pairs = pairs_of(laid_out(ONCE))
    assert [pairs.number(role, 0) for role in range(5)] == [0, 1, 2, 3, 4]


def test_labels_count_what_costs_in_the_candidates_own_unit() -> None:
    rules = (*ONCE, NotInTwoPlaces(), FairHours(volunteer=10))
    compiled = laid_out(rules)
    schedules = schedules_of(compiled, pairs_of(compiled))
    assert schedules.first.tolist() == [[0, 3, 4]]
    assert schedules.safe.tolist() == [0, 0, 2, 3]
    assert (schedules.unit.tolist(), schedules.weight.tolist()) == ([[1]], [[10]])
    assert schedules.amount[:, 0].tolist() == schedules.digit[:, 0].tolist() == [2, 4, 3, 2]


def test_the_sum_that_holds_limits_comes_first_then_the_dearest() -> None:
    rest, unpleasant = FairRestDays(volunteer=1), FairUnpleasant(volunteer=9)
    compiled = laid_out((*ONCE, rest, unpleasant, FairHours(volunteer=10)), unpleasant=True)
    schedules = schedules_of(compiled, pairs_of(compiled))
    assert schedules.weight.tolist() == [[10, 9, 1]]


def test_a_limit_of_the_week_bounds_the_hours_that_are_counted() -> None:
    rules = (*ONCE, NotInTwoPlaces(), HoursAWeek(), FairHours(volunteer=10), FairRestDays(volunteer=10))
    compiled = laid_out(rules, minutes_a_week=150)
    schedules = schedules_of(compiled, pairs_of(compiled))
    assert schedules.most.tolist() == [[5, 5]]


def test_a_limit_is_held_where_nothing_costs() -> None:
    compiled = laid_out((*ONCE, NotInTwoPlaces(), HoursAWeek()), minutes_a_week=150)
    schedules = schedules_of(compiled, pairs_of(compiled))
    assert (schedules.unit.tolist(), schedules.digit.tolist()) == ([[30]], [[2], [4], [3], [2]])
    assert (schedules.most.tolist(), schedules.weight.tolist()) == ([[5, 5]], [[0]])


def test_where_nothing_is_counted_there_is_one_label() -> None:
    compiled = laid_out(ONCE)
    schedules = schedules_of(compiled, pairs_of(compiled))
    assert schedules.digit.shape == (4, 0)
    assert schedules.most.min() > 2**61


def test_what_a_schedule_costs_is_the_squares_of_its_sums() -> None:
    compiled = laid_out((*ONCE, FairHours(volunteer=10)))
    schedules = schedules_of(compiled, pairs_of(compiled))
    assert schedules.cost(0, np.array([0, 2], dtype=np.int64)) == 10 * 5 * 5


def test_what_each_entry_costs_is_what_its_schedule_would_spare() -> None:
    compiled = laid_out((*ONCE, FairHours(volunteer=10)))
    schedules = schedules_of(compiled, pairs_of(compiled))
    assert schedules.spared(0, np.array([0, 2], dtype=np.int64)).tolist() == [10 * (25 - 9), 10 * (25 - 4)]


def test_entries_are_found_by_week() -> None:
    random = Random("weeks")
    for _ in range(50):
        entries = [sorted(random.choices(range(3), k=random.randint(0, 5))) for _ in range(random.randint(0, 4))]
        start = np.cumsum([0, *map(len, entries)])
        week = np.array([one for own in entries for one in own], dtype=np.int64)
        weeks = int(week.max(initial=-1)) + 1
        found = [
            [first + sum(w < n for w in own) for n in range(weeks + 1)]
            for first, own in zip(start, entries, strict=False)
        ]
        assert entries_by_week(start, week).tolist() == found


def test_what_a_limit_leaves_to_be_counted_is_that_of_the_best_proportion() -> None:
    term = Sum(*[np.zeros(0, dtype=np.int64)] * 2, np.array([[0, 30], [5, 0]]), np.array([60, 90]), *[np.zeros(2)] * 2)
    limited, counted = np.array([30, 20, 10, 0, 40, 20]), np.array([1, 1, 3, 2, 0, 7])
    first = np.array([[0, 2, 3], [3, 4, 6]])
    assert most_counted(limited, counted, first, term).tolist() == [[3, 9], [UNBOUNDED, 31]]
    nothing = np.array([[0, 3, 3], [3, 4, 6]])
    assert most_counted(limited, counted, nothing, term).tolist() == [[18, UNBOUNDED], [UNBOUNDED, 31]]
