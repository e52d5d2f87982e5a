"""Duties of a day that are alike in all but their price: of each class a line has only ever the cheapest."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from solver.arrays import Flags, Ints
from solver.lines.layout import Lines


class Classes(NamedTuple):
    """Classes in order of their days; `C` are on the day that has most."""

    start: Ints
    """(D + 1)"""
    of_duty: Ints
    """(A)"""
    follows: Flags
    """(D - 1, C, C)"""
    main: Ints
    """What each counts in the main sum."""
    kind: Ints
    """Which of the ways to count in the other sums each has."""
    ways: Ints
    """(ways, K)"""


def classes_of(lines: Lines, main: int, counted: Flags) -> Classes:
    """The classes where these sums are counted, one of them as the main one (-1: none)."""
    others = counted.copy()
    if main >= 0:
        others[main] = False
    in_main = lines.amount[:, main] if main >= 0 else np.zeros(len(lines.amount), dtype=np.int64)
    ways, kind = np.unique(np.where(others, lines.amount, 0), axis=0, return_inverse=True)
    days = len(lines.day_start) - 1
    firsts: list[int] = []
    of_duty = np.zeros(len(lines.amount), dtype=np.int64)
    start = [0]
    for day in range(days):
        known: dict[tuple[bytes, bytes, int, int], int] = {}
        for duty in range(lines.day_start[day], lines.day_start[day + 1]):
            place = duty - lines.day_start[day]
            after = lines.follows[day, place].tobytes() if day < days - 1 else b""
            before = lines.follows[day - 1, :, place].tobytes() if day else b""
            key = after, before, int(in_main[duty]), int(kind.ravel()[duty])
            if key not in known:
                known[key] = len(firsts)
                firsts.append(duty)
            of_duty[duty] = known[key]
        start.append(len(firsts))
    first, begin = np.array(firsts, dtype=np.int64), np.array(start, dtype=np.int64)
    most = int(np.diff(begin).max(initial=0))
    follows = np.zeros((max(days - 1, 0), most, most), dtype=bool)
    for day in range(days - 1):
        here, there = first[begin[day] : begin[day + 1]], first[begin[day + 1] : begin[day + 2]]
        block = lines.follows[day][np.ix_(here - lines.day_start[day], there - lines.day_start[day + 1])]
        follows[day, : len(here), : len(there)] = block
    return Classes(begin, of_duty, follows, in_main[first], kind.ravel()[first], ways)
