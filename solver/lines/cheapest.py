"""Compiled: the cheapest line of one person at given prices, exactly: a dynamic programme in integers over a graph.

Values lie in `room`, day after day: each node has a block of them, a row for each outer state, by main sum in the row.
A move from a node to another leads every value of a block equally far, so that the innermost loop runs over neighbours
in memory; what leaves its row on the way ends in places beyond the limits, which are struck out. Nothing else is kept:
the line is found by asking backwards which values add up.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.arrays import Ints
from solver.lines.graphs import Graphs

NO_VALUE = 1 << 60
"""No path gets there. Prices are small beside it: values beyond `NO_PATH` are none."""

NO_PATH = 1 << 59
TOO_DEAR = 1 << 39
"""A duty or free day of this price cannot be had."""


@njit(cache=True, nogil=True)
def room_for(graphs: Graphs, person: int) -> int:
    """How many values the graph of a person has."""
    variant, nodes = graphs.variant[person], 0
    for day in range(len(graphs.place)):
        nodes += nodes_of(graphs, person, variant, day)
    size: int = nodes * graphs.outer[person] * graphs.row[person]
    return size


@njit(cache=True, nogil=True)
def nodes_of(graphs: Graphs, person: int, variant: int, day: int) -> int:
    """How many nodes a day has: runs of work of each class, and runs of free days."""
    classes = graphs.class_start[variant, day + 1] - graphs.class_start[variant, day]
    nodes: int = classes * graphs.work[person] + graphs.free[person]
    return nodes


@njit(cache=True, nogil=True)
def cheapest(graphs: Graphs, person: int, price: Ints, free_price: Ints, room: Ints, line: Ints) -> int:
    """The cost of a person's cheapest line where each duty and each free day has this price; `NO_VALUE` if none is
    legal.

    Writes the duty of each day into `line`, -1 for none. `room` has at least `room_for` values.
    """
    class_price, choice = of_classes(graphs, person, price)
    offset = offsets(graphs, person)
    if offset[-1] == 0:
        return NO_VALUE
    fill(graphs, person, class_price, free_price, room, offset)
    return trace(graphs, person, class_price, choice, free_price, room, offset, line)


@njit(cache=True, nogil=True)
def of_classes(graphs: Graphs, person: int, price: Ints) -> tuple[Ints, Ints]:
    """The price of the cheapest duty of each class, and which that is."""
    variant = graphs.variant[person]
    classes = graphs.class_start[variant, -1]
    class_price, choice = np.full(classes, NO_VALUE), np.full(classes, -1)
    for duty in range(len(price)):
        number = graphs.duty_class[variant, duty]
        if price[duty] < class_price[number]:
            class_price[number] = price[duty]
            choice[number] = duty
    return class_price, choice


@njit(cache=True, nogil=True)
def offsets(graphs: Graphs, person: int) -> Ints:
    """Where the values of each day begin, and where they end; all 0 if there is no legal line."""
    days, variant = len(graphs.place), graphs.variant[person]
    block = graphs.outer[person] * graphs.row[person]
    offset = np.zeros(days + 1, dtype=np.int64)
    for day in range(days):
        if graphs.high[person, day] < graphs.low[person, day]:
            return np.zeros(days + 1, dtype=np.int64)
        offset[day + 1] = offset[day] + nodes_of(graphs, person, variant, day) * block
    return offset


@njit(cache=True, nogil=True)
def fill(graphs: Graphs, person: int, class_price: Ints, free_price: Ints, room: Ints, offset: Ints) -> None:
    """The least that the days up to each node cost, for each outer state and main sum."""
    days = len(graphs.place)
    room[: offset[days]] = NO_VALUE
    begin_line(graphs, person, class_price, free_price[0], room[: offset[1]])
    for day in range(1, days):
        before, after = room[offset[day - 1] : offset[day]], room[offset[day] : offset[day + 1]]
        go_to_work(graphs, person, day, class_price, before, after)
        go_free(graphs, person, day, free_price[day], before, after)
        cut_off(graphs, person, day, after)


@njit(cache=True, nogil=True)
def step_of(graphs: Graphs, person: int, day: int, number: int, new: int) -> int:
    """How many values further a class leads in its node's block, with or without a new weekend."""
    variant = graphs.variant[person]
    step: int = (
        graphs.jump[person, graphs.kind[variant, number]]
        + new * graphs.weekend_jump[person]
        + graphs.main[variant, number] // graphs.unit[person]
        - graphs.low[person, day]
    )
    return step + graphs.low[person, day - 1] if day else step


