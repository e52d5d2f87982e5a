"""What each candidate may do over the weeks, laid out for pricing.

A candidate's schedule is a path through its entries in time. What it costs beyond its pairs depends on a few sums alone
(hours, days of rest ...): a label counts them. Within a week two entries must not clash and a limit of the week holds;
weeks meet only in the sums. All other rules are left out here: that makes a bound weaker, never wrong.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from solver.compiled import Compiled
from solver.facts import Facts
from solver.flattening import of_kind, starts
from solver.tables import Flags, Ints
from solver.terms import Sum

MOST_STEPS = 2_000_000_000
"""Steps in which all weeks of all candidates are added up, some two seconds; sums that would need more are left out."""


class Pairs(NamedTuple):
    """Who may hold which role, sorted by candidate, then time: a pair each, with the entry that it belongs to.

    An entry is one activity of one candidate, whichever of its roles the candidate holds.
    """

    role: Ints
    candidate: Ints
    price: Ints
    entry: Ints
    start: Ints
    """The first pair of each entry, and where the last ends."""

    def number(self, role: int, candidate: int) -> int:
        """Which pair is this. There must be one."""
        low, high = np.searchsorted(self.candidate, [candidate, candidate + 1])
        return int(low + np.flatnonzero(self.role[low:high] == role)[0])


class Schedules(NamedTuple):
    """Entries (E) of each candidate (C) and week (W) in order of time, and what their labels count (K sums).

    `amount` (E, K) is what each counts. `first` (C, W + 1) are a candidate's entries of each week. From `safe[e]` on,
    entries of the week before e may clash with it. A label of a week is a number in mixed radix: `step[e]` is what e
    adds to it, `size` (C, W, K) its digits. `unit`, `weight` and `base` (C, K): what one of a digit is worth, and how
    it costs, see `solver.terms.Sum`.
    """

    activity: Ints
    amount: Ints
    first: Ints
    safe: Ints
    step: Ints
    size: Ints
    unit: Ints
    weight: Ints
    base: Ints
    clash: Flags

    def cost(self, candidate: int, entries: Ints) -> int:
        """What the sums of a candidate cost that has these entries."""
        amount = self.amount[entries].sum(axis=0)
        return int((self.weight[candidate] * amount * (amount + 2 * self.base[candidate])).sum())

    def spared(self, candidate: int, entries: Ints) -> Ints:
        """What the sums would cost less without each of these entries."""
        amount = self.amount[entries]
        found: Ints = (amount * (2 * (amount.sum(axis=0) + self.base[candidate]) - amount)) @ self.weight[candidate]
        return found


def pairs_of(compiled: Compiled) -> Pairs:
    """All pairs of a problem. Of an activity in which somebody may hold two roles, each role is an entry of its own."""
    facts = compiled.facts
    role = np.repeat(np.arange(len(facts.role_activity)), np.diff(facts.eligible_start))
    activity = facts.role_activity[role]
    order = np.lexsort((role, activity, compiled.tables.starts[activity], facts.eligible))
    role, activity, candidate = role[order], activity[order], facts.eligible[order]
    new = np.ones(len(role), dtype=bool)
    same = (candidate[1:] == candidate[:-1]) & (activity[1:] == activity[:-1])
    new[1:] = ~(same & facts.clash[activity[1:], activity[1:]])
    begins = np.append(np.flatnonzero(new), len(role))
    return Pairs(role, candidate, facts.pair_price[order], np.cumsum(new) - 1, begins)


def schedules_of(compiled: Compiled, pairs: Pairs) -> Schedules:
    """The entries of all pairs, and what labels count."""
    facts, heads = compiled.facts, pairs.start[:-1]
    activity, candidate = facts.role_activity[pairs.role[heads]], pairs.candidate[heads]
    counts = np.bincount(candidate, minlength=compiled.problem.candidates)
    first = entries_by_week(starts(counts.tolist()), compiled.tables.weeks[activity])
    terms = of_kind(compiled.terms, Sum)
    counted = counted_sums(facts, terms, compiled.tables.weeks)
    amount = columns(facts.amount[activity], counted)
    digit, unit = digits(facts, counted, amount, candidate)
    size = longest(first, activity, digit, facts.clash) + 1
    for number, term in enumerate(terms):
        if counted and by_week(term, compiled.tables.weeks):
            most = most_counted(facts.amount[activity, number], digit[:, 0], first, term)
            size[:, :, 0] = np.minimum(size[:, :, 0], most + 1)
    leave_out(size, digit)
    return Schedules(
        activity=activity,
        amount=amount,
        first=first,
        safe=unclashing(first, activity, facts.clash),
        step=steps(size, digit, first),
        size=size,
        unit=unit,
        weight=columns(facts.weight, counted),
        base=columns(facts.base, counted),
        clash=facts.clash,
    )


def columns(array: Ints, numbers: list[int]) -> Ints:
    """Some columns as an array of their own, laid out as compiled functions know arrays."""
    return np.ascontiguousarray(array[:, numbers])


def counted_sums(facts: Facts, terms: list[Sum], weeks: Ints) -> list[int]:
    """The sums that labels count: those that cost, over the whole time; the one that most activities add to first.

    Where none costs, one that limits weeks.
    """
    costing = [n for n, term in enumerate(terms) if facts.weight[:, n].any() and not term.period.any()]
    limiting = [n for n, term in enumerate(terms) if by_week(term, weeks)]
    return sorted(costing, key=lambda n: -int(np.count_nonzero(facts.amount[:, n]))) or limiting[:1]


def by_week(term: Sum, weeks: Ints) -> bool:
    """Whether a sum limits calendar weeks."""
    return bool((term.period == weeks).all())


def entries_by_week(start: Ints, week: Ints) -> Ints:
    """Where each week of each candidate begins. Shape (C, W + 1)."""
    weeks = int(week.max(initial=-1)) + 1
    parts = [
        start[c] + np.searchsorted(week[start[c] : start[c + 1]], np.arange(weeks + 1)) for c in range(len(start) - 1)
    ]
    return np.array(parts, dtype=np.int64).reshape(len(start) - 1, weeks + 1)


def digits(facts: Facts, counted: list[int], amount: Ints, candidate: Ints) -> tuple[Ints, Ints]:
    """The amount of each entry in each sum in units of its candidate, and these units.

    The first sum is counted for everybody, since limits are held by it, the others for those whom they cost something.
    """
    unit = np.zeros((len(facts.weight), len(counted)), dtype=np.int64)
    np.gcd.at(unit, candidate, amount)
    unit[unit == 0] = 1
    counts = facts.weight[:, counted] > 0
    counts[:, :1] = True
    return np.where(counts[candidate], amount // unit[candidate], 0), unit


def most_counted(limited: Ints, counted: Ints, first: Ints, term: Sum) -> Ints:
    """How much of `counted` a candidate can have in each week, since `limited` may not go beyond the term's most.

    Shape (C, W). Where the two are not in proportion, it is what the entry of the best proportion would allow.
    """
    candidates, weeks = first.shape[0], first.shape[1] - 1
    left = (term.most[:, None] - term.fixed)[:, :weeks]
    most = np.full((candidates, weeks), np.iinfo(np.int64).max // 2)
    for candidate in range(candidates):
        for week in range(weeks):
            entries = slice(first[candidate, week], first[candidate, week + 1])
            some = counted[entries] > 0
            if some.any() and limited[entries][some].min() > 0:
                share = counted[entries][some] * max(int(left[candidate, week]), 0) // limited[entries][some]
                most[candidate, week] = share.max()
    return most


def leave_out(size: Ints, amount: Ints) -> None:
    """Leave out the last sums for all where adding up weeks would take more than `MOST_STEPS`."""
    for last in range(size.shape[2] - 1, -1, -1):
        if adding_up(size) > MOST_STEPS:
            size[:, :, last], amount[:, last] = 1, 0


def adding_up(size: Ints) -> float:
    """In how many steps all weeks are added up: labels of each week, for each label of the whole time."""
    whole = (np.maximum(size - 1, 0).sum(axis=1) + 1).prod(axis=1, dtype=np.float64)
    return float((whole * size.prod(axis=2).sum(axis=1)).sum())


def steps(size: Ints, amount: Ints, first: Ints) -> Ints:
    """What each entry adds to the label of its week; the first sum is the highest digit."""
    stride = np.ones_like(size)
    stride[:, :, :-1] = np.cumprod(size[:, :, :0:-1], axis=2)[:, :, ::-1]
    candidates, weeks, sums = size.shape
    each = np.repeat(stride.reshape(candidates * weeks, sums), np.diff(first, axis=1).ravel(), axis=0)
    further: Ints = (each * amount).sum(axis=1)
    return further


@njit(cache=True, nogil=True)
def longest(first: Ints, activity: Ints, amount: Ints, clash: Flags) -> Ints:
    """The most that entries of one week that do not clash one after another count in each sum. Shape (C, W, K)."""
    candidates, weeks = first.shape[0], first.shape[1] - 1
    found = np.zeros((candidates, weeks, amount.shape[1]), dtype=np.int64)
    upto = np.zeros(len(activity), dtype=np.int64)
    for candidate in range(candidates):
        for week in range(weeks):
            low, high = first[candidate, week], first[candidate, week + 1]
            for number in range(amount.shape[1]):
                for entry in range(low, high):
                    before = 0
                    for other in range(low, entry):
                        if upto[other] > before and not clash[activity[other], activity[entry]]:
                            before = upto[other]
                    upto[entry] = before + amount[entry, number]
                    found[candidate, week, number] = max(found[candidate, week, number], upto[entry])
    return found


@njit(cache=True, nogil=True)
def unclashing(first: Ints, activity: Ints, clash: Flags) -> Ints:
    """For each entry the first of its week that clashes with it; the entry itself where none before it does."""
    safe = np.arange(len(activity))
    for candidate in range(first.shape[0]):
        for week in range(first.shape[1] - 1):
            low, high = first[candidate, week], first[candidate, week + 1]
            for entry in range(low, high):
                for other in range(low, entry):
                    if clash[activity[other], activity[entry]]:
                        safe[entry] = other
                        break
    return safe
