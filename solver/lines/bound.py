"""A bound on rosters of lines: columns raise it, and when they get no farther the gap to the best roster is closed."""

from __future__ import annotations

from threading import Event

from solver.lines.closing import closed
from solver.lines.generation import everybody
from solver.lines.master import cost_of
from solver.lines.reading import read
from solver.lines.rosters import lines_of
from solver.problem import Roster
from solver.search.compiled import Compiled

PAUSE = 0.2
"""Seconds to wait for a better roster."""


class LineBound:
    """The best bound proven so far, and the rosters known. Once `closed` is set nothing is waited for."""

    def __init__(self, compiled: Compiled, closed: Event) -> None:
        self.reading, self.closed = read(compiled), closed
        self.generation = everybody(self.reading.lines)
        self.advancing = True
        self.upper: int | None = None
        self.tried: int | None = None
        """What the best roster that came costs, and up to what cost the gap was tried to be closed."""

    @property
    def value(self) -> int | None:
        """What every roster costs at least; None where nothing is proven yet."""
        return None if self.generation.bound is None else self.generation.bound + self.reading.offset

    def learn(self, roster: Roster) -> None:
        """Make a roster known: its lines are likely ones."""
        lines = lines_of(self.reading, roster)
        cost = cost_of(self.generation.lines, lines, self.generation.count)
        self.upper = cost if self.upper is None else min(cost, self.upper)
        for person, line in enumerate(lines):
            self.generation.master.add(person, line)

    def rise(self) -> bool:
        """Raise the bound a step, or try to close the gap to a better roster; whether it may rise further."""
        if self.advancing:
            self.advancing = self.generation.advance()
            return True
        bound = self.generation.bound
        if self.upper is not None and bound is not None and self.upper <= bound:
            return False
        return not self.close_gap()

    def close_gap(self) -> bool:
        """Try to close the gap to the best roster known; whether that is done."""
        if self.upper is None or self.upper == self.tried:
            self.closed.wait(PAUSE)
            return False
        self.tried = self.upper
        bound = closed(self.generation, self.upper)
        if bound is not None:
            self.generation.bound = bound
        return bound is not None

    def interrupt(self) -> None:
        """Break off what is under way."""
        self.generation.master.glop.interrupter.interrupt()
