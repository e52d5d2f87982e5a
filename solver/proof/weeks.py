"""Compiled: how the labels of a candidate's weeks add up to a whole schedule.

Sums cost the more the larger they are: of two labels at the end of a week the one whose cost and sums are no larger
does all that the other can.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from solver.arrays import Ints
from solver.proof.paths import FAR, paths_of


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
