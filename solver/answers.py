"""Answers: rosters as the rules' own checks judge them, which is all that the engine compares and returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from solver import judge
from solver.judged import Judged
from solver.objective import Costs, Objective, vector
from solver.problem import Roster
from solver.rules.base import Finding, Rule
from solver.tables import Tables
from solver.tiers import Tier


@dataclass(frozen=True)
class Answer:
    """A roster and what the rules' own checks say of it."""

    roster: Roster
    cost: int
    costs: dict[str, int]
    by_tier: Costs

    @property
    def own_cost(self) -> int:
        """The cost but for what is not kept of the published roster, which no policy prices (`repair.keeping`)."""
        return self.cost - self.by_tier.get(Tier.KEPT, 0)

    def better_than(self, other: Answer) -> bool:
        """Whether it is better, tier by tier."""
        return vector(self.by_tier) < vector(other.by_tier)


class Answers:
    """What there is to say of the rosters of one problem."""

    def __init__(self, tables: Tables, rules: Sequence[Rule], objective: Objective) -> None:
        self.tables, self.rules, self.objective = tables, rules, objective

    def judged(self, roster: Roster) -> Answer:
        """A roster that may be returned. Raises ModelMismatch where it breaks a hard rule."""
        answer, broken = self.told(roster)
        if broken:
            raise judge.ModelMismatch(f"hard findings: {broken[:5]}")
        return answer

    @cached_property
    def nobody(self) -> Answer:
        """The roster that assigns nobody, whatever rules it breaks."""
        return self.told(judge.empty_roster(self.tables.problem))[0]

    def told(self, roster: Roster) -> tuple[Answer, list[Finding]]:
        """What a roster costs, and the hard rules that it breaks."""
        judged = Judged(self.tables, roster)
        found = judge.checked(judged, self.rules)
        costs = judge.costs_by_rule(found)
        answer = Answer(roster, sum(costs.values()), costs, self.objective.costs(judged, found))
        return answer, [finding for finding in found if finding.rule.hard]
