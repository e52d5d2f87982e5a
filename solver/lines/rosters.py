"""Rosters of roles as arrays of lines, and back."""

from __future__ import annotations

import numpy as np

from solver.arrays import Ints
from solver.lines.reading import Reading
from solver.problem import Roster


def roster_of(reading: Reading, lines: Ints) -> Roster:
    """The holders of each role, where `lines` (people, days) has the duty of each person on each day, -1 for none."""
    holders: list[list[int]] = [[] for _ in range(len(reading.role))]
    for person, line in enumerate(lines.tolist()):
        for duty in line:
            if duty >= 0:
                holders[reading.role[duty]].append(person)
    return tuple(tuple(held) for held in holders)


def lines_of(reading: Reading, roster: Roster) -> Ints:
    """The duty of each person on each day, -1 for none. Shape (people, days)."""
    day = np.searchsorted(reading.lines.day_start, np.arange(len(reading.role)), side="right") - 1
    lines = np.full(reading.lines.free_price.shape, -1, dtype=np.int64)
    for duty, role in enumerate(reading.role.tolist()):
        lines[list(roster[role]), day[duty]] = duty
    return lines
