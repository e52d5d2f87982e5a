"""A problem under its rules as flat arrays: what the compiled search reads.

Rules are gone here: only their blocks (who is eligible) and terms (what a booking costs or forbids) are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from solver.rules.base import UNLIMITED, Block, Rule
from solver.tables import Flags, Ints, Tables
from solver.terms import (
    ActivityPrice,
    Clash,
    Demand,
    Exclusive,
    FreeDay,
    Need,
    Overtime,
    PairPrice,
    Room,
    SlotPrice,
    Sum,
    Term,
)

T = TypeVar("T")


class Facts(NamedTuple):
    """Arrays of one problem. A list per thing is kept flat: of thing n, the entries from `start[n]` to `start[n + 1]`.

    `C` candidates (`people` people, then teams), `R` roles, `A` activities, `K` sums, `N` needs, `D` days.
    """

    people: int
    role_activity: Ints
    minimum: Ints
    wanted: Ints
    slot_price: Ints
    slot_start: Ints
    slot_role: Ints
    activity_price: Ints
    role_start: Ints
    roles: Ints
    """Roles of each activity, those with the fewest eligible candidates first."""
    eligible_start: Ints
    eligible: Ints
    pair_price: Ints
    pin_start: Ints
    pins: Ints
    """Pinned candidates of each role."""
    stuck: Flags
    """Activities with a pin that can never be: they do not go ahead."""
    pinned_to: Ints
    """How many are pinned to each activity."""
    near_start: Ints
    near: Ints
    """Activities on the same or a neighbouring day as each, itself among them."""
    clash: Flags
    crew_row: Ints
    """(teams, A): the row of `crew_start` with the people whom the team books there, -1 where it never goes."""
    crew_start: Ints
    crew: Ints
    minutes: Ints
    day: Ints
    amount: Ints
    period: Ints
    most: Ints
    weight: Ints
    base: Ints
    crews: Flags
    """(K, A), (K, A), (K, C), (K, C), (K, C), (K): the sums, see `solver.terms.Sum`."""
    window_start: Ints
    window_first: Ints
    window_length: Ints
    window_bound: Flags
    """Windows that hold each day, each with its first day and length; (windows, C) whom it binds."""
    overtime: Ints
    overtime_month: Ints
    overtime_bound: Flags
    """(terms, 4) of day, week, cost, most; (terms, weeks); (terms, C)."""
    need_start: Ints
    need_minimum: Ints
    need_people: Flags
    room: Ints
    exclusive_start: Ints
    exclusive: Ints


class Held(NamedTuple):
    """A roster under construction, and what follows from it for every candidate and activity.

    `slots` are the holders of each role, packed from `slot_start` on, `filled` of them. A candidate's `bookings` are
    (activity, role, holder), where the holder is the candidate or the team with which it goes; `duties` of them.
    """

    slots: Ints
    filled: Ints
    booked: Ints
    heads: Ints
    bookings: NDArray[np.int32]
    duties: Ints
    sums: Ints
    day_count: NDArray[np.int32]
    day_minutes: Ints
    have: Ints


class Compiled:
    """A problem under its rules: who is eligible for which role and why not, and all of it as flat arrays."""

    def __init__(self, tables: Tables, rules: Sequence[Rule]) -> None:
        self.tables, self.problem, self.rules = tables, tables.problem, tuple(rules)
        self.blocking = [rule for rule in self.rules if type(rule).blocks is not Rule.blocks]
        self.terms_of = [(rule, list(rule.terms(tables))) for rule in self.rules]
        self.terms: list[Term] = [term for _, terms in self.terms_of for term in terms]
        self._free_to: dict[object, Flags] = {}
        self.eligible = self._eligible()
        self.facts = self._facts()

    def of(self, kind: type[T]) -> list[T]:
        """The terms of one kind."""
        return [term for term in self.terms if isinstance(term, kind)]

    def block(self, candidate: int, role: int) -> Block | None:
        """The first reason why the candidate can never hold the role; None if nothing speaks against it."""
        found = (rule.block(self.tables, candidate, role) for rule in self.blocking)
        return next((block for block in found if block is not None), None)

    def _eligible(self) -> tuple[Ints, ...]:
        """Per role, whom no rule blocks and no duty outside the problem keeps away, in order."""
        committed = np.zeros((self.problem.candidates, len(self.problem.activities)), dtype=bool)
        for term in self.of(Clash):
            committed |= term.committed
        return tuple(
            np.flatnonzero(self._unblocked(role) & ~self._committed(committed, role))
            for role in range(len(self.problem.roles))
        )

    def _unblocked(self, role: int) -> Flags:
        """Whom no rule blocks from a role; roles that ask the same share the work."""
        facts = self.problem.roles[role]
        own = role if role in self.tables.declined else None
        key = (facts.activity, facts.capacities, facts.requirements, facts.department, facts.team, own)
        if key not in self._free_to:
            free = np.ones(self.problem.candidates, dtype=bool)
            for rule in self.blocking:
                codes = rule.blocks(self.tables, role)
                if codes is not None:
                    free &= codes == 0
            self._free_to[key] = free
        return self._free_to[key]

    def _committed(self, committed: Flags, role: int) -> Flags:
        """Whom duties outside the problem keep from a role, by themselves or in a team's crew."""
        activity, people = self.problem.roles[role].activity, len(self.problem.people)
        found = committed[:, activity].copy()
        if found.any():
            for team in range(len(self.problem.teams)):
                found[people + team] |= found[self.tables.crew(team, activity)].any()
        return found

    def _facts(self) -> Facts:
        problem, tables = self.problem, self.tables
        candidates, roles, activities = problem.candidates, len(problem.roles), len(problem.activities)
        demand, sums = self.of(Demand), self.of(Sum)
        wanted = demand[0].wanted if demand else np.array([role.wanted for role in problem.roles], dtype=np.int64)
        order = [sorted(found, key=lambda role: len(self.eligible[role])) for found in problem.roles_of]
        role_start, role_list = flat(order)
        eligible_start, eligible = flat(self.eligible)
        pins: list[list[int]] = [[] for _ in problem.roles]
        stuck = np.zeros(activities, dtype=bool)
        pinned_to = np.zeros(activities, dtype=np.int64)
        for pin in problem.pins:
            activity = problem.roles[pin.role].activity
            pins[pin.role].append(pin.candidate)
            pinned_to[activity] += 1
            stuck[activity] |= pin.candidate not in self.eligible[pin.role]
        near_start, near = flat([np.flatnonzero(abs(tables.days - day) <= 1) for day in tables.days])
        pin_start, pinned = flat(pins)
        crew_row, crew_start, crew = self._crews()
        window_start, windows = self._windows()
        need_start, needs = self._needs()
        overtime = self.of(Overtime)
        weeks = -(-len(problem.days) // 7)
        exclusive_start, exclusive = flat(
            [np.flatnonzero(row) for row in either(self.of(Exclusive), (activities, activities))]
        )
        return Facts(
            people=len(problem.people),
            role_activity=np.array([role.activity for role in problem.roles], dtype=np.int64),
            minimum=demand[0].minimum if demand else np.zeros(roles, dtype=np.int64),
            wanted=wanted,
            slot_price=total((term.roles for term in self.of(SlotPrice)), (roles,)),
            slot_start=np.concatenate([[0], np.cumsum(wanted)]).astype(np.int64),
            slot_role=np.repeat(np.arange(roles), wanted),
            activity_price=total((term.activities for term in self.of(ActivityPrice)), (activities,)),
            role_start=role_start,
            roles=role_list,
            eligible_start=eligible_start,
            eligible=eligible,
            pair_price=self._pair_prices(),
            pin_start=pin_start,
            pins=pinned,
            stuck=stuck,
            pinned_to=pinned_to,
            near_start=near_start,
            near=near,
            clash=either(self.of(Clash), (activities, activities)),
            crew_row=crew_row,
            crew_start=crew_start,
            crew=crew,
            minutes=tables.minutes,
            day=tables.days,
            amount=stacked((term.amount for term in sums), activities),
            period=stacked((term.period for term in sums), activities),
            most=stacked((term.most for term in sums), candidates),
            weight=stacked((term.weight for term in sums), candidates),
            base=stacked((term.base for term in sums), candidates),
            crews=np.array([term.crews for term in sums], dtype=bool),
            window_start=window_start,
            window_first=np.array([first for first, _, _ in windows], dtype=np.int64),
            window_length=np.array([length for _, length, _ in windows], dtype=np.int64),
            window_bound=np.array([bound for _, _, bound in windows], dtype=bool).reshape(len(windows), candidates),
            overtime=np.array([[t.day, t.week, t.cost, t.most] for t in overtime], dtype=np.int64).reshape(
                len(overtime), 4
            ),
            overtime_month=stacked((term.month for term in overtime), weeks),
            overtime_bound=np.array([t.bound for t in overtime], dtype=bool).reshape(len(overtime), candidates),
            need_start=need_start,
            need_minimum=np.array([need.minimum for need in needs], dtype=np.int64),
            need_people=np.array([need.people for need in needs], dtype=bool).reshape(len(needs), len(problem.people)),
            room=least((term.people for term in self.of(Room)), activities),
            exclusive_start=exclusive_start,
            exclusive=exclusive,
        )

    def _pair_prices(self) -> Ints:
        """The price of each eligible pair, in the order of `Facts.eligible`."""
        terms = self.of(PairPrice)
        parts = [total((term.of(role, who) for term in terms), (len(who),)) for role, who in enumerate(self.eligible)]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    def _crews(self) -> tuple[Ints, Ints, Ints]:
        """`crew_row`, `crew_start` and `crew` of the teams that are eligible somewhere."""
        people = len(self.problem.people)
        rows = np.full((len(self.problem.teams), len(self.problem.activities)), -1, dtype=np.int64)
        found: list[Ints] = []
        for role, candidates in zip(self.problem.roles, self.eligible, strict=True):
            teams = candidates - people
            for team in teams[teams >= 0].tolist():
                if rows[team, role.activity] < 0:
                    rows[team, role.activity] = len(found)
                    found.append(self.tables.crew(team, role.activity))
        return rows, *flat(found)

    def _windows(self) -> tuple[Ints, list[tuple[int, int, Flags]]]:
        """Per day, the windows that hold it: (first day, length, whom it binds)."""
        days: list[list[tuple[int, int, Flags]]] = [[] for _ in self.problem.days]
        for term in self.of(FreeDay):
            for window in term.windows:
                for day in window:
                    days[day].append((window.start, len(window), term.bound))
        start = np.concatenate([[0], np.cumsum([len(found) for found in days])]).astype(np.int64)
        return start, [window for found in days for window in found]

    def _needs(self) -> tuple[Ints, list[Need]]:
        """Per activity, what its staff must be composed of."""
        found: list[list[Need]] = [[] for _ in self.problem.activities]
        for need in self.of(Need):
            found[need.activity].append(need)
        start = np.concatenate([[0], np.cumsum([len(needs) for needs in found])]).astype(np.int64)
        return start, [need for needs in found for need in needs]

    def nobody(self, bookings: int = 0) -> Held:
        """The roster in which nobody holds anything, with room for at least so many bookings of each candidate."""
        facts, problem = self.facts, self.problem
        candidates, activities, slots = problem.candidates, len(problem.activities), int(facts.slot_start[-1])
        sums = self.of(Sum)
        periods = max((term.fixed.shape[1] for term in sums), default=0)
        held = np.zeros((len(sums), candidates, periods), dtype=np.int64)
        for number, term in enumerate(sums):
            held[number, :, : term.fixed.shape[1]] = term.fixed
        day_count = np.zeros((candidates, len(problem.days)), dtype=np.int32)
        for fixed in (term.fixed for term in self.of(FreeDay)):
            day_count = np.maximum(day_count, fixed)
        minutes = np.zeros((candidates, -(-len(problem.days) // 7) * 7), dtype=np.int64)
        for overtime in self.of(Overtime):
            minutes = np.maximum(minutes, overtime.fixed)
        return Held(
            slots=np.full(slots, -1, dtype=np.int64),
            filled=np.zeros(len(problem.roles), dtype=np.int64),
            booked=np.zeros(activities, dtype=np.int64),
            heads=np.zeros(activities, dtype=np.int64),
            bookings=np.zeros((candidates, max(bookings, min(slots, MOST_BOOKINGS)), 3), dtype=np.int32),
            duties=np.zeros(candidates, dtype=np.int64),
            sums=held,
            day_count=day_count.astype(np.int32),
            day_minutes=minutes,
            have=np.zeros(len(facts.need_minimum), dtype=np.int64),
        )


MOST_BOOKINGS = 400
"""Bookings of one candidate in one horizon; search gives no more to who has so many."""


def flat(lists: Iterable[Sequence[int] | Ints]) -> tuple[Ints, Ints]:
    """Lists as one array, and where each begins."""
    arrays = [np.asarray(each, dtype=np.int64) for each in lists]
    start = np.concatenate([[0], np.cumsum([len(each) for each in arrays])]).astype(np.int64)
    return start, np.concatenate([*arrays, np.zeros(0, dtype=np.int64)])


def total(arrays: Iterable[Ints], shape: tuple[int, ...]) -> Ints:
    """The sum of arrays of one shape."""
    found = np.zeros(shape, dtype=np.int64)
    for each in arrays:
        found += each
    return found


def least(arrays: Iterable[Ints], length: int) -> Ints:
    """The smallest of each place."""
    found = np.full(length, UNLIMITED, dtype=np.int64)
    for each in arrays:
        found = np.minimum(found, each)
    return found


def either(terms: Sequence[Clash] | Sequence[Exclusive], shape: tuple[int, int]) -> Flags:
    """Where one of the terms says so."""
    found = np.zeros(shape, dtype=bool)
    for term in terms:
        found |= term.activities
    return found


def stacked(arrays: Iterable[Ints], length: int) -> Ints:
    """Arrays of one length as rows."""
    rows = list(arrays)
    return np.array(rows, dtype=np.int64).reshape(len(rows), length)
