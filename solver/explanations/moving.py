"""Moving somebody: a slot goes to a candidate who gives another one up, and that one to somebody who is free."""

from __future__ import annotations

from dataclasses import dataclass

from solver.explanations.laid_out import LaidOut
from solver.problem import Pin
from solver.search.facts import TOO_MUCH


@dataclass(frozen=True, order=True)
class Move:
    """`candidate` takes the slot and gives up one of `given_up`, which `successor` takes. `cost`: what that adds."""

    cost: int
    candidate: int
    given_up: int
    successor: int


def moves(laid_out: LaidOut, role: int, most: int = 5, *, pinned: bool = False) -> list[Move]:
    """The cheapest ways to fill one more slot of a role by moving one person or team, one for each that could be moved.

    Pinned assignments stay, unless it is asked who could be moved of those who are pinned; an activity keeps as many as
    it has. Costs are exact; who holds what they may not by now is left where they are.
    """
    pins, found = set(laid_out.problem.pins), list[Move]()
    for candidate in busy(laid_out, role):
        held = laid_out.held_by.get(candidate, ())
        ways = [moved(laid_out, role, candidate, one) for one in held if (Pin(one, candidate) in pins) == pinned]
        found += sorted(way for way in ways if way is not None)[:1]
    return sorted(found)[:most]


def busy(laid_out: LaidOut, role: int) -> list[int]:
    """Who is eligible for a role but could not take a slot of it as things stand."""
    return sorted(
        set(laid_out.compiled.eligible[role].tolist()) - laid_out.whole.free(role) - set(laid_out.roster[role])
    )


def moved(laid_out: LaidOut, role: int, candidate: int, given_up: int) -> Move | None:
    """A candidate moved from one role to another, and the cheapest successor; None where rules forbid it, or by now
    forbid that the candidate is where it is.
    """
    whole = laid_out.whole
    with whole.without(Pin(given_up, candidate)):
        saved, price = whole.price(given_up, candidate), whole.price(role, candidate)
        if saved >= TOO_MUCH or price >= TOO_MUCH:
            return None
        with whole.also(Pin(role, candidate)):
            for cost, successor in by_cost(laid_out, given_up, candidate):
                if serves_as_well(laid_out, given_up, successor):
                    return Move(price + cost - saved, candidate, given_up, successor)
    return None


def by_cost(laid_out: LaidOut, role: int, other_than: int) -> list[tuple[int, int]]:
    """(cost, candidate) of all others who could hold the role as well, the cheapest first."""
    priced = zip(laid_out.whole.prices(role).tolist(), laid_out.compiled.eligible[role].tolist(), strict=True)
    return sorted((cost, who) for cost, who in priced if cost < TOO_MUCH and who != other_than)


def serves_as_well(laid_out: LaidOut, role: int, candidate: int) -> bool:
    """Whether the activity of a role has all that it needs with this candidate in it."""
    with laid_out.whole.also(Pin(role, candidate)):
        return laid_out.whole.lacks(laid_out.problem.roles[role].activity) == 0
