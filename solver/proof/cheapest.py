"""Compiled: the cheapest schedule of each candidate at given prices, exact in integers.

A dynamic programme over labels (`solver.proof.schedules`): forward through the entries of a week, then over the weeks.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from solver.proof.schedules import Pairs, Schedules
from solver.tables import Ints

FAR = 1 << 60
"""The price of a label that no path reaches."""


class Paths(NamedTuple):
    """Paths of one candidate through the entries of each week, by the number of entries looked at, and by label.

    `at[w, n]` is the cheapest path among the first n entries of week w, `last[w, n]` the entry that it ends with (-1:
    none), `ending[w, n]` the cheapest that ends with entry n and `before[w, n]` the one that it has before that.
    """

    at: Ints
    ending: Ints
    last: Ints
    before: Ints


def cheapest(schedules: Schedules, pairs: Pairs, price: Ints, scale: int) -> tuple[Ints, list[Ints]]:
    """The cheapest schedule of each candidate, where `price` is that of each pair: what they cost, their pairs.

    Prices and costs are in parts of `scale`. The empty schedule costs 0.
    """
    entry_price = np.minimum.reduceat(price, pairs.start[:-1]) if len(price) else price
    cost, chosen, start = all_cheapest(schedules, entry_price, scale)
    found = []
    for candidate in range(len(cost)):
        entries = chosen[start[candidate] : start[candidate + 1]]
        firsts = [pairs.start[e] + int(price[pairs.start[e] : pairs.start[e + 1]].argmin()) for e in entries]
        found.append(np.array(firsts[::-1], dtype=np.int64))
    return cost, found


@njit(cache=True, nogil=True)
def all_cheapest(schedules: Schedules, price: Ints, scale: int) -> tuple[Ints, Ints, Ints]:
    """Per candidate, what its cheapest schedule costs and its entries (flat, from `start` on, the last one first)."""
    candidates = len(schedules.first)
    cost, start = np.zeros(candidates, dtype=np.int64), np.zeros(candidates + 1, dtype=np.int64)
    chosen, count = np.empty(len(schedules.activity), dtype=np.int64), 0
    for candidate in range(candidates):
        if schedules.first[candidate, 0] < schedules.first[candidate, -1]:
            cost[candidate], count = cheapest_of(schedules, candidate, price, scale, chosen, count)
        start[candidate + 1] = count
    return cost, chosen[:count], start


@njit(cache=True, nogil=True)
def cheapest_of(
    schedules: Schedules, candidate: int, price: Ints, scale: int, chosen: Ints, count: int
) -> tuple[int, int]:
    """What one candidate's cheapest schedule costs; its entries are written down after `count` others."""
    bounds, size = schedules.first[candidate], schedules.size[candidate]
    weeks, totals = len(size), (size - 1).sum(axis=0) + 1
    paths = no_paths(bounds, size)
    upto, taken = np.full((weeks + 1, totals.prod()), FAR), np.zeros((weeks, totals.prod()), dtype=np.int64)
    upto[0, 0] = 0
    for week in range(weeks):
        through_week(schedules, paths, week, bounds[week], bounds[week + 1], size[week].prod(), price)
        reached = paths.at[week, bounds[week + 1] - bounds[week]]
        add_week(reached, size[week], totals, upto[week], upto[week + 1], taken[week])
    sums = schedules.unit[candidate], schedules.weight[candidate], schedules.base[candidate]
    label, cost = best_total(upto[weeks], totals, *sums, scale)
    for week in range(weeks - 1, -1, -1):
        of_week = taken[week, label]
        label -= in_total(of_week, size[week], totals)
        count = walk_back(schedules, paths, week, bounds[week], bounds[week + 1], of_week, chosen, count)
    return cost, count


@njit(cache=True, nogil=True)
def no_paths(bounds: Ints, size: Ints) -> Paths:
    """Room for the paths of a candidate."""
    most, labels = 0, 1
    for week in range(len(size)):
        most, labels = max(most, bounds[week + 1] - bounds[week]), max(labels, size[week].prod())
    at, ending = np.empty((2, len(size), most + 1, labels), dtype=np.int64)
    last, before = np.empty((2, len(size), most + 1, labels), dtype=np.int64)
    return Paths(at, ending, last, before)


@njit(cache=True, nogil=True)
def through_week(schedules: Schedules, paths: Paths, week: int, low: int, high: int, size: int, price: Ints) -> None:
    """Find the paths through the entries of one week, from `low` to `high`."""
    at, ending, last, before = paths.at[week], paths.ending[week], paths.last[week], paths.before[week]
    activity, clash = schedules.activity, schedules.clash
    at[0, :size], last[0, :size] = FAR, -1
    at[0, 0] = 0
    for n in range(high - low):
        entry, clear, further = low + n, schedules.safe[low + n] - low, schedules.step[low + n]
        ending[n, :size] = FAR
        for label in range(size - further):
            cost, came = at[clear, label], last[clear, label]
            for other in range(clear, n):
                if ending[other, label] < cost and not clash[activity[low + other], activity[entry]]:
                    cost, came = ending[other, label], other
            if cost < FAR:
                ending[n, label + further] = cost + price[entry]
                before[n, label + further] = came
        for label in range(size):
            ends_here = ending[n, label] < at[n, label]
            at[n + 1, label] = ending[n, label] if ends_here else at[n, label]
            last[n + 1, label] = n if ends_here else last[n, label]


@njit(cache=True, nogil=True)
def in_total(label: int, size: Ints, totals: Ints) -> int:
    """A label of a week as a label of the whole time, whose digits have more room."""
    found, stride = 0, 1
    for number in range(len(size) - 1, -1, -1):
        found += label % size[number] * stride
        label //= size[number]
        stride *= totals[number]
    return found


@njit(cache=True, nogil=True)
def add_week(reached: Ints, size: Ints, totals: Ints, upto: Ints, after: Ints, taken: Ints) -> None:
    """Add a week to the time before it: the cheapest way to each label `after` it, and the week's label in it."""
    for label in range(size.prod()):
        if reached[label] < FAR:
            further = in_total(label, size, totals)
            for total in range(len(upto) - further):
                if upto[total] < FAR and upto[total] + reached[label] < after[total + further]:
                    after[total + further] = upto[total] + reached[label]
                    taken[total + further] = label


@njit(cache=True, nogil=True)
def best_total(upto: Ints, totals: Ints, unit: Ints, weight: Ints, base: Ints, scale: int) -> tuple[int, int]:
    """The label with which a whole schedule is cheapest, its sums included, and what it costs."""
    best, cheapest = 0, FAR
    for label in range(len(upto)):
        if upto[label] < FAR:
            cost, rest = upto[label], label
            for number in range(len(totals) - 1, -1, -1):
                amount = rest % totals[number] * unit[number]
                rest //= totals[number]
                cost += scale * weight[number] * amount * (amount + 2 * base[number])
            if cost < cheapest:
                best, cheapest = label, cost
    return best, cheapest


@njit(cache=True, nogil=True)
def walk_back(
    schedules: Schedules, paths: Paths, week: int, low: int, high: int, label: int, chosen: Ints, count: int
) -> int:
    """Write down the entries of a week's cheapest path to a label, the last one first; how many there are now."""
    n = paths.last[week, high - low, label]
    while n >= 0:
        chosen[count] = low + n
        count += 1
        n, label = paths.before[week, n, label], label - schedules.step[low + n]
    return count
