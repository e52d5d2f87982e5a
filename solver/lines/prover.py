"""A bound on rosters of lines that rises in a thread of its own while the search goes on."""

from __future__ import annotations

import logging
from queue import Empty, SimpleQueue
from threading import Event, Thread

import numpy as np

from solver.compiled import Compiled
from solver.lines.generation import Generation, nobody
from solver.lines.graphs import barred
from solver.lines.pricing import Pricing
from solver.lines.reading import read
from solver.lines.rosters import lines_of
from solver.problem import Roster
from solver.tables import Ints

LOG = logging.getLogger(__name__)


class LineProver:
    """Proves ever better bounds until it is closed or can prove no more."""

    def __init__(self, compiled: Compiled) -> None:
        self.reading = read(compiled)
        self.generation: Generation | None = None
        self.rosters: SimpleQueue[Roster] = SimpleQueue()
        self.closed = Event()
        self.failure: Exception | None = None
        self.thread = Thread(target=self.run)
        self.thread.start()

    @property
    def value(self) -> int | None:
        """The best bound proven so far; None where there is none yet. It holds whatever ended the proof."""
        bound = None if self.generation is None else self.generation.bound
        return None if bound is None else bound + self.reading.offset

    def learn(self, roster: Roster) -> None:
        """Tell it of a good roster: its lines are likely ones."""
        self.rosters.put(roster)

    def close(self) -> None:
        """No more proofs. What is under way is broken off; a process that ends waits for it."""
        self.closed.set()
        if self.generation is not None:
            self.generation.master.interrupter.interrupt()

    def run(self) -> None:
        """Raise the bound step by step. What goes wrong here is logged and kept: it makes no roster worse."""
        try:
            lines = barred(self.reading.lines)
            everybody: Ints = np.arange(len(lines.price))
            generation = Generation(lines, Pricing(lines), everybody, nobody(lines))
            generation.price_at(np.zeros(len(lines.wanted)))
            self.generation = generation
            while not self.closed.is_set():
                self.take_in(generation)
                if not generation.advance():
                    break
        except Exception as error:
            LOG.exception("a proof ended early")
            self.failure = error

    def take_in(self, generation: Generation) -> None:
        """Make the lines of the rosters known that have come meanwhile."""
        while True:
            try:
                roster = self.rosters.get_nowait()
            except Empty:
                return
            for person, line in enumerate(lines_of(self.reading, roster)):
                generation.master.add(person, line)
