"""Explanations: why somebody is not on a duty, why a slot is open, which pins contradict the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from solver import judge
from solver.explanations.laid_out import LaidOut
from solver.judge import Share
from solver.judged import Judged
from solver.policy import read_policy
from solver.problem import Pin, Problem, Roster
from solver.rules.base import Block, Finding, Rule
from solver.rules.demand import must_go_ahead
from solver.tables import Tables


@dataclass(frozen=True)
class WhyNot:
    """Why a candidate does not hold a role: what blocks it for good, else what the assignment would break or cost."""

    blocks: tuple[Block, ...]
    broken: tuple[Finding, ...]
    cost: int


def why_not(problem: Problem, roster: Roster, candidate: int, role: int) -> WhyNot:
    """The judgement of the roster with the assignment minus that of the roster without it."""
    (found,) = why_not_these(Judged(Tables(problem), roster), read_policy(problem.policy), role, [candidate])
    return found


def why_not_these(judged: Judged, rules: Sequence[Rule], role: int, candidates: Sequence[int]) -> tuple[WhyNot, ...]:
    """The same of several candidates, by the rules of the policy; the roster as it stands is judged once for all."""
    now, held, found = judge.checked(judged, rules), set(judged.roster[role]), list[WhyNot]()
    for candidate in candidates:
        blocks = tuple(block for rule in rules if (block := rule.block(judged.tables, candidate, role)))
        other = judge.checked(replace(judged, roster=replaced(judged.roster, role, held ^ {candidate})), rules)
        before, after = (other, now) if candidate in held else (now, other)
        known = Counter(finding for finding in before if finding.rule.hard)
        news = tuple(finding for finding in after if finding.rule.hard and known[finding] == 0)
        found.append(WhyNot(blocks, news, sum(f.cost for f in after) - sum(f.cost for f in before)))
    return tuple(found)


def replaced(roster: Roster, role: int, candidates: set[int]) -> Roster:
    """The roster with other candidates in one role."""
    return roster[:role] + (tuple(sorted(candidates)),) + roster[role + 1 :]


def contradictions(problem: Problem) -> list[Finding]:
    """The hard rules that the pins alone break, whatever else is assigned; named before the solver runs.

    What the solver can mend by filling the rest is none.
    """
    return broken_by(Tables(problem), problem.pins)


def broken_by(tables: Tables, pins: Sequence[Pin]) -> list[Finding]:
    """The hard rules that some pins break if nothing else is assigned, but for what more bookings would mend."""
    slots: list[set[int]] = [set() for _ in tables.problem.roles]
    for pin in pins:
        slots[pin.role].add(pin.candidate)
    judged = Judged(tables, tuple(tuple(sorted(slot)) for slot in slots))
    found = judge.checked(judged, [rule for rule in read_policy(tables.problem.policy) if rule.hard])
    return [finding for finding in found if finding.reason not in finding.rule.mended_by_more]


def smallest_contradiction(problem: Problem) -> tuple[Pin, ...]:
    """Pins that cannot hold together, though any of them left out the others can; () where all can.

    Of several such sets it is one of the first contradiction; each of its pins, released, mends this one.
    """
    tables = Tables(problem)
    found = broken_by(tables, problem.pins)
    if not found:
        return ()
    named = tuple(pin for pin in problem.pins if pin.role in found[0].roles)
    kept = named if broken_by(tables, named) else problem.pins
    for pin in kept:
        without = tuple(other for other in kept if other != pin)
        if broken_by(tables, without):
            kept = without
    return kept


@dataclass(frozen=True)
class Difference:
    """What one roster has that another has not, the other way round, and what it costs more by rule (below 0: less);
    what each rule finds in either.
    """

    added: tuple[Pin, ...]
    removed: tuple[Pin, ...]
    costs: dict[str, int]
    before: dict[str, Share] = field(default_factory=dict)
    after: dict[str, Share] = field(default_factory=dict)


def difference(problem: Problem, before: Roster, after: Roster) -> Difference:
    """What differs between two rosters, and what that is worth; rules of which the cost is the same are left out."""
    old, new = ({Pin(role, one) for role, held in enumerate(roster) for one in held} for roster in (before, after))
    was, now = (judge.findings(problem, roster) for roster in (before, after))
    shares = judge.shares_by_rule(was), judge.shares_by_rule(now)
    return Difference(tuple(sorted(new - old)), tuple(sorted(old - new)), cost_difference(was, now), *shares)


def cost_difference(before: Sequence[Finding], after: Sequence[Finding]) -> dict[str, int]:
    """What a roster of these findings costs more by rule than one of others; rules that cost the same are left out."""
    was, now = judge.costs_by_rule(before), judge.costs_by_rule(after)
    costs = {rule: now.get(rule, 0) - was.get(rule, 0) for rule in {**was, **now}}
    return {rule: cost for rule, cost in costs.items() if cost}


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
    return all_open(LaidOut(problem, roster))


def all_open(laid_out: LaidOut) -> list[OpenSlots]:
    """All roles with open slots of a roster that is laid out. Raises ModelMismatch."""
    roles = enumerate(laid_out.problem.roles)
    return [explained(laid_out, number) for number, role in roles if len(laid_out.roster[number]) < role.wanted]


def explained(laid_out: LaidOut, role: int) -> OpenSlots:
    """One role with open slots."""
    problem, held = laid_out.problem, laid_out.roster[role]
    counts = Counter(laid_out.kept_away(role).values())
    reasons = tuple(
        Reason(rule, reason, number)
        for (rule, reason), number in counts.most_common()
        if rule.keeps_away.get(reason) != ""
    )
    activity = problem.roles[role].activity
    booked = any(laid_out.roster[other] for other in problem.roles_of[activity])
    stuck = must_go_ahead(problem, activity) and not booked
    return OpenSlots(role, problem.roles[role].wanted - len(held), stuck, reasons, len(laid_out.whole.free(role)))
