"""Explanations: why somebody is not on a duty, why a slot is open, which pins contradict the rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from solver import judge
from solver.booking import TOO_MUCH, marginals, overtime_of
from solver.compiled import Compiled, Held
from solver.judge import ModelMismatch
from solver.judged import Judged
from solver.policy import read_policy
from solver.problem import Problem, Roster
from solver.references import facts_reference, held_reference
from solver.rules.base import Block, Finding, Rule, Scope
from solver.rules.demand import must_go_ahead
from solver.search import held_of
from solver.tables import Tables
from solver.terms import Clash, Exclusive, FreeDay, Overtime, Room, Sum, Term


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
    """All roles with open slots, in order of role."""
    tables, rules = Tables(problem), read_policy(problem.policy)
    compiled, judged = Compiled(tables, rules), Judged(tables, roster)
    held = held_reference(held_of(compiled, roster))
    return [
        explained(compiled, held, judged, number)
        for number, role in enumerate(problem.roles)
        if len(roster[number]) < role.wanted
    ]


def explained(compiled: Compiled, held: Held, judged: Judged, role: int) -> OpenSlots:
    """One role with open slots."""
    problem, counts = compiled.problem, Counter[tuple[Rule, str]]()
    activity, willing = problem.roles[role].activity, 0
    free = dict(
        zip(
            compiled.eligible[role].tolist(),
            marginals(facts_reference(compiled.facts), held, role).tolist(),
            strict=True,
        )
    )
    for candidate in range(problem.candidates):
        if candidate in judged.roster[role]:
            continue
        if free.get(candidate, TOO_MUCH) < TOO_MUCH:
            willing += 1
        else:
            counts[objection(compiled, judged, role, candidate)] += 1
    reasons = tuple(
        Reason(rule, reason, number)
        for (rule, reason), number in counts.most_common()
        if rule.keeps_away.get(reason) != ""
    )
    missing = problem.roles[role].wanted - len(judged.roster[role])
    stuck = must_go_ahead(problem, activity) and not judged.booked(activity)
    return OpenSlots(role, missing, stuck, reasons, willing)


def objection(compiled: Compiled, judged: Judged, role: int, candidate: int) -> tuple[Rule, str]:
    """The first hard rule that keeps a candidate from a role, and its reason if it does for good."""
    block = compiled.block(candidate, role)
    if block is not None:
        return block.rule, block.reason
    activity, people = compiled.problem.roles[role].activity, len(compiled.problem.people)
    for rule, terms in compiled.terms_of:
        asked: tuple[int, ...] = (candidate,)
        if rule.scope is Scope.PERSON and candidate >= people:
            asked = (candidate, *judged.members(candidate, activity))
        if rule.hard and any(forbids(term, judged, who, activity) for term in terms for who in asked):
            return rule, ""
    raise ModelMismatch(f"candidate {candidate} is kept from role {role} by no rule")


def forbids(term: Term, judged: Judged, candidate: int, activity: int) -> bool:
    """Whether a term of a hard rule forbids the candidate to be booked in the activity as well."""
    tables, own = judged.tables, [booking for booking in judged.bookings[candidate] if booking.role >= 0]
    match term:
        case Clash():
            near = any(term.activities[activity, booking.activity] for booking in own)
            return near or bool(term.committed[candidate, activity])
        case Sum():
            counted = [b.activity for b in own if term.period[b.activity] == term.period[activity]]
            there = term.fixed[candidate, term.period[activity]] + sum(term.amount[other] for other in counted)
            return bool(there + term.amount[activity] > term.most[candidate])
        case FreeDay():
            day = int(tables.days[activity])
            days = {day, *(int(tables.days[booking.activity]) for booking in own)}
            full = (all(d in days or term.fixed[candidate, d] for d in w) for w in term.windows if day in w)
            return bool(term.bound[candidate]) and any(full)
        case Overtime():
            return bool(term.bound[candidate]) and too_much_overtime(term, judged, candidate, activity)
        case Room():
            brought = len(judged.members(candidate, activity)) or 1
            return bool(len(judged.staff(activity)) + brought > term.people[activity])
        case Exclusive():
            return any(judged.booked(int(other)) for other in np.flatnonzero(term.activities[activity]))
    return False


def too_much_overtime(term: Overtime, judged: Judged, candidate: int, activity: int) -> bool:
    """Whether the activity would take a candidate's overtime of a month over the cap."""
    tables, minutes = judged.tables, term.fixed[candidate].copy()
    for booked in (activity, *(booking.activity for booking in judged.bookings[candidate] if booking.role >= 0)):
        minutes[tables.days[booked]] += tables.minutes[booked]
    month = term.month[tables.weeks[activity]]
    weeks = [days for week, days in enumerate(minutes.reshape(-1, 7)) if term.month[week] == month]
    return bool(sum(overtime_of(days, term.day, term.week) for days in weeks) > term.most)
