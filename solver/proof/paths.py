"""Compiled: the cheapest paths of a candidate through the entries of one week, for every label.

A label counts the sums that cost, in mixed radix. Sums cost the more the larger they are: an entry that saves nothing
by itself never will.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from solver.arrays import Ints
from solver.proof.schedules import Schedules

FAR = 1 << 60
"""The price of a label that no path reaches; paths that come from there cost more than half of it."""


class Useful(NamedTuple):
    """The entries of one candidate that may save something, in order of time.

    `start` (W + 1) are those of each week; the first `clear[n]` of its week do not clash with the n-th.
    """

    entry: Ints
    start: Ints
    clear: Ints


class Paths(NamedTuple):
    """Paths of one candidate through the entries of a week, by the number of entries looked at, and by label.

    `at[n]` is the cheapest path among the first n entries, `last[n]` the entry that it ends with (-1: none),
    `ending[n]` the cheapest that ends with entry n and `before[n]` the one that it has before that.
    """

    at: Ints
    ending: Ints
    last: Ints
    before: Ints


@njit(cache=True, nogil=True)
def useful_entries(schedules: Schedules, candidate: int, price: Ints, scale: int) -> Useful:
    """The entries of a candidate that save something by themselves."""
    bounds, weight, unit = schedules.first[candidate], schedules.weight[candidate], schedules.unit[candidate]
    entry = np.empty(bounds[-1] - bounds[0], dtype=np.int64)
    start, clear, count = np.zeros(len(bounds), dtype=np.int64), np.empty_like(entry), 0
    for week in range(len(bounds) - 1):
        for n in range(bounds[week], bounds[week + 1]):
            cost = price[n]
            for number in range(len(weight)):
                cost += scale * weight[number] * (schedules.digit[n, number] * unit[number]) ** 2
            if cost < 0:
                entry[count] = n
                clear[count] = np.searchsorted(entry[start[week] : count], schedules.safe[n])
                count += 1
        start[week + 1] = count
    return Useful(entry[:count], start, clear[:count])


@njit(cache=True, nogil=True)
def week_sizes(schedules: Schedules, useful: Useful, candidate: int, price: Ints, squares: Ints) -> Ints:
    """How large each digit of a label of each week can be, and 1: the most that entries count which do not clash one
    after another; of the first sum no more than a limit allows, nor what alone costs all that a week can save.
    """
    weeks, kept = len(useful.start) - 1, len(squares)
    size, upto = np.ones((weeks, kept), dtype=np.int64), np.empty(len(useful.entry), dtype=np.int64)
    for week in range(weeks):
        for number in range(kept):
            size[week, number] += longest(schedules, useful, week, schedules.digit[:, number], upto)
        if kept:
            most = min(size[week, 0] - 1, schedules.most[candidate, week])
            saved = -longest(schedules, useful, week, price, upto, -1)
            while most and squares[0] * most**2 >= saved:
                most -= 1
            size[week, 0] = most + 1
    return size


@njit(cache=True, nogil=True)
def longest(schedules: Schedules, useful: Useful, week: int, value: Ints, upto: Ints, sign: int = 1) -> int:
    """The largest sum of a value of entries of one week that do not clash one after another, the smallest for -1."""
    low, best = useful.start[week], 0
    for n in range(low, useful.start[week + 1]):
        before = 0
        for other in range(low, n):
            if sign * upto[other] > sign * before and not clashing(schedules, useful, other, n):
                before = upto[other]
        upto[n] = before + value[useful.entry[n]]
        best = upto[n] if sign * upto[n] > sign * best else best
    return best


@njit(cache=True, nogil=True)
def clashing(schedules: Schedules, useful: Useful, one: int, other: int) -> bool:
    """Whether two useful entries clash."""
    activity, entry = schedules.activity, useful.entry
    clash: bool = schedules.clash[activity[entry[one]], activity[entry[other]]]
    return clash


@njit(cache=True, nogil=True)
def paths_of(room: Ints, start: Ints, size: Ints, week: int) -> Paths:
    """The part of the `room` for all weeks that lies from `start[week]` on, as paths."""
    low, high, labels = start[week], start[week + 1], size[week].prod()
    shape = ((high - low) // labels, labels)
    return Paths(
        room[0][low:high].reshape(shape),
        room[1][low:high].reshape(shape),
        room[2][low:high].reshape(shape),
        room[3][low:high].reshape(shape),
    )


@njit(cache=True, nogil=True)
def step_of(schedules: Schedules, entry: int, size: Ints) -> int:
    """What an entry adds to the label of its week; the first sum is the highest digit."""
    step = 0
    for number in range(len(size)):
        step = step * size[number] + schedules.digit[entry, number]
    return step


@njit(cache=True, nogil=True)
def through_week(schedules: Schedules, useful: Useful, paths: Paths, week: int, size: Ints, price: Ints) -> None:
    """Find the paths through the entries of one week."""
    at, ending, last, before = paths
    low, labels = useful.start[week], size.prod()
    at[0], last[0] = FAR, -1
    at[0, 0] = 0
    for n in range(useful.start[week + 1] - low):
        entry, clear = useful.entry[low + n], useful.clear[low + n]
        step = step_of(schedules, entry, size)
        ending[n, : min(step, labels)] = FAR
        if step < labels:
            cost, came = ending[n, step:labels], before[n, step:labels]
            cost[:], came[:] = at[clear, : labels - step], last[clear, : labels - step]
            for other in range(clear, n):
                if not clashing(schedules, useful, low + other, low + n):
                    take_cheaper(cost, came, ending[other], other)
            cost += price[entry]
        at[n + 1], last[n + 1] = at[n], last[n]
        take_cheaper(at[n + 1], last[n + 1], ending[n], n)


@njit(cache=True, nogil=True)
def take_cheaper(cost: Ints, came: Ints, other: Ints, number: int) -> None:
    """Where the other costs are smaller take them, and note their number."""
    for label in range(len(cost)):
        cheaper = other[label] < cost[label]
        cost[label] = other[label] if cheaper else cost[label]
        came[label] = number if cheaper else came[label]


@njit(cache=True, nogil=True)
def walk_back(
    schedules: Schedules, useful: Useful, paths: Paths, week: int, size: Ints, label: int, chosen: Ints, count: int
) -> int:
    """Write down the entries of a week's cheapest path to a label, the last one first; how many there are now."""
    low, high = useful.start[week], useful.start[week + 1]
    n = paths.last[high - low, label]
    while n >= 0:
        chosen[count] = useful.entry[low + n]
        count += 1
        n, label = paths.before[n, label], label - step_of(schedules, useful.entry[low + n], size)
    return count
