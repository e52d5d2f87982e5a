"""What the engine tells while it solves, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from solver.objective import TierValue
from solver.problem import Roster
from solver.tiers import Tier


class Status(StrEnum):
    """Why the engine ended. Ended by `effort`, the same input and seed give the same roster; else they need not."""

    OPTIMAL = "optimal"
    EFFORT = "effort"
    TIME_LIMIT = "time limit"
    STOPPED = "stopped"
    EMPTY = "nothing to decide"


class Phase(StrEnum):
    """What the engine is doing; proofs go on beside it."""

    CONSTRUCT = "construct"
    ANNEAL = "anneal"
    EXACT = "exact"


@dataclass(frozen=True)
class Progress:
    """How far the engine is: seconds, cost of the best roster and by rule, slots filled and wanted, cost of the first
    roster, what every roster costs at least as far as that is proven, and by how much of it the cost can be too high.

    `tiers` are those of the policy; `about` is the tier that the search is working on.
    """

    seconds: float
    cost: int
    filled: int
    wanted: int
    first_cost: int
    bound: int | None
    gap: float | None
    costs: dict[str, int]
    tiers: tuple[TierValue, ...]
    phase: Phase
    about: Tier


@dataclass(frozen=True)
class Solution:
    """An engine's answer. `cost` is all that soft rules cost in points, whatever the policy's mode; `lower_bound` is
    that of a policy of one sum, None reads "not yet proven". `tiers` say how good the roster is in each tier, of which
    a policy of one sum has one. `trajectory` is (seconds, cost) of each best. `proof_ended_early`: a proof has failed,
    what it had proven until then holds. `options` say in which of its options each activity is held, where some have
    several.
    """

    roster: Roster
    cost: int
    costs: dict[str, int]
    lower_bound: int | None
    status: Status
    seconds: float
    steps: int
    trajectory: tuple[tuple[float, int], ...]
    tiers: tuple[TierValue, ...] = ()
    proof_ended_early: bool = False
    options: tuple[int, ...] = ()

    @property
    def gap(self) -> float | None:
        """How far the cost can be above the optimum, as a share of the cost; None where that is not proven."""
        return gap(self.cost, self.lower_bound)

    @property
    def unproven(self) -> TierValue | None:
        """The first tier that is not proven to be as good as it can be; None where all are."""
        return next((tier for tier in self.tiers if not tier.proven), None)


def gap(cost: int, bound: int | None) -> float | None:
    """How far a cost can be above the optimum, as a share of the cost; None where that is not proven."""
    if bound is None:
        return None
    return (cost - bound) / cost if cost else 0.0
