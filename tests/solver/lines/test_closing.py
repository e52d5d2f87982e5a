"""The last gap, closed among the lines that a better roster can have."""

from __future__ import annotations

import numpy as np

from solver.lines.closing import closed
from tests.solver.lines.tiny import generated


def test_it_is_closed_at_the_best_of_all_rosters_whatever_roster_is_known() -> None:
    tried = 0
    for seed, found, best in generated(range(120)):
        found.price_at(np.zeros(len(found.lines.wanted)))
        for _ in range(seed % 3):
            found.advance()
        for upper in (best, best + 1, best + 20):
            assert closed(found, upper) == best, seed
        tried += 1
    assert tried > 20


def test_too_many_lines_prove_nothing() -> None:
    _, found, _ = next(generated(range(99)))
    found.price_at(np.zeros(len(found.lines.wanted)))
    assert closed(found, 1 << 20, most_lines=1) is None