@njit(cache=True, nogil=True)
def begin_line(graphs: Graphs, person: int, class_price: Ints, free_price: int, after: Ints) -> None:
    """The values of the first day."""
    variant, block = graphs.variant[person], graphs.outer[person] * graphs.row[person]
    classes, work, new = graphs.class_start[variant, 1], graphs.work[person], graphs.place[0] == 0
    for number in range(classes if work > 0 else 0):
        at = step_of(graphs, person, 0, number, int(new))
        if class_price[number] < TOO_DEAR and 0 <= at < block:
            after[number * work * block + at] = class_price[number]
    if free_price < TOO_DEAR and graphs.low[person, 0] <= 0 and graphs.free[person] > 0:
        after[classes * work * block - graphs.low[person, 0]] = free_price
    cut_off(graphs, person, 0, after)


@njit(cache=True, nogil=True)
def go_to_work(graphs: Graphs, person: int, day: int, class_price: Ints, before: Ints, after: Ints) -> None:
    """The values of the nodes at work: from work of the day before, or from free days enough."""
    variant, work, free = graphs.variant[person], graphs.work[person], graphs.free[person]
    first, then, end = graphs.class_start[variant, day - 1 : day + 2]
    block, place = graphs.outer[person] * graphs.row[person], graphs.place[day]
    for number in range(then, end if work > 0 else then):
        price = class_price[number]
        if price >= TOO_DEAR:
            continue
        node = (number - then) * work
        for run in range(min(free, day)):
            if run + 1 >= graphs.shortest_free[person] or run + 1 == day:
                step = step_of(graphs, person, day, number, int(0 <= place <= run + 1))
                lower(before, (then - first) * work + run, after, node, block, step, price)
        step = step_of(graphs, person, day, number, int(place == 0))
        for other in range(then - first):
            if not graphs.follows[variant, day - 1, other, number - then]:
                continue
            for run in range(min(work, day)):
                if run + 1 < work:
                    lower(before, other * work + run, after, node + run + 1, block, step, price)
                elif graphs.work_may_grow[person]:
                    lower(before, other * work + run, after, node + run, block, step, price)


@njit(cache=True, nogil=True)
def go_free(graphs: Graphs, person: int, day: int, price: int, before: Ints, after: Ints) -> None:
    """The values of the free nodes: from work enough, or from free days before."""
    variant, work, free = graphs.variant[person], graphs.work[person], graphs.free[person]
    if price >= TOO_DEAR or free < 1:
        return
    first, then, end = graphs.class_start[variant, day - 1 : day + 2]
    block, step = graphs.outer[person] * graphs.row[person], graphs.low[person, day - 1] - graphs.low[person, day]
    source, node = (then - first) * work, (end - then) * work
    for other in range(then - first):
        for run in range(min(work, day)):
            if run + 1 >= graphs.shortest_work[person] or run + 1 == day:
                lower(before, other * work + run, after, node, block, step, price)
    for run in range(min(free, day)):
        if run + 1 < free:
            lower(before, source + run, after, node + run + 1, block, step, price)
        elif graphs.free_may_grow[person]:
            lower(before, source + run, after, node + run, block, step, price)


