"""Compiled: simulated annealing over whole lines. A few people's lines are taken away, and each of them gets the
cheapest there is for what the others leave open; every roster on the way is legal.
"""

from __future__ import annotations

from math import log
from typing import NamedTuple

import numpy as np
from numba import njit

from solver.arrays import Flags, Ints
from solver.lines.cheapest import NO_VALUE, cheapest
from solver.lines.graphs import Graphs
from solver.lines.layout import NEVER, Lines
from solver.lines.sums import broken_sum

DONE, NO_LINE, BROKEN, NOT_FOUND = 0, 1, 2, 3
"""How moves end: all made; a person has no legal line; a line breaks a sum that the graph does not count yet; no line
was found that keeps a sum that cannot be counted.
"""

FINE = 4
"""Where a sum cannot be counted what adds to it is fined until the sum is kept, each time so many times more."""


class Desk(NamedTuple):
    """What moves work on."""

    line: Ints
    """(P, D) The duty of each person on each day, -1 for none."""
    held: Ints
    """(A) How many have each duty."""
    best: Ints
    """(P, D) The best roster so far."""
    cost: Ints
    """The cost of the roster as it stands, and of the best."""
    broken: Ints
    """Whose line broke what sum, or who has no line."""
    left_out: Flags
    """(P, K) Sums that graphs cannot count."""
    price: Ints
    old: Ints
    room: Ints


@njit(cache=True, nogil=True)
def one_more(lines: Lines, count: Ints, duty: int) -> int:
    """What the cover of a duty costs more if one more person has it."""
    price: int = -lines.under[duty] if count[duty] < lines.wanted[duty] else lines.over[duty]
    return price


@njit(cache=True, nogil=True)
def put(lines: Lines, desk: Desk, person: int, line: Ints) -> None:
    """Give a person a line."""
    for day in range(len(line)):
        duty = line[day]
        desk.line[person, day] = duty
        if duty >= 0:
            desk.cost[0] += lines.price[person, duty] + one_more(lines, desk.held, duty)
            desk.held[duty] += 1
        else:
            desk.cost[0] += lines.free_price[person, day]


@njit(cache=True, nogil=True)
def take(lines: Lines, desk: Desk, person: int) -> None:
    """Take a person's line away."""
    for day in range(desk.line.shape[1]):
        duty = desk.line[person, day]
        if duty >= 0:
            desk.held[duty] -= 1
            desk.cost[0] -= lines.price[person, duty] + one_more(lines, desk.held, duty)
        else:
            desk.cost[0] -= lines.free_price[person, day]


@njit(cache=True, nogil=True)
def give(lines: Lines, graphs: Graphs, desk: Desk, random: np.random.Generator, person: int, noise: float) -> int:
    """Give a person without a line the cheapest one for what is open now; how it ended.

    What a duty is worth is blurred by up to `noise` of it.
    """
    for duty in range(len(desk.price)):
        price = lines.price[person, duty]
        if price < NEVER:
            worth = one_more(lines, desk.held, duty)
            price += worth
            if noise > 0.0:
                price += int(noise * worth * random.random())
        desk.price[duty] = price
    found = np.empty(desk.line.shape[1], dtype=np.int64)
    fine = 1
    while cheapest(graphs, person, desk.price, lines.free_price[person], desk.room, found) < NO_VALUE:
        number = broken_sum(lines, person, found)
        if number < 0:
            put(lines, desk, person, found)
            return DONE
        if not desk.left_out[person, number]:
            desk.broken[0], desk.broken[1] = person, number
            return BROKEN
        for duty in range(len(desk.price)):
            if lines.amount[duty, number] > 0:
                desk.price[duty] += fine
        fine *= FINE
    desk.broken[0] = person
    return NO_LINE if fine == 1 else NOT_FOUND


@njit(cache=True, nogil=True)
def construct(lines: Lines, graphs: Graphs, desk: Desk, random: np.random.Generator, order: Ints, start: int) -> int:
    """Give everybody a line, in this order from the `start`-th on; how it ended. `broken[2]` tells how far it came."""
    for number in range(start, len(order)):
        desk.broken[2] = number
        ended = give(lines, graphs, desk, random, order[number], 0.0)
        if ended != DONE:
            return ended
    keep(desk)
    return DONE


@njit(cache=True, nogil=True)
def keep(desk: Desk) -> None:
    """Keep the roster as it stands."""
    desk.best[:] = desk.line
    desk.cost[1] = desk.cost[0]


@njit(cache=True, nogil=True)
def keep_best(desk: Desk) -> None:
    """Keep the roster as it stands if it is the best so far."""
    if desk.cost[0] < desk.cost[1]:
        keep(desk)


@njit(cache=True, nogil=True)
def polish(lines: Lines, graphs: Graphs, desk: Desk, random: np.random.Generator, order: Ints) -> int:
    """Give people, one after another in this order, the cheapest line for what all others leave open; how it ended."""
    for person in order:
        desk.old[0] = desk.line[person]
        take(lines, desk, person)
        ended = give(lines, graphs, desk, random, person, 0.0)
        if ended != DONE:
            put(lines, desk, person, desk.old[0])
        if ended in (NO_LINE, BROKEN):
            return ended
    keep_best(desk)
    return DONE


@njit(cache=True, nogil=True)
def exchange(lines: Lines, desk: Desk, people: Ints, new: Ints) -> None:
    """Give some people these lines instead of theirs."""
    for person in people:
        take(lines, desk, person)
    for number in range(len(people)):
        put(lines, desk, people[number], new[number])
    keep_best(desk)


@njit(cache=True, nogil=True)
def anneal(
    lines: Lines,
    graphs: Graphs,
    desk: Desk,
    random: np.random.Generator,
    moves: int,
    heat: float,
    most: int,
    noise: float,
) -> int:
    """Make `moves` moves; how they ended. Up to `most` people at once; a dearer roster is kept with probability
    exp(-increase / heat).
    """
    for _ in range(moves):
        before = desk.cost[0]
        allowed = before - heat * log(random.random() + 1e-300)
        group = some(random, len(desk.line), 1 + int(random.random() * most))
        for number in range(len(group)):
            desk.old[number] = desk.line[group[number]]
            take(lines, desk, group[number])
        ended, given = DONE, 0
        for person in group:
            ended = give(lines, graphs, desk, random, person, noise if given + 1 < len(group) else 0.0)
            if ended != DONE:
                break
            given += 1
        if ended != DONE or desk.cost[0] > allowed:
            for number in range(given):
                take(lines, desk, group[number])
            for number in range(len(group)):
                put(lines, desk, group[number], desk.old[number])
        if ended in (NO_LINE, BROKEN):
            return ended
        keep_best(desk)
    return DONE


@njit(cache=True, nogil=True)
def some(random: np.random.Generator, people: int, size: int) -> Ints:
    """Some people, each once, in any order."""
    found = np.empty(min(size, people), dtype=np.int64)
    for number in range(len(found)):
        while True:
            found[number] = int(random.random() * people)
            if not (found[:number] == found[number]).any():
                break
    return found
