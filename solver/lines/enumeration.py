"""Compiled: all lines of a person that cost no more than so much at given prices.

The values of the dynamic programme say what the days before a node cost at least: a search backwards from the last day
meets no dead end.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.arrays import Ints
from solver.lines.cheapest import NO_PATH, TOO_DEAR, fill, of_classes, offsets, place_before
from solver.lines.graphs import Graphs


@njit(cache=True, nogil=True)
def lines_within(graphs: Graphs, person: int, price: Ints, free_price: Ints, room: Ints, most: int, found: Ints) -> int:
    """How many lines cost at most `most`; `len(found)` + 1 if there are more than `found` has place for.

    Lines may break sums that the graph does not count.
    """
    class_price, _ = of_classes(graphs, person, price)
    offset = offsets(graphs, person)
    if offset[-1] == 0:
        return 0
    fill(graphs, person, class_price, free_price, room, offset)
    day, row = len(graphs.place) - 1, graphs.row[person]
    block, count = graphs.outer[person] * row, 0
    line = np.zeros(day + 1, dtype=np.int64)
    for number in range(offset[day + 1] - offset[day]):
        value = room[offset[day] + number]
        if value < NO_PATH and value <= most and graphs.ends[person, number % block // row]:
            at = day, number // block, number % block
            count = spread(graphs, person, price, free_price, room, offset, most, found, line, *at, 0, count)
    return count


@njit(cache=True, nogil=True)
def spread(
    graphs: Graphs,
    person: int,
    price: Ints,
    free_price: Ints,
    room: Ints,
    offset: Ints,
    most: int,
    found: Ints,
    line: Ints,
    day: int,
    node: int,
    at: int,
    after: int,
    count: int,
) -> int:
    """Write down all ways through a node where the days after it cost `after`; how many lines there are by then."""
    variant, work = graphs.variant[person], graphs.work[person]
    then, end = graphs.class_start[variant, day : day + 2]
    is_free, block = node >= (end - then) * work, graphs.outer[person] * graphs.row[person]
    for duty in range(-1 if is_free else graphs.day_start[day], 0 if is_free else graphs.day_start[day + 1]):
        if not is_free and (price[duty] >= TOO_DEAR or graphs.duty_class[variant, duty] != then + node // work):
            continue
        cost = after + (free_price[day] if is_free else price[duty])
        line[day] = duty
        if day == 0:
            if cost <= most:
                if count < len(found):
                    found[count] = line
                count = min(count + 1, len(found) + 1)
            continue
        for origin in range((offset[day] - offset[day - 1]) // block):
            was = place_before(graphs, person, day, origin, node, at)
            if was < 0 or count > len(found):
                continue
            value = room[offset[day - 1] + origin * block + was]
            if value < NO_PATH and value + cost <= most:
                way = day - 1, origin, was
                count = spread(graphs, person, price, free_price, room, offset, most, found, line, *way, cost, count)
    return count
