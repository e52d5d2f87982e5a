"""Terms of a problem as the flat arrays that compiled functions read: one function for each kind of fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np

from solver.arrays import Flags, Ints, columns, either, flat, stacked, starts, total
from solver.problem import Problem
from solver.rules.base import UNLIMITED
from solver.rules.options import alternatives
from solver.search.facts import Facts
from solver.tables import Tables
from solver.terms import (
    ActivityPrice,
    Clash,
    Demand,
    Exclusive,
    FreeDay,
    Leads,
    Need,
    OverPrice,
    Overtime,
    PairPrice,
    Room,
    SlotPrice,
    Sum,
    Term,
    Weekends,
)

T = TypeVar("T")
Eligible = Sequence[Ints]
"""Per role, who is eligible, in order."""


def flattened(tables: Tables, terms: Sequence[Term], eligible: Eligible) -> Facts:
    """All facts of a problem under these terms."""
    problem = tables.problem
    return Facts(
        people=len(problem.people),
        minutes=tables.minutes,
        day=tables.days,
        **activity_roles(problem, eligible),
        **whose(eligible),
        **pins(problem, eligible),
        **neighbours(tables),
        **crews(tables, eligible),
        **said(problem, terms, eligible),
    )


def said(problem: Problem, terms: Sequence[Term], eligible: Eligible) -> dict[str, Any]:
    """The facts that terms have a say in; the others stay as they are when other rules count."""
    return {
        **priced(problem, terms, eligible),
        **clashes(problem, terms),
        **windows(problem, terms),
        **weekends(problem, terms),
        **needs(problem, terms),
        **leads(problem, terms),
        **venues(problem, terms),
    }


def priced(problem: Problem, terms: Sequence[Term], eligible: Eligible) -> dict[str, Any]:
    """The facts that prices have a say in."""
    return {
        **demand(problem, terms),
        **pair_prices(terms, eligible),
        **sums(problem, terms),
        **overtime(problem, terms),
    }


def of_kind(terms: Iterable[Term], kind: type[T]) -> list[T]:
    """The terms of one kind."""
    return [term for term in terms if isinstance(term, kind)]


def demand(problem: Problem, terms: Sequence[Term]) -> dict[str, Any]:
    """What each role needs, wants and takes, its slots, and what it costs to leave them open or an activity out."""
    roles = len(problem.roles)
    asked = of_kind(terms, Demand)
    wanted = asked[0].wanted if asked else np.array([role.wanted for role in problem.roles], dtype=np.int64)
    takes = asked[0].most if asked else np.array([role.takes for role in problem.roles], dtype=np.int64)
    prices = [term.activities for term in of_kind(terms, ActivityPrice)]
    return {
        "role_activity": np.array([role.activity for role in problem.roles], dtype=np.int64),
        "minimum": asked[0].minimum if asked else np.zeros(roles, dtype=np.int64),
        "wanted": wanted,
        "takes": takes,
        "slot_price": total([term.roles for term in of_kind(terms, SlotPrice)], roles),
        "over_price": total([term.roles for term in of_kind(terms, OverPrice)], roles),
        "slot_start": starts(takes.tolist()),
        "slot_role": np.repeat(np.arange(roles), takes),
        "activity_price": total(prices, len(problem.activities)),
    }


def activity_roles(problem: Problem, eligible: Eligible) -> dict[str, Any]:
    """The roles of each activity, those with the fewest eligible candidates first."""
    start, roles = flat([sorted(roles, key=lambda role: len(eligible[role])) for roles in problem.roles_of])
    return {"role_start": start, "roles": roles}


def whose(eligible: Eligible) -> dict[str, Any]:
    """Who is eligible for each role."""
    start, candidates = flat(eligible)
    return {"eligible_start": start, "eligible": candidates}


def pair_prices(terms: Sequence[Term], eligible: Eligible) -> dict[str, Any]:
    """What each eligible candidate costs in its role by itself."""
    start, who = flat(eligible)
    role = np.repeat(np.arange(len(eligible)), np.diff(start))
    prices = np.zeros(len(who), dtype=np.int64)
    for term in of_kind(terms, PairPrice):
        prices += term.of(role, who)
    return {"pair_price": prices}


def pins(problem: Problem, eligible: Eligible) -> dict[str, Any]:
    """Who is pinned to each role, how many to each activity, and where a pin can never be."""
    pinned: list[list[int]] = [[] for _ in problem.roles]
    stuck = np.zeros(len(problem.activities), dtype=bool)
    pinned_to = np.zeros(len(problem.activities), dtype=np.int64)
    for pin in problem.pins:
        activity = problem.roles[pin.role].activity
        pinned[pin.role].append(pin.candidate)
        pinned_to[activity] += 1
        stuck[activity] |= pin.candidate not in eligible[pin.role]
    start, candidates = flat(pinned)
    return {"pin_start": start, "pins": candidates, "stuck": stuck, "pinned_to": pinned_to}


def neighbours(tables: Tables) -> dict[str, Any]:
    """Which activities are on the same or a neighbouring day, or other options of the same."""
    by_day = {day: np.flatnonzero(abs(tables.days - day) <= 1) for day in set(tables.days.tolist())}
    close = [by_day[day] for day in tables.days.tolist()]
    for options in alternatives(tables.problem):
        for option in options:
            close[option] = np.union1d(close[option], list(options))
    start, near = flat(close)
    return {"near_start": start, "near": near}


def clashes(problem: Problem, terms: Sequence[Term]) -> dict[str, Any]:
    """Of which activities nobody does both, and which clash with duties outside the problem."""
    clash = either([term.activities for term in of_kind(terms, Clash)], len(problem.activities))
    away = committed(problem, terms)
    bound = away.any(axis=1)
    return {
        "clash": clash,
        "clash_bits": np.packbits(clash, axis=1, bitorder="little"),
        "committed_row": np.where(bound, np.cumsum(bound) - 1, -1),
        "committed": away[bound],
    }


def committed(problem: Problem, terms: Sequence[Term]) -> Flags:
    """Which activities clash with each candidate's duties outside the problem. Shape (candidates, activities)."""
    found = np.zeros((problem.candidates, len(problem.activities)), dtype=bool)
    for term in of_kind(terms, Clash):
        found |= term.committed
    return found


