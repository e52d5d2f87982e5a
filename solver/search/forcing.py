"""Compiled: somebody is forced into a slot, and whoever is in the way is found something else.

Each slot that this opens goes to the cheapest who is free, else to somebody who is thrown out elsewhere, and so on
along a chain: a scarce slot is filled by several people who each move by one.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.search.booking import crew_of, holds, lacking, pinned
from solver.search.facts import NONE, TOO_MUCH, ZERO, Facts, Held
from solver.search.filling import accompany, cheapest, empty, fill, prepare, settle
from solver.search.pricing import booking_price, marginal_at
from solver.search.trail import Trail, drop, place, undo

LONGEST_CHAIN = 12
MOST_EJECTED = 16
"""Entries of a trail after which a forced move throws nobody out of a further slot, and after which out of none."""


@njit(cache=True, nogil=True)
def somebody(facts: Facts, random: np.random.Generator, role: int) -> int:
    """The place of a random eligible candidate of a role; -1 if there is none."""
    first, last = facts.eligible_start[role], facts.eligible_start[role + 1]
    return first + int(random.random() * (last - first)) if last > first else -1


@njit(cache=True, nogil=True)
def force(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, slot: int, allowed: float) -> None:
    """Give a slot to a candidate whatever is in the way, and find replacements for what had to go."""
    role = facts.slot_role[slot]
    activity, old = facts.role_activity[role], held.slots[slot]
    found = somebody(facts, random, role)
    if found < 0 or (held.booked[activity] == 0 and facts.pinned_to[activity] > 0):
        return
    candidate, cost = facts.eligible[found], trail.size[1]
    if holds(facts, held, role, candidate) or (old >= 0 and pinned(facts, role, old)):
        return
    if old >= 0:
        drop(facts, held, trail, role, old)
    ok = make_way(facts, held, random, trail, candidate, activity)
    ok = ok and prepare(facts, held, random, trail, role, candidate)
    if ok:
        price = marginal_at(facts, held, role, candidate, facts.pair_price[found])
        ok = price < TOO_MUCH
        if ok:
            place(facts, held, trail, role, candidate, price)
            ok = refill(facts, held, random, trail, activity, old >= 0)
    if not ok or trail.size[1] > allowed or held.unled[0] > 0:
        undo(facts, held, trail, cost)


@njit(cache=True, nogil=True)
def make_way(
    facts: Facts, held: Held, random: np.random.Generator, trail: Trail, candidate: int, activity: int
) -> bool:
    """Drop what clashes with the activity in the candidate's and its crew's schedules, and what is over a limit."""
    if not clear(facts, held, trail, candidate, activity):
        return False
    for member in crew_of(facts, candidate, activity):
        if not clear(facts, held, trail, member, activity):
            return False
    while booking_price(facts, held, candidate, activity, ZERO) >= TOO_MUCH:
        if candidate >= facts.people or held.duties[candidate] == 0 or trail.size[0] >= MOST_EJECTED:
            return False
        number = int(random.random() * held.duties[candidate])
        _, role, holder = held.bookings[candidate, number]
        if pinned(facts, role, holder):
            return False
        drop(facts, held, trail, role, holder)
    return True


@njit(cache=True, nogil=True)
def clear(facts: Facts, held: Held, trail: Trail, candidate: int, activity: int) -> bool:
    """Drop what clashes with the activity in one schedule; False where a pin is in the way, or too much is."""
    number = 0
    while number < held.duties[candidate]:
        other, role, holder = held.bookings[candidate, number]
        if not facts.clash[activity, other]:
            number += 1
            continue
        if pinned(facts, role, holder) or trail.size[0] >= MOST_EJECTED:
            return False
        drop(facts, held, trail, role, holder)
        number = 0
    return True


@njit(cache=True, nogil=True)
def refill(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, activity: int, replaced: bool) -> bool:
    """Find somebody for each slot that was opened on this trail, and see that every activity has what it needs.

    False where the activity itself lacks something. The first entry is the slot's own where somebody was `replaced`.
    """
    if lacking(facts, held, activity) > 0:
        settle(facts, held, random, trail, activity, ZERO)
        if held.booked[activity] == 0:
            return False
    number = int(replaced)
    while number < min(trail.size[0], MOST_EJECTED + 1):
        role, _, sign = trail.entries[number]
        number += 1
        if sign < 0:
            restaff(facts, held, random, trail, role)
    return True


@njit(cache=True, nogil=True)
def restaff(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, role: int) -> None:
    """Find somebody for a slot that this trail has opened: the cheapest who is free, else somebody who is made free."""
    activity = facts.role_activity[role]
    if held.booked[activity] == 0:
        if facts.pinned_to[activity] > 0 or lacking(facts, held, activity) > 1:
            fill(facts, held, random, trail, activity, ZERO)
            return
    elif lacking(facts, held, activity) > 0:
        settle(facts, held, random, trail, activity, ZERO)
    if held.booked[activity] == 0 and lacking(facts, held, activity) > 1:
        return
    price, candidate = cheapest(facts, held, random, role, NONE, ZERO)
    if price >= 0 and trail.size[0] < LONGEST_CHAIN:
        price, candidate = made_free(facts, held, random, trail, role)
    if price < 0:
        place(facts, held, trail, role, candidate, price)
        if lacking(facts, held, activity) > 0 and not accompany(facts, held, random, trail, activity):
            empty(facts, held, trail, activity)


@njit(cache=True, nogil=True)
def made_free(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, role: int) -> tuple[int, int]:
    """(price, candidate) of a random candidate, thrown out of what is in the way; TOO_MUCH where a rule forbids it."""
    found, activity = somebody(facts, random, role), facts.role_activity[role]
    if found < 0 or not make_way(facts, held, random, trail, facts.eligible[found], activity):
        return TOO_MUCH, -1
    candidate: int = facts.eligible[found]
    return marginal_at(facts, held, role, candidate, facts.pair_price[found]), candidate
