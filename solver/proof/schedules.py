"""What each candidate may do over the weeks, laid out for pricing.

A candidate's schedule is a path through its entries in time. What it costs beyond its pairs depends on the squares of a
few sums alone (hours, days of rest ...): a label counts them. Within a week two entries must not clash and a limit of
the week holds; weeks meet only in the sums. All other rules are left out here: that makes a bound weaker, never wrong.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from solver.arrays import Flags, Ints, starts
from solver.proof.loads import pair_prices, squares
from solver.search.compiled import Compiled
from solver.search.facts import Facts
from solver.search.flattening import of_kind
from solver.terms import Sum

UNBOUNDED = np.iinfo(np.int64).max // 2
"""More than any sum counts."""


class Pairs(NamedTuple):
    """Who may hold which role, sorted by candidate, then time: a pair each, with the entry that it belongs to.

    An entry is one activity of one candidate, whichever of its roles the candidate holds. `price` is what a pair costs
    by itself, see `solver.proof.loads`.
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
    """Entries (E) of each candidate (C) and week (W) in order of time, and what labels count (K sums).

    `amount` (E, K) is what each counts, `digit` (E, K) the same in parts of `unit` (C, K) where it costs its candidate
    something. `first` (C, W + 1) are a candidate's entries of each week. From `safe[e]` on, entries of the week before
    e may clash with it. A limit allows at most `most` (C, W) of the first digit. `weight` (C, K): what squares cost.
    """

    activity: Ints
    amount: Ints
    digit: Ints
    first: Ints
    safe: Ints
    most: Ints
    unit: Ints
    weight: Ints
    clash: Flags

    def cost(self, candidate: int, entries: Ints) -> int:
        """What the squares cost of a candidate that has these entries."""
        return int((self.weight[candidate] * self.amount[entries].sum(axis=0) ** 2).sum())

    def spared(self, candidate: int, entries: Ints) -> Ints:
        """What the squares would cost less without each of these entries."""
        amount = self.amount[entries]
        found: Ints = (amount * (2 * amount.sum(axis=0) - amount)) @ self.weight[candidate]
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
    price = facts.pair_price[order] + pair_prices(facts, activity, candidate)
    return Pairs(role, candidate, price, np.cumsum(new) - 1, begins)


def schedules_of(compiled: Compiled, pairs: Pairs) -> Schedules:
    """The entries of all pairs, and what labels count."""
    facts, heads = compiled.facts, pairs.start[:-1]
    activity, candidate = facts.role_activity[pairs.role[heads]], pairs.candidate[heads]
    counts = np.bincount(candidate, minlength=compiled.problem.candidates)
    first = entries_by_week(starts(counts.tolist()), compiled.tables.weeks[activity])
    terms = of_kind(compiled.terms, Sum)
    counted = counted_sums(facts, terms, compiled.tables.weeks)
    amount, weight = columns(facts.amount[activity], counted), columns(squares(facts), counted)
    digit, unit = digits(amount, weight, candidate)
    return Schedules(
        activity=activity,
        amount=amount,
        digit=digit,
        first=first,
        safe=unclashing(first, activity, facts.clash),
        most=most_digits(compiled, terms, activity, digit, first),
        unit=unit,
        weight=weight,
        clash=facts.clash,
    )


def columns(array: Ints, numbers: list[int]) -> Ints:
    """Some columns as an array of their own, laid out as compiled functions know arrays."""
    return np.ascontiguousarray(array[:, numbers])


def counted_sums(facts: Facts, terms: list[Sum], weeks: Ints) -> list[int]:
    """The sums that labels count, those over the whole time that cost: the one that most activities add to first, and
    most finely, for limits are held by it, then the dearest. Where none costs, one that limits weeks.
    """
    costing = [n for n, term in enumerate(terms) if facts.weight[:, n].any() and not term.period.any()]
    limiting = [n for n, term in enumerate(terms) if by_week(term, weeks)]
    dear = facts.weight.sum(axis=0) * (facts.amount**2).sum(axis=0)
    added = facts.amount.T
    first = max(costing, key=lambda n: (np.count_nonzero(added[n]), len(np.unique(added[n]))), default=None)
    return sorted(costing, key=lambda n: (n != first, -int(dear[n]))) or limiting[:1]


def by_week(term: Sum, weeks: Ints) -> bool:
    """Whether a sum limits calendar weeks."""
    return bool((term.period == weeks).all())


def entries_by_week(start: Ints, week: Ints) -> Ints:
    """Where each week of each candidate begins. Shape (C, W + 1)."""
    weeks, candidates = int(week.max(initial=-1)) + 1, len(start) - 1
    candidate = np.repeat(np.arange(candidates), np.diff(start))
    counts = np.bincount(candidate * weeks + week, minlength=candidates * weeks).reshape(candidates, weeks)
    return start[:-1, None] + np.pad(np.cumsum(counts, axis=1), ((0, 0), (1, 0)))


def digits(amount: Ints, weight: Ints, candidate: Ints) -> tuple[Ints, Ints]:
    """The amount of each entry in each sum in units of its candidate, and these units.

    The first sum is counted for everybody, since limits are held by it, the others for those whom they cost something.
    """
    unit = np.zeros_like(weight)
    np.gcd.at(unit, candidate, amount)
    unit[unit == 0] = 1
    counts = weight > 0
    counts[:, :1] = True
    return np.where(counts[candidate], amount // unit[candidate], 0), unit


def most_digits(compiled: Compiled, terms: list[Sum], activity: Ints, digit: Ints, first: Ints) -> Ints:
    """The most that limits of weeks allow of the first digit, beyond reach where none does. Shape (C, W)."""
    weeks = compiled.tables.weeks
    found = np.full((first.shape[0], first.shape[1] - 1), np.iinfo(np.int64).max // 2)
    for number, term in enumerate(terms):
        if digit.shape[1] and by_week(term, weeks):
            limited = compiled.facts.amount[activity, number]
            found = np.minimum(found, most_counted(limited, digit[:, 0], first, term))
    return found


def most_counted(limited: Ints, counted: Ints, first: Ints, term: Sum) -> Ints:
    """How much of `counted` a candidate can have in each week, since `limited` may not go beyond the term's most.

    Shape (C, W). Where the two are not in proportion, it is what the entry of the best proportion would allow.
    """
    candidates, weeks = first.shape[0], first.shape[1] - 1
    left = (term.most[:, None] - term.fixed)[:, :weeks]
    of_week = np.repeat(np.arange(candidates * weeks), np.diff(first, axis=1).ravel())
    some = counted > 0
    counted, limited, of_week = counted[some], limited[some], of_week[some]
    share = counted * np.maximum(left, 0).ravel()[of_week] // np.maximum(limited, 1)
    most = np.full(candidates * weeks, -1)
    np.maximum.at(most, of_week, share)
    most[most < 0] = UNBOUNDED
    most[of_week[limited == 0]] = UNBOUNDED
    return most.reshape(candidates, weeks)


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
