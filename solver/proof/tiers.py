"""What is proven, tier by tier: a proof at a time, of the first tier that is not proven yet."""

from __future__ import annotations

from solver.compiled import Compiled
from solver.objective import Costs, Objective, floors
from solver.problem import Roster
from solver.proof.prover import Prover
from solver.tiers import Mode, Tier


class Proofs:
    """Bounds on what the tiers cost.

    A proof of a tier bounds the sum of what it and the tiers above cost, at the policy's own prices. Whatever roster is
    as good above then costs at least the rest in the tier itself (Lagrange). `ended_early`: a proof has failed.
    """

    def __init__(self, objective: Objective, compiled: Compiled) -> None:
        self.objective, self.compiled = objective, compiled
        self.floors = floors(objective, compiled)
        self.provers: dict[Tier, Prover] = {}

    @property
    def prover(self) -> Prover | None:
        """The proof that is under way, or was the last."""
        return next(reversed(self.provers.values()), None)

    @property
    def ended_early(self) -> bool:
        """Whether something ended a proof before it could prove no more."""
        return any(prover.failure is not None for prover in self.provers.values())

    def bounds(self, costs: Costs) -> dict[Tier, int | None]:
        """What every roster costs at least in each tier that costs no more than `costs` above it, in points.

        None where nothing is proven but that it is not negative.
        """
        return {tier: self.bound(tier, costs) or (None if cost else 0) for tier, cost in costs.items()}

    def bound(self, tier: Tier, costs: Costs) -> int:
        """The best bound of one tier, 0 where nothing is proven."""
        prover, above = self.provers.get(tier), 0
        if prover is None or prover.value is None:
            return self.floors[tier]
        for other, cost in costs.items():
            if other is tier:
                break
            above += cost
        unit = 1 if tier is Tier.SUM else self.objective.units[tier]
        return max(self.floors[tier], -(-(prover.value - above) // unit) * unit)

    def go_on(self, costs: Costs, roster: Roster) -> None:
        """Tell the proof that is under way of the best roster; begin one where none is, and something is not proven.

        `costs` are the roster's.
        """
        if self.ended_early:
            return
        prover = self.prover
        if prover is not None and prover.thread.is_alive():
            under_way = next(reversed(self.provers))
            if self.bound(under_way, costs) < costs[under_way]:
                prover.learn(roster)
                return
            prover.close()
        for tier, cost in costs.items():
            if tier not in self.provers and self.bound(tier, costs) < cost:
                self.provers[tier] = Prover(self.under(tier))
                return

    def under(self, tier: Tier) -> Compiled:
        """The problem with the prices of the tiers down to this one."""
        if self.objective.mode is Mode.SUM:
            return self.compiled
        units: dict[Tier, int] = {}
        for other, unit in self.objective.units.items():
            units[other] = unit
            if other is tier:
                break
        return self.compiled.weighed(self.objective.weighed(units))

    def close(self) -> None:
        """No more proofs."""
        for prover in self.provers.values():
            prover.close()