@njit(cache=True, nogil=True)
def lower(before: Ints, source: int, after: Ints, node: int, block: int, step: int, price: int) -> None:
    """Lower the values of a node to what those of one of the day before and a price come to, so many values further.

    What leaves its row by that ends where no value counts: see `cut_off`.
    """
    back, ahead = max(-step, 0), max(step, 0)
    origin = before[source * block + back : (source + 1) * block - ahead]
    goal = after[node * block + ahead : (node + 1) * block - back]
    for number in range(len(goal)):
        value = origin[number] + price
        if value < goal[number]:
            goal[number] = value


@njit(cache=True, nogil=True)
def cut_off(graphs: Graphs, person: int, day: int, after: Ints) -> None:
    """Strike the values whose sums are out of bounds."""
    outer, row = graphs.outer[person], graphs.row[person]
    width = graphs.high[person, day] - graphs.low[person, day] + 1
    for start in range(0, len(after), outer * row):
        for state in range(outer):
            begin = start + state * row
            after[begin + (width if graphs.within[person, state] else 0) : begin + row] = NO_VALUE


@njit(cache=True, nogil=True)
def trace(
    graphs: Graphs,
    person: int,
    class_price: Ints,
    choice: Ints,
    free_price: Ints,
    room: Ints,
    offset: Ints,
    line: Ints,
) -> int:
    """The least value at the end, and the line that leads there."""
    variant, work, row = graphs.variant[person], graphs.work[person], graphs.row[person]
    block, day = graphs.outer[person] * row, len(line) - 1
    best, node, at = NO_PATH, -1, -1
    for number in range(offset[day + 1] - offset[day]):
        if room[offset[day] + number] < best and graphs.ends[person, number % block // row]:
            best, node, at = room[offset[day] + number], number // block, number % block
    if node < 0:
        return NO_VALUE
    value = best
    while True:
        classes = graphs.class_start[variant, day + 1] - graphs.class_start[variant, day]
        if node >= classes * work:
            line[day] = -1
            value -= free_price[day]
        else:
            number = graphs.class_start[variant, day] + node // work
            line[day] = choice[number]
            value -= class_price[number]
        if day == 0:
            return best
        before = room[offset[day - 1] : offset[day]]
        for origin in range(len(before) // block):
            was = place_before(graphs, person, day, origin, node, at)
            if was >= 0 and before[origin * block + was] == value:
                node, at = origin, was
                break
        day -= 1


@njit(cache=True, nogil=True)
def place_before(graphs: Graphs, person: int, day: int, origin: int, node: int, at: int) -> int:
    """From which value of a node of the day before a value of this node can come; -1 from none."""
    variant, work, free = graphs.variant[person], graphs.work[person], graphs.free[person]
    first, then, end = graphs.class_start[variant, day - 1 : day + 2]
    was_free, is_free = origin >= (then - first) * work, node >= (end - then) * work
    run = origin - (then - first) * work + 1 if was_free else origin % work + 1
    to = node - (end - then) * work if is_free else node % work
    if run > day:
        return -1
    if was_free == is_free:
        longest = free if is_free else work
        may_grow = graphs.free_may_grow[person] if is_free else graphs.work_may_grow[person]
        if run != to and not (run == longest and to == longest - 1 and may_grow):
            return -1
    else:
        shortest = graphs.shortest_free[person] if was_free else graphs.shortest_work[person]
        if to != 0 or (run < shortest and run != day):
            return -1
    number = then + node // work if not is_free else -1
    if not was_free and not is_free and not graphs.follows[variant, day - 1, origin // work, number - then]:
        return -1
    step = graphs.low[person, day - 1] - graphs.low[person, day]
    if not is_free:
        place = graphs.place[day]
        step = step_of(graphs, person, day, number, int(0 <= place <= run if was_free else place == 0))
    was: int = at - step
    return was if 0 <= was < graphs.outer[person] * graphs.row[person] else -1
