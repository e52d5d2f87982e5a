"""Judging a roster by its rules' own checks: the one measure that everything the solver returns is held against."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from solver.judged import Judged
from solver.policy import read_policy
from solver.problem import Problem, Roster
from solver.rules.base import Finding, Rule
from solver.tables import Tables


class ModelMismatch(RuntimeError):
    """The engine's cost of a roster is not the judge's, or it breaks a hard rule: a rule disagrees with itself."""


def findings(problem: Problem, roster: Roster, rules: Sequence[Rule] | None = None) -> list[Finding]:
    """All findings, in order of the policy. `rules` are the problem's policy unless given."""
    return checked(Judged(Tables(problem), roster), read_policy(problem.policy) if rules is None else rules)


def checked(judged: Judged, rules: Sequence[Rule]) -> list[Finding]:
    """All findings of some rules, in their order."""
    return [finding for rule in rules for finding in rule.check(judged)]


def hard_findings(problem: Problem, roster: Roster) -> list[Finding]:
    """The findings of hard rules: none for a roster that may be published."""
    return [finding for finding in findings(problem, roster) if finding.rule.hard]


def cost(problem: Problem, roster: Roster) -> int:
    """The cost of a roster by its soft rules."""
    return sum(finding.cost for finding in findings(problem, roster))


def costs_by_rule(found: Sequence[Finding]) -> dict[str, int]:
    """The cost of each soft rule that costs anything."""
    total: Counter[str] = Counter()
    for finding in found:
        if not finding.rule.hard:
            total[type(finding.rule).__name__] += finding.cost
    return dict(total)


@dataclass(frozen=True)
class Share:
    """What a soft rule finds in a roster: how much of its own unit, and what that costs."""

    amount: int
    unit: str
    cost: int


def shares_by_rule(found: Sequence[Finding]) -> dict[str, Share]:
    """The share of each soft rule that finds anything."""
    total: dict[str, Share] = {}
    for finding in found:
        if not finding.rule.hard:
            name = type(finding.rule).__name__
            before = total.get(name, Share(0, finding.unit, 0))
            total[name] = replace(before, amount=before.amount + finding.amount, cost=before.cost + finding.cost)
    return total


def costs_by_person(found: Sequence[Finding]) -> dict[int, dict[str, int]]:
    """What each soft rule makes of each candidate's own duties and wishes, where it is not 0.

    What is nobody's own is left out: an open slot, an activity that cannot go ahead, too many in a role.
    """
    total: dict[int, Counter[str]] = defaultdict(Counter)
    for finding in found:
        if finding.cost and len(finding.people) == 1:
            total[finding.people[0]][type(finding.rule).__name__] += finding.cost
    return {candidate: dict(costs) for candidate, costs in sorted(total.items())}


def empty_roster(problem: Problem) -> Roster:
    """The roster that assigns nobody."""
    return ((),) * len(problem.roles)


def filled(problem: Problem, roster: Roster) -> int:
    """How many of the wanted slots are filled; whom a role takes beyond what it wants fills none."""
    return sum(min(len(held), role.wanted) for held, role in zip(roster, problem.roles, strict=True))
