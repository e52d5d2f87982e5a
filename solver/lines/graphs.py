"""Graphs whose paths are the legal lines of each person, laid out for compiled functions.

A node is a day, the class of the duty or free, how long the run of work or of free days is by now, and what the sums
are that the graph counts. Duties of a day are of one class where the same may precede and follow them and they count
alike. A sum that can never bind is left out; one with a most only is left out until somebody's line breaks it, since
each makes the graph many times larger (decremental state space relaxation: Righini and Salani 2008).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from solver.arrays import Flags, Ints
from solver.lines.classes import Classes, classes_of
from solver.lines.layout import NEVER, Lines
from solver.lines.reach import reach_of

MOST_VALUES = 1 << 26
"""Values that the graph of one person may have: half a gigabyte."""


class Graphs(NamedTuple):
    """`P` people, `D` days, `V` selections of counted sums, `C` classes of a day, `O` states of the outer sums.

    One sum, the main one, is counted within a band by day; weekends and the other sums make up the outer state.
    """

    day_start: Ints
    place: Ints
    """(D) Which day of its weekend each is, from 0; -1 outside weekends."""
    variant: Ints
    """(P) The selection of sums that each person's graph counts."""
    class_start: Ints
    """(V, D + 1)"""
    duty_class: Ints
    """(V, A)"""
    follows: Flags
    """(V, D - 1, C, C) As in `Lines`, of classes."""
    main: Ints
    kind: Ints
    """(V, classes) What each class counts in the main sum, and which of the ways to count in the outer ones."""
    unit: Ints
    """(P) Main sums are counted in these."""
    low: Ints
    high: Ints
    """(P, D) Between what the main sum may lie at the end of each day, in units."""
    row: Ints
    """(P) How many values the row of an outer state has: as wide as the widest band and the longest move beyond it."""
    outer: Ints
    """(P) How many outer states there are, those beyond a most included that one move can lead to."""
    jump: Ints
    """(P, kinds) How many values further a class of each kind leads by what it counts in the outer sums."""
    weekend_jump: Ints
    """(P) How many values further a new weekend leads."""
    within: Flags
    """(P, O) Whether an outer state is beyond no most."""
    ends: Flags
    """(P, O) Whether a line may end in an outer state."""
    work: Ints
    free: Ints
    """(P) How long runs are told apart."""
    work_may_grow: Flags
    free_may_grow: Flags
    """(P) Whether the longest run that is told apart may go on."""
    shortest_work: Ints
    shortest_free: Ints


class Band(NamedTuple):
    """Between what the main sum of a person lies at the end of each day, in units."""

    unit: int
    low: Ints
    high: Ints

    def row(self, classes: Classes) -> int:
        """How many values a row has: no move leads from one row into what counts in the next."""
        back = int(np.abs(np.diff(self.low)).max(initial=0))
        return int((self.high - self.low).max()) + 1 + int(classes.main.max(initial=0)) // self.unit + back


class Outer(NamedTuple):
    """The outer states of a person's graph, as in `Graphs`."""

    row: int
    jump: Ints
    weekend_jump: int
    within: Flags
    ends: Flags


def barred(lines: Lines) -> Lines:
    """The same lines where a duty that would by itself go beyond a person's most is one that they can never have."""
    price = lines.price.copy()
    for number in range(lines.amount.shape[1]):
        price[lines.amount[:, number] > lines.most[:, number, None]] = NEVER
    return lines._replace(price=price)


