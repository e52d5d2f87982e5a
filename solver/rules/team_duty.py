"""Whether what a person does with a team counts for the person too."""

from __future__ import annotations

from dataclasses import dataclass

from solver.judged import Booking
from solver.rules.base import Rule


@dataclass(frozen=True)
class CountsTeamDuty(Rule):
    """A rule that adds up duties. What a person does with a team is one of the person's unless `with_team` is 0."""

    with_team: int = 1

    def counts(self, booking: Booking) -> bool:
        """Whether a booking counts for who has it."""
        return booking.team is None or self.with_team > 0
