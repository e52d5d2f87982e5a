"""A bound that rises in a thread of its own while the search goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Generic, Protocol, TypeVar

from solver.problem import Roster

LOG = logging.getLogger(__name__)


class Over(Exception):
    """Nobody waits for a proof any more."""


class Proof(Protocol):
    """What is proven of a problem, step by step."""

    @property
    def value(self) -> int | None:
        """What every roster costs at least; None where nothing is proven yet."""

    def learn(self, roster: Roster) -> None:
        """Make a good roster known: its schedules are likely ones."""

    def rise(self) -> bool:
        """Take a step; whether there are more."""

    def interrupt(self) -> None:
        """Break off what is under way."""


P = TypeVar("P", bound=Proof)


class Prover(Generic[P]):
    """Proves ever better bounds until it is closed or can prove no more."""

    def __init__(self, begin: Callable[[Event], P], known: Roster | None = None) -> None:
        """`begin` gives the proof, which may ask its event whether all is over; `known` is a roster that it learns
        before its first step.
        """
        self.begin = begin
        self.proof: P | None = None
        self.rosters: SimpleQueue[Roster] = SimpleQueue()
        if known is not None:
            self.learn(known)
        self.closed = Event()
        self.failure: Exception | None = None
        self.thread = Thread(target=self.run)
        self.thread.start()

    @property
    def value(self) -> int | None:
        """The best bound proven so far; None where there is none yet. It holds whatever ended the proof."""
        return None if self.proof is None else self.proof.value

    def learn(self, roster: Roster) -> None:
        """Tell the proof of a good roster."""
        self.rosters.put(roster)

    def close(self) -> None:
        """No more proofs. What is under way is broken off; a process that ends waits for it."""
        self.closed.set()
        if self.proof is not None:
            self.proof.interrupt()

    def run(self) -> None:
        """Raise the bound step by step. What goes wrong here is logged and kept: it makes no roster worse."""
        try:
            proof, more = self.begin(self.closed), True
            self.proof = proof
            while more and not self.closed.is_set():
                self.take_in(proof)
                more = proof.rise()
        except Over:
            LOG.debug("a proof was broken off")
        except Exception as error:
            LOG.exception("a proof ended early")
            self.failure = error

    def take_in(self, proof: P) -> None:
        """Make the rosters known that have come meanwhile."""
        while True:
            try:
                proof.learn(self.rosters.get_nowait())
            except Empty:
                return
