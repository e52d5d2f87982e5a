"""Compiled: what one more booking costs or forbids, and what one that is there would save.

Everything that search, construction and "who could step in?" know of a problem's rules they know through `marginal`.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.arrays import Flags, Ints
from solver.search.booking import crew_of, holds, led, there
from solver.search.facts import FORBIDDEN, TOO_MUCH, Facts, Held
from solver.search.schedules import clashes, schedule_price, schedule_saving


@njit(cache=True, nogil=True)
def booking_price(facts: Facts, held: Held, candidate: int, activity: int, pair_price: int) -> int:
    """What booking the candidate costs in its schedule and its crew's; FORBIDDEN where they forbid it."""
    return booking_price_below(facts, held, candidate, activity, pair_price, TOO_MUCH)


@njit(cache=True, nogil=True)
def booking_price_below(facts: Facts, held: Held, candidate: int, activity: int, pair_price: int, limit: int) -> int:
    """The same; FORBIDDEN too from `limit` on. Clashes are asked last: they take longest."""
    price = pair_price + schedule_price(facts, held, candidate, activity, False)
    for member in crew_of(facts, candidate, activity):
        if price >= TOO_MUCH:
            return FORBIDDEN
        price += schedule_price(facts, held, member, activity, True)
    return FORBIDDEN if price >= limit or clashes(facts, held, candidate, activity) else price


@njit(cache=True, nogil=True)
def booking_saving(facts: Facts, held: Held, candidate: int, activity: int, pair_price: int) -> int:
    """What would cost less, in its schedule and its crew's, if a candidate did not serve where it does."""
    saving = pair_price + schedule_saving(facts, held, candidate, activity, False)
    for member in crew_of(facts, candidate, activity):
        saving += schedule_saving(facts, held, member, activity, True)
    return saving


@njit(cache=True, nogil=True)
def demand_price(facts: Facts, held: Held, candidate: int, role: int) -> int:
    """What one more slot of the role saves (below 0); FORBIDDEN where role, venue or room take nobody more."""
    return slot_price(facts, held, role) if has_room(facts, held, candidate, role) else FORBIDDEN


@njit(cache=True, nogil=True)
def has_room(facts: Facts, held: Held, candidate: int, role: int) -> bool:
    """Whether the role's activity has room for a candidate and whom it brings, and not too many of their kind."""
    activity = facts.role_activity[role]
    if facts.room[activity] < 1 << 30:
        brought = len(crew_of(facts, candidate, activity)) if candidate >= facts.people else 1
        if held.heads[activity] + brought > facts.room[activity]:
            return False
    for need in range(facts.need_start[activity], facts.need_start[activity + 1]):
        if facts.need_most[need] < 1 << 30 and over(facts, held, need, candidate, activity):
            return False
    return True


@njit(cache=True, nogil=True)
def slot_price(facts: Facts, held: Held, role: int) -> int:
    """What one more slot of the role saves, whoever takes it; FORBIDDEN where there is none, or no venue for it."""
    if held.filled[role] >= facts.takes[role]:
        return FORBIDDEN
    activity = facts.role_activity[role]
    price: int = facts.over_price[role] if held.filled[role] >= facts.wanted[role] else -facts.slot_price[role]
    if held.booked[activity] == 0:
        for place in range(facts.exclusive_start[activity], facts.exclusive_start[activity + 1]):
            if held.booked[facts.exclusive[place]] > 0:
                return FORBIDDEN
        price -= facts.activity_price[activity]
    return price


@njit(cache=True, nogil=True)
def over(facts: Facts, held: Held, need: int, candidate: int, activity: int) -> bool:
    """Whether with the candidate, or the crew that it brings, there would be too many of whom a need counts."""
    more = further(facts, held, facts.need_people[need], candidate, activity)
    return bool(more and held.have[need] + more > facts.need_most[need])


