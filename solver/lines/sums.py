"""Compiled: which limits on sums a line breaks that its graph does not count."""

from __future__ import annotations

from numba import njit

from solver.arrays import Ints
from solver.lines.layout import Lines


@njit(cache=True, nogil=True)
def broken_sum(lines: Lines, person: int, line: Ints) -> int:
    """The first sum of a line that lies beyond a person's limits; -1 if none does."""
    for number in range(lines.amount.shape[1]):
        total = 0
        for duty in line:
            if duty >= 0:
                total += lines.amount[duty, number]
        if total > lines.most[person, number] or total < lines.least[person, number]:
            return number
    return -1
