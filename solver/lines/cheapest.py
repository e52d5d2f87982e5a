"""Compiled: the cheapest line of one person at given prices, exactly: a dynamic programme in integers over a graph.

Values lie in `room`, day after day: of each node for each outer state the values by main sum, so that the innermost
loop runs over neighbours in memory. Nothing else is kept; the line is found by asking backwards which values add up.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.lines.graphs import Graphs
from solver.tables import Ints

NO_VALUE = 1 << 60
"""No path gets there. Prices are small beside it: values beyond `NO_PATH` are none."""

NO_PATH = 1 << 59
TOO_DEAR = 1 << 39
"""A duty or free day of this price cannot be had."""


@njit(cache=True, nogil=True)
def room_for(graphs: Graphs, person: int) -> int:
    """How many values the graph of a person has."""
    variant, size = graphs.variant[person], 0
    for day in range(len(graphs.place)):
        width = max(graphs.high[person, day] - graphs.low[person, day] + 1, 0)
        size += nodes_of(graphs, person, variant, day) * graphs.outer[person] * width
    return size


@njit(cache=True, nogil=True)
def nodes_of(graphs: Graphs, person: int, variant: int, day: int) -> int:
    """How many nodes a day has: runs of work of each class, and runs of free days."""
    classes = graphs.class_start[variant, day + 1] - graphs.class_start[variant, day]
    return classes * graphs.work[person] + graphs.free[person]


@njit(cache=True, nogil=True)
def cheapest(graphs: Graphs, person: int, price: Ints, free_price: Ints, room: Ints, line: Ints) -> int:
    """The cost of a person's cheapest line where each duty and each free day has this price; `NO_VALUE` if none is
    legal.

    Writes the duty of each day into `line`, -1 for none. `room` has at least `room_for` values.
    """
    days = len(graphs.place)
    variant = graphs.variant[person]
    begin = graphs.class_start[variant]
    class_price = np.full(begin[days], NO_VALUE)
    choice = np.full(begin[days], -1)
    for duty in range(len(price)):
        number = graphs.duty_class[variant, duty]
        if price[duty] < class_price[number]:
            class_price[number] = price[duty]
            choice[number] = duty
    offset = np.zeros(days + 1, dtype=np.int64)
    for day in range(days):
        width = graphs.high[person, day] - graphs.low[person, day] + 1
        if width <= 0:
            return NO_VALUE
        offset[day + 1] = offset[day] + nodes_of(graphs, person, variant, day) * graphs.outer[person] * width
    room[: offset[days]] = NO_VALUE
    begin_line(graphs, person, class_price, free_price[0], room)
    for day in range(1, days):
        before = room[offset[day - 1] : offset[day]]
        after = room[offset[day] : offset[day + 1]]
        go_to_work(graphs, person, day, class_price, before, after)
        go_free(graphs, person, day, free_price[day], before, after)
    return trace(graphs, person, class_price, choice, free_price, room, offset, line)


@njit(cache=True, nogil=True)
def begin_line(graphs: Graphs, person: int, class_price: Ints, free_price: int, room: Ints) -> None:
    """The values of the first day."""
    variant, outer = graphs.variant[person], graphs.outer[person]
    low, high = graphs.low[person, 0], graphs.high[person, 0]
    width, work = high - low + 1, graphs.work[person]
    classes = graphs.class_start[variant, 1]
    new = 1 if graphs.place[0] == 0 else 0
    for number in range(classes):
        sum_ = graphs.main[variant, number] // graphs.unit[person]
        state = graphs.target[person, graphs.kind[variant, number], new, 0]
        if class_price[number] < TOO_DEAR and state >= 0 and low <= sum_ <= high and work > 0:
            room[(number * work * outer + state) * width + sum_ - low] = class_price[number]
    if free_price < TOO_DEAR and low <= 0 <= high and graphs.free[person] > 0:
        room[classes * work * outer * width - low] = free_price


@njit(cache=True, nogil=True)
def go_to_work(graphs: Graphs, person: int, day: int, class_price: Ints, before: Ints, after: Ints) -> None:
    """The values of the nodes at work: from work of the day before, or from free days enough."""
    variant, work, free = graphs.variant[person], graphs.work[person], graphs.free[person]
    first, then, end = graphs.class_start[variant, day - 1 : day + 2]
    place = graphs.place[day]
    for number in range(then, end):
        price = class_price[number]
        if price >= TOO_DEAR:
            continue
        node = (number - then) * work
        for run in range(free):
            if run + 1 >= graphs.shortest_free[person] or run + 1 == day:
                new = 1 if 0 <= place <= run + 1 else 0
                move(graphs, person, day, (then - first) * work + run, node, number, new, price, before, after)
        new = 1 if place == 0 else 0
        for other in range(then - first):
            if not graphs.follows[variant, day - 1, other, number - then]:
                continue
            for run in range(min(work, day)):
                if run + 1 < work:
                    move(graphs, person, day, other * work + run, node + run + 1, number, new, price, before, after)
                elif graphs.work_may_grow[person]:
                    move(graphs, person, day, other * work + run, node + run, number, new, price, before, after)


@njit(cache=True, nogil=True)
def move(
    graphs: Graphs,
    person: int,
    day: int,
    source: int,
    node: int,
    number: int,
    new: int,
    price: int,
    before: Ints,
    after: Ints,
) -> None:
    """Go from a node of the day before to one of this class, in every outer state and with every main sum."""
    variant, outer = graphs.variant[person], graphs.outer[person]
    low, high = graphs.low[person, day - 1], graphs.high[person, day - 1]
    to_low, to_high = graphs.low[person, day], graphs.high[person, day]
    step = graphs.main[variant, number] // graphs.unit[person]
    least, most = max(low, to_low - step), min(high, to_high - step)
    if least > most:
        return
    target = graphs.target[person, graphs.kind[variant, number], new]
    for state in range(outer):
        if target[state] < 0:
            continue
        origin = (source * outer + state) * (high - low + 1) + least - low
        goal = (node * outer + target[state]) * (to_high - to_low + 1) + least + step - to_low
        lower(before[origin : origin + most - least + 1], after[goal : goal + most - least + 1], price)


@njit(cache=True, nogil=True)
def lower(origin: Ints, goal: Ints, price: int) -> None:
    """Lower values to what others and a price come to."""
    for number in range(len(goal)):
        goal[number] = min(goal[number], origin[number] + price)


@njit(cache=True, nogil=True)
def go_free(graphs: Graphs, person: int, day: int, price: int, before: Ints, after: Ints) -> None:
    """The values of the free nodes: from work enough, or from free days before."""
    variant, work, free = graphs.variant[person], graphs.work[person], graphs.free[person]
    if price >= TOO_DEAR or free < 1:
        return
    first, then, end = graphs.class_start[variant, day - 1 : day + 2]
    source, node = (then - first) * work, (end - then) * work
    for other in range(then - first):
        for run in range(min(work, day)):
            if run + 1 >= graphs.shortest_work[person] or run + 1 == day:
                stay(graphs, person, day, other * work + run, node, price, before, after)
    for run in range(min(free, day)):
        if run + 1 < free:
            stay(graphs, person, day, source + run, node + run + 1, price, before, after)
        elif graphs.free_may_grow[person]:
            stay(graphs, person, day, source + run, node + run, price, before, after)


@njit(cache=True, nogil=True)
def stay(graphs: Graphs, person: int, day: int, source: int, node: int, price: int, before: Ints, after: Ints) -> None:
    """Go from a node of the day before to a free one: no sum grows."""
    outer = graphs.outer[person]
    low, high = graphs.low[person, day - 1], graphs.high[person, day - 1]
    to_low, to_high = graphs.low[person, day], graphs.high[person, day]
    least, most = max(low, to_low), min(high, to_high)
    if least > most:
        return
    for state in range(outer):
        origin = (source * outer + state) * (high - low + 1) + least - low
        goal = (node * outer + state) * (to_high - to_low + 1) + least - to_low
        lower(before[origin : origin + most - least + 1], after[goal : goal + most - least + 1], price)


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
    days, variant, work, outer = len(line), graphs.variant[person], graphs.work[person], graphs.outer[person]
    low, width = graphs.low[person], graphs.high[person] - graphs.low[person] + 1
    day = days - 1
    best, at, state, sum_ = NO_PATH, -1, 0, 0
    for node in range(nodes_of(graphs, person, variant, day)):
        for end in range(outer):
            for number in range(width[day] if graphs.ends[person, end] else 0):
                value = room[offset[day] + (node * outer + end) * width[day] + number]
                if value < best:
                    best, at, state, sum_ = value, node, end, number + low[day]
    if at < 0:
        return NO_VALUE
    value = best
    while True:
        classes = graphs.class_start[variant, day + 1] - graphs.class_start[variant, day]
        if at >= classes * work:
            line[day] = -1
            value -= free_price[day]
        else:
            number = graphs.class_start[variant, day] + at // work
            line[day] = choice[number]
            value -= class_price[number]
        if day == 0:
            return best
        at, state, sum_ = back(graphs, person, day, at, state, sum_, value, room[offset[day - 1] : offset[day]])
        day -= 1


@njit(cache=True, nogil=True)
def back(
    graphs: Graphs, person: int, day: int, at: int, state: int, sum_: int, value: int, before: Ints
) -> tuple[int, int, int]:
    """A node of the day before with its outer state and main sum from which a node was reached, where it had this
    value.
    """
    variant, work, free = graphs.variant[person], graphs.work[person], graphs.free[person]
    first, then, end = graphs.class_start[variant, day - 1 : day + 2]
    place, source = graphs.place[day], (then - first) * work
    if at >= (end - then) * work:
        to = at - (end - then) * work
        for node in range(source + min(free, day)):
            run = (node % work if node < source else node - source) + 1
            if node < source:
                fits = to == 0 and (run >= graphs.shortest_work[person] or run == day)
            else:
                fits = run == to or (run == free and to == free - 1 and graphs.free_may_grow[person])
            if fits and has(graphs, person, day - 1, node, state, sum_, value, before):
                return node, state, sum_
        return -1, -1, -1
    number, to = then + at // work, at % work
    was = sum_ - graphs.main[variant, number] // graphs.unit[person]
    for node in range(source + min(free, day)):
        run = (node % work if node < source else node - source) + 1
        if node < source:
            fits = run == to or (run == work and to == work - 1 and graphs.work_may_grow[person])
            fits = fits and graphs.follows[variant, day - 1, node // work, number - then]
            new = 1 if place == 0 else 0
        else:
            fits = to == 0 and (run >= graphs.shortest_free[person] or run == day)
            new = 1 if 0 <= place <= run else 0
        if not fits:
            continue
        target = graphs.target[person, graphs.kind[variant, number], new]
        for other in range(graphs.outer[person]):
            if target[other] == state and has(graphs, person, day - 1, node, other, was, value, before):
                return node, other, was
    return -1, -1, -1


@njit(cache=True, nogil=True)
def has(graphs: Graphs, person: int, day: int, node: int, state: int, sum_: int, value: int, before: Ints) -> bool:
    """Whether a node has this value in an outer state and with a main sum."""
    low, high = graphs.low[person, day], graphs.high[person, day]
    if sum_ < low or sum_ > high:
        return False
    found: bool = before[(node * graphs.outer[person] + state) * (high - low + 1) + sum_ - low] == value
    return found
