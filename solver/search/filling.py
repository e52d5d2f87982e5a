"""Compiled: filling activities at their exact marginal cost, all that an activity needs or nobody at all."""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.arrays import Ints
from solver.search.booking import holds, is_eligible, lacking, led, pinned, short
from solver.search.facts import NONE, TOO_MUCH, ZERO, Facts, Held
from solver.search.pricing import (
    alone,
    booking_price,
    booking_price_below,
    further,
    has_room,
    marginal,
    prepared,
    slot_price,
)
from solver.search.trail import Trail, drop, place, undo


@njit(cache=True, nogil=True)
def empty(facts: Facts, held: Held, trail: Trail, activity: int) -> None:
    """Take everybody from an activity."""
    for number in range(facts.role_start[activity], facts.role_start[activity + 1]):
        role = facts.roles[number]
        while held.filled[role] > 0:
            drop(facts, held, trail, role, held.slots[facts.slot_start[role] + held.filled[role] - 1])


@njit(cache=True, nogil=True)
def cheapest(
    facts: Facts, held: Held, random: np.random.Generator, role: int, need: int, noise: int
) -> tuple[int, int]:
    """(price, candidate) of the cheapest eligible candidate for one more slot; TOO_MUCH or more if there is none.

    With a `need` (-1: none) only those who bring some of its people are asked. Up to `noise` is added to what is
    compared.
    """
    best, price, chosen, activity = TOO_MUCH, TOO_MUCH, -1, facts.role_activity[role]
    slot = slot_price(facts, held, role)
    if slot >= TOO_MUCH:
        return price, chosen
    for number in range(facts.eligible_start[role], facts.eligible_start[role + 1]):
        candidate = facts.eligible[number]
        if need >= 0 and not brings(facts, held, need, candidate, activity):
            continue
        found = slot + booking_price_below(facts, held, candidate, activity, facts.pair_price[number], best - slot)
        if found >= best or not could_join(facts, held, role, candidate):
            continue
        noisy = found + int(random.random() * noise) if noise else found
        if noisy < best:
            best, price, chosen = noisy, found, candidate
    return price, chosen


@njit(cache=True, nogil=True)
def could_join(facts: Facts, held: Held, role: int, candidate: int) -> bool:
    """Whether a candidate whose schedule allows a role may come as things stand, or could with others beside it."""
    if holds(facts, held, role, candidate) or not has_room(facts, held, candidate, role):
        return False
    return prepared(facts, held, role, candidate) and accompanied(facts, held, role, candidate)


@njit(cache=True, nogil=True)
def brings(facts: Facts, held: Held, need: int, candidate: int, activity: int) -> bool:
    """Whether a candidate is one of the needed people, or brings one, who is not there yet."""
    return further(facts, held, facts.need_people[need], candidate, activity) > 0


@njit(cache=True, nogil=True)
def accompanied(facts: Facts, held: Held, role: int, candidate: int) -> bool:
    """Whether what is asked because of the candidate is there with it, or somebody could come who is missing then."""
    activity = facts.role_activity[role]
    for need in range(facts.need_start[activity], facts.need_start[activity + 1]):
        if alone(facts, held, need, candidate, activity) and not could_come(facts, held, need, role, candidate):
            return False
    return True


@njit(cache=True, nogil=True)
def could_come(facts: Facts, held: Held, need: int, role: int, besides: int) -> bool:
    """Whether somebody could bring some of the needed people if somebody else took a slot of the role."""
    activity = facts.role_activity[role]
    for number in range(facts.role_start[activity], facts.role_start[activity + 1]):
        other = facts.roles[number]
        if held.filled[other] + (other == role) >= facts.wanted[other]:
            continue
        for found in range(facts.eligible_start[other], facts.eligible_start[other + 1]):
            candidate = facts.eligible[found]
            if candidate == besides or not brings(facts, held, need, candidate, activity):
                continue
            if booking_price(facts, held, candidate, activity, ZERO) < TOO_MUCH:
                return True
    return False


@njit(cache=True, nogil=True)
def fill(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, activity: int, noise: int) -> bool:
    """Give an activity what it needs and then what it wants; False and nobody where its needs cannot be met."""
    met = not facts.stuck[activity] and place_pins(facts, held, random, trail, activity)
    if not (met and complete(facts, held, random, trail, activity, noise)):
        empty(facts, held, trail, activity)
        return False
    first, last = facts.role_start[activity], facts.role_start[activity + 1]
    shift = int(random.random() * (last - first)) if noise else 0
    for number in range(last - first):
        role = facts.roles[first + (number + shift) % (last - first)]
        while held.filled[role] < facts.takes[role]:
            price, candidate = cheapest(facts, held, random, role, NONE, noise)
            if price >= 0 or not join(facts, held, random, trail, role, candidate, price, noise):
                break
    return True


@njit(cache=True, nogil=True)
def join(
    facts: Facts,
    held: Held,
    random: np.random.Generator,
    trail: Trail,
    role: int,
    candidate: int,
    price: int,
    noise: int,
) -> bool:
    """Book a candidate whose marginal price is known, and whoever is asked because of it, unless that saves nothing."""
    activity, entries, cost = facts.role_activity[role], trail.size[0], trail.size[1]
    place(facts, held, trail, role, candidate, price)
    if lacking(facts, held, activity) == 0:
        return True
    if complete(facts, held, random, trail, activity, noise) and trail.size[1] < cost:
        return True
    undo(facts, held, trail, cost, entries)
    return False


