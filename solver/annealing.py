"""Compiled: simulated annealing over rosters that break no hard rule.

Most moves put one candidate in another's place or into an open slot. A few force somebody in, throw out whatever is in
the way and find the cheapest replacement for each; others empty an activity or two and fill them again.
"""

from __future__ import annotations

from math import exp, log

import numpy as np
from numba import njit

from solver.booking import TOO_MUCH, booking_price, clashes, crew_of, holds, lacking, marginal, pair_price_of, put, take
from solver.facts import Facts, Held
from solver.filling import Trail, cheapest, drop, empty, fill, place, settle, undo

FORCE = 0.04
REBUILD = 0.002
MOST_EJECTED = 8
"""Shares of moves that force somebody in and that fill activities anew, and how many may be thrown out at once."""


@njit(cache=True, nogil=True)
def anneal(
    facts: Facts,
    held: Held,
    random: np.random.Generator,
    trail: Trail,
    best: Held,
    best_cost: int,
    moves: int,
    hot: float,
    cold: float,
) -> int:
    """Make `moves` moves while the heat falls from `hot` to `cold`; keep the best roster's slots in `best`.

    A move that makes the roster dearer is kept with probability exp(-increase / heat). Returns the best cost.
    """
    slots = len(facts.slot_role)
    for number in range(moves):
        heat = hot * exp(log(cold / hot) * number / moves)
        before = trail.size[1]
        allowed = before - heat * log(random.random() + 1e-300)
        slot = int(random.random() * slots)
        kind = random.random()
        if kind < REBUILD:
            rebuild(facts, held, random, trail, facts.role_activity[facts.slot_role[slot]], allowed)
        elif kind < REBUILD + FORCE:
            force(facts, held, random, trail, slot, allowed)
        else:
            change(facts, held, random, trail, slot, allowed)
        trail.size[0] = 0
        if trail.size[1] < best_cost:
            best_cost = trail.size[1]
            best.slots[:] = held.slots
            best.filled[:] = held.filled
    return best_cost


@njit(cache=True, nogil=True)
def somebody(facts: Facts, random: np.random.Generator, role: int) -> int:
    """The place of a random eligible candidate of a role; -1 if there is none."""
    first, last = facts.eligible_start[role], facts.eligible_start[role + 1]
    return first + int(random.random() * (last - first)) if last > first else -1


@njit(cache=True, nogil=True)
def pinned(facts: Facts, role: int, candidate: int) -> bool:
    """Whether the candidate is pinned to the role."""
    for number in range(facts.pin_start[role], facts.pin_start[role + 1]):
        if facts.pins[number] == candidate:
            return True
    return False


@njit(cache=True, nogil=True)
def change(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, slot: int, allowed: float) -> None:
    """Give a slot to another candidate, or an open one to somebody, or now and then to nobody."""
    role = facts.slot_role[slot]
    activity, old = facts.role_activity[role], held.slots[slot]
    found = somebody(facts, random, role)
    if found < 0:
        return
    candidate = facts.eligible[found]
    if old < 0:
        insert(facts, held, random, trail, role, found, allowed)
        return
    if candidate == old:
        remove(facts, held, trail, role, old, allowed)
        return
    if clashes(facts, held, candidate, activity) or pinned(facts, role, old):
        return
    cost = trail.size[1]
    take(facts, held, role, old)
    price = marginal(facts, held, role, candidate, facts.pair_price[found])
    if price < TOO_MUCH:
        price -= marginal(facts, held, role, old, pair_price_of(facts, role, old))
        if cost + price <= allowed:
            put(facts, held, role, candidate)
            if lacking(facts, held, activity) == 0:
                trail.size[1] += price
                return
            take(facts, held, role, candidate)
    put(facts, held, role, old)


@njit(cache=True, nogil=True)
def insert(
    facts: Facts, held: Held, random: np.random.Generator, trail: Trail, role: int, found: int, allowed: float
) -> None:
    """Put a candidate into an open slot; an activity that does not go ahead is filled as a whole."""
    activity, candidate = facts.role_activity[role], facts.eligible[found]
    cost = trail.size[1]
    if held.booked[activity] == 0 and (facts.pinned_to[activity] > 0 or lacking(facts, held, activity) > 1):
        fill(facts, held, random, trail, activity, int(random.random() * 1000))
        if trail.size[1] > allowed:
            undo(facts, held, trail, cost)
        return
    price = marginal(facts, held, role, candidate, facts.pair_price[found])
    if price < TOO_MUCH and cost + price <= allowed:
        put(facts, held, role, candidate)
        if lacking(facts, held, activity) == 0:
            trail.size[1] += price
        else:
            take(facts, held, role, candidate)


@njit(cache=True, nogil=True)
def remove(facts: Facts, held: Held, trail: Trail, role: int, candidate: int, allowed: float) -> None:
    """Leave a slot open where the activity can do without."""
    if pinned(facts, role, candidate):
        return
    cost, activity = trail.size[1], facts.role_activity[role]
    drop(facts, held, trail, role, candidate)
    if trail.size[1] > allowed or (held.booked[activity] > 0 and lacking(facts, held, activity) > 0):
        undo(facts, held, trail, cost)


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
    if ok:
        price = marginal(facts, held, role, candidate, facts.pair_price[found])
        ok = price < TOO_MUCH
        if ok:
            place(facts, held, trail, role, candidate, price)
            ok = refill(facts, held, random, trail, activity, old >= 0)
    if not ok or trail.size[1] > allowed:
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
    while booking_price(facts, held, candidate, activity, 0) >= TOO_MUCH:
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
        settle(facts, held, random, trail, activity, 0)
        if held.booked[activity] == 0:
            return False
    for number in range(int(replaced), trail.size[0]):
        role, _, sign = trail.entries[number]
        other = facts.role_activity[role]
        if sign > 0:
            continue
        if held.booked[other] == 0:
            if facts.pinned_to[other] > 0 or lacking(facts, held, other) > 1:
                fill(facts, held, random, trail, other, 0)
                continue
        elif lacking(facts, held, other) > 0:
            settle(facts, held, random, trail, other, 0)
        price, candidate = cheapest(facts, held, random, role, -1, 0)
        if price < 0 and (held.booked[other] > 0 or lacking(facts, held, other) <= 1):
            place(facts, held, trail, role, candidate, price)
            if lacking(facts, held, other) > 0:
                empty(facts, held, trail, other)
    return True


@njit(cache=True, nogil=True)
def rebuild(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, activity: int, allowed: float) -> None:
    """Empty an activity and one that is near in time, and fill them anew."""
    cost = trail.size[1]
    near = facts.near_start[activity] + int(
        random.random() * (facts.near_start[activity + 1] - facts.near_start[activity])
    )
    other = facts.near[near]
    empty(facts, held, trail, activity)
    empty(facts, held, trail, other)
    noise = int(random.random() * 2000)
    fill(facts, held, random, trail, activity, noise)
    if other != activity:
        fill(facts, held, random, trail, other, noise)
    if trail.size[1] > allowed:
        undo(facts, held, trail, cost)