def crews(tables: Tables, eligible: Eligible) -> dict[str, Any]:
    """The people whom each team books where it is eligible."""
    problem, found = tables.problem, list[Ints]()
    rows = np.full((len(problem.teams), len(problem.activities)), -1, dtype=np.int64)
    for role, candidates in zip(problem.roles, eligible, strict=True):
        teams = candidates[np.searchsorted(candidates, len(problem.people)) :] - len(problem.people)
        for team in teams[rows[teams, role.activity] < 0].tolist():
            rows[team, role.activity] = len(found)
            found.append(tables.crews.of(team, role.activity))
    start, people = flat(found)
    return {"crew_row": rows, "crew_start": start, "crew": people}


def sums(problem: Problem, terms: Sequence[Term]) -> dict[str, Any]:
    """The sums, a column each: what is asked together lies together."""
    found, activities = of_kind(terms, Sum), len(problem.activities)
    return {
        "amount": columns([term.amount for term in found], activities),
        "period": columns([term.period for term in found], activities),
        "most": columns([term.most for term in found], problem.candidates),
        "weight": columns([term.weight for term in found], problem.candidates),
        "base": columns([term.base for term in found], problem.candidates),
        "crews": np.array([term.crews for term in found], dtype=bool),
    }


def windows(problem: Problem, terms: Sequence[Term]) -> dict[str, Any]:
    """Per day, the windows that hold it."""
    days: list[list[tuple[range, Flags]]] = [[] for _ in problem.days]
    for term in of_kind(terms, FreeDay):
        for window in term.windows:
            for day in window:
                days[day].append((window, term.bound))
    found = [window for held in days for window in held]
    return {
        "window_start": starts(map(len, days)),
        "window_first": np.array([window.start for window, _ in found], dtype=np.int64),
        "window_length": np.array([len(window) for window, _ in found], dtype=np.int64),
        "window_bound": stacked([bound for _, bound in found], problem.candidates).astype(bool),
    }


def weekends(problem: Problem, terms: Sequence[Term]) -> dict[str, Any]:
    """The weekend of each day, and how many each candidate works at most, a row each."""
    found = of_kind(terms, Weekends)
    return {
        "weekend": stacked([term.weekend for term in found], len(problem.days)),
        "weekends_most": stacked([term.most for term in found], problem.candidates),
    }


def overtime(problem: Problem, terms: Sequence[Term]) -> dict[str, Any]:
    """What overtime costs and how much of it there may be, a row each."""
    found = of_kind(terms, Overtime)
    limits = [np.array([term.day, term.week, term.cost, term.most]) for term in found]
    return {
        "overtime": stacked(limits, 4),
        "overtime_month": stacked([term.month for term in found], weeks(problem)),
        "overtime_bound": stacked([term.bound for term in found], problem.candidates).astype(bool),
    }


def needs(problem: Problem, terms: Sequence[Term]) -> dict[str, Any]:
    """What the staff of each activity must be composed of."""
    each: list[list[Need]] = [[] for _ in problem.activities]
    for need in of_kind(terms, Need):
        each[need.activity].append(need)
    found = [need for asked in each for need in asked]
    groups = {id(who): who for need in found for who in (need.people, need.because) if who is not None}
    row = {id(None): -1, **{known: number for number, known in enumerate(groups)}}
    return {
        "need_start": starts(map(len, each)),
        "need_minimum": np.array([need.minimum for need in found], dtype=np.int64),
        "need_people": np.array([row[id(need.people)] for need in found], dtype=np.int64),
        "need_because": np.array([row[id(need.because)] for need in found], dtype=np.int64),
        "need_most": np.array([UNLIMITED if need.most is None else need.most for need in found], dtype=np.int64),
        "groups": stacked(list(groups.values()), len(problem.people)).astype(bool),
    }


def leads(problem: Problem, terms: Sequence[Term]) -> dict[str, Any]:
    """Which roles are asked of whoever holds another."""
    each: list[list[Leads]] = [[] for _ in problem.roles]
    for term in of_kind(terms, Leads):
        each[term.role].append(term)
    found = [term for asked in each for term in asked]
    start, before = flat([term.before for term in found])
    linked = np.zeros(len(problem.roles), dtype=bool)
    linked[[*(term.role for term in found), *before.tolist()]] = True
    return {
        "lead_start": starts(map(len, each)),
        "lead_bound": stacked([term.bound for term in found], problem.candidates).astype(bool),
        "lead_before_start": start,
        "lead_before": before,
        "linked": linked,
    }


def venues(problem: Problem, terms: Sequence[Term]) -> dict[str, Any]:
    """How many people each activity has room for, and which others it excludes."""
    activities = len(problem.activities)
    room = np.full(activities, UNLIMITED, dtype=np.int64)
    for term in of_kind(terms, Room):
        room = np.minimum(room, term.people)
    exclusive = either([term.activities for term in of_kind(terms, Exclusive)], activities)
    start, others = flat([np.flatnonzero(row) for row in exclusive])
    return {"room": room, "exclusive_start": start, "exclusive": others}


def weeks(problem: Problem) -> int:
    """Weeks from the origin that hold all days."""
    return -(-len(problem.days) // 7)
