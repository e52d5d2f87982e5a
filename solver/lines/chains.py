"""Searches over lines side by side, one on each core: who falls behind goes on from the leader's roster."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from solver.lines.reading import read
from solver.lines.rosters import roster_of
from solver.lines.search import LineSearch, NoLine
from solver.problem import Roster
from solver.search.chains import APART
from solver.search.compiled import Compiled


class NoSchedule(ValueError):
    """Somebody has no legal schedule, whatever the others do; the message names them."""


class LineChains:
    """As many searches over lines as there are cores for them, for the engine. Raises NotLines."""

    def __init__(self, compiled: Compiled, seed: int, workers: int) -> None:
        self.problem, self.reading = compiled.problem, read(compiled)
        self.searches = [LineSearch(self.reading.lines, seed + number * APART) for number in range(workers)]
        self.pool = ThreadPoolExecutor(workers)
        self.leader = self.searches[0]
        """The search that found the best roster so far first: whoever asks later is told of the same roster."""

    @property
    def best_cost(self) -> int:
        """What the best roster so far costs."""
        return self.leader.best_cost + self.reading.offset

    def best_roster(self) -> Roster:
        """The best roster so far."""
        return roster_of(self.reading, self.leader.best)

    def construct(self, _: Callable[[], bool] = lambda: False) -> None:
        """First rosters. Raises NoSchedule. None of them is legal before everybody has a line: nothing stops that."""
        try:
            list(self.pool.map(LineSearch.construct, self.searches))
            self.compare()
        except NoLine as error:
            name = self.problem.people[error.person].key
            raise NoSchedule(f"{name}: no schedule at all keeps to this person's limits and times") from error

    def close(self) -> None:
        """No more steps."""
        self.pool.shutdown()

    def step(self, _: float) -> bool:
        """A step of each, the same at every share of the time; whether one of them found a new best roster."""
        before = self.leader.best_cost
        list(self.pool.map(LineSearch.step, self.searches))
        self.compare()
        return self.leader.best_cost < before

    def compare(self) -> None:
        """See who leads, and offer that roster to whoever fell behind."""
        self.leader = min([self.leader, *self.searches], key=lambda search: search.best_cost)
        for search in self.searches:
            if self.leader.best_cost < search.best_cost:
                search.offer(self.leader.best_cost, self.leader.best)
