"""Explanations: why somebody is not on a duty, why a slot is open, which pins contradict the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from solver import judge
from solver.compiled import Compiled
from solver.judge import ModelMismatch
from solver.policy import read_policy
from solver.pricing import TOO_MUCH, lack_company, marginals
from solver.problem import Problem, Roster
from solver.references import facts_reference, held_reference
from solver.rules.base import Block, Finding, Rule
from solver.rules.demand import must_go_ahead
from solver.search import held_of
from solver.tables import Tables


@dataclass(frozen=True)
class WhyNot:
    """Why a candidate does not hold a role: what blocks it for good, else what the assignment would break or cost."""

    blocks: tuple[Block, ...]
    broken: tuple[Finding, ...]
    cost: int


def why_not(problem: Problem, roster: Roster, candidate: int, role: int) -> WhyNot:
    """The judgement of the roster with the assignment minus that of the roster without it."""
    rules = read_policy(problem.policy)
    tables = Tables(problem)
    blocks = tuple(block for rule in rules if (block := rule.block(tables, candidate, role)))
    without = replaced(roster, role, set(roster[role]) - {candidate})
    before = judge.findings(problem, without, rules)
    after = judge.findings(problem, replaced(roster, role, {*roster[role], candidate}), rules)
    known = Counter(finding for finding in before if finding.rule.hard)
    broken = [finding for finding in after if finding.rule.hard]
    news = tuple(finding for finding in broken if known[finding] == 0)
    return WhyNot(blocks, news, sum(f.cost for f in after) - sum(f.cost for f in before))


def replaced(roster: Roster, role: int, candidates: set[int]) -> Roster:
    """The roster with other candidates in one role."""
    return roster[:role] + (tuple(sorted(candidates)),) + roster[role + 1 :]


def contradictions(problem: Problem) -> list[Finding]:
    """The hard rules that the pins alone break, whatever else is assigned; named before the solver runs.

    What the solver can mend by filling the rest is none.
    """
    slots: list[set[int]] = [set() for _ in problem.roles]
    for pin in problem.pins:
        slots[pin.role].add(pin.candidate)
    found = judge.hard_findings(problem, tuple(tuple(sorted(slot)) for slot in slots))
    return [finding for finding in found if finding.reason not in finding.rule.mended_by_more]


@dataclass(frozen=True)
class Reason:
    """So many candidates of a role are out of the question by this rule (and its reason, if it gives one)."""

    rule: Rule
    reason: str
    candidates: int


@dataclass(frozen=True)
class OpenSlots:
    """A role with open slots: how many, whether the whole activity cannot go ahead, and what keeps candidates from it.

    `reasons` counts those who serve in an accepted capacity by the first rule that keeps each away; `willing` are
    candidates whom no hard rule keeps away, but who would cost more than the open slot.
    """

    role: int
    slots: int
    cannot_go_ahead: bool
    reasons: tuple[Reason, ...]
    willing: int


def open_slots(problem: Problem, roster: Roster) -> list[OpenSlots]:
    """All roles with open slots, in order of role. Raises ModelMismatch where a soft rule forbids something."""
    tables, rules = Tables(problem), read_policy(problem.policy)
    compiled = Compiled(tables, rules)
    whole = LaidOut(compiled, roster)
    alone = [(rule, LaidOut(compiled.under(rule), roster)) for rule in rules if rule.hard and says_terms(rule)]
    return [
        explained(whole, alone, number)
        for number, role in enumerate(problem.roles)
        if len(roster[number]) < role.wanted
    ]


def says_terms(rule: Rule) -> bool:
    """Whether a rule has a say in more than who is eligible."""
    return type(rule).terms is not Rule.terms


class LaidOut:
    """A roster under some of the rules, as the search would have it."""

    def __init__(self, compiled: Compiled, roster: Roster) -> None:
        self.compiled, self.problem, self.roster = compiled, compiled.problem, roster
        self.facts, self.held = facts_reference(compiled.facts), held_reference(held_of(compiled, roster))

    def free(self, role: int) -> set[int]:
        """Whom these rules allow to hold the role as well."""
        allowed = marginals(self.facts, self.held, role) < TOO_MUCH
        return set(self.compiled.eligible[role][allowed & ~lack_company(self.facts, self.held, role)].tolist())


def explained(whole: LaidOut, alone: Sequence[tuple[Rule, LaidOut]], role: int) -> OpenSlots:
    """One role with open slots, from the roster under all rules and under each of the hard ones alone."""
    problem, held = whole.problem, whole.roster[role]
    free = whole.free(role)
    free_by = [(rule, laid_out.free(role)) for rule, laid_out in alone]
    kept = [candidate for candidate in range(problem.candidates) if candidate not in free and candidate not in held]
    counts = Counter(objection(whole.compiled, free_by, role, candidate) for candidate in kept)
    reasons = tuple(
        Reason(rule, reason, number)
        for (rule, reason), number in counts.most_common()
        if rule.keeps_away.get(reason) != ""
    )
    activity = problem.roles[role].activity
    booked = any(whole.roster[other] for other in problem.roles_of[activity])
    stuck = must_go_ahead(problem, activity) and not booked
    return OpenSlots(role, problem.roles[role].wanted - len(held), stuck, reasons, len(free))


def objection(
    compiled: Compiled, free_by: Sequence[tuple[Rule, set[int]]], role: int, candidate: int
) -> tuple[Rule, str]:
    """The first hard rule that keeps a candidate from a role, and its reason if it does for good."""
    block = compiled.block(candidate, role)
    if block is not None:
        return block.rule, block.reason
    for rule, free in free_by:
        if candidate not in free:
            return rule, ""
    raise ModelMismatch(f"candidate {candidate} is kept from role {role} by no hard rule")
