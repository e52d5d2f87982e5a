"""Search over rosters of lines: one person after another, then annealing, the best roster kept."""

from __future__ import annotations

import numpy as np

from solver.lines import recreate
from solver.lines.cheapest import room_for
from solver.lines.graphs import Selection, barred
from solver.lines.layout import Lines
from solver.lines.recreate import BROKEN, NO_LINE, Desk
from solver.tables import Ints


class NoLine(Exception):
    """A person has no legal line: their limits contradict each other, or what they must and cannot do."""

    def __init__(self, person: int) -> None:
        super().__init__(f"person {person} has no legal line")
        self.person = person


class LineSearch:
    """A roster that is searched on, and the best one so far."""

    MOST, NOISE, HOT, COLD, MOVES = 4, 0.0, 0.5, 0.02, 20

    def __init__(self, lines: Lines, seed: int) -> None:
        self.lines = barred(lines)
        self.random = np.random.default_rng(seed)
        self.selection = Selection(self.lines)
        (people, duties), days = lines.price.shape, len(lines.weekend)
        self.desk = Desk(
            line=np.full((people, days), -1, dtype=np.int64),
            count=np.zeros(duties, dtype=np.int64),
            best=np.full((people, days), -1, dtype=np.int64),
            cost=np.full(2, int((lines.wanted * lines.under).sum()), dtype=np.int64),
            broken=np.zeros(3, dtype=np.int64),
            price=np.zeros(duties, dtype=np.int64),
            free_price=np.zeros(days, dtype=np.int64),
            old=np.zeros((people, days), dtype=np.int64),
            room=np.zeros(0, dtype=np.int64),
        )
        self.draw()

    def draw(self) -> None:
        """Draw the graphs anew."""
        self.graphs = self.selection.graphs()
        size = max(int(room_for(self.graphs, person)) for person in range(len(self.lines.price)))
        if size > len(self.desk.room):
            self.desk = self.desk._replace(room=np.zeros(size, dtype=np.int64))

    @property
    def best_cost(self) -> int:
        return int(self.desk.cost[1])

    @property
    def best(self) -> Ints:
        return self.desk.best

    def mend(self, ended: int) -> None:
        """Count what was broken; raise NoLine where a person has none."""
        person, number, _ = self.desk.broken.tolist()
        if ended == NO_LINE:
            raise NoLine(person)
        if ended == BROKEN:
            self.selection.count(person, number)
            self.draw()

    def construct(self) -> None:
        """A first roster. Raises NoLine."""
        order = self.random.permutation(len(self.lines.price))
        self.desk.broken[2] = 0
        while ended := recreate.construct(
            self.lines, self.graphs, self.desk, self.random, order, int(self.desk.broken[2])
        ):
            self.mend(ended)

    def step(self, share: float) -> bool:
        before = self.best_cost
        unit = float(self.lines.under.max())
        heat = unit * self.HOT * (self.COLD / self.HOT) ** share
        self.mend(
            recreate.anneal(
                self.lines, self.graphs, self.desk, self.random, self.MOVES, heat, self.MOST, self.NOISE
            )
        )
        return self.best_cost < before
