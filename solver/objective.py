"""What a policy wants of a roster: its soft rules tier by tier, or all of them in one sum.

A weighing gives each tier a factor and is itself a list of rules with other prices, so that whatever knows rules
(search, exact neighbourhoods, proof, judge) needs to know nothing of tiers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import gcd

from solver.judged import Judged
from solver.problem import Roster
from solver.rules.base import Finding, Rule
from solver.rules.options import alternatives
from solver.search.compiled import Compiled
from solver.tiers import COVERAGE, Mode, Tier

Costs = Mapping[Tier, int]
"""What each tier costs, in points of the policy."""


@dataclass(frozen=True)
class TierValue:
    """How good a roster is in one tier: its value, and what every roster has at least that is as good in the tiers
    above; both in `unit`. `bound` None reads "not yet proven".
    """

    tier: Tier
    value: int
    bound: int | None

    @property
    def unit(self) -> str:
        """What is counted."""
        return self.tier.unit

    @property
    def proven(self) -> bool:
        """Whether no roster that is as good above is better here."""
        return self.value == self.bound


class Objective:
    """The soft rules of a policy, and the tiers in which they count, the highest first."""

    def __init__(self, rules: Sequence[Rule], mode: Mode) -> None:
        self.rules, self.summed = tuple(rules), mode is Mode.SUM
        prices: dict[Tier, list[int]] = defaultdict(list)
        for rule in self.soft:
            for name, tier in rule.weighs.items():
                prices[self.counting(tier)].append(getattr(rule, name))
        self.units = {tier: gcd(*prices[tier]) for tier in Tier if any(prices[tier])}
        """Of each tier the points of which all that it costs is a multiple."""
        self.tiers = (Tier.SUM,) if self.summed and Tier.KEPT not in self.units else tuple(self.units)
        self.mode = Mode.SUM if self.tiers == (Tier.SUM,) else Mode.TIERS
        """How rosters compare: what is kept comes before the sum of a policy of one sum, as a tier above it."""

    def counting(self, tier: Tier) -> Tier:
        """The tier in which counts what a rule weighs in one: in one sum all but what is kept."""
        return Tier.SUM if self.summed and tier is not Tier.KEPT else tier

    @property
    def soft(self) -> tuple[Rule, ...]:
        """The rules that cost something."""
        return tuple(rule for rule in self.rules if not rule.hard)

    def weighed(self, factors: Mapping[Tier, int]) -> tuple[Rule, ...]:
        """The rules where `units` points of a tier cost its factor; rules that cost nothing then are left out."""
        return tuple(
            other for rule in self.rules for other in ((rule,) if rule.hard else self.reweighed(rule, factors))
        )

    def reweighed(self, rule: Rule, factors: Mapping[Tier, int]) -> Iterable[Rule]:
        """One soft rule with other prices, if it has any."""
        prices = {
            name: getattr(rule, name) // self.units[tier] * factors.get(tier, 0) if tier in self.units else 0
            for name, tier in ((name, self.counting(tier)) for name, tier in rule.weighs.items())
        }
        return (replace(rule, **prices),) if any(prices.values()) else ()

    @cached_property
    def of_tier(self) -> dict[Tier, tuple[Rule, ...]]:
        """The soft rules of each tier at their own prices, other tiers left out."""
        return {
            tier: tuple(rule for soft in self.soft for rule in self.reweighed(soft, {tier: unit}))
            for tier, unit in self.units.items()
        }

    def costs(self, judged: Judged, found: Sequence[Finding]) -> Costs:
        """What a roster costs in each tier. `found` are its findings under all rules."""
        if self.mode is Mode.SUM:
            return {Tier.SUM: sum(finding.cost for finding in found)}
        total = dict.fromkeys(self.tiers, 0)
        for finding in found:
            tiers = set(map(self.counting, finding.rule.weighs.values()))
            if finding.cost and len(tiers) == 1:
                total[tiers.pop()] += finding.cost
        for tier, rules in self.of_tier.items():
            for rule in rules:
                if len(set(map(self.counting, rule.weighs.values()))) > 1:
                    total[tier] += sum(finding.cost for finding in rule.check(judged))
        return total

    def counted(self, tier: Tier, points: int) -> int:
        """Points of a tier in its unit, rounded up."""
        each = self.units[tier] if tier.unit != "points" else 1
        return -(-points // each)

    def values(self, costs: Costs, bounds: Mapping[Tier, int | None]) -> tuple[TierValue, ...]:
        """How good a roster of these costs is, tier by tier. `bounds` are in points."""
        return tuple(
            TierValue(
                tier,
                self.counted(tier, costs[tier]),
                None if (bound := bounds.get(tier)) is None else self.counted(tier, bound),
            )
            for tier in self.tiers
        )


def vector(costs: Costs) -> tuple[int, ...]:
    """By what rosters compare: costs in order of tier."""
    return tuple(costs[tier] for tier in Tier if tier in costs)


def floors(objective: Objective, compiled: Compiled) -> Costs:
    """What every roster costs at least in each tier, in points: what is lost for good of what is to be kept, what
    coverage costs by the number of those who are eligible for good, and nothing elsewhere, nor where activities have
    several options.
    """
    if objective.mode is Mode.SUM:
        return {Tier.SUM: 0}
    if alternatives(compiled.problem):
        return dict.fromkeys(objective.tiers, 0)
    costs = objective.costs(Judged(compiled.tables, fullest(compiled)), ())
    lost = Judged(compiled.tables, still_eligible(compiled))
    kept = sum(finding.cost for rule in objective.of_tier.get(Tier.KEPT, ()) for finding in rule.check(lost))
    return {tier: costs[tier] if tier in COVERAGE else kept * (tier is Tier.KEPT) for tier in objective.tiers}


def still_eligible(compiled: Compiled) -> Roster:
    """What is published as far as those who hold it are eligible, whether or not they all can at once."""
    there = compiled.tables.published
    return tuple(
        tuple(candidate for candidate in who.tolist() if candidate in there.get(role, ()))
        for role, who in enumerate(compiled.eligible)
    )


def fullest(compiled: Compiled) -> Roster:
    """Of each role as many as it wants or as are eligible, whoever they are; nobody where an activity cannot be."""
    problem, eligible = compiled.problem, compiled.eligible
    stuck = compiled.facts.stuck.copy()
    for number, role in enumerate(problem.roles):
        stuck[role.activity] |= len(eligible[number]) < role.minimum
    return tuple(
        () if stuck[role.activity] else tuple(eligible[number][: role.wanted].tolist())
        for number, role in enumerate(problem.roles)
    )
