"""Search over rosters of lines: one person after another, then annealing, then many people at once by columns."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.lines import recreate
from solver.lines.cheapest import room_for
from solver.lines.dive import dive
from solver.lines.generation import Generation
from solver.lines.graphs import Selection, barred
from solver.lines.layout import Lines
from solver.lines.master import Floats, line_cost, line_of
from solver.lines.pricing import Pricing
from solver.lines.recreate import BROKEN, NO_LINE, Desk
from solver.tables import Ints

MOVES = 20
"""Moves of one step of annealing."""

AT_ONCE = 4
"""People whose lines one move takes away, at most."""

HEAT = 0.05
"""Of annealing, in prices of the dearest missing person."""

PATIENCE, RISE = 20, 0.005
"""So many steps of annealing without a gain of this share end it."""

GROUP = 4
"""People whose lines are first sought at once by columns."""

TRIES, GROWTH = 6, 1.5
"""After so many groups in vain groups grow by this factor."""

PERSON_DAYS = 1500
"""Days of all the people of a group, at most: what a master takes a moment for."""

REMEMBERED = 20
"""Lines of each person that are remembered for later groups."""


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
        self.selection, self.pricing = Selection(self.lines), Pricing(self.lines)
        self.desk = Desk(
            line=np.full((self.people, days), -1, dtype=np.int64),
            held=np.zeros(duties, dtype=np.int64),
            best=np.full((self.people, days), -1, dtype=np.int64),
            cost=np.full(2, int((lines.wanted * lines.under).sum()), dtype=np.int64),
            broken=np.zeros(3, dtype=np.int64),
            price=np.zeros(duties, dtype=np.int64),
            old=np.zeros((self.people, days), dtype=np.int64),
            room=np.zeros(0, dtype=np.int64),
        )
        self.draw()
        self.known: list[dict[bytes, None]] = [{} for _ in range(self.people)]
        self.worth: Floats | None = None
        self.work = self.steps()

    def draw(self) -> None:
        """Draw the graphs anew."""
        self.graphs = self.selection.graphs()
        size = max(int(room_for(self.graphs, person)) for person in range(self.people))
        if size > len(self.desk.room):
            self.desk = self.desk._replace(room=np.zeros(size, dtype=np.int64))

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

    def step(self, share: float) -> bool:  # noqa: ARG002
        """A little work; whether a new best roster was found."""
        before = self.best_cost
        next(self.work)
        return self.best_cost < before

    def mend(self, ended: int) -> bool:
        """Count what moves broke, if that was their end; whether it was. Raises NoLine where a person has none."""
        person, number, _ = self.desk.broken.tolist()
        if ended == NO_LINE:
            raise NoLine(person)
        if ended == BROKEN:
            self.selection.count(person, number)
            self.draw()
        return ended == BROKEN

    def steps(self) -> Iterator[None]:
        """All the work there is, a little at a time."""
        yield from self.anneal()
        most = max(2, min(self.people, PERSON_DAYS // len(self.lines.weekend)))
        size = most
        while True:
            yield from self.regroup(self.random.permutation(self.people)[:size])
            yield from self.polish()
            size = int(round(most ** self.random.random() * min(GROUP, most) ** (1 - self.random.random())))
            size = max(min(size, most), 2)

    def anneal(self) -> Iterator[None]:
        """Annealing until it gains little."""
        heat = float(self.lines.under.max(initial=1)) * HEAT
        waited, mark = 0, self.best_cost
        while waited < PATIENCE:
            at = self.lines, self.graphs, self.desk, self.random
            self.mend(recreate.anneal(*at, MOVES, heat, AT_ONCE, 0.0))
            yield
            waited += 1
            if self.best_cost < mark - RISE * abs(mark):
                waited, mark = 0, self.best_cost
        everybody = np.arange(self.people)
        recreate.exchange(self.lines, self.desk, everybody, self.desk.best.copy())

    def polish(self) -> Iterator[None]:
        """Everybody's line anew, one after another, until that gains nothing."""
        before = self.cost + 1
        while self.cost < before:
            before = self.cost
            order = self.random.permutation(self.people)
            if self.mend(recreate.polish(self.lines, self.graphs, self.desk, self.random, order)):
                before = self.cost + 1
            yield

    def regroup(self, people: Ints) -> Iterator[None]:
        """Look for better lines of some people at once, by columns; worse ones are not taken."""
        rest = np.setdiff1d(np.arange(self.people), people)
        duties = self.desk.line[rest]
        count = np.bincount(duties[duties >= 0], minlength=len(self.lines.wanted))
        generation = Generation(self.lines, self.pricing, people, count)
        for person in people.tolist():
            self.know(person, self.desk.line[person])
            for line in self.known[person]:
                generation.master.add(person, np.frombuffer(line, dtype=np.int64))
        if self.worth is not None:
            generation.price_at(self.worth)
        while generation.advance():
            yield
        generation.master.solve()
        yield
        mine = self.cost_of(people)
        for key in generation.master.shares():
            self.know(key[0], line_of(key))
        self.worth = generation.worth
        if generation.bound is not None and generation.bound >= mine:
            return
        found = yield from dive(generation, mine + 0.5)
        if found is not None:
            chosen = np.array([found[person] for person in people.tolist()])
            recreate.exchange(self.lines, self.desk, people, chosen)
            for person, line in found.items():
                self.know(person, line)

    def cost_of(self, people: Ints) -> int:
        """What the lines of some people and all cover cost."""
        others = np.setdiff1d(np.arange(self.people), people).tolist()
        return self.cost - sum(line_cost(self.lines, person, self.desk.line[person]) for person in others)

    def know(self, person: int, line: Ints) -> None:
        """Remember a line, as the latest."""
        known, key = self.known[person], line.tobytes()
        known.pop(key, None)
        known[key] = None
        if len(known) > REMEMBERED:
            del known[next(iter(known))]
