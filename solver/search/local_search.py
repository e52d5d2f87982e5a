"""Local search over one roster: construction, annealing under a heat that falls, the best roster kept."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solver.arrays import Ints
from solver.problem import Roster
from solver.search.annealing import anneal
from solver.search.booking import note_all, put, roster_of
from solver.search.compiled import Compiled
from solver.search.facts import Facts, Held
from solver.search.filling import fill_all
from solver.search.references import facts_reference, held_reference, trail_reference
from solver.search.trail import new_trail
from solver.tables import Tables

HOT = 0.1
COLD = 0.0005
"""Heat at the beginning and at the end, in prices of the cheapest open slot."""

MOVES = 10_000
"""Moves of one step."""

AT_ONCE = 50
"""Activities that construction fills between two looks at whether it is to stop."""


class Search:
    """A roster that is searched on, and the best one so far."""

    def __init__(self, compiled: Compiled, nobody: int, seed: int) -> None:
        self.compiled, self.facts = compiled, compiled.facts
        self.random = np.random.default_rng(seed)
        self.best, self.best_cost = compiled.nobody(), nobody
        self.best_ref = held_reference(self.best)
        self.facts_ref = facts_reference(self.facts)
        self.go_on_from(compiled.nobody(), nobody)
        self.scale = heat_of(self.facts)

    def go_on_from(self, held: Held, cost: int) -> None:
        """Make this the roster that is searched on. What ends in `_ref` are the same arrays, for compiled functions."""
        self.held, self.trail = held, new_trail(cost, len(self.facts.slot_role))
        self.held_ref, self.trail_ref = held_reference(self.held), trail_reference(self.trail)

    @property
    def cost(self) -> int:
        """The cost of the roster as it stands."""
        return int(self.trail.size[1])

    def construct(self, stop: Callable[[], bool] = lambda: False) -> None:
        """A first roster: activity by activity, the most urgent and the scarcest first, until `stop` says so."""
        order = self.by_scarcity()
        for first in range(0, len(order), AT_ONCE):
            if stop():
                break
            fill_all(self.facts_ref, self.held_ref, self.random, self.trail_ref, order[first : first + AT_ONCE])
        self.keep_best()

    def start_from(self, roster: Roster, cost: int) -> None:
        """Go on from a roster of this cost, the best so far."""
        self.go_on_from(held_of(self.compiled, roster), cost)
        self.best_cost = cost
        self.best.slots[:], self.best.filled[:] = self.held.slots, self.held.filled

    def by_scarcity(self) -> Ints:
        """Activities in the order in which to fill them: sessions that duties ask for, pinned ones, by priority, the
        scarcest role first.
        """
        problem, eligible = self.compiled.problem, self.compiled.eligible

        asked_before = set(self.facts.role_activity[self.facts.lead_before].tolist())

        def rank(activity: int) -> tuple[bool, bool, int, float, int]:
            """What an activity is sorted by; among equals by its number."""
            roles = problem.roles_of[activity]
            asked = {role: problem.roles[role].minimum or problem.roles[role].wanted or 1 for role in roles}
            scarcity = min((len(eligible[role]) / slots for role, slots in asked.items()), default=1e9)
            urgent = max((problem.roles[role].priority for role in roles), default=0)
            return activity not in asked_before, not self.facts.pinned_to[activity], -urgent, scarcity, activity

        return np.array(sorted(range(len(problem.activities)), key=rank), dtype=np.int64)

    def step(self, share: float) -> bool:
        """`MOVES` moves at the heat of this share of the search, from 0 to 1; whether a new best roster was found."""
        heat, before = self.scale * HOT * (COLD / HOT) ** share, self.best_cost
        at = (self.facts_ref, self.held_ref, self.random, self.trail_ref, self.best_ref)
        self.best_cost = int(anneal(*at, self.best_cost, MOVES, heat, heat))
        return self.best_cost < before

    def keep_best(self) -> bool:
        """Keep the roster as it stands if it is the best so far; whether it is."""
        if self.cost >= self.best_cost:
            return False
        self.best_cost = self.cost
        self.best.slots[:], self.best.filled[:] = self.held.slots, self.held.filled
        return True

    def best_roster(self) -> Roster:
        """The best roster so far."""
        return roster_of(self.facts, self.best)

    def return_to_best(self) -> None:
        """Go on from the best roster."""
        self.go_on_from(held_of(self.compiled, self.best_roster()), self.best_cost)


def heat_of(facts: Facts) -> float:
    """The scale of the heat: the price of the cheapest open slot."""
    prices = facts.slot_price[facts.slot_price > 0]
    return float(prices.min()) if len(prices) else 1.0


def held_of(compiled: Compiled, roster: Roster) -> Held:
    """A roster laid out for the compiled functions; it may break rules.

    Whom a role has beyond what it takes are on duty, but there is no slot for them.
    """
    held = compiled.nobody(int(duties(compiled.tables, roster).max(initial=0)))
    facts_ref, held_ref = facts_reference(compiled.facts), held_reference(held)
    for role, candidates in enumerate(roster):
        takes = int(compiled.facts.takes[role])
        for candidate in candidates[:takes]:
            put(facts_ref, held_ref, role, candidate)
        for candidate in candidates[takes:]:
            note_all(facts_ref, held_ref, role, candidate)
    return held


def duties(tables: Tables, roster: Roster) -> Ints:
    """How many bookings of a roster each candidate has, those with a team among them."""
    found, people = np.zeros(tables.problem.candidates, dtype=np.int64), len(tables.problem.people)
    for role, candidates in enumerate(roster):
        for candidate in candidates:
            found[candidate] += 1
            if candidate >= people:
                found[tables.crews.of(candidate - people, tables.problem.roles[role].activity)] += 1
    return found