@njit(cache=True, nogil=True)
def further(facts: Facts, held: Held, group: int, candidate: int, activity: int) -> int:
    """How many of a group a candidate would bring to an activity who are not there yet, itself or in its crew."""
    if candidate < facts.people:
        return int(facts.groups[group, candidate] and not there(held, candidate, activity))
    brought = 0
    for member in crew_of(facts, candidate, activity):
        brought += facts.groups[group, member] and not there(held, member, activity)
    return brought


@njit(cache=True, nogil=True)
def alone(facts: Facts, held: Held, need: int, candidate: int, activity: int) -> bool:
    """Whether a need is asked because of the candidate, or of its crew, and not met with those who are there."""
    if facts.need_because[need] < 0 or not further(facts, held, facts.need_because[need], candidate, activity):
        return False
    have = held.have[need] + further(facts, held, facts.need_people[need], candidate, activity)
    return bool(have < facts.need_minimum[need])


@njit(cache=True, nogil=True)
def lack_company(facts: Facts, held: Held, role: int) -> Flags:
    """Which eligible candidates of a role, in order, could not come as things stand: others would have to be there."""
    first, last = facts.eligible_start[role], facts.eligible_start[role + 1]
    activity, found = facts.role_activity[role], np.zeros(last - first, dtype=np.bool_)
    for need in range(facts.need_start[activity], facts.need_start[activity + 1]):
        for place in range(first, last):
            found[place - first] |= alone(facts, held, need, facts.eligible[place], activity)
    return found


@njit(cache=True, nogil=True)
def prepared(facts: Facts, held: Held, role: int, candidate: int) -> bool:
    """Whether the candidate holds what has to come before the role."""
    if not facts.linked[role]:
        return True
    for lead in range(facts.lead_start[role], facts.lead_start[role + 1]):
        if not led(facts, held, lead, candidate):
            return False
    return True


@njit(cache=True, nogil=True)
def marginal(facts: Facts, held: Held, role: int, candidate: int) -> int:
    """What the roster costs more if an eligible candidate held a slot of the role; TOO_MUCH or more if it may not or
    does.
    """
    return marginal_at(facts, held, role, candidate, pair_price_of(facts, role, candidate))


@njit(cache=True, nogil=True)
def marginal_at(facts: Facts, held: Held, role: int, candidate: int, pair_price: int) -> int:
    """The same of a candidate whose pair price is known, eligible or not."""
    return price_of(facts, held, role, candidate, pair_price) if prepared(facts, held, role, candidate) else FORBIDDEN


@njit(cache=True, nogil=True)
def price_of(facts: Facts, held: Held, role: int, candidate: int, pair_price: int) -> int:
    """The same, whatever has to come before the role: what only gets easier to allow when others go."""
    price = booking_price(facts, held, candidate, facts.role_activity[role], pair_price)
    if price >= TOO_MUCH:
        return FORBIDDEN
    price += demand_price(facts, held, candidate, role)
    return price if price < TOO_MUCH and not holds(facts, held, role, candidate) else FORBIDDEN


@njit(cache=True, nogil=True)
def marginals(facts: Facts, held: Held, role: int, ahead: bool = False) -> Ints:
    """`marginal` of every eligible candidate of a role, in order; `ahead`: as if each held what has to come before."""
    first, last = facts.eligible_start[role], facts.eligible_start[role + 1]
    prices = np.empty(last - first, dtype=np.int64)
    for place in range(first, last):
        candidate, pair_price = facts.eligible[place], facts.pair_price[place]
        if ahead or prepared(facts, held, role, candidate):
            prices[place - first] = price_of(facts, held, role, candidate, pair_price)
        else:
            prices[place - first] = FORBIDDEN
    return prices


@njit(cache=True, nogil=True)
def pair_price_of(facts: Facts, role: int, candidate: int) -> int:
    """The pair price of an eligible candidate."""
    first, last = facts.eligible_start[role], facts.eligible_start[role + 1]
    price: int = facts.pair_price[first + np.searchsorted(facts.eligible[first:last], candidate)]
    return price
