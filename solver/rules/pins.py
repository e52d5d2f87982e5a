"""The rule of pins: what a coordinator decided by hand stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from solver.judged import Judged
from solver.neighbourhood import Neighbourhood
from solver.rules.base import Finding, Rule, Scope


@dataclass(frozen=True)
class Pinned(Rule):
    """Hard. A pinned assignment stays until it is released, if its activity goes ahead at all."""

    title = "Pinned assignments stay"
    sentence = "A pinned assignment stays until it is released, if its activity goes ahead."
    mended_by_more = frozenset({"missing"})

    hard = True
    scope = Scope.PAIR

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each pin that the roster does not hold."""
        for pin in judged.problem.pins:
            goes = judged.booked(judged.problem.roles[pin.role].activity)
            if goes and pin.candidate not in judged.roster[pin.role]:
                yield Finding(self, (pin.candidate,), (pin.role,), 1, "assignment", reason="missing")

    def post(self, model: Neighbourhood) -> None:
        """A pin holds exactly if its activity goes ahead."""
        for pin in model.problem.pins:
            if pin.role in model.slots:
                goes = model.goes[model.problem.roles[pin.role].activity]
                literal = model.slots[pin.role].get(pin.candidate)
                model.cp.add(goes == (0 if literal is None else literal))
