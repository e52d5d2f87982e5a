"""What would fill an open slot, at its exact cost: a limit raised, a pin released, somebody moved, somebody lent.

Each is a roster in which the slot is filled and which breaks just what a coordinator would have to waive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from solver import judge
from solver.arrays import Ints
from solver.explanations.explain import replaced
from solver.explanations.laid_out import LaidOut
from solver.explanations.moving import busy, moves
from solver.judged import Judged
from solver.problem import Pin, Roster
from solver.rules.base import Finding
from solver.search.facts import TOO_MUCH, ZERO, Facts
from solver.search.filling import complete, fill, place_pins
from solver.search.flattening import pins as pin_facts
from solver.search.pricing import marginal_at
from solver.search.references import facts_reference, trail_reference
from solver.search.trail import new_trail, undo

MOST_TRIED = 12
"""Of the cheapest candidates for each kind of change, how many are tried."""


class Kind(StrEnum):
    """What would be changed."""

    LIMIT = "limit"
    PIN = "pin"
    MOVE = "move"
    LOAN = "loan"


@dataclass(frozen=True)
class Cure:
    """A change that fills a slot. `gained` and `lost` are the pairs by which the roster would differ, first of all who
    takes the slot; `released` the pins that would go; `waived` what the roster would break; `cost` what it would cost
    more (below 0: less), with the price of what is waived.
    """

    kind: Kind
    cost: int
    gained: tuple[Pin, ...]
    lost: tuple[Pin, ...] = ()
    released: tuple[Pin, ...] = ()
    waived: tuple[Finding, ...] = ()


def cures(laid_out: LaidOut, role: int) -> tuple[Cure, ...]:
    """The cheapest change of each kind that fills one more slot of a role, the cheapest first; () where there is none.

    Where the activity cannot go ahead as things stand, it does with each of them.
    """
    kinds = (by_limit, by_pin, by_move, by_loan)
    found = [min(ways, key=preferred) for kind in kinds if (ways := list(kind(laid_out, role)))]
    return tuple(sorted(found, key=preferred))


def preferred(cure: Cure) -> tuple[int, int, int, int]:
    """What cures are compared by: the cost, then how much of the roster and of the rules they touch."""
    changed = len(cure.gained) + len(cure.lost) + len(cure.released)
    return cure.cost, changed, len(cure.waived), sum(finding.amount for finding in cure.waived)


def by_limit(laid_out: LaidOut, role: int) -> Iterator[Cure]:
    """Somebody serves more than a limit allows: so many hours a day or week, duties a month."""
    prices, kept = laid_out.raised.prices(role), laid_out.whole.prices(role)
    beyond = np.flatnonzero((prices < TOO_MUCH) & (kept >= TOO_MUCH))
    yield from waived(laid_out, Kind.LIMIT, role, laid_out.compiled.eligible[role][beyond], prices[beyond])


def by_loan(laid_out: LaidOut, role: int) -> Iterator[Cure]:
    """Somebody serves who qualifies but is not asked: of another organisation, or from further away."""
    who = lendable(laid_out, role)
    facts, held = laid_out.whole.facts, laid_out.whole.held
    pairs = zip(who.tolist(), laid_out.compiled.pair_prices(role, who).tolist(), strict=True)
    prices = np.array([marginal_at(facts, held, role, *pair) for pair in pairs], dtype=np.int64)
    yield from waived(laid_out, Kind.LOAN, role, who[prices < TOO_MUCH], prices[prices < TOO_MUCH])


def lendable(laid_out: LaidOut, role: int) -> Ints:
    """The people whom nothing blocks from a role but what a coordinator may waive."""
    compiled, people = laid_out.compiled, len(laid_out.problem.people)
    asked, refused = (np.zeros(laid_out.problem.candidates, dtype=bool) for _ in range(2))
    for rule in compiled.blocking:
        codes = rule.blocks(compiled.tables, role)
        for code, reason in enumerate(rule.reasons if codes is not None else (), start=1):
            (asked if reason in rule.waivers else refused)[codes == code] = True
    return np.flatnonzero((asked & ~refused)[:people])


def waived(laid_out: LaidOut, kind: Kind, role: int, who: Ints, prices: Ints) -> Iterator[Cure]:
    """The cures in which one of `who` takes the slot at its price, where a coordinator may waive all that it breaks."""
    order = np.argsort(prices, kind="stable").tolist()
    cost = {int(who[place]): int(prices[place]) for place in order}
    tried = 0
    for candidate, found in broken(laid_out, role, cost).items():
        if tried < MOST_TRIED and all(one.rule.may_waive(laid_out.compiled.tables, one) for one in found):
            tried += 1
            price = cost[candidate] + sum(one.rule.price_of_waiving(one) for one in found)
            yield from filled(laid_out, Cure(kind, price, (Pin(role, candidate),), waived=found))


def broken(laid_out: LaidOut, role: int, candidates: Iterable[int]) -> dict[int, tuple[Finding, ...]]:
    """What each candidate in one more slot of a role would break of the rules of which something may be waived.

    These look at one person at a time, so that all are judged at once and by their own duties alone; whoever books
    somebody whom one before books too is left out.
    """
    judged, activity = Judged(laid_out.compiled.tables, laid_out.roster), laid_out.problem.roles[role].activity
    whose: dict[int, int] = {}
    for candidate in candidates:
        people = (candidate, *judged.members(candidate, activity))
        if whose.keys().isdisjoint(people):
            whose.update(dict.fromkeys(people, candidate))
    each: dict[int, tuple[Finding, ...]] = dict.fromkeys(whose.values(), ())
    duties = duties_of(judged, whose.keys()) if whose else ()
    there = replaced(duties, role, {*duties[role], *each}) if whose else ()
    for finding in judge.checked(replace(judged, roster=there), laid_out.waivable if whose else ()):
        owner = whose.get(finding.people[0])
        if owner is not None and not laid_out.found_already[finding]:
            each[owner] += (finding,)
    return each


def duties_of(judged: Judged, people: Set[int]) -> Roster:
    """The roster of those pairs alone that book one of some people."""
    roles = zip(judged.problem.roles, judged.roster, strict=True)
    return tuple(
        tuple(who for who in held if not people.isdisjoint((who, *judged.members(who, role.activity))))
        for role, held in roles
    )


def by_move(laid_out: LaidOut, role: int) -> Iterator[Cure]:
    """Somebody who is busy takes the slot, and somebody who is free what that one gives up."""
    for move in moves(laid_out, role):
        gained = Pin(role, move.candidate), Pin(move.given_up, move.successor)
        yield from filled(laid_out, Cure(Kind.MOVE, move.cost, gained, (Pin(move.given_up, move.candidate),)))


def by_pin(laid_out: LaidOut, role: int) -> Iterator[Cure]:
    """A pin is released: of somebody who takes the slot instead, or one that keeps the activity from going ahead."""
    for move in moves(laid_out, role, pinned=True):
        gone = (Pin(move.given_up, move.candidate),)
        gained = Pin(role, move.candidate), Pin(move.given_up, move.successor)
        yield from filled(laid_out, Cure(Kind.PIN, move.cost, gained, gone, gone))
    yield from given_up(laid_out, role)
    yield from let_go(laid_out, role)


def given_up(laid_out: LaidOut, role: int) -> Iterator[Cure]:
    """Somebody who is pinned elsewhere takes the slot, and what that one gives up stays open."""
    could, whole = set(busy(laid_out, role)), laid_out.whole
    for pin in laid_out.problem.pins:
        if pin.candidate in could and laid_out.has_slot(pin.role, pin.candidate):
            with whole.without(pin):
                saved, price = whole.price(pin.role, pin.candidate), whole.price(role, pin.candidate)
                lacks = whole.lacks(laid_out.problem.roles[pin.role].activity)
            if price < TOO_MUCH and saved < TOO_MUCH and not lacks:
                taken = (Pin(role, pin.candidate),)
                yield from filled(laid_out, Cure(Kind.PIN, price - saved, taken, (pin,), (pin,)))


def let_go(laid_out: LaidOut, role: int) -> Iterator[Cure]:
    """A pin is released that keeps the role's activity from going ahead."""
    problem, activity = laid_out.problem, laid_out.problem.roles[role].activity
    for pin in () if goes_ahead(laid_out, activity) else problem.pins:
        if problem.roles[pin.role].activity == activity:
            left = replace(problem, pins=tuple(other for other in problem.pins if other != pin))
            facts = laid_out.compiled.facts._replace(**pin_facts(left, laid_out.compiled.eligible))
            yield from filled(laid_out, Cure(Kind.PIN, 0, (), released=(pin,)), facts, role)


