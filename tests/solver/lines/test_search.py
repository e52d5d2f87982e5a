"""Searches over lines: every roster legal, its cost what it claims, and the same again from the same seed."""

from __future__ import annotations

from itertools import islice, product

import numpy as np
import pytest

from solver.lines.layout import Lines
from solver.lines.search import LineSearch, NoLine
from tests.solver.lines.tiny import Line, best_cost, is_legal, legal_lines, possible, roster_cost, tiny

STEPS = 25


def roster(search: LineSearch) -> list[Line]:
    """The best roster as plain lines."""
    return [tuple(line) for line in search.best.tolist()]


def searched(lines: Lines, seed: int, steps: int) -> LineSearch:
    """A search after some steps."""
    search = LineSearch(lines, seed)
    search.construct()
    for _ in range(steps):
        search.step()
    return search


def test_rosters_are_legal_cost_what_is_claimed_and_are_nearly_always_the_best() -> None:
    drawn, best = list(possible(range(40), days=5)), 0
    for _, lines, legal in drawn:
        search = searched(lines, 3, STEPS)
        found = roster(search)
        assert all(is_legal(lines, person, line) for person, line in enumerate(found))
        assert search.best_cost == roster_cost(lines, found)
        best += search.best_cost == best_cost(lines, legal)
    assert len(drawn) > 8
    assert best >= len(drawn) - 1


def test_where_sums_are_too_many_to_count_rosters_are_legal_all_the_same() -> None:
    kept = 0
    for _, lines, _ in possible(range(60), days=5):
        search = LineSearch(lines, 3)
        search.selection.most_values = 1
        try:
            search.construct()
        except NoLine:
            continue  # fines found none, which is not said to be proven
        for _ in range(10):
            search.step()
        assert all(is_legal(lines, person, line) for person, line in enumerate(roster(search)))
        kept += int(search.selection.left_out.sum())
    assert kept > 0


def test_the_same_seed_and_as_many_steps_find_the_same_roster() -> None:
    for _, lines, _ in islice(possible(range(100, 130), people=3), 3):
        assert roster(searched(lines, 5, STEPS)) == roster(searched(lines, 5, STEPS))


def test_it_goes_on_from_a_better_roster_that_is_offered_and_from_no_dearer_one() -> None:
    drawn, taken = 0, 0
    for _, lines, legal in possible(range(60), people=3, days=4):
        best = min(product(*legal), key=lambda one: roster_cost(lines, one))
        dearest = max(product(*legal), key=lambda one: roster_cost(lines, one))
        search = searched(lines, 3, 0)
        before = roster(search)
        search.offer(roster_cost(lines, dearest), np.array(dearest))
        search.take_over()
        assert roster(search) == before
        search.offer(roster_cost(lines, best), np.array(best))
        search.take_over()
        taken += roster(search) != before
        assert search.best_cost == search.cost == min(roster_cost(lines, before), roster_cost(lines, best))
        drawn += 1
    assert drawn > 8
    assert taken > 0


def test_where_somebody_has_no_legal_line_it_says_who() -> None:
    lines = tiny(1)
    closed = lines._replace(
        longest_work=np.array([9, 1]), longest_free=np.array([9, 1]), shortest_work=np.array([1, 3])
    )
    assert not legal_lines(closed, 1)
    assert legal_lines(closed, 0)
    with pytest.raises(NoLine) as raised:
        searched(closed, 0, 0)
    assert raised.value.person == 1
