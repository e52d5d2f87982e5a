"""Compiled: the cheapest schedule of each candidate at given prices, exact in integers.

A dynamic programme over labels, which count the sums that cost, in mixed radix: forward through the entries of a week,
then over the weeks. Sums cost the more the larger they are: an entry that saves nothing by itself never will, and of
two labels at the end of a week the one whose cost and sums are no larger does all that the other can.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from solver.proof.schedules import Pairs, Schedules
from solver.tables import Ints

FAR = 1 << 60
"""The price of a label that no path reaches; paths that come from there cost more than half of it."""

MOST_LABELS = 1 << 20
"""Labels of one candidate, after each entry and over the weeks. Where there were more, its last sums are left out."""


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


class Weeks(NamedTuple):
    """What of its weeks a candidate can make use of, and how that adds up.

    `label` (W, ...) are labels of each week of which none does all that another can, `cost` what they cost and `added`
    their labels over all weeks, `kept` (W) of them. `total` (K) is the size of each digit there.
    """

    label: Ints
    cost: Ints
    added: Ints
    kept: Ints
    total: Ints


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
def weeks_of(room: Ints, start: Ints, size: Ints, squares: Ints) -> Weeks:
    """The labels of each week that a candidate can make use of."""
    weeks, kept = size.shape
    most = max([size[week].prod() for week in range(weeks)])
    label, cost, added = np.empty((3, weeks, most), dtype=np.int64)
    count, largest = np.zeros(weeks, dtype=np.int64), np.zeros((weeks, kept), dtype=np.int64)
    for week in range(weeks):
        reached = paths_of(room, start, size, week).at[-1]
        count[week] = undominated(reached, size[week], squares, label[week])
        for place in range(count[week]):
            cost[week, place] = reached[label[week, place]]
            rest = label[week, place]
            for number in range(kept - 1, -1, -1):
                if squares[number]:
                    largest[week, number] = max(largest[week, number], rest % size[week, number])
                rest //= size[week, number]
    total = largest.sum(axis=0) + 1
    for week in range(weeks):
        for place in range(count[week]):
            added[week, place] = in_total(label[week, place], size[week], total, squares)
    return Weeks(label, cost, added, count, total)


@njit(cache=True, nogil=True)
def undominated(reached: Ints, size: Ints, squares: Ints, found: Ints) -> int:
    """Write down the labels of which no other with sums that are no larger costs as little, squares included; how many.

    A square of two parts together costs no less than those of each, so nothing that is added later turns that round.
    """
    count, labels, kept = 0, size.prod(), len(size)
    best, digit = np.empty(labels, dtype=np.int64), np.zeros(kept, dtype=np.int64)
    for label in range(labels):
        cost, least, stride = reached[label], FAR // 2, 1
        for number in range(kept - 1, -1, -1):
            cost += squares[number] * digit[number] ** 2
            if digit[number]:
                least = min(least, best[label - stride])
            stride *= size[number]
        best[label] = min(cost, least)
        if cost < least:
            found[count] = label
            count += 1
        for number in range(kept - 1, -1, -1):
            digit[number] += 1
            if digit[number] < size[number]:
                break
            digit[number] = 0
    return count


@njit(cache=True, nogil=True)
def in_total(label: int, size: Ints, total: Ints, squares: Ints) -> int:
    """A label of a week as a label of all weeks, whose digits have more room; without sums that cost nothing."""
    found, stride = 0, 1
    for number in range(len(size) - 1, -1, -1):
        if squares[number]:
            found += label % size[number] * stride
        label //= size[number]
        stride *= total[number]
    return found


@njit(cache=True, nogil=True)
def over_weeks(weeks: Weeks, squares: Ints) -> tuple[int, Ints]:
    """What a whole schedule costs at least, its squares included, and the label of each week with which it does."""
    number, labels = len(weeks.kept), weeks.total.prod()
    upto, taken = np.full((number + 1, labels), FAR), np.empty((number, labels), dtype=np.int64)
    upto[0, 0] = 0
    before = np.empty(labels, dtype=np.int64)
    for week in range(number):
        for one in range(undominated(upto[week], weeks.total, squares, before)):
            for place in range(weeks.kept[week]):
                cost, label = upto[week, before[one]] + weeks.cost[week, place], before[one] + weeks.added[week, place]
                if cost < upto[week + 1, label]:
                    upto[week + 1, label], taken[week, label] = cost, place
    count = undominated(upto[number], weeks.total, squares, before)
    label, cost = cheapest_label(upto[number], before[:count], weeks.total, squares)
    of_week = np.empty(number, dtype=np.int64)
    for week in range(number - 1, -1, -1):
        place = taken[week, label]
        of_week[week] = weeks.label[week, place]
        label -= weeks.added[week, place]
    return cost, of_week


@njit(cache=True, nogil=True)
def cheapest_label(upto: Ints, labels: Ints, total: Ints, squares: Ints) -> tuple[int, int]:
    """The label with which a whole schedule is cheapest, its squares included, and what it costs."""
    best, cheapest = 0, FAR
    for label in labels:
        cost, rest = upto[label], label
        for number in range(len(total) - 1, -1, -1):
            cost += squares[number] * (rest % total[number]) ** 2
            rest //= total[number]
        if cost < cheapest:
            best, cheapest = label, cost
    return best, cheapest


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
