"""Which of what clashes two by two clashes as a whole: one constraint for all of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.arrays import Flags, Ints


def cliques(clash: Flags, uncovered: Flags, starts: Ints) -> Iterator[list[int]]:
    """Sets of entries of which each two clash, such that every pair that is uncovered is in one of them."""
    uncovered, order = uncovered.copy(), np.argsort(starts, kind="stable")
    for first in order.tolist():
        while uncovered[first].any():
            clique = [first]
            left, others = uncovered[first][order], clash[first][order]
            for other in [*order[left].tolist(), *order[others & ~left].tolist()]:
                if clash[other, clique].all():
                    clique.append(other)
            uncovered[np.ix_(clique, clique)] = False
            yield clique
