"""Explanations: why somebody is not on a duty, why a slot is open, which pins contradict the rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from solver import judge
from solver.judged import Judged
from solver.policy import read_policy
from solver.pricing import Pricing
from solver.problem import Problem, Roster
from solver.rules.base import TOO_MUCH, Block, Finding, Rule, Scope
from solver.rules.demand import must_go_ahead
from solver.state import State


@dataclass(frozen=True)
class WhyNot:
    """Why a candidate does not hold a role: what blocks it for good, else what the assignment would break or cost."""

    blocks: tuple[Block, ...]
    broken: tuple[Finding, ...]
    cost: int


def why_not(problem: Problem, roster: Roster, candidate: int, role: int) -> WhyNot:
    """The judgement of the roster with the assignment minus that of the roster without it."""
    rules = read_policy(problem.policy)
    blocks = tuple(block for rule in rules if (block := rule.blocks(problem, candidate, role)))
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
    """All roles with open slots, in order of role."""
    rules = read_policy(problem.policy)
    pricing, judged = Pricing(problem, rules), Judged(problem, roster)
    state = pricing.new_state()
    for role, candidates in enumerate(roster):
        for candidate in candidates:
            state.place(role, candidate)
    return [
        explained(pricing, state, judged, number)
        for number, role in enumerate(problem.roles)
        if len(roster[number]) < role.wanted
    ]


def explained(pricing: Pricing, state: State, judged: Judged, role: int) -> OpenSlots:
    """One role with open slots."""
    problem, counts = pricing.problem, Counter[tuple[Rule, str]]()
    activity, willing = problem.roles[role].activity, 0
    for candidate in range(problem.candidates):
        if candidate in state.slots[role]:
            continue
        block = pricing.block(candidate, role)
        if block is not None:
            counts[block.rule, block.reason] += 1
        elif (rule := first_objection(pricing, state, role, candidate)) is not None:
            counts[rule, ""] += 1
        else:
            willing += 1
    reasons = tuple(
        Reason(rule, reason, number)
        for (rule, reason), number in counts.most_common()
        if rule.keeps_away.get(reason) != ""
    )
    missing = problem.roles[role].wanted - len(judged.roster[role])
    stuck = must_go_ahead(problem, activity) and not judged.booked(activity)
    return OpenSlots(role, missing, stuck, reasons, willing)


def first_objection(pricing: Pricing, state: State, role: int, candidate: int) -> Rule | None:
    """The first hard rule that one more booking of the candidate, with its crew, would break."""
    activity, people = pricing.problem.roles[role].activity, len(pricing.problem.people)
    alone = np.array([candidate], dtype=np.int64)
    crew = pricing.tables.crews[candidate - people, activity] if candidate >= people else alone[:0]
    for rule in pricing.rules:
        who = np.concatenate([alone, crew]) if rule.scope is Scope.PERSON else alone
        if rule.hard and rule.delta(state, activity, role, who).max(initial=0) >= TOO_MUCH:
            return rule
    return None
