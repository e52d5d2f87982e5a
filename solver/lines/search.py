"""Search over rosters of lines: one person after another, then annealing, then many people at once by columns."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.arrays import Ints
from solver.lines import recreate
from solver.lines.cheapest import room_for
from solver.lines.dive import dive
from solver.lines.generation import Generation
from solver.lines.glop import Floats
from solver.lines.graphs import Selection, barred
from solver.lines.layout import Lines
from solver.lines.parts import part_of
from solver.lines.pricing import Pricing
from solver.lines.recreate import BROKEN, NO_LINE, NOT_FOUND, Desk

WORK = 200_000
"""Of solves of masters, in one step: about a twentieth of a second."""

MOVES = 20
"""Moves of one step of annealing, at most."""

VALUES = 1 << 23
"""Values of graphs that one step computes, about: some hundredths of a second."""

AT_ONCE = 4
"""People whose lines one move takes away, at most."""

HEAT = 0.05
"""Of annealing, in prices of the dearest missing person."""

PATIENCE, RISE = 200, 0.01
"""So many moves of annealing without a gain of this share end it."""

PERSON_DAYS = 1500
"""Days of all the people of a part, at most: what a master takes a moment for."""

LEAST_ROOM = 0.1
"""The share of that which the smallest parts have."""

WEEK, LONGEST = 7, 56
"""Days of a part: in longer ones too few people have too many lines for columns to converge."""


GUIDED = 0.5
"""The share of parts that are drawn around a day that lacks somebody."""


class NoLine(ValueError):
    """A person has no legal line: their limits contradict each other, or what they must and cannot do."""

    def __init__(self, person: int) -> None:
        super().__init__(f"person {person} has no legal line")
        self.person = person


class LineSearch:
    """A roster that is searched on, and the best one so far."""

    def __init__(self, lines: Lines, seed: int) -> None:
        self.lines = barred(lines)
        self.random = np.random.default_rng(seed)
        (self.people, duties), days = lines.price.shape, len(lines.weekend)
        self.selection = Selection(self.lines)
        self.desk = Desk(
            line=np.full((self.people, days), -1, dtype=np.int64),
            held=np.zeros(duties, dtype=np.int64),
            best=np.full((self.people, days), -1, dtype=np.int64),
            cost=np.full(2, int((lines.wanted * lines.under).sum()), dtype=np.int64),
            left_out=self.selection.left_out,
            broken=np.zeros(3, dtype=np.int64),
            price=np.zeros(duties, dtype=np.int64),
            old=np.zeros((self.people, days), dtype=np.int64),
            room=np.zeros(0, dtype=np.int64),
        )
        self.offered: tuple[int, Ints] | None = None
        """What a better roster of another search costs, and that roster."""
        self.draw()
        self.worth: Floats = np.zeros(duties)
        self.work = self.steps()

    def draw(self) -> None:
        """Draw the graphs anew."""
        self.graphs = self.selection.graphs()
        size = max(int(room_for(self.graphs, person)) for person in range(self.people))
        if size > len(self.desk.room):
            self.desk = self.desk._replace(room=np.zeros(size, dtype=np.int64))

    @property
    def at_a_time(self) -> int:
        """How many people's lines one step prices."""
        return max(1, VALUES // len(self.desk.room))

    @property
    def cost(self) -> int:
        """The cost of the roster as it stands."""
        return int(self.desk.cost[0])

    @property
    def best_cost(self) -> int:
        """The cost of the best roster so far."""
        return int(self.desk.cost[1])

    @property
    def best(self) -> Ints:
        """The best roster so far: the duty of each person on each day, -1 for none."""
        return self.desk.best

    def construct(self) -> None:
        """A first roster: people one after another get the cheapest line for what is open. Raises NoLine."""
        order = self.random.permutation(self.people)
        self.desk.broken[2] = 0
        while ended := recreate.construct(
            self.lines, self.graphs, self.desk, self.random, order, int(self.desk.broken[2])
        ):
            self.mend(ended)

    def step(self) -> bool:
        """A little work, as much in each step whatever it is; whether a new best roster was found."""
        before, done = self.best_cost, 0
        while done < WORK:
            done += next(self.work)
        return self.best_cost < before

    def offer(self, cost: int, roster: Ints) -> None:
        """Make the better roster (P, D) of another search known: this one goes on from it when its part is done."""
        self.offered = cost, roster.copy()

    def take_over(self) -> None:
        """Go on from the roster that was offered, if it still is the better one."""
        if self.offered is not None and self.offered[0] < self.best_cost:
            recreate.exchange(self.lines, self.desk, np.arange(self.people), self.offered[1])
        self.offered = None

    def mend(self, ended: int) -> bool:
        """Count what moves broke, if that was their end; whether it was. Raises NoLine where a person has none."""
        person, number, _ = self.desk.broken.tolist()
        if ended in (NO_LINE, NOT_FOUND):
            raise NoLine(person)
        if ended == BROKEN:
            self.selection.count(person, number)
            self.draw()
        return ended == BROKEN

    def steps(self) -> Iterator[int]:
        """All the work there is, a little at a time: how much, in parts of `WORK`."""
        yield from self.anneal()
        days, people = len(self.lines.weekend), self.people
        length = min(days, max(WEEK, PERSON_DAYS // people))
        for first in range(0, max(days - length // 2, 1), max(length // 2, 1)):
            yield from self.regroup(PERSON_DAYS // length, first, first + length)
            yield from self.polish()
            self.take_over()
        while True:
            room = PERSON_DAYS * LEAST_ROOM ** self.random.random()
            length = int(WEEK * (min(days, LONGEST) / WEEK) ** self.random.random())
            first = min(max(0, self.day() - int(self.random.integers(length))), days - length)
            yield from self.regroup(max(2, int(room / length)), first, first + length)
            yield from self.polish()
            self.take_over()

    def day(self) -> int:
        """A day to look at: half of the time one that lacks somebody, the dearer the likelier; else any."""
        lines, days = self.lines, len(self.lines.weekend)
        lacking = np.maximum(lines.wanted - self.desk.held, 0) * lines.under
        cost = np.add.reduceat(np.append(lacking, 0), lines.day_start[:-1]) * (np.diff(lines.day_start) > 0)
        if self.random.random() < GUIDED and cost.any():
            return int(self.random.choice(days, p=cost / cost.sum()))
        return int(self.random.integers(days))

    def anneal(self) -> Iterator[int]:
        """Annealing until it gains little."""
        heat = float(self.lines.under.max(initial=1)) * HEAT
        waited, mark = 0, self.best_cost
        while waited < PATIENCE:
            at = self.lines, self.graphs, self.desk, self.random
            moves = max(1, min(MOVES, self.at_a_time // AT_ONCE))
            self.mend(recreate.anneal(*at, moves, heat, AT_ONCE, 0.0))
            yield WORK
            waited += moves
            if self.best_cost < mark - RISE * abs(mark):
                waited, mark = 0, self.best_cost
        everybody = np.arange(self.people)
        recreate.exchange(self.lines, self.desk, everybody, self.desk.best.copy())

    def polish(self) -> Iterator[int]:
        """Everybody's line anew, one after another, until that gains nothing."""
        before = self.cost + 1
        while self.cost < before:
            before = self.cost
            order, size = self.random.permutation(self.people), self.at_a_time
            for some in (order[start : start + size] for start in range(0, self.people, size)):
                if self.mend(recreate.polish(self.lines, self.graphs, self.desk, self.random, some)):
                    before = self.cost + 1
                yield WORK

    def regroup(self, size: int, first: int, end: int) -> Iterator[int]:
        """Look for better lines of some people at once on the days from `first` up to `end`, by columns; dearer ones
        are not taken.
        """
        people = np.sort(self.random.permutation(self.people)[:size])
        part = part_of(self.lines, self.desk.line, self.desk.held, people, first, min(end, len(self.lines.weekend)))
        mine = part.taken(self.desk.line)
        generation = Generation(part.lines, Pricing(part.lines), np.arange(len(people)), part.count)
        for person, line in enumerate(mine):
            generation.master.add(person, line)
        if self.worth[part.duties].any():
            generation.price_at(self.worth[part.duties])
        while generation.advance():
            yield generation.master.work
        generation.master.solve()
        yield generation.master.work
        if generation.worth is not None:
            self.worth[part.duties] = generation.worth
        cost = part.cost(mine)
        if generation.bound is not None and generation.bound >= cost:
            return
        found = yield from dive(generation, cost + 0.5)
        if found is not None:
            chosen = np.array([found[person] for person in range(len(people))])
            recreate.exchange(self.lines, self.desk, people, part.put(self.desk.line, chosen))
