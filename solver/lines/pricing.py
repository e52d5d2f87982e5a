"""Everybody's cheapest lines at given prices, in exact integers."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from solver.arrays import Ints
from solver.lines.cheapest import cheapest, room_for
from solver.lines.graphs import Graphs, Selection
from solver.lines.layout import NEVER, Lines

Floats = NDArray[np.float64]

SCALE = 1024
"""Worths are in parts of this of the unit of cost."""


class Pricing:
    """The graphs of all people as far as pricing needs them: a sum is counted once a cheapest line broke it."""

    def __init__(self, lines: Lines) -> None:
        self.lines, self.selection = lines, Selection(lines)
        self.price = np.where(lines.price < NEVER, lines.price * SCALE, NEVER)
        self.free_price = np.where(lines.free_price < NEVER, lines.free_price * SCALE, NEVER)
        self.draw()

    def draw(self) -> None:
        """Draw the graphs anew."""
        self.graphs = self.selection.graphs()
        self.room = np.zeros(max(int(room_for(self.graphs, p)) for p in range(len(self.price))), dtype=np.int64)

    def worths(self, worth: Floats) -> Ints:
        """Worths in whole parts, within what one more on a duty can be worth."""
        return np.clip(np.rint(worth * SCALE).astype(np.int64), -self.lines.over * SCALE, self.lines.under * SCALE)

    def cheapest(self, people: Ints, worth: Ints) -> tuple[Ints, Ints]:
        """What each person's cheapest line costs at least, in parts, if everybody is paid for duties what these are
        worth, and these lines; legal ones except where a sum had to be left out.
        """
        costs = np.zeros(len(people), dtype=np.int64)
        found = np.zeros((len(people), len(self.lines.weekend)), dtype=np.int64)
        left: Ints = np.arange(len(people))
        while len(left):
            at = self.graphs, people, worth, self.price, self.free_price, self.room
            price_all(*at, left, costs, found)
            left = left[[self.count_more(int(people[number]), found[number]) for number in left]]
            if len(left):
                self.draw()
        return costs, found

    def count_more(self, person: int, line: Ints) -> bool:
        """Count what a line breaks; whether anything is counted that was not."""
        new = [self.selection.count(person, number) for number in self.broken(person, line)]
        return any(new)

    def broken(self, person: int, line: Ints) -> list[int]:
        """The sums that a line breaks."""
        sums = self.lines.amount[line[line >= 0]].sum(axis=0)
        found: list[int] = np.flatnonzero((sums > self.lines.most[person]) | (sums < self.lines.least[person])).tolist()
        return found


@njit(cache=True, nogil=True)
def price_all(
    graphs: Graphs,
    people: Ints,
    worth: Ints,
    price: Ints,
    free_price: Ints,
    room: Ints,
    numbers: Ints,
    costs: Ints,
    found: Ints,
) -> None:
    """Find the cheapest lines of the people of these numbers."""
    for number in numbers:
        person = people[number]
        costs[number] = cheapest(graphs, person, price[person] - worth, free_price[person], room, found[number])
