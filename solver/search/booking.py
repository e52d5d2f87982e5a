"""Compiled: putting a booking into a roster or taking it out, and what of it is there.

Everything that search and construction do to a roster they do through `put` and `take`.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from solver.arrays import Ints
from solver.search.facts import Facts, Held


@njit(cache=True, nogil=True)
def crew_of(facts: Facts, candidate: int, activity: int) -> Ints:
    """The people whom a team brings to an activity; none for a person."""
    row = facts.crew_row[candidate - facts.people, activity] if candidate >= facts.people else -1
    if row < 0:
        return facts.crew[:0]
    return facts.crew[facts.crew_start[row] : facts.crew_start[row + 1]]


@njit(cache=True, nogil=True)
def holds(facts: Facts, held: Held, role: int, candidate: int) -> bool:
    """Whether the candidate holds a slot of the role."""
    first = facts.slot_start[role]
    for place in range(first, first + held.filled[role]):
        if held.slots[place] == candidate:
            return True
    return False


@njit(cache=True, nogil=True)
def pinned(facts: Facts, role: int, candidate: int) -> bool:
    """Whether the candidate is pinned to the role."""
    for number in range(facts.pin_start[role], facts.pin_start[role + 1]):
        if facts.pins[number] == candidate:
            return True
    return False


@njit(cache=True, nogil=True)
def is_eligible(facts: Facts, role: int, candidate: int) -> bool:
    """Whether the candidate is eligible for the role."""
    first, last = facts.eligible_start[role], facts.eligible_start[role + 1]
    place = first + np.searchsorted(facts.eligible[first:last], candidate)
    return bool(place < last and facts.eligible[place] == candidate)


@njit(cache=True, nogil=True)
def there(held: Held, candidate: int, activity: int) -> bool:
    """Whether some booking of the candidate is in the activity."""
    for place in range(held.duties[candidate]):
        if held.bookings[candidate, place, 0] == activity:
            return True
    return False


@njit(cache=True, nogil=True)
def put(facts: Facts, held: Held, role: int, candidate: int) -> None:
    """Give a slot of the role to the candidate, and with a team to its crew."""
    write_down(held, role)
    held.slots[facts.slot_start[role] + held.filled[role]] = candidate
    held.filled[role] += 1
    held.booked[facts.role_activity[role]] += 1
    note_all(facts, held, role, candidate)


@njit(cache=True, nogil=True)
def take(facts: Facts, held: Held, role: int, candidate: int) -> None:
    """Take the slot back."""
    write_down(held, role)
    activity, first = facts.role_activity[role], facts.slot_start[role]
    last = first + held.filled[role] - 1
    for place in range(first, last + 1):
        if held.slots[place] == candidate:
            held.slots[place] = held.slots[last]
            break
    held.slots[last] = -1
    held.filled[role] -= 1
    held.booked[activity] -= 1
    strike(facts, held, candidate, role, candidate)
    for member in crew_of(facts, candidate, activity):
        strike(facts, held, member, role, candidate)


@njit(cache=True, nogil=True)
def write_down(held: Held, role: int) -> None:
    """Write down that a role is changed."""
    if held.changed[0] < len(held.changed) - 1:
        held.changed[0] += 1
        held.changed[held.changed[0]] = role


@njit(cache=True, nogil=True)
def copy_to(facts: Facts, held: Held, copy: Held) -> None:
    """Copy who holds what to another roster, which was copied from this one when `changed` began."""
    if held.changed[0] == len(held.changed) - 1:
        copy.slots[:] = held.slots
        copy.filled[:] = held.filled
    else:
        for number in range(1, held.changed[0] + 1):
            role = held.changed[number]
            copy.filled[role] = held.filled[role]
            for slot in range(facts.slot_start[role], facts.slot_start[role + 1]):
                copy.slots[slot] = held.slots[slot]
    held.changed[0] = 0


@njit(cache=True, nogil=True)
def note_all(facts: Facts, held: Held, role: int, candidate: int) -> None:
    """Write a booking into the schedules of the candidate and, for a team, of its crew."""
    note(facts, held, candidate, role, candidate)
    for member in crew_of(facts, candidate, facts.role_activity[role]):
        note(facts, held, member, role, candidate)


@njit(cache=True, nogil=True)
def note(facts: Facts, held: Held, candidate: int, role: int, holder: int) -> None:
    """Write a booking into the candidate's schedule."""
    activity, linked, unled = facts.role_activity[role], facts.linked[role], 0
    if not there(held, candidate, activity):
        count(facts, held, candidate, activity, 1)
    if linked:
        unled = lacking_leads(facts, held, candidate)
    place = held.duties[candidate]
    held.bookings[candidate, place, 0] = activity
    held.bookings[candidate, place, 1] = role
    held.bookings[candidate, place, 2] = holder
    held.duties[candidate] += 1
    if linked:
        held.unled[0] += lacking_leads(facts, held, candidate) - unled
    add_up(facts, held, candidate, activity, 1, candidate != holder)


