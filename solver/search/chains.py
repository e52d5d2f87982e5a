"""Searches side by side, one on each core, that know nothing of each other: the best of several is better than one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from solver.problem import Roster
from solver.search.compiled import Compiled
from solver.search.local_search import Search

APART = 1 << 32
"""Between the seeds of two searches, so that no two solves of neighbouring seeds share one."""


class Chains:
    """As many searches as there are cores for them. The compiled moves let go of Python's lock, so they run at once."""

    def __init__(self, compiled: Compiled, nobody: int, seed: int, workers: int) -> None:
        self.searches = [Search(compiled, nobody, seed + number * APART) for number in range(workers)]
        self.pool = ThreadPoolExecutor(workers)

    @property
    def leader(self) -> Search:
        """The search with the best roster so far."""
        return min(self.searches, key=lambda search: search.best_cost)

    @property
    def best_cost(self) -> int:
        """What the best roster so far costs."""
        return self.leader.best_cost

    def best_roster(self) -> Roster:
        """The best roster so far."""
        return self.leader.best_roster()

    def construct(self, stop: Callable[[], bool] = lambda: False) -> None:
        """A first roster, from which all of them go on; as far as it is where `stop` says so."""
        first, *others = self.searches
        first.construct(stop)
        for search in others:
            search.start_from(first.best_roster(), first.cost)

    def start_from(self, roster: Roster, cost: int, scale: float | None = None) -> None:
        """Have all of them go on from a roster of this cost, at the heat of this scale, or at their own."""
        for search in self.searches:
            search.start_from(roster, cost)
            search.scale = search.scale if scale is None else scale

    def close(self) -> None:
        """No more steps."""
        self.pool.shutdown()

    def step(self, share: float) -> bool:
        """A step of each; whether one of them found a new best roster."""
        before = self.best_cost
        list(self.pool.map(lambda search: search.step(share), self.searches))
        return self.best_cost < before
