"""The last gap, closed among the lines that a better roster can have."""

from __future__ import annotations

import numpy as np

from solver.lines.closing import closed
from tests.solver.lines.test_generation import best_cost, generation
from tests.solver.lines.tiny import tiny


def test_it_is_closed_at_the_best_of_all_rosters_whatever_roster_is_known() -> None:
    tried = 0
    for seed in range(120):
        lines = tiny(seed, days=4)
        found = generation(lines)
        if found is None:
            continue
        best = best_cost(lines)
        found.price_at(np.zeros(len(lines.wanted)))
        for _ in range(seed % 3):
            found.advance()
        for upper in (best, best + 1, best + 20):
            assert closed(found, upper) == best, seed
        tried += 1
    assert tried > 20


def test_too_many_lines_prove_nothing() -> None:
    found = next(each for each in map(generation, (tiny(seed, days=4) for seed in range(99))) if each is not None)
    found.price_at(np.zeros(len(found.lines.wanted)))
    assert closed(found, 1 << 20, most_lines=1) is None
