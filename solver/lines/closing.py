"""The last gap: whether a better roster than the best one exists is decided among the few lines it could have.

At the worths that prove a bound, whoever has a line that costs more than the cheapest by the whole gap is in no better
roster (reduced cost fixing). Where few lines are left for everybody, an integer programme over these is the answer for
all rosters.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil

import numpy as np
from ortools.math_opt.python import mathopt

from solver.lines.enumeration import lines_within
from solver.lines.generation import SURE, Generation
from solver.lines.master import Master
from solver.lines.pricing import SCALE

SECONDS = 10.0
"""What the integer programme may take: SCIP heeds no interrupter, and complains of one."""

MOST_LINES = 5000
"""Lines of all people together that an integer programme is asked about."""


def closed(generation: Generation, upper: int, most_lines: int = MOST_LINES) -> int | None:
    """What every roster costs at least, where one of `upper` is known: `upper` itself or the least cost there is.

    None where too many lines are left, or the integer programme takes longer than `SECONDS`.
    """
    master = left_over(generation, upper, most_lines)
    if master is None:
        return None
    if {person for person, _ in master.columns} != set(generation.people.tolist()):
        return upper
    for column in master.columns.values():
        column.integer = True
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=SECONDS), relative_gap_tolerance=0.0, absolute_gap_tolerance=0.0, threads=1
    )
    result = mathopt.solve(master.model, mathopt.SolverType.GSCIP, params=parameters)
    if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return None
    dual_bound: float = result.termination.objective_bounds.dual_bound
    return min(upper, ceil(dual_bound - SURE))


def left_over(generation: Generation, upper: int, left: int) -> Master | None:
    """A master over all lines that a roster below `upper` can have; None where they are too many."""
    pricing, exact = generation.pricing, generation.exact
    costs, _ = pricing.cheapest(generation.people, exact)
    gap = (upper - 1) * SCALE - generation.proven
    master = Master(generation.lines, generation.people, generation.count)
    found = np.zeros((left, len(generation.lines.weekend)), dtype=np.int64)
    for person, least in zip(generation.people.tolist(), costs.tolist(), strict=True):
        prices = pricing.price[person] - exact, pricing.free_price[person]
        count = int(lines_within(pricing.graphs, person, *prices, pricing.room, least + gap, found[:left]))
        if count > left:
            return None
        for line in found[:count]:
            if not pricing.broken(person, line):
                master.add(person, line)
        left -= count
    return master
