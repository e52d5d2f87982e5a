"""A roster to start from: of given pairs as many as the rules allow, the rest filled at its exact cost."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from solver.problem import Pin
from solver.search.filling import fill_all, place_all
from solver.search.local_search import Search


def keep(search: Search, pairs: Iterable[Pin]) -> None:
    """Book pairs in an empty roster as far as rules allow, pinned ones first, then the most urgent; fill the rest."""
    problem, eligible = search.compiled.problem, [set(who.tolist()) for who in search.compiled.eligible]
    pinned = frozenset(problem.pins)
    can = [pair for pair in pairs if pair.candidate in eligible[pair.role]]
    can.sort(key=lambda pair: (pair not in pinned, -problem.roles[pair.role].priority, pair))
    roles = np.array([pair.role for pair in can], dtype=np.int64)
    candidates = np.array([pair.candidate for pair in can], dtype=np.int64)
    place_all(search.facts_ref, search.held_ref, search.trail_ref, roles, candidates)
    fill_all(search.facts_ref, search.held_ref, search.random, search.trail_ref, search.by_scarcity())
    search.keep_best()
