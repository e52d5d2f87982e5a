"""What a rule answers, in plain values: whom it blocks, its terms, and which rosters a CP-SAT model with it allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

import numpy as np
from ortools.sat.python import cp_model

from solver.judged import Judged
from solver.neighbourhood import Neighbourhood
from solver.problem import Problem, Roster
from solver.rules.base import Rule
from solver.tables import Tables
from tests.solver import problems
from tests.solver.problems import found


def blocked(rule: Rule, facts: Problem) -> list[list[str | None]]:
    """Per role, why each candidate cannot hold it; None where nothing speaks against it."""
    tables = Tables(facts)
    roles, candidates = range(len(facts.roles)), range(facts.candidates)
    blocks = [[rule.block(tables, candidate, role) for candidate in candidates] for role in roles]
    return [[block.reason if block else None for block in row] for row in blocks]


KINDS = {"Ints": np.int64, "Flags": np.bool_, "Flags | None": np.bool_}


def terms(rule: Rule, facts: Problem) -> list[dict[str, object]]:
    """The terms of a rule: the kind of each, and its arrays, of the types that it declares, as lists."""
    said = []
    for term in rule.terms(Tables(facts)):
        values = {field.name: getattr(term, field.name) for field in fields(term)}
        said_kinds = {field.name: KINDS[field.type] for field in fields(term) if field.type in KINDS}
        types = {name: kind for name, kind in said_kinds.items() if values[name] is not None}
        assert {name: values[name].dtype for name in types} == types
        said.append({"term": type(term).__name__, **values, **{name: values[name].tolist() for name in types}})
    return said


def rosters(facts: Problem, free: Sequence[int], rest: Roster) -> Iterator[Roster]:
    """Every roster that books anybody, or nobody, in the free activities and is `rest` in the others."""
    kept = {number: rest[number] for number, role in enumerate(facts.roles) if role.activity not in free}
    who = [() if number in kept else accepted(facts, number) for number in range(len(facts.roles))]
    for roster in problems.rosters(who):
        yield tuple(kept.get(number, candidates) for number, candidates in enumerate(roster))


def accepted(facts: Problem, role: int) -> range:
    """Teams for a role that takes whole teams, else people."""
    people = len(facts.people)
    return range(people, facts.candidates) if facts.roles[role].whole_team else range(people)


def by_check(
    rule: Rule, facts: Problem, free: Sequence[int] | None = None, rest: Roster | None = None
) -> dict[Roster, int]:
    """What every roster in which a rule finds nothing forbidden costs more than `rest`, which leaves the free
    activities empty. All activities are free unless some are named.
    """
    numbers, kept = part(facts, free, rest)
    before, costs = sum(finding.cost for finding in found(rule, facts, kept)), {}
    for roster in rosters(facts, numbers, kept):
        findings = found(rule, facts, roster)
        if not (rule.hard and findings):
            costs[roster] = sum(finding.cost for finding in findings) - before
    return costs


def by_post(
    rule: Rule, facts: Problem, free: Sequence[int] | None = None, rest: Roster | None = None
) -> dict[Roster, int]:
    """The same by the constraints and penalties that the rule posts to a model of the free activities."""
    numbers, kept = part(facts, free, rest)
    before = posted(rule, facts, kept, numbers, kept)
    costs = {roster: posted(rule, facts, roster, numbers, kept) for roster in rosters(facts, numbers, kept)}
    return {roster: cost - (before or 0) for roster, cost in costs.items() if cost is not None}


def forbidden(
    rule: Rule, facts: Problem, free: Sequence[int] | None = None, rest: Roster | None = None
) -> list[Roster]:
    """The rosters that a model of the free activities does not allow, in order."""
    allowed = by_post(rule, facts, free, rest)
    return [roster for roster in rosters(facts, *part(facts, free, rest)) if roster not in allowed]


def part(facts: Problem, free: Sequence[int] | None, rest: Roster | None) -> tuple[Sequence[int], Roster]:
    """All activities are free, and nobody is booked, unless something else is said."""
    return range(len(facts.activities)) if free is None else free, rest or ((),) * len(facts.roles)


def posted(
    rule: Rule,
    facts: Problem,
    roster: Roster,
    free: Sequence[int] | None = None,
    rest: Roster | None = None,
    eligible: Sequence[Sequence[int]] | None = None,
) -> int | None:
    """What a model of the free activities makes of a roster: its least objective, None where it forbids it."""
    numbers, kept = part(facts, free, rest)
    who = eligible or [accepted(facts, number) for number in range(len(facts.roles))]
    model = Neighbourhood(Judged(Tables(facts), kept), numbers, dict(enumerate(who)))
    rule.post(model)
    for activity, goes in model.goes.items():
        model.cp.add(goes == any(roster[role] for role in facts.roles_of[activity]))
    for role, slots in model.slots.items():
        for candidate, literal in slots.items():
            model.cp.add(literal == (candidate in roster[role]))
    model.cp.minimize(sum(model.costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    answer = solver.solve(model.cp)
    assert answer in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if answer == cp_model.OPTIMAL else None
