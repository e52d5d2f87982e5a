"""Bounds of column generation against all rosters there are, and what lines are priced at against all lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver.lines.graphs import barred
from solver.lines.pricing import SCALE, Pricing
from tests.solver.lines.tiny import generated, possible


def bounds_are_never_above(seed: int) -> None:
    """At worths drawn at random and at every worth of the master no bound is above the best roster's cost."""
    drawn = list(generated([seed]))
    assume(drawn)
    ((_, found, best),) = drawn
    found.price_at(np.random.default_rng(seed).normal(0, 6, len(found.lines.wanted)))
    assert found.bound is not None
    assert found.bound <= best
    for _ in range(100):
        more = found.advance()
        assert found.bound <= best
        if not more:
            break
    assert not more
    assert found.bound <= found.master.value + 1


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(0, 1 << 40))
def test_no_bound_is_above_the_best_of_all_rosters(seed: int) -> None:
    bounds_are_never_above(seed)


@pytest.mark.nightly
@settings(max_examples=5000, deadline=None)
@given(st.integers(0, 1 << 40))
def test_no_bound_is_above_the_best_of_very_many_rosters(seed: int) -> None:
    bounds_are_never_above(seed)


def test_bounds_hold_where_sums_are_too_many_to_count() -> None:
    left_out = 0
    for seed, found, best in generated(range(80)):
        found.pricing.selection.most_values = 1
        while found.advance():
            pass
        assert found.bound is not None
        assert found.bound <= best, seed
        left_out += int(found.pricing.selection.left_out.sum())
    assert left_out > 0


def test_what_priced_lines_cost_is_what_no_legal_line_is_below() -> None:
    for seed, lines, legal in possible(range(40), days=5):
        worth = np.random.default_rng(seed).integers(-3, 9, len(lines.wanted)).clip(-lines.over, lines.under) * SCALE
        costs, found = Pricing(barred(lines)).cheapest(np.arange(2), worth)
        for person, mine in enumerate(legal):
            prices = lines.price[person] * SCALE - worth
            free = lines.free_price[person] * SCALE

            def total(line: tuple[int, ...], prices: np.ndarray = prices, free: np.ndarray = free) -> int:
                return int(sum(prices[duty] if duty >= 0 else free[day] for day, duty in enumerate(line)))

            assert costs[person] == min(total(line) for line in mine), seed
            assert tuple(found[person].tolist()) in mine, seed
