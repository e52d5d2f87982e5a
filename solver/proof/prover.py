"""A bound that rises in a thread of its own while the search goes on."""

from __future__ import annotations

import logging
from queue import Empty, SimpleQueue
from threading import Event, Thread

from solver.compiled import Compiled
from solver.problem import Roster
from solver.proof.bound import Bound

LOG = logging.getLogger(__name__)

SOLVE_SECONDS = 20.0
"""What one solve of the master may take."""


class Prover:
    """Proves ever better bounds until it is closed or can prove no more."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.bound: Bound | None = None
        self.rosters: SimpleQueue[Roster] = SimpleQueue()
        self.closed = Event()
        self.failure: Exception | None = None
        self.thread = Thread(target=self.run)
        self.thread.start()

    @property
    def value(self) -> int | None:
        """The best bound proven so far; None where there is none yet. It holds whatever ended the proof."""
        return None if self.bound is None else self.bound.value

    def learn(self, roster: Roster) -> None:
        """Tell it of a good roster: its schedules are likely ones."""
        self.rosters.put(roster)

    def close(self) -> None:
        """No more proofs. What is under way is broken off; a process that ends waits for it."""
        self.closed.set()
        if self.bound is not None:
            self.bound.master.interrupter.interrupt()

    def run(self) -> None:
        """Raise the bound step by step. What goes wrong here is logged and kept: it makes no roster worse."""
        try:
            bound = Bound(self.compiled, self.closed)
            self.bound = bound
            more = True
            while more and not self.closed.is_set():
                self.take_in(bound)
                more = bound.rise(SOLVE_SECONDS)
        except Exception as error:
            LOG.exception("a proof ended early")
            self.failure = error

    def take_in(self, bound: Bound) -> None:
        """Make the rosters known that have come meanwhile."""
        while True:
            try:
                bound.learn(self.rosters.get_nowait())
            except Empty:
                return