def goes_ahead(laid_out: LaidOut, activity: int) -> bool:
    """Whether somebody is booked in an activity."""
    return any(laid_out.roster[role] for role in laid_out.problem.roles_of[activity])


def filled(laid_out: LaidOut, cure: Cure, facts: Facts | None = None, role: int | None = None) -> Iterator[Cure]:
    """The cure with all whom its activity then needs or has pinned; nothing where it still cannot go ahead, or where a
    duty would lack the training that is given up. `facts` are those without a pin, in which `role` is to be filled.
    """
    role, whole = cure.gained[0].role if role is None else role, laid_out.whole
    activity, untrained = laid_out.problem.roles[role].activity, whole.untrained
    going = goes_ahead(laid_out, activity)
    with whole.without(*cure.lost), whole.also(*cure.gained):
        found: Cure | None = cure if whole.untrained <= untrained else None
        if found is not None and (not going or whole.lacks(activity) > 0):
            found = completed(laid_out, cure, facts or laid_out.compiled.facts, activity)
    if found is not None and any(pair.role == role for pair in found.gained):
        yield replace(found, gained=tuple(sorted(found.gained, key=lambda pair: pair.role != role)))


def completed(laid_out: LaidOut, cure: Cure, facts: Facts, activity: int) -> Cure | None:
    """The cure, which is made, with whoever else its activity needs; None where these needs cannot be met. Where nobody
    is named yet, the activity gets whom it wants besides.
    """
    trail, untrained = new_trail(0, len(facts.slot_role)), laid_out.whole.untrained
    going = facts_reference(facts), laid_out.whole.held, np.random.default_rng(0), trail_reference(trail), activity
    met = not facts.stuck[activity] and place_pins(*going) and complete(*going, ZERO)
    if met and not cure.gained:
        met = fill(*going, ZERO)
    met = met and laid_out.whole.untrained <= untrained
    changes, cost = Counter[Pin](), int(trail.size[1])
    for role, candidate, sign in trail.entries[: trail.size[0]].tolist():
        changes[Pin(role, candidate)] += sign
    undo(going[0], laid_out.whole.held, going[3], 0)
    gained, lost = (tuple(pair for pair, change in changes.items() if change == sign) for sign in (1, -1))
    done = replace(cure, cost=cure.cost + cost, gained=cure.gained + gained, lost=cure.lost + lost)
    return done if met else None
