"""A problem under its rules: who is eligible for which role, and all that rules say as flat arrays for compiled code.

Rules are gone here: only their blocks (who is eligible) and terms (what a booking costs or forbids) are left.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from copy import copy
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from solver.arrays import Flags, Ints
from solver.rules.base import Block, Rule
from solver.search.facts import Facts, Held
from solver.search.flattening import committed, flattened, of_kind, priced, said, weeks
from solver.tables import Tables
from solver.terms import AtLeast, FreeDay, Overtime, PairPrice, Runs, Sum, Term, Weekends

MOST_BOOKINGS = 400
"""Bookings of one candidate in one horizon; search gives no more to who has so many."""


class Compiled:
    """A problem under its rules: who is eligible for which role and why not, and all of it as flat arrays."""

    def __init__(self, tables: Tables, rules: Sequence[Rule]) -> None:
        self.tables, self.problem, self.rules = tables, tables.problem, tuple(rules)
        self.blocking = [rule for rule in self.rules if type(rule).blocks is not Rule.blocks]
        self.terms_of: dict[Rule, list[Term]] = {rule: list(rule.terms(tables)) for rule in self.rules}
        self.terms: list[Term] = [term for terms in self.terms_of.values() for term in terms]
        self.whole = bool(of_kind(self.terms, AtLeast) or of_kind(self.terms, Runs))
        """Whether schedules are legal only as a whole: a booking alone cannot be, and pairs cannot be searched over."""
        self.unblocked = self._unblocked()
        self.eligible = self._eligible()
        self.facts = flattened(tables, self.terms, self.eligible)

    @cached_property
    def without_terms(self) -> Facts:
        """The facts if no rule did more than block."""
        return flattened(self.tables, (), self.unblocked)

    @property
    def besides(self) -> int:
        """What all requests cost if none is granted: a booking that grants one has a price below 0."""
        return sum(term.nobody for term in of_kind(self.terms, PairPrice))

    def under(self, rule: Rule) -> Compiled:
        """The same problem under the terms of one of its rules alone: eligible is whom none of the rules blocks."""
        found = copy(self)
        found.terms, found.eligible = list(rule.terms(self.tables)), self.unblocked
        found.facts = self.without_terms._replace(**said(self.problem, found.terms, self.unblocked))
        return found

    def without(self, rules: Container[Rule]) -> Compiled:
        """The same problem and who is eligible in it, but for what the terms of some rules say."""
        found = copy(self)
        found.terms = [term for rule in self.rules if rule not in rules for term in self.terms_of[rule]]
        found.facts = self.facts._replace(**said(self.problem, found.terms, self.eligible))
        return found

    def pair_prices(self, role: int, who: Ints) -> Ints:
        """What each of `who`, eligible or not, costs in a role by itself."""
        found: Ints = sum((term.of(np.full(len(who), role), who) for term in of_kind(self.terms, PairPrice)), 0 * who)
        return found

    def weighed(self, rules: Sequence[Rule]) -> Compiled:
        """The same problem under rules that differ from these in the prices of soft ones alone."""
        found = copy(self)
        found.rules = tuple(rules)
        found.terms_of = {rule: self.terms_of.get(rule) or list(rule.terms(self.tables)) for rule in rules}
        found.terms = [term for terms in found.terms_of.values() for term in terms]
        found.facts = self.facts._replace(**priced(self.problem, found.terms, self.eligible))
        return found

    def block(self, candidate: int, role: int) -> Block | None:
        """The first reason why the candidate can never hold the role; None if nothing speaks against it."""
        found = (rule.block(self.tables, candidate, role) for rule in self.blocking)
        return next((block for block in found if block is not None), None)

    def nobody(self, bookings: int = 0) -> Held:
        """The roster in which nobody holds anything, with room for at least so many bookings of each candidate."""
        candidates, activities = self.problem.candidates, len(self.problem.activities)
        slots = len(self.facts.slot_role)
        return Held(
            slots=np.full(slots, -1, dtype=np.int64),
            filled=np.zeros(len(self.problem.roles), dtype=np.int64),
            booked=np.zeros(activities, dtype=np.int64),
            heads=np.zeros(activities, dtype=np.int64),
            bookings=np.zeros((candidates, max(bookings, min(slots, MOST_BOOKINGS)), 3), dtype=np.int64),
            duties=np.zeros(candidates, dtype=np.int64),
            sums=self._fixed_sums(),
            day_count=self._fixed_days(),
            day_minutes=self._fixed_minutes(),
            have=np.zeros(len(self.facts.need_minimum), dtype=np.int64),
            because=np.zeros(len(self.facts.need_minimum), dtype=np.int64),
            unled=np.zeros(1, dtype=np.int64),
            changed=np.full(len(self.problem.roles) + 2, len(self.problem.roles) + 1, dtype=np.int64),
        )

    def _fixed_sums(self) -> Ints:
        """What duties outside the problem count in each sum. Shape (candidates, sums, periods)."""
        found = [term.fixed for term in of_kind(self.terms, Sum)]
        periods = max((fixed.shape[1] for fixed in found), default=0)
        sums = np.zeros((self.problem.candidates, len(found), periods), dtype=np.int64)
        for number, fixed in enumerate(found):
            sums[:, number, : fixed.shape[1]] = fixed
        return sums

    def _fixed_days(self) -> NDArray[np.int32]:
        """Days that duties outside the problem take."""
        days = np.zeros((self.problem.candidates, len(self.problem.days)), dtype=np.int32)
        taken = [term.fixed for term in of_kind(self.terms, FreeDay)]
        for fixed in (*taken, *(term.fixed for term in of_kind(self.terms, Weekends))):
            days = np.maximum(days, fixed.astype(np.int32))
        return days

    def _fixed_minutes(self) -> Ints:
        """Minutes of duties outside the problem, on the days of whole weeks."""
        minutes = np.zeros((self.problem.candidates, weeks(self.problem) * 7), dtype=np.int64)
        for term in of_kind(self.terms, Overtime):
            minutes = np.maximum(minutes, term.fixed)
        return minutes

    def _unblocked(self) -> tuple[Ints, ...]:
        """Per role, whom no rule blocks, in order; roles that ask the same share the work."""
        shared: dict[object, Ints] = {}
        found = []
        for number, role in enumerate(self.problem.roles):
            own = number if number in self.tables.declined else None
            asked = (role.activity, role.capacities, role.requirements, role.department, role.team, own)
            if asked not in shared:
                shared[asked] = np.flatnonzero(~self._blocked(number))
            found.append(shared[asked])
        return tuple(found)

    def _blocked(self, role: int) -> Flags:
        """Whom some rule blocks from a role."""
        found = np.zeros(self.problem.candidates, dtype=bool)
        for rule in self.blocking:
            codes = rule.blocks(self.tables, role)
            if codes is not None:
                found |= codes != 0
        return found

    def _eligible(self) -> tuple[Ints, ...]:
        """Per role, whom no rule blocks and no duty outside the problem keeps away, in order.

        A team is kept away by the duties of its crew.
        """
        away, people = committed(self.problem, self.terms), len(self.problem.people)
        for activity in np.flatnonzero(away.any(axis=0)).tolist():
            for team in range(len(self.problem.teams)):
                away[people + team, activity] |= away[self.tables.crews.of(team, activity), activity].any()
        pairs = zip(self.problem.roles, self.unblocked, strict=True)
        return tuple(free[~away[free, role.activity]] for role, free in pairs)
