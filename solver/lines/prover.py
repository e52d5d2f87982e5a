"""A bound on rosters of lines that rises in a thread of its own while the search goes on."""

from __future__ import annotations

import logging
from queue import Empty, SimpleQueue
from threading import Event, Thread

from solver.compiled import Compiled
from solver.lines.closing import closed
from solver.lines.generation import Generation, everybody
from solver.lines.master import cost_of
from solver.lines.reading import read
from solver.lines.rosters import lines_of
from solver.problem import Roster

LOG = logging.getLogger(__name__)

PAUSE = 0.2
"""Seconds to wait for a better roster."""


class LineProver:
    """Proves ever better bounds until it is closed or can prove no more."""

    def __init__(self, compiled: Compiled) -> None:
        self.reading = read(compiled)
        self.generation: Generation | None = None
        self.rosters: SimpleQueue[Roster] = SimpleQueue()
        self.upper: int | None = None
        self.tried: int | None = None
        """What the best roster that came costs, and up to what cost the gap was tried to be closed."""
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
        """Raise the bound step by step; then, as columns get no farther, try to close the gap to each better roster.

        What goes wrong here is logged and kept: it makes no roster worse.
        """
        try:
            generation, more = everybody(self.reading.lines), True
            self.generation = generation
            while more and not self.closed.is_set():
                self.take_in(generation)
                more = generation.advance()
            while not self.closed.is_set() and self.take_in(generation) and not self.close_gap(generation):
                pass
        except Exception as error:
            LOG.exception("a proof ended early")
            self.failure = error

    def close_gap(self, generation: Generation) -> bool:
        """Try to close the gap to the best roster known; whether that is done."""
        if self.upper is None or self.upper == self.tried:
            self.closed.wait(PAUSE)
            return False
        self.tried = self.upper
        bound = closed(generation, self.upper)
        if bound is not None:
            generation.bound = bound
        return bound is not None

    def take_in(self, generation: Generation) -> bool:
        """Make the lines of the rosters known that have come meanwhile; whether the best of them costs more than the
        bound.
        """
        while True:
            try:
                lines = lines_of(self.reading, self.rosters.get_nowait())
            except Empty:
                return self.upper is None or generation.bound is None or self.upper > generation.bound
            cost = cost_of(generation.lines, lines, generation.count)
            self.upper = cost if self.upper is None else min(cost, self.upper)
            for person, line in enumerate(lines):
                generation.master.add(person, line)
