"""Why this one and not that one: where somebody stands, by exact cost, among all who could hold a slot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solver.explanations.laid_out import LaidOut
from solver.explanations.stepping_in import StandIn, best, costs_by_rule
from solver.problem import Pin
from solver.search.facts import TOO_MUCH


@dataclass(frozen=True)
class Ranked:
    """Somebody in a slot: what the roster costs with them more than with the slot open, by rule, and how many of all
    who could hold it cost less. `instead_of` holds the slot now, `others` are the cheapest of the rest.
    """

    one: StandIn
    cheaper: int
    free: int
    others: tuple[StandIn, ...]
    instead_of: StandIn | None = None

    @property
    def cost(self) -> int:
        """What the roster would cost more than it does."""
        return self.one.cost - (0 if self.instead_of is None else self.instead_of.cost)


def why_this(laid_out: LaidOut, role: int, holder: int, most: int = 3) -> Ranked | None:
    """Where somebody who holds a role stands among all who could in their place; None where rules forbid it by now, as
    where more hold the role than it takes.
    """
    if not laid_out.has_slot(role, holder):
        return None
    with laid_out.without(Pin(role, holder)):
        return ranked(laid_out, role, holder, most)


def why_not_that(laid_out: LaidOut, role: int, candidate: int, most: int = 3) -> Ranked | None:
    """Where somebody who does not hold a role stands among all who could: in an open slot, else in place of the holder
    for whom it costs least. None where rules forbid each.
    """
    roster, found = laid_out.roster[role], list[Ranked]()
    if len(roster) < laid_out.problem.roles[role].wanted:
        return ranked(laid_out, role, candidate, most)
    for holder in (one for one in roster if laid_out.has_slot(role, one)):
        with laid_out.without(Pin(role, holder)):
            one = ranked(laid_out, role, candidate, most)
            now = ranked(laid_out, role, holder, most=0)
            if one is not None and now is not None:
                found.append(Ranked(one.one, one.cheaper, one.free, one.others, now.one))
    return min(found, key=lambda one: one.cost, default=None)


def ranked(laid_out: LaidOut, role: int, candidate: int, most: int) -> Ranked | None:
    """Where a candidate stands among those who could take one more slot of a role; None where rules forbid it."""
    eligible, prices = laid_out.compiled.eligible[role], laid_out.whole.prices(role)
    place = int(np.searchsorted(eligible, candidate))
    if place == len(eligible) or eligible[place] != candidate or prices[place] >= TOO_MUCH:
        return None
    (costs,) = costs_by_rule(laid_out, role, [candidate])
    others = tuple(one for one in best(laid_out, role, most + 1) if one.candidate != candidate)[:most]
    one = StandIn(candidate, int(prices[place]), costs)
    return Ranked(one, int((prices < prices[place]).sum()), int((prices < TOO_MUCH).sum()), others)
