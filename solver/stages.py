"""How a search goes through the tiers: each stage is one weighted sum under which the search works as ever.

The tiers above are guarded: one unit of each is worth more than a move can gain in all that is below. The tiers below
are weighed as the policy has it, or each above the next. The heat of a stage is in the points of what it is about, so
that a tier is as hot there as it is in a policy of one sum. Weights are integers of 64 bits; where they would not hold
all that the tiers below can cost, they hold as much of it as fits, and the engine keeps the better of the rosters
before and after a stage by comparing them tier by tier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from solver.objective import Costs, Objective
from solver.search.compiled import Compiled
from solver.tiers import COVERAGE, Mode, Tier

MOST = 1 << 58
"""What the worst roster may cost in a stage, so that prices stay below `solver.search.pricing.TOO_MUCH`."""

ROOM = 64.0
"""How many times what a tier costs now its guard may have room for."""

SMALLEST = 10_000
"""Points that a tier has room for though it costs less now."""


@dataclass(frozen=True)
class Stage:
    """A stretch of the search: tiers down to `last` are each above the next, the rest is one sum.

    It is `about` a tier: left out where that costs nothing. Its heat is that of `last` where it is about it, else that
    of the rest. `share` is its part of the effort.
    """

    last: Tier
    about: Tier
    share: int

    @property
    def heats_last(self) -> bool:
        """Whether the heat is that of the last tier that stands alone."""
        return self.about is Tier.FAIRNESS


STAGES = (
    Stage(Tier.LOW_SLOTS, Tier.SUM, 6),
    Stage(Tier.DISTURBANCE, Tier.DISTURBANCE, 1),
    Stage(Tier.FAIRNESS, Tier.FAIRNESS, 2),
    Stage(Tier.FAIRNESS, Tier.WISHES, 1),
)
"""Coverage under the policy's own heat, the longest; then disturbance, if there is any; fairness; wishes."""


@dataclass(frozen=True)
class Weights:
    """A factor for each tier, see `Objective.weighed`, and what one point of what is heated costs."""

    factors: Mapping[Tier, int]
    heated: float


def groups(objective: Objective, stage: Stage) -> tuple[list[Tier], list[Tier]]:
    """The tiers that each stand alone in a stage, the lowest first, and those that are one sum below them."""
    order = list(Tier)
    alone = [tier for tier in objective.tiers if order.index(tier) <= order.index(stage.last)]
    return alone[::-1], [tier for tier in objective.tiers if tier not in alone]


def weights(objective: Objective, stage: Stage, costs: Costs, worst: Costs) -> Weights:
    """The weights of a stage that begins with a roster of these costs.

    `worst` is what a roster can cost at most in each tier. Guards have room for all of it, or where that does not fit,
    for as many times what there is now as does.
    """
    reach = {tier: most if tier in COVERAGE else likely(most, costs[tier], ROOM) for tier, most in worst.items()}
    room = 0.0
    while True:
        rooms = {tier: likely(most, costs[tier], room) if room else most for tier, most in worst.items()}
        found = nested(objective, stage, rooms)
        if sum(factor * (1 + reach[tier] // objective.units[tier]) for tier, factor in found.factors.items()) <= MOST:
            return found
        room = room / 2 if room else ROOM


def likely(most: int, cost: int, room: float) -> int:
    """So many times what a tier costs now, but no more than it can."""
    return min(most, int(room * max(cost, SMALLEST)))


def nested(objective: Objective, stage: Stage, room: Costs) -> Weights:
    """Weights where one unit of each tier that stands alone costs more than `room` points of each tier below it."""
    alone, rest = groups(objective, stage)
    factors = {tier: objective.units[tier] for tier in rest}
    below, heated = sum(room[tier] for tier in rest), 1.0
    for tier in alone:
        factors[tier] = 1 + below
        below += factors[tier] * (room[tier] // objective.units[tier])
    if alone and (stage.heats_last or not rest):
        heated = factors[alone[0]] / objective.units[alone[0]]
    return Weights(factors, heated)


def worst_costs(objective: Objective, compiled: Compiled, nobody: Costs) -> Costs:
    """What a roster can cost at most in each tier, in points. Coverage is worst in the empty one, `nobody`, and part of
    what is weighed in one sum.
    """
    hard = tuple(rule for rule in objective.rules if rule.hard)
    worst = {tier: nobody[tier] if tier in COVERAGE or tier is Tier.SUM else 0 for tier in objective.tiers}
    for tier in objective.tiers:
        if tier not in COVERAGE:
            worst[tier] += dearest(compiled.weighed((*hard, *objective.of_tier[tier])))
    return worst


def dearest(compiled: Compiled) -> int:
    """What no roster's pairs, sums and overtime can cost more than: all that each candidate could do, done by all, and
    no request granted.
    """
    facts, total = compiled.facts, compiled.besides
    total += int(((facts.takes - facts.wanted) * facts.over_price).sum())
    for role, takes in enumerate(facts.takes.tolist()):
        prices = facts.pair_price[facts.eligible_start[role] : facts.eligible_start[role + 1]]
        total += takes * int(prices.max(initial=0))
    every = facts.amount.sum(axis=0)
    total += int((facts.weight * every * (every + 2 * facts.base)).sum())
    minutes = int(facts.minutes.sum())
    return total + sum(
        int(cost) * minutes * int(bound.sum())
        for (_, _, cost, _), bound in zip(facts.overtime, facts.overtime_bound, strict=True)
    )


class Course:
    """Through which stages a search goes, and when: shares of all of its effort, from 0 to 1."""

    def __init__(self, mode: Mode) -> None:
        self.left = list(STAGES) if mode is Mode.TIERS else []
        self.begin, self.end, self.number, self.about = 0.0, 0.0 if self.left else 1.0, 0, Tier.SUM

    @property
    def last(self) -> bool:
        """Whether no stage follows."""
        return not self.left

    def ended(self, done: float) -> bool:
        """Whether the next stage is due."""
        return bool(self.left) and done >= self.end

    def share(self, done: float) -> float:
        """How much of the stage is done."""
        return (done - self.begin) / (self.end - self.begin)

    def enter(self, costs: Costs, done: float) -> Stage | None:
        """The next stage that has something to gain for a roster of these costs; None where none has."""
        self.left = [stage for stage in self.left if stage.about is Tier.SUM or costs.get(stage.about, 0)]
        self.end = 1.0
        if not self.left:
            return None
        stage, *self.left = self.left
        self.begin, self.number, self.about = done, self.number + 1, stage.about
        self.end = done + (1.0 - done) * stage.share / (stage.share + sum(other.share for other in self.left))
        return stage
