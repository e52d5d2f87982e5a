"""A problem's prices in tiers: first what is left unfilled, then how many pairs change, then all the rest."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from math import gcd

import numpy as np

from solver.arrays import Flags
from solver.problem import Problem, Roster
from solver.search.compiled import Compiled


@dataclass(frozen=True, order=True)
class Distance:
    """How far a repaired roster is from the published one: first what its open slots cost, then how many pairs of role
    and candidate are in one of the two only.
    """

    unfilled: int
    changed: int


def distance(compiled: Compiled, roster: Roster) -> Distance:
    """The distance of a roster."""
    facts, problem = compiled.facts, compiled.problem
    slots = sum(
        price * (role.wanted - len(held))
        for price, role, held in zip(facts.slot_price.tolist(), problem.roles, roster, strict=True)
    )
    booked = (any(roster[role] for role in roles) for roles in problem.roles_of)
    idle = sum(price for price, goes in zip(facts.activity_price.tolist(), booked, strict=True) if not goes)
    return Distance(slots + idle, changed(problem, roster))


def changed(problem: Problem, roster: Roster) -> int:
    """How many (role, candidate) pairs were added to or taken from what is published."""
    before = {(pair.role, pair.candidate) for pair in problem.published}
    return len(before ^ {(role, candidate) for role, held in enumerate(roster) for candidate in held})


def unit(compiled: Compiled) -> int:
    """What every unfilled cost is a multiple of."""
    return gcd(*compiled.facts.slot_price.tolist(), *compiled.facts.activity_price.tolist()) or 1


def in_tiers(compiled: Compiled, change: int) -> Compiled:
    """The same problem where a changed pair costs `change` more, and any open slot more than all changes."""
    found, facts = copy(compiled), compiled.facts
    factor = -(-change * (2 * len(facts.slot_role) + len(compiled.problem.published) + 1) // unit(compiled))
    found.facts = facts._replace(
        slot_price=facts.slot_price * factor,
        activity_price=facts.activity_price * factor,
        pair_price=facts.pair_price + np.where(published(compiled), -change, change),
    )
    return found


def published(compiled: Compiled) -> Flags:
    """For each role and each of its eligible candidates, in order, whether the pair is published."""
    there = compiled.tables.published
    flags = [np.isin(who, list(there.get(role, ()))) for role, who in enumerate(compiled.eligible)]
    return np.concatenate([*flags, np.zeros(0, dtype=bool)])
