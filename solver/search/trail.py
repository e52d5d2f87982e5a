"""Compiled: a trail of bookings and what each cost, so that a move that does not pay can be undone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from solver.arrays import Ints
from solver.search.booking import put, take
from solver.search.facts import Facts, Held
from solver.search.pricing import pair_price_of, price_of


class Trail(NamedTuple):
    """What was put (+1) and taken (-1) since the trail began, and the cost of the roster, so that it can be undone.

    `size` is (entries, cost); the entries are (role, candidate, sign).
    """

    entries: Ints
    size: Ints


ENTRIES_A_SLOT = 80
"""Room of a trail. The longest move opens 17 slots (`solver.search.forcing.MOST_EJECTED` and one more) and for each
settles, empties and fills again no more than all slots: four entries a slot.
"""


def new_trail(cost: int, slots: int) -> Trail:
    """A trail of a roster with this cost, with room for every move in a problem of so many slots."""
    return Trail(np.zeros((ENTRIES_A_SLOT * (slots + 1), 3), dtype=np.int64), np.array([0, cost], dtype=np.int64))


@njit(cache=True, nogil=True)
def write(trail: Trail, role: int, candidate: int, sign: int, price: int) -> None:
    """Add an entry to the trail."""
    number = trail.size[0]
    trail.entries[number, 0], trail.entries[number, 1], trail.entries[number, 2] = role, candidate, sign
    trail.size[0] = number + 1
    trail.size[1] += price


@njit(cache=True, nogil=True)
def place(facts: Facts, held: Held, trail: Trail, role: int, candidate: int, price: int) -> None:
    """Book a candidate whose marginal price is known."""
    put(facts, held, role, candidate)
    write(trail, role, candidate, 1, price)


@njit(cache=True, nogil=True)
def drop(facts: Facts, held: Held, trail: Trail, role: int, candidate: int) -> None:
    """Take a candidate away, who was there within the rules."""
    take(facts, held, role, candidate)
    price = price_of(facts, held, role, candidate, pair_price_of(facts, role, candidate))
    write(trail, role, candidate, -1, -price)


@njit(cache=True, nogil=True)
def undo(facts: Facts, held: Held, trail: Trail, cost: int, entries: int = 0) -> None:
    """Go back to where the trail had so many entries, its beginning if none are named, to a roster of that cost."""
    for number in range(trail.size[0] - 1, entries - 1, -1):
        role, candidate, sign = trail.entries[number]
        if sign > 0:
            take(facts, held, role, candidate)
        else:
            put(facts, held, role, candidate)
    trail.size[0], trail.size[1] = entries, cost