@njit(cache=True, nogil=True)
def strike(facts: Facts, held: Held, candidate: int, role: int, holder: int) -> None:
    """Take a booking out of the candidate's schedule."""
    last, linked, unled = held.duties[candidate] - 1, facts.linked[role], 0
    if linked:
        unled = lacking_leads(facts, held, candidate)
    for place in range(last + 1):
        if held.bookings[candidate, place, 1] == role and held.bookings[candidate, place, 2] == holder:
            for part in range(3):
                held.bookings[candidate, place, part] = held.bookings[candidate, last, part]
            break
    held.duties[candidate] = last
    if linked:
        held.unled[0] += lacking_leads(facts, held, candidate) - unled
    activity = facts.role_activity[role]
    if not there(held, candidate, activity):
        count(facts, held, candidate, activity, -1)
    add_up(facts, held, candidate, activity, -1, candidate != holder)


@njit(cache=True, nogil=True)
def add_up(facts: Facts, held: Held, candidate: int, activity: int, sign: int, in_crew: bool) -> None:
    """Keep the sums of a candidate's schedule, and the seats that its activity takes."""
    for term in range(facts.amount.shape[1]):
        if facts.crews[term] or not in_crew:
            held.sums[candidate, term, facts.period[activity, term]] += sign * facts.amount[activity, term]
    held.day_count[candidate, facts.day[activity]] += sign
    held.day_minutes[candidate, facts.day[activity]] += sign * facts.minutes[activity]
    if candidate < facts.people:
        held.heads[activity] += sign


@njit(cache=True, nogil=True)
def count(facts: Facts, held: Held, candidate: int, activity: int, sign: int) -> None:
    """Keep what the activity has of the people it needs, of whom each counts once however often booked there."""
    if candidate < facts.people:
        for need in range(facts.need_start[activity], facts.need_start[activity + 1]):
            if facts.groups[facts.need_people[need], candidate]:
                held.have[need] += sign
            if facts.need_because[need] >= 0 and facts.groups[facts.need_because[need], candidate]:
                held.because[need] += sign


@njit(cache=True, nogil=True)
def led(facts: Facts, held: Held, lead: int, candidate: int) -> bool:
    """Whether the candidate holds one of the roles that a lead asks for, by itself or with a team; so does whom it does
    not bind.
    """
    if not facts.lead_bound[lead, candidate]:
        return True
    for place in range(held.duties[candidate]):
        role = held.bookings[candidate, place, 1]
        for number in range(facts.lead_before_start[lead], facts.lead_before_start[lead + 1]):
            if facts.lead_before[number] == role:
                return True
    return False


@njit(cache=True, nogil=True)
def lacking_leads(facts: Facts, held: Held, candidate: int) -> int:
    """How many leads the bookings lack that a candidate has by itself."""
    missing = 0
    for place in range(held.duties[candidate]):
        role = held.bookings[candidate, place, 1]
        if held.bookings[candidate, place, 2] == candidate:
            for lead in range(facts.lead_start[role], facts.lead_start[role + 1]):
                missing += not led(facts, held, lead, candidate)
    return missing


@njit(cache=True, nogil=True)
def short(facts: Facts, held: Held, need: int) -> int:
    """How many of the people of a need are missing, if it is asked."""
    if facts.need_because[need] >= 0 and held.because[need] == 0:
        return 0
    missing: int = max(0, facts.need_minimum[need] - held.have[need])
    return missing


@njit(cache=True, nogil=True)
def lacking(facts: Facts, held: Held, activity: int) -> int:
    """How many slots and needed people an activity lacks before it can go ahead."""
    missing = 0
    for place in range(facts.role_start[activity], facts.role_start[activity + 1]):
        role = facts.roles[place]
        missing += max(0, facts.minimum[role] - held.filled[role])
    for need in range(facts.need_start[activity], facts.need_start[activity + 1]):
        missing += short(facts, held, need)
    return missing


def roster_of(facts: Facts, held: Held) -> tuple[tuple[int, ...], ...]:
    """The roster as it stands."""
    return tuple(
        tuple(sorted(held.slots[facts.slot_start[role] : facts.slot_start[role] + held.filled[role]].tolist()))
        for role in range(len(facts.role_activity))
    )
