"""Compiled: what a booking costs or forbids in the schedule of one candidate: clashes, sums, free days, overtime."""

from __future__ import annotations

from numba import njit

from solver.arrays import Ints
from solver.search.booking import crew_of
from solver.search.facts import FORBIDDEN, Facts, Held


@njit(cache=True, nogil=True)
def clashes(facts: Facts, held: Held, candidate: int, activity: int) -> bool:
    """Whether a booking of the candidate clashes with the activity, or one of its crew's."""
    if is_busy(facts, held, candidate, activity):
        return True
    for member in crew_of(facts, candidate, activity):
        if is_busy(facts, held, member, activity):
            return True
    return False


@njit(cache=True, nogil=True)
def is_busy(facts: Facts, held: Held, candidate: int, activity: int) -> bool:
    """Whether something in the candidate's own schedule clashes with the activity, or a duty outside the problem."""
    for place in range(held.duties[candidate]):
        other = held.bookings[candidate, place, 0]
        if facts.clash_bits[activity, other >> 3] >> (other & 7) & 1:
            return True
    row = facts.committed_row[candidate]
    return bool(row >= 0 and facts.committed[row, activity])


@njit(cache=True, nogil=True)
def overtime_of(minutes: Ints, most_a_day: int, most_a_week: int) -> int:
    """Overtime of the seven days of a week."""
    daily, total = 0, 0
    for day in range(7):
        daily += max(0, minutes[day] - most_a_day)
        total += minutes[day]
    return max(daily, total - most_a_week)


@njit(cache=True, nogil=True)
def overtime_price(facts: Facts, held: Held, candidate: int, activity: int) -> int:
    """What the overtime costs that the activity adds; FORBIDDEN beyond the most of its month."""
    price, week = 0, facts.day[activity] // 7
    minutes = held.day_minutes[candidate, week * 7 : week * 7 + 7].copy()
    for term in range(len(facts.overtime)):
        if not facts.overtime_bound[term, candidate]:
            continue
        a_day, a_week, cost, most = facts.overtime[term]
        before = overtime_of(minutes, a_day, a_week)
        minutes[facts.day[activity] % 7] += facts.minutes[activity]
        after = overtime_of(minutes, a_day, a_week)
        minutes[facts.day[activity] % 7] -= facts.minutes[activity]
        price += cost * (after - before)
        month, in_month = facts.overtime_month[term, week], after
        for other in range(facts.overtime_month.shape[1]):
            if other != week and facts.overtime_month[term, other] == month:
                days = held.day_minutes[candidate, other * 7 : other * 7 + 7]
                in_month += overtime_of(days, a_day, a_week)
        if in_month > most:
            return FORBIDDEN
    return price


@njit(cache=True, nogil=True)
def leaves_no_free_day(facts: Facts, held: Held, candidate: int, day: int) -> bool:
    """Whether a booking on the day would leave some window of days without a free one."""
    if held.day_count[candidate, day] > 0:
        return False
    for window in range(facts.window_start[day], facts.window_start[day + 1]):
        if not facts.window_bound[window, candidate]:
            continue
        first, taken = facts.window_first[window], True
        for other in range(first, first + facts.window_length[window]):
            if other != day and held.day_count[candidate, other] == 0:
                taken = False
                break
        if taken:
            return True
    return False


@njit(cache=True, nogil=True)
def too_many_weekends(facts: Facts, held: Held, candidate: int, day: int) -> bool:
    """Whether a booking on the day would be one in a weekend more than the candidate works at most."""
    for term in range(len(facts.weekend)):
        asked = facts.weekend[term, day]
        if asked < 0:
            continue
        worked, last = 0, -1
        for other in range(facts.weekend.shape[1]):
            found = facts.weekend[term, other]
            if found >= 0 and found != last and held.day_count[candidate, other] > 0:
                worked, last = worked + 1, found
                if found == asked:
                    worked = -facts.weekend.shape[1]
        if worked >= facts.weekends_most[term, candidate]:
            return True
    return False


@njit(cache=True, nogil=True)
def schedule_price(facts: Facts, held: Held, candidate: int, activity: int, in_crew: bool) -> int:
    """What the activity costs in one candidate's schedule; FORBIDDEN beyond a limit. Clashes are not asked."""
    if held.duties[candidate] >= held.bookings.shape[1]:
        return FORBIDDEN
    price = 0
    for term in range(facts.amount.shape[1]):
        amount = facts.amount[activity, term]
        if amount == 0 or (in_crew and not facts.crews[term]):
            continue
        there = held.sums[candidate, term, facts.period[activity, term]]
        if there + amount > facts.most[candidate, term]:
            return FORBIDDEN
        weight = facts.weight[candidate, term]
        if weight:
            price += weight * amount * (amount + 2 * (facts.base[candidate, term] + there))
    if len(facts.window_first) and leaves_no_free_day(facts, held, candidate, facts.day[activity]):
        return FORBIDDEN
    if len(facts.weekend) and too_many_weekends(facts, held, candidate, facts.day[activity]):
        return FORBIDDEN
    if len(facts.overtime):
        price += overtime_price(facts, held, candidate, activity)
    return price


@njit(cache=True, nogil=True)
def schedule_saving(facts: Facts, held: Held, candidate: int, activity: int, in_crew: bool) -> int:
    """What one candidate's schedule would cost less without an activity that is in it."""
    saving = 0
    for term in range(facts.amount.shape[1]):
        amount, weight = facts.amount[activity, term], facts.weight[candidate, term]
        if amount and weight and (facts.crews[term] or not in_crew):
            there = held.sums[candidate, term, facts.period[activity, term]]
            saving += weight * amount * (2 * (facts.base[candidate, term] + there) - amount)
    if len(facts.overtime):
        held.day_minutes[candidate, facts.day[activity]] -= facts.minutes[activity]
        saving += overtime_price(facts, held, candidate, activity)
        held.day_minutes[candidate, facts.day[activity]] += facts.minutes[activity]
    return saving
