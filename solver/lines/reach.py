"""How large each sum of a person can be by each day, whatever they do: what bounds the graph of their lines."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from solver.arrays import Flags, Ints
from solver.lines.layout import NEVER, Lines

FAR = 1 << 50
"""Beyond every sum."""


class Reach(NamedTuple):
    """`P` people, `K` sums, in units: the largest that all amounts of a person's possible duties are multiples of."""

    unit: Ints
    """(P, K)"""
    least_units: Ints
    most_units: Ints
    """(P, K) The limits; a most is never more than can be reached."""
    least_binds: Flags
    """(P, K) Whether lines could be below the least."""
    low: Ints
    high: Ints
    """(P, K, D) Between what a legal line's sum lies at the end of each day; high below low where there is none."""
    none: Ints
    """(D) The same for a sum that is not counted."""


def reach_of(lines: Lines) -> Reach:
    """What can be reached with runs of the lengths allowed; weekends and successions are not looked at."""
    people, sums, days = len(lines.price), lines.amount.shape[1], len(lines.weekend)
    can = lines.price < NEVER
    shape = people, sums
    unit = np.ones(shape, dtype=np.int64)
    least, most = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    binds = np.zeros(shape, dtype=bool)
    low, high = np.zeros((*shape, days), dtype=np.int64), np.zeros((*shape, days), dtype=np.int64)
    starts = lines.day_start
    for person in range(people):
        runs = tuple(
            int(limit[person])
            for limit in (lines.shortest_work, lines.longest_work, lines.shortest_free, lines.longest_free)
        )
        may_be_free = lines.free_price[person] < NEVER
        for number in range(sums):
            amount = lines.amount[:, number]
            unit[person, number] = max(int(np.gcd.reduce(amount[can[person]])) if can[person].any() else 1, 1)
            units = amount // unit[person, number]
            largest, smallest = by_day(units, can[person], starts)
            most_by, most_from = ends(largest, may_be_free, runs, 1)
            least_by, least_from = ends(smallest, may_be_free, runs, -1)
            floor = -(-int(lines.least[person, number]) // int(unit[person, number]))
            ceiling = int(lines.most[person, number]) // int(unit[person, number])
            least[person, number], most[person, number] = floor, max(min(ceiling, int(most_by[-1])), 0)
            binds[person, number] = floor > least_by[-1]
            low[person, number] = np.maximum(np.maximum(least_by, floor - most_from), 0)
            high[person, number] = np.minimum(most_by, ceiling - least_from)
    out_of_reach = (high < low).any(axis=2)
    low[out_of_reach], high[out_of_reach] = 0, -1
    return Reach(unit, least, most, binds, low, high, np.zeros(days, dtype=np.int64))


def by_day(units: Ints, can: Flags, starts: Ints) -> tuple[Ints, Ints]:
    """The largest and the smallest that a duty of each day counts; -FAR and FAR where there is none."""
    days = len(starts) - 1
    largest, smallest = np.full(days, -FAR, dtype=np.int64), np.full(days, FAR, dtype=np.int64)
    for day in range(days):
        mine = units[starts[day] : starts[day + 1]][can[starts[day] : starts[day + 1]]]
        if len(mine):
            largest[day], smallest[day] = mine.max(), mine.min()
    return largest, smallest


def ends(units: Ints, may_be_free: Flags, runs: tuple[int, ...], sign: int) -> tuple[Ints, Ints]:
    """The largest (`sign` 1) or smallest (-1) sum of the days up to each, and of those after each."""
    by = sign * up_to(sign * units, may_be_free, *runs)
    after = sign * up_to(sign * units[::-1], may_be_free[::-1], *runs)[::-1]
    return by, np.append(after[1:], 0)


@njit(cache=True)
def up_to(
    units: Ints, may_be_free: Flags, shortest_work: int, longest_work: int, shortest_free: int, longest_free: int
) -> Ints:
    """The largest sum of the days up to each, by runs of work and of free days; -FAR where no line gets there."""
    days = len(units)
    found = np.full(days, -FAR, dtype=np.int64)
    work, free = np.full(days + 1, -FAR, dtype=np.int64), np.full(days + 1, -FAR, dtype=np.int64)
    for day in range(days):
        from_work = from_free = -FAR if day else 0
        for run in range(1, day + 1):
            if run >= shortest_work or run == day:
                from_work = max(from_work, work[run])
            if run >= shortest_free or run == day:
                from_free = max(from_free, free[run])
        for run in range(min(day + 1, longest_work), 1, -1):
            work[run] = work[run - 1] + units[day] if units[day] > -FAR and work[run - 1] > -FAR else -FAR
        for run in range(min(day + 1, longest_free), 1, -1):
            free[run] = free[run - 1] if may_be_free[day] else -FAR
        work[1] = from_free + units[day] if units[day] > -FAR and from_free > -FAR and longest_work > 0 else -FAR
        free[1] = from_work if may_be_free[day] and longest_free > 0 else -FAR
        found[day] = max(work[1 : day + 2].max(), free[1 : day + 2].max())
    return found
