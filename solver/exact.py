"""Exact re-optimisation of a neighbourhood with CP-SAT, everything else fixed as it stands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.sat.python import cp_model

from solver.construct import Builder
from solver.neighbourhood import Neighbourhood
from solver.problem import Pin
from solver.rules.base import TOO_MUCH

MOST_ROLES = 40
"""Roles in one neighbourhood: larger ones take longer than they gain."""

MOST_CANDIDATES = 12
"""Candidates of a role in a neighbourhood, beside those who hold or are pinned to it: the cheapest as things stand."""


def improve(builder: Builder, activities: Sequence[int], *, effort: float, seconds: float, workers: int) -> bool:
    """Re-optimise the activities exactly; keep the result if it is cheaper. Returns whether it was.

    `effort` is CP-SAT's deterministic time, so that the same input gives the same result; `seconds` is a last resort.
    """
    before = builder.cost
    old = [pair for activity in activities for pair in builder.empty(activity)]
    model = Neighbourhood(builder.state, activities, promising(builder, activities, old))
    for rule in builder.pricing.rules:
        rule.post(model)
    model.cp.minimize(sum(model.costs))
    hint(model, old)
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = effort
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = int(builder.random.integers(1 << 30))
    status = solver.solve(model.cp)
    new = old
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        chosen = [
            Pin(role, candidate)
            for role, slots in model.slots.items()
            for candidate, literal in slots.items()
            if solver.boolean_value(literal)
        ]
        new = chosen if apply(builder, chosen) and builder.cost < before else old
    if new is old:
        for activity in activities:
            builder.empty(activity)
        apply(builder, old)
    return new is not old


def promising(builder: Builder, activities: Sequence[int], old: Sequence[Pin]) -> dict[int, list[int]]:
    """Per role of the emptied activities, who could take it: the cheapest, and whoever held it or is pinned to it."""
    kept: dict[int, set[int]] = {
        role: set() for activity in activities for role in builder.pricing.problem.roles_of[activity]
    }
    for pair in old:
        kept[pair.role].add(pair.candidate)
    for role, candidates in kept.items():
        eligible = builder.pricing.eligible[role]
        candidates.update(set(builder.pins.get(role, ())) & set(eligible.tolist()))
        if len(eligible):
            prices = builder.pricing.marginal(builder.state, role, eligible)
            most = MOST_CANDIDATES + builder.pricing.problem.roles[role].wanted
            order = np.argsort(prices, kind="stable")[:most]
            candidates.update(int(eligible[n]) for n in order if prices[n] < TOO_MUCH)
    return {role: sorted(candidates) for role, candidates in kept.items()}


def apply(builder: Builder, pairs: Sequence[Pin]) -> bool:
    """Place the pairs; False where the rules forbid one, which then is missing."""
    return all(builder.add(pair.role, pair.candidate) for pair in pairs)


def hint(model: Neighbourhood, pairs: Sequence[Pin]) -> None:
    """Hint the model with the roster as it was, every auxiliary variable included: an incomplete hint is ignored."""
    held = {pair.role: set[int]() for pair in pairs}
    for pair in pairs:
        held[pair.role].add(pair.candidate)
    values: dict[int, int] = {}
    for role, slots in model.slots.items():
        for candidate, literal in slots.items():
            values[literal.index] = candidate in held.get(role, ())
            model.cp.add_hint(literal, values[literal.index])
    for activity, goes in model.goes.items():
        model.cp.add_hint(goes, any(role in held for role in model.problem.roles_of[activity]))
    for literal, combine, parts in model.derived:
        values[literal.index] = combine(values[part.index] for part in parts)
        model.cp.add_hint(literal, values[literal.index])
