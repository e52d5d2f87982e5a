"""Who could step in: the cheapest candidates for an open slot, by their exact cost, and what keeps the others away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solver.explanations.laid_out import KeptAway, LaidOut
from solver.search.facts import TOO_MUCH


@dataclass(frozen=True)
class StandIn:
    """Somebody who could hold the role: what the roster would cost more (below 0: less), in all and by rule."""

    candidate: int
    cost: int
    costs: dict[str, int]


@dataclass(frozen=True)
class StandIns:
    """The best candidates for one more slot of a role, the cheapest first; how many could take it in all; and what
    keeps each of the others away.
    """

    role: int
    best: tuple[StandIn, ...]
    free: int
    kept_away: KeptAway


def stand_ins(laid_out: LaidOut, role: int, most: int = 5) -> StandIns:
    """Who could take one more slot of a role, and what keeps the others away.

    Raises ModelMismatch where no hard rule says why somebody is kept away.
    """
    return StandIns(role, best(laid_out, role, most), len(laid_out.whole.free(role)), laid_out.kept_away(role))


def best(laid_out: LaidOut, role: int, most: int = 5) -> tuple[StandIn, ...]:
    """The cheapest candidates for one more slot of a role, among equals by number."""
    eligible, prices = laid_out.compiled.eligible[role], laid_out.whole.prices(role)
    order = np.argsort(prices, kind="stable")[:most]
    places = [place for place in order.tolist() if prices[place] < TOO_MUCH]
    by_rule = costs_by_rule(laid_out, role, eligible[places].tolist())
    return tuple(
        StandIn(int(eligible[place]), int(prices[place]), costs) for place, costs in zip(places, by_rule, strict=True)
    )


def costs_by_rule(laid_out: LaidOut, role: int, candidates: list[int]) -> list[dict[str, int]]:
    """What each soft rule makes of each of these candidates in one more slot of the role, where it is not 0."""
    found: list[dict[str, int]] = [{} for _ in candidates]
    for rule, under in laid_out.soft:
        prices = under.prices(role)
        places = np.searchsorted(under.compiled.eligible[role], candidates)
        for costs, price in zip(found, prices[places].tolist(), strict=True):
            if price:
                name = type(rule).__name__
                costs[name] = costs.get(name, 0) + price
    return found
