"""A figure that differs by the standing in which people serve: a weight, or a limit."""

from __future__ import annotations

from dataclasses import dataclass

from solver.arrays import Ints
from solver.candidates import RANKED
from solver.rules.base import Rule
from solver.tables import Tables

STANDINGS = tuple(capacity.value for capacity in RANKED)
"""The parameters of a figure by standing."""


@dataclass(frozen=True)
class ByStanding(Rule):
    """A rule with a figure for each standing."""

    social_worker: int = 0
    grid_member: int = 0
    officer: int = 0
    volunteer: int = 0
    party_member: int = 0
    team: int = 0

    def figures(self, tables: Tables) -> Ints:
        """The figure of each candidate; 0 for a person without any standing."""
        return tables.by_standing(tuple(getattr(self, standing) for standing in STANDINGS))