@njit(cache=True, nogil=True)
def place_pins(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, activity: int) -> bool:
    """Book everybody who is pinned to the activity; False where the rules forbid one."""
    for number in range(facts.role_start[activity], facts.role_start[activity + 1]):
        role = facts.roles[number]
        for pin in range(facts.pin_start[role], facts.pin_start[role + 1]):
            candidate = facts.pins[pin]
            if holds(facts, held, role, candidate):
                continue
            if not prepare(facts, held, random, trail, role, candidate):
                return False
            price = marginal(facts, held, role, candidate)
            if price >= TOO_MUCH:
                return False
            place(facts, held, trail, role, candidate, price)
    return True


@njit(cache=True, nogil=True)
def complete(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, activity: int, noise: int) -> bool:
    """Book whom an activity needs, in its composition and each role, until it lacks nothing; False where it fails."""
    while True:
        if not compose(facts, held, random, trail, activity, noise):
            return False
        if not reach_minimum(facts, held, random, trail, activity, noise):
            return False
        if lacking(facts, held, activity) == 0:
            return True


@njit(cache=True, nogil=True)
def accompany(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, activity: int) -> bool:
    """Book whom an activity needs because of somebody who is there; False where nobody is missing for that reason."""
    for need in range(facts.need_start[activity], facts.need_start[activity + 1]):
        if facts.need_because[need] >= 0 and short(facts, held, need) > 0:
            return complete(facts, held, random, trail, activity, ZERO)
    return False


@njit(cache=True, nogil=True)
def compose(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, activity: int, noise: int) -> bool:
    """Book the people whom the activity's composition needs; False where there are too few."""
    for need in range(facts.need_start[activity], facts.need_start[activity + 1]):
        while short(facts, held, need) > 0:
            best, chosen, taken = TOO_MUCH, NONE, NONE
            for number in range(facts.role_start[activity], facts.role_start[activity + 1]):
                role = facts.roles[number]
                price, candidate = cheapest(facts, held, random, role, need, noise)
                if price < best:
                    best, chosen, taken = price, candidate, role
            if chosen < 0:
                return False
            place(facts, held, trail, taken, chosen, best)
    return True


@njit(cache=True, nogil=True)
def reach_minimum(
    facts: Facts, held: Held, random: np.random.Generator, trail: Trail, activity: int, noise: int
) -> bool:
    """Book the minimum of every role, the role with fewest eligible candidates first; False where it fails."""
    for number in range(facts.role_start[activity], facts.role_start[activity + 1]):
        role = facts.roles[number]
        while held.filled[role] < facts.minimum[role]:
            price, candidate = cheapest(facts, held, random, role, NONE, noise)
            if price >= TOO_MUCH:
                return False
            place(facts, held, trail, role, candidate, price)
    return True


@njit(cache=True, nogil=True)
def fill_all(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, order: Ints) -> None:
    """Fill activities one after the other, each at its cheapest."""
    for activity in order:
        fill(facts, held, random, trail, activity, ZERO)
        trail.size[0] = 0


@njit(cache=True, nogil=True)
def settle(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, activity: int, noise: int) -> None:
    """Bring an activity that lost people back to what it needs, or empty it."""
    lacks = held.booked[activity] > 0 and lacking(facts, held, activity) > 0
    if lacks and not complete(facts, held, random, trail, activity, noise):
        empty(facts, held, trail, activity)


@njit(cache=True, nogil=True)
def prepare(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, role: int, candidate: int) -> bool:
    """See that the candidate holds what has to come before the role; False, and all is as before, if it cannot."""
    entries, cost = trail.size[0], trail.size[1]
    for lead in range(facts.lead_start[role], facts.lead_start[role + 1]):
        if not led(facts, held, lead, candidate) and not attend(facts, held, random, trail, lead, candidate):
            undo(facts, held, trail, cost, entries)
            return False
    return True


@njit(cache=True, nogil=True)
def attend(facts: Facts, held: Held, random: np.random.Generator, trail: Trail, lead: int, candidate: int) -> bool:
    """Give the candidate a slot of a role that a lead asks for, an open one or somebody's who can do without."""
    first, last = facts.lead_before_start[lead], facts.lead_before_start[lead + 1]
    shift, unled = int(random.random() * (last - first)), held.unled[0]
    for number in range(last - first):
        role = facts.lead_before[first + (number + shift) % (last - first)]
        activity, entries, cost = facts.role_activity[role], trail.size[0], trail.size[1]
        without_pins = held.booked[activity] == 0 and facts.pinned_to[activity] > 0
        if without_pins or not is_eligible(facts, role, candidate):
            continue
        if held.filled[role] > 0 and held.filled[role] == facts.wanted[role]:
            other = held.slots[facts.slot_start[role] + int(random.random() * held.filled[role])]
            if pinned(facts, role, other):
                continue
            drop(facts, held, trail, role, other)
        price = marginal(facts, held, role, candidate)
        if price < TOO_MUCH:
            place(facts, held, trail, role, candidate, price)
            if lacking(facts, held, activity) == 0 and held.unled[0] <= unled:
                return True
        undo(facts, held, trail, cost, entries)
    return False


@njit(cache=True, nogil=True)
def place_all(facts: Facts, held: Held, trail: Trail, roles: Ints, candidates: Ints) -> None:
    """Book pairs of eligible candidates one after the other, those left out that the rules forbid beside the rest."""
    for number in range(len(roles)):
        role, candidate = roles[number], candidates[number]
        price = marginal(facts, held, role, candidate)
        if price < TOO_MUCH:
            place(facts, held, trail, role, candidate, price)
            trail.size[0] = 0
