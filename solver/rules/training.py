"""Training before duty: what was learnt before the horizon, and what is learnt in a session within it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.judged import Judged
from solver.neighbourhood import Literal, Neighbourhood
from solver.problem import Requirement
from solver.rules.base import Codes, Finding
from solver.rules.eligibility import QualifiedRule
from solver.tables import Tables
from solver.terms import Leads


@dataclass(frozen=True)
class Trained(QualifiedRule):
    """Hard. Training comes before duty: its qualification is held from the end of the training session on.

    Whoever holds a role that `grants` it attends the session, by itself or with a team. Whom no session before the duty
    could train is blocked, and whom one could train has to attend it.
    """

    title = "Training before duty"
    sentence = "Training comes before duty: its qualification is held from the end of the training on."
    law = "Volunteer Service Regulations, article 16"
    mended_by_more = frozenset({"untrained"})
    keeps_away = {
        "missing": "{count} were never trained",
        "level": "{count} were trained at a lower level",
        "expired": "{count} are trained only later, or were too long ago",
        "": "{count} would have to attend the training first",
    }

    def concerns(self, by_training: bool) -> bool:
        """Those that training grants."""
        return by_training

    def lacking(self, tables: Tables, role: int, requirement: Requirement) -> Codes:
        """The codes by one requirement; none where a session could grant it in time."""
        codes = super().lacking(tables, role, requirement)
        return np.zeros_like(codes) if tables.granting(requirement, role) else codes

    def leads(self, tables: Tables, role: int) -> list[Leads]:
        """What a role asks of those who lack what a session can grant them: to attend it."""
        found = []
        for requirement in self.asked(tables.problem, role):
            before = tables.granting(requirement, role)
            bound = super().lacking(tables, role, requirement) > 0
            if before and bound.any():
                found.append(Leads(role, bound, before))
        return found

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each blocked pair of the roster, then one "untrained" for each session that nobody attended who
        had to.
        """
        yield from super().check(judged)
        for role, candidates in enumerate(judged.roster):
            for lead in self.leads(judged.tables, role) if candidates else ():
                for candidate in candidates:
                    attended = any(booking.role in lead.before for booking in judged.bookings[candidate])
                    if lead.bound[candidate] and not attended:
                        yield Finding(self, (candidate,), (role,), 1, "assignment", reason="untrained")

    def terms(self, tables: Tables) -> Iterator[Leads]:
        """What each role asks."""
        for role in range(len(tables.problem.roles)):
            yield from self.leads(tables, role)

    def post(self, model: Neighbourhood) -> None:
        """Whoever has to attend a session before a duty does, also before one outside the neighbourhood."""
        for lead in self.terms(model.tables):
            holders: list[tuple[int, Literal | int]] = [*model.slots.get(lead.role, {}).items()]
            holders += [(candidate, 1) for candidate in model.rest.roster[lead.role]]
            for candidate, holds in holders:
                if lead.bound[candidate]:
                    ways = [literal for booking, literal in model.free(candidate) if booking.role in lead.before]
                    attended = any(booking.role in lead.before for booking in model.fixed(candidate))
                    model.cp.add(sum(ways) + attended >= holds)
