"""What is proven, tier by tier: coverage at once, then a proof at a time, of the first tier that is not proven yet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from solver.lines.bound import LineBound
from solver.objective import Costs, Objective, floors
from solver.problem import Roster
from solver.proof.bound import Bound
from solver.proof.coverage import TIERS, CoverageProof
from solver.proof.prover import Proof, Prover
from solver.search.compiled import Compiled
from solver.tiers import Mode, Tier

STEEPNESS = (1, 16, 256)
"""How many times its price what is above a tier costs in its proofs, one after another: the steeper, the less is won
below by giving up something above, and the worse the master's numbers.
"""


class Proofs:
    """Bounds on what the tiers cost.

    A proof of a tier bounds the sum of what it and the tiers above cost, those above at so many times the policy's
    prices. Whatever roster is as good above then costs at least the rest in the tier itself (Lagrange).
    """

    def __init__(self, objective: Objective, compiled: Compiled) -> None:
        self.objective, self.compiled = objective, compiled
        self.floors = floors(objective, compiled)
        self.provers: dict[tuple[Tier, int], Prover[Proof]] = {}
        self.coverage: Prover[CoverageProof] | None = None

    @property
    def prover(self) -> Prover[Proof] | None:
        """The proof that is under way, or was the last."""
        return next(reversed(self.provers.values()), None)

    @property
    def ended_early(self) -> bool:
        """Whether something ended a proof before it could prove no more."""
        return any(prover.failure is not None for prover in self.all)

    @property
    def all(self) -> list[Prover[Any]]:
        """All proofs that have begun."""
        return [*([] if self.coverage is None else [self.coverage]), *self.provers.values()]

    @property
    def covering(self) -> Roster | None:
        """The roster in which the proof of coverage has booked its solution, once it has."""
        proof = None if self.coverage is None else self.coverage.proof
        return None if proof is None else proof.roster

    def bounds(self, costs: Costs) -> dict[Tier, int | None]:
        """What every roster costs at least in each tier that costs no more than `costs` above it, in points.

        None where nothing is proven but that it is not negative.
        """
        return {tier: self.bound(tier, costs) or (None if cost else 0) for tier, cost in costs.items()}

    def bound(self, tier: Tier, costs: Costs) -> int:
        """The best bound of one tier, 0 where nothing is proven."""
        best = self.floors[tier]
        if self.coverage is not None and self.coverage.proof is not None:
            best = max(best, self.coverage.proof.bound(tier, costs))
        for steepness in STEEPNESS:
            prover = self.provers.get((tier, steepness))
            if prover is not None and prover.value is not None:
                least = prover.value - steepness * sum(costs[other] for other in self.above(tier))
                unit = 1 if tier is Tier.SUM else self.objective.units[tier]
                best = max(best, -(-least // unit) * unit)
        return best

    def above(self, tier: Tier) -> tuple[Tier, ...]:
        """The tiers above one."""
        return self.objective.tiers[: self.objective.tiers.index(tier)]

    def go_on(self, costs: Costs, roster: Roster) -> None:
        """Tell the proof that is under way of the best roster; begin one where none is, and something is not proven.

        `costs` are the roster's.
        """
        if any(prover.failure is not None for prover in self.provers.values()) or self.covers(costs, roster):
            return
        prover = self.prover
        if prover is not None and prover.thread.is_alive():
            under_way, _ = next(reversed(self.provers))
            if self.bound(under_way, costs) < costs[under_way]:
                prover.learn(roster)
                return
            prover.close()
        following = next(self.following(costs), None)
        if following is not None:
            proof = LineBound if self.compiled.whole else Bound
            self.provers[following] = Prover(partial(proof, self.under(*following)))

    def covers(self, costs: Costs, roster: Roster) -> bool:
        """Prove coverage, and what it must change, where they are not proven; whether that is under way.

        Not where what is published is kept before all else: the programmes know nothing of that.
        """
        open_ = any(self.bound(tier, costs) < cost for tier, cost in costs.items() if tier in TIERS)
        can = Tier.KEPT not in costs and CoverageProof.can_prove(self.compiled)
        if self.coverage is None and open_ and can:
            self.coverage = Prover(partial(CoverageProof, self.compiled, self.objective), roster)
        if self.coverage is None or not self.coverage.thread.is_alive():
            return False
        if not open_:
            self.coverage.close()
        return open_

    def following(self, costs: Costs) -> Iterator[tuple[Tier, int]]:
        """The proofs that have not begun of tiers that are not proven, the first tier's first."""
        for tier, cost in costs.items():
            for steepness in STEEPNESS if self.above(tier) else STEEPNESS[:1]:
                if (tier, steepness) not in self.provers and self.bound(tier, costs) < cost:
                    yield tier, steepness

    def under(self, tier: Tier, steepness: int) -> Compiled:
        """The problem with the prices of the tiers down to this one, those above it so many times as high."""
        if self.objective.mode is Mode.SUM:
            return self.compiled
        units = self.objective.units
        factors = {other: steepness * units[other] for other in self.above(tier)}
        return self.compiled.weighed(self.objective.weighed({**factors, tier: units[tier]}))

    def close(self) -> None:
        """No more proofs."""
        for prover in self.all:
            prover.close()
