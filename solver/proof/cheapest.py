"""Compiled: the cheapest schedule of each candidate at given prices, exact in integers.

A dynamic programme over labels, which count the sums that cost: forward through the entries of a week (`paths.py`),
then over the weeks (`weeks.py`).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.arrays import Ints
from solver.proof.paths import FAR, Useful, paths_of, through_week, useful_entries, walk_back, week_sizes
from solver.proof.schedules import Pairs, Schedules
from solver.proof.weeks import over_weeks, weeks_of

MOST_LABELS = 1 << 20
"""Labels of one candidate, after each entry and over the weeks. Where there were more, its last sums are left out."""


def cheapest(schedules: Schedules, pairs: Pairs, price: Ints, scale: int) -> tuple[Ints, list[Ints]]:
    """The cheapest schedule of each candidate, where `price` is that of each pair: what they cost, their pairs.

    Prices and costs are in parts of `scale`. The empty schedule costs 0. Where sums had to be left out, what a schedule
    costs here is less than what it costs.
    """
    entry_price = np.minimum.reduceat(price, pairs.start[:-1]) if len(price) else price
    cost, chosen, start = all_cheapest(schedules, entry_price, scale, MOST_LABELS)
    found = []
    for candidate in range(len(cost)):
        entries = chosen[start[candidate] : start[candidate + 1]]
        firsts = [pairs.start[e] + int(price[pairs.start[e] : pairs.start[e + 1]].argmin()) for e in entries]
        found.append(np.array(firsts[::-1], dtype=np.int64))
    return cost, found


@njit(cache=True, nogil=True)
def all_cheapest(schedules: Schedules, price: Ints, scale: int, most_labels: int) -> tuple[Ints, Ints, Ints]:
    """Per candidate, what its cheapest schedule costs and its entries (flat, from `start` on, the last one first)."""
    candidates = len(schedules.first)
    cost, start = np.zeros(candidates, dtype=np.int64), np.zeros(candidates + 1, dtype=np.int64)
    chosen, count = np.empty(len(schedules.activity), dtype=np.int64), 0
    for candidate in range(candidates):
        useful = useful_entries(schedules, candidate, price, scale)
        kept = schedules.amount.shape[1]
        found = len(useful.entry) == 0
        while not found:
            weight = scale * schedules.weight[candidate, :kept]
            found, cost[candidate], count = cheapest_of(
                schedules, useful, candidate, price, weight, most_labels if kept else FAR, chosen, count
            )
            kept -= 1
        start[candidate + 1] = count
    return cost, chosen[:count], start


@njit(cache=True, nogil=True)
def cheapest_of(
    schedules: Schedules,
    useful: Useful,
    candidate: int,
    price: Ints,
    weight: Ints,
    most_labels: int,
    chosen: Ints,
    count: int,
) -> tuple[bool, int, int]:
    """Whether there is room for the labels of the sums that have a `weight`; if so what one candidate's cheapest
    schedule costs, and how many entries are written down when its own are.
    """
    squares = weight * schedules.unit[candidate, : len(weight)] ** 2
    size = week_sizes(schedules, useful, candidate, price, squares)
    start = np.zeros(len(size) + 1, dtype=np.int64)
    for week in range(len(size)):
        entries = useful.start[week + 1] - useful.start[week]
        start[week + 1] = start[week] + (entries + 1) * size[week].prod()
    if start[-1] > most_labels:
        return False, 0, count
    room = np.empty((4, start[-1]), dtype=np.int64)
    for week in range(len(size)):
        through_week(schedules, useful, paths_of(room, start, size, week), week, size[week], price)
    weeks = weeks_of(room, start, size, squares)
    if weeks.total.prod() * (len(size) + 1) > most_labels:
        return False, 0, count
    cost, of_week = over_weeks(weeks, squares)
    for week in range(len(size) - 1, -1, -1):
        paths = paths_of(room, start, size, week)
        count = walk_back(schedules, useful, paths, week, size[week], of_week[week], chosen, count)
    return True, cost, count
