"""Compiled: simulated annealing over rosters that break no hard rule.

Most moves put one candidate in another's place or into an open slot. A few force somebody in, more often where a slot
is open; others empty an activity or two and fill them again.
"""

from __future__ import annotations

from math import exp, log

import numpy as np
from numba import njit

from solver.search.booking import copy_to, holds, lacking, pinned, put, take
from solver.search.facts import TOO_MUCH, Facts, Held
from solver.search.filling import empty, fill
from solver.search.forcing import force, somebody
from solver.search.pricing import booking_price, booking_saving, demand_price, marginal_at, pair_price_of, prepared
from solver.search.trail import Trail, drop, undo

FORCE = 0.05
FORCE_OPEN = 0.02
REBUILD = 0.0005
"""Shares of moves that force somebody into any slot, or into an open one, and that fill activities anew."""


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
        elif kind < REBUILD + FORCE + FORCE_OPEN:
            slot = open_slot(held, slot)
            if slot >= 0:
                force(facts, held, random, trail, slot, allowed)
        else:
            change(facts, held, random, trail, slot, allowed)
        trail.size[0] = 0
        if trail.size[1] < best_cost:
            best_cost = trail.size[1]
            copy_to(facts, held, best)
    return best_cost


@njit(cache=True, nogil=True)
def open_slot(held: Held, slot: int) -> int:
    """The first open slot from this one on, past the last from the first on; -1 if there is none."""
    for place in range(slot, len(held.slots)):
        if held.slots[place] < 0:
            return place
    for place in range(slot):
        if held.slots[place] < 0:
            return place
    return -1


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
    price = booking_price(facts, held, candidate, activity, facts.pair_price[found])
    if price >= TOO_MUCH or holds(facts, held, role, candidate) or pinned(facts, role, old):
        return
    if not prepared(facts, held, role, candidate):
        return
    if not facts.clash[activity, activity] and max(old, candidate) >= facts.people:
        return  # They may have people in common, and neither's price then stands by itself.
    price -= booking_saving(facts, held, old, activity, pair_price_of(facts, role, old))
    if trail.size[1] + price > allowed:
        return
    take(facts, held, role, old)
    if demand_price(facts, held, candidate, role) < TOO_MUCH:
        put(facts, held, role, candidate)
        if lacking(facts, held, activity) == 0 and held.unled[0] == 0:
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
        if trail.size[1] > allowed or held.unled[0] > 0:
            undo(facts, held, trail, cost)
        return
    price = marginal_at(facts, held, role, candidate, facts.pair_price[found])
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
    lacks = held.booked[activity] > 0 and lacking(facts, held, activity) > 0
    if trail.size[1] > allowed or lacks or held.unled[0] > 0:
        undo(facts, held, trail, cost)


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
    if trail.size[1] > allowed or held.unled[0] > 0:
        undo(facts, held, trail, cost)
