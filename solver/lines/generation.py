"""Column generation: lines that are cheapest at the master's prices, until there are none that it does not know.

Lagrange: let everybody be paid `worth[a]` for duty a, and the cover of the duty pay it. Whatever the worths are, the
cheapest line of each person and the cheapest cover of each duty, each for itself, together cost no more than any roster
(Geoffrion 1974). That sum is computed in integers, so that no rounding makes it false.
"""

from __future__ import annotations

from math import ceil

import numpy as np

from solver.arrays import Ints
from solver.lines.glop import Floats
from solver.lines.graphs import barred
from solver.lines.layout import Lines
from solver.lines.master import Master
from solver.lines.pricing import SCALE, Pricing

TOWARDS = (0.3, 1.0)
"""How far from the best worths to the master's lines are priced: near the best the bound rises more steadily."""

SURE = 1e-6
"""By how much the master's value may be wrong."""


class Generation:
    """Lines of some people at prices that get better, and what their part of a roster costs at least.

    The others' lines stay as they are: `count` says how many of them have each duty.
    """

    def __init__(self, lines: Lines, pricing: Pricing, people: Ints, count: Ints) -> None:
        self.lines, self.pricing, self.people, self.count = lines, pricing, people, count
        self.master = Master(lines, people, count)
        self.worth: Floats | None = None
        self.middle = 0
        """The worths around which lines are priced, and what they prove; no worths at all, which may prove more for
        long, are a bad middle."""
        self.exact, self.proven = nobody(lines), 0
        """The worths that prove most, in parts of `SCALE` as the sum that they prove."""
        self.bound: int | None = None
        """What the people's lines and the cover of all duties cost at least together; None where nothing is known."""

    def advance(self) -> bool:
        """Solve the master once and price at its worths; whether the bound may still rise."""
        if not self.master.solve():
            return False
        known = len(self.master.columns)
        worth = self.master.worth
        for share in TOWARDS if self.worth is not None else (1.0,):
            self.price_at(worth if self.worth is None else self.worth + share * (worth - self.worth))
        return len(self.master.columns) > known and not self.converged()

    def converged(self) -> bool:
        """Whether the bound, costs being integers, is all that the best mixture of lines can prove."""
        return self.bound is not None and self.bound >= ceil(self.master.value - SURE)

    def price_at(self, worth: Floats) -> None:
        """Price at these worths, and keep them if they prove more than all before."""
        exact = self.pricing.worths(worth)
        value = self.priced(exact, self.people) + cover_value(self.lines, exact, self.count)
        if self.bound is None or value > self.proven:
            self.exact, self.proven, self.bound = exact, value, -(-value // SCALE)
        if worth.any() and (self.worth is None or value > self.middle):
            self.worth, self.middle = worth, value

    def priced(self, exact: Ints, people: Ints) -> int:
        """What the cheapest lines of people cost together, in parts of `SCALE`; the master learns of these lines."""
        costs, found = self.pricing.cheapest(people, exact)
        for person, line in zip(people.tolist(), found, strict=True):
            if not self.pricing.broken(person, line):
                self.master.add(person, line)
        return int(costs.sum())


def everybody(lines: Lines) -> Generation:
    """Column generation over all people: its bound is one on every roster."""
    lines = barred(lines)
    generation = Generation(lines, Pricing(lines), np.arange(len(lines.price)), nobody(lines))
    generation.price_at(np.zeros(len(lines.wanted)))
    return generation


def cover_value(lines: Lines, exact: Ints, count: Ints) -> int:
    """What the cover of all duties costs at least, in parts of `SCALE`, if whoever has duty a is paid `exact[a]`.

    How many have it may be anything: where `exact[a]` lies between -over and under, the least is at the wanted number.
    """
    assert (exact <= lines.under * SCALE).all()
    assert (exact >= -lines.over * SCALE).all()
    return int(((lines.wanted - count) * exact).sum())


def nobody(lines: Lines) -> Ints:
    """The count of others where there are none."""
    return np.zeros(len(lines.wanted), dtype=np.int64)