class Selection:
    """Which sums the graph of each person counts; it grows by those that their lines break."""

    def __init__(self, lines: Lines) -> None:
        self.lines, self.reach = lines, reach_of(lines)
        self.counted = self.reach.least_binds.copy()
        self.left_out = np.zeros_like(self.counted)
        self.most_values = MOST_VALUES

    def count(self, person: int, number: int) -> bool:
        """Count a sum in a person's graph from now on; whether that is new. Where the graph would be too large it stays
        left out: what is priced then is a bound still, but lines may break it.
        """
        if self.counted[person, number]:
            return False
        self.counted[person, number] = True
        if self.values(person) > self.most_values:
            self.counted[person, number], self.left_out[person, number] = False, True
        return bool(self.counted[person, number])

    def values(self, person: int) -> float:
        """About how many values the graph of a person has."""
        lines, reach, main = self.lines, self.reach, self.main_of(person)
        others = [number for number in np.flatnonzero(self.counted[person]).tolist() if number != main]
        band = self.band(person, main)
        weekends = min(int(lines.most_weekends[person]), int(lines.weekend.max(initial=-1)) + 1)
        outer = float(np.prod(reach.most_units[person, others] + 2.0)) * (weekends + 2)
        days, runs = len(lines.weekend), min(int(lines.longest_work[person]), len(lines.weekend))
        classes = int(np.diff(lines.day_start).max())
        return outer * (int((band.high - band.low).max()) + 2) * days * runs * classes

    def main_of(self, person: int) -> int:
        """The main sum: of those with a least that may bind, else of all counted, the one of most units; -1 if none."""
        counted = np.flatnonzero(self.counted[person])
        if not len(counted):
            return -1
        units = self.reach.most_units[person, counted]
        return int(counted[np.lexsort((counted, -units, ~self.reach.least_binds[person, counted]))[0]])

    def band(self, person: int, main: int) -> Band:
        """Between what the main sum lies."""
        reach = self.reach
        if main < 0:
            return Band(1, reach.none, reach.none)
        return Band(int(reach.unit[person, main]), reach.low[person, main], reach.high[person, main])

    def graphs(self) -> Graphs:
        """The graphs as of now."""
        lines = self.lines
        mains = [self.main_of(person) for person in range(len(lines.price))]
        keys = [(main, tuple(self.counted[person].tolist())) for person, main in enumerate(mains)]
        known = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        classes = [classes_of(lines, main, np.array(counted, dtype=bool)) for main, counted in known]
        variant = np.array([known[key] for key in keys], dtype=np.int64)
        bands = [self.band(person, main) for person, main in enumerate(mains)]
        outers = [
            outer_of(self, person, main, classes[number], bands[person].row(classes[number]))
            for person, (main, number) in enumerate(zip(mains, variant.tolist(), strict=True))
        ]
        return Graphs(
            day_start=lines.day_start,
            place=places(lines.weekend),
            variant=variant,
            class_start=np.array([each.start for each in classes]),
            duty_class=np.array([each.of_duty for each in classes]),
            follows=stacked([each.follows for each in classes], False),
            main=stacked([each.main for each in classes], 0),
            kind=stacked([each.kind for each in classes], 0),
            unit=np.array([band.unit for band in bands], dtype=np.int64),
            low=np.array([band.low for band in bands]),
            high=np.array([band.high for band in bands]),
            row=np.array([each.row for each in outers], dtype=np.int64),
            outer=np.array([len(each.within) for each in outers], dtype=np.int64),
            jump=stacked([each.jump for each in outers], 0),
            weekend_jump=np.array([each.weekend_jump for each in outers], dtype=np.int64),
            within=stacked([each.within for each in outers], False),
            ends=stacked([each.ends for each in outers], False),
            **told_apart(lines),
        )


def stacked(parts: list[np.ndarray], empty: int | bool) -> np.ndarray:
    """Arrays of one dtype as one, filled up to the largest."""
    shape = np.max([part.shape for part in parts], axis=0)
    whole = np.full((len(parts), *shape), empty, dtype=parts[0].dtype)
    for one, part in zip(whole, parts, strict=True):
        one[tuple(slice(size) for size in part.shape)] = part
    return whole


def places(weekend: Ints) -> Ints:
    """Which day of its weekend each day is, from 0; -1 outside weekends."""
    found = np.full(len(weekend), -1, dtype=np.int64)
    for day, number in enumerate(weekend.tolist()):
        if number >= 0:
            found[day] = found[day - 1] + 1 if day and weekend[day - 1] == number else 0
    return found


def told_apart(lines: Lines) -> dict[str, np.ndarray]:
    """How long runs are told apart: up to the longest where that binds, else up to the shortest.

    Free days are told apart far enough back to know whether a weekend has been worked on before its last day.
    """
    days = len(lines.weekend)
    weekend = int(places(lines.weekend).max(initial=0))
    work_may_grow, free_may_grow = lines.longest_work >= days, lines.longest_free >= days
    free = np.maximum(np.maximum(lines.shortest_free, weekend), 1)
    return {
        "work": np.where(work_may_grow, np.maximum(lines.shortest_work, 1), lines.longest_work),
        "free": np.where(free_may_grow, free, lines.longest_free),
        "work_may_grow": work_may_grow,
        "free_may_grow": free_may_grow,
        "shortest_work": lines.shortest_work,
        "shortest_free": lines.shortest_free,
    }


def outer_of(selection: Selection, person: int, main: int, classes: Classes, row: int) -> Outer:
    """The outer states of a person: their first digit counts weekends, the others sums.

    Each digit goes as far beyond its most as one move can lead, so that a move leads all states equally far.
    """
    lines, reach = selection.lines, selection.reach
    binds = int(lines.most_weekends[person] <= lines.weekend.max(initial=-1))
    others = [number for number in np.flatnonzero(selection.counted[person]).tolist() if number != main]
    most = np.array([binds * int(lines.most_weekends[person]), *reach.most_units[person, others].tolist()])
    least = np.array([0, *reach.least_units[person, others].tolist()])
    ways = classes.ways[:, others] // reach.unit[person, others]
    size = most + 1 + np.array([binds, *ways.max(axis=0, initial=0).tolist()])
    stride = row * np.cumprod([1, *size[:0:-1].tolist()])[::-1]
    digits = np.indices(size).reshape(len(size), -1).T
    within: Flags = np.logical_and.reduce(digits <= most, axis=1)
    ends: Flags = within & np.logical_and.reduce(digits >= least, axis=1)
    return Outer(row, ways @ stride[1:], binds * int(stride[0]), within, ends)
