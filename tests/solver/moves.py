"""Moves of the search on a roster of a few slots, whatever the dice say."""

from __future__ import annotations

from collections.abc import Callable

from solver.problem import Pin, Role, Roster
from solver.search.local_search import held_of
from solver.terms import PairPrice, SlotPrice, Term
from tests.solver.desk import PEOPLE, SPANS, TEAM, Desk, ints, orderless
from tests.solver.problems import problem, role

PRICES = PairPrice(lambda role, who: 10 * (2 - who) + 0 * role)
"""a costs 20, b 10, c nothing, the team saves 10."""
ANYTHING = 1e12
"""A cost that allows every move."""
Outcomes = set[tuple[Roster, int]]


def desk(*terms: Term, roles: tuple[Role, ...] = (), pins: tuple[Pin, ...] = (), team: bool = False) -> Desk:
    """A slot in each of the first two activities unless roles are named; an open slot costs 100."""
    asked = roles or (role(0), role(1))
    facts = problem(PEOPLE, SPANS, asked, teams=[TEAM] if team else [], pins=pins)
    return Desk(facts, SlotPrice(ints(*[100] * len(asked))), PRICES, *terms)


def outcomes(build: Callable[[], Desk], move: Callable[[Desk], object]) -> Outcomes:
    """Every roster, with its cost, that a move makes of a desk by 60 throws of the dice; nothing else may change."""
    found: Outcomes = set()
    for seed in range(60):
        one = build()
        one.random.random(seed)
        move(one)
        found.add((one.roster, one.cost))
        assert orderless(one.compiled, one.held) == orderless(one.compiled, held_of(one.compiled, one.roster))
    return found
