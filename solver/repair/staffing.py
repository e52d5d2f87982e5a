"""The least that a roster leaves unfilled, and the fewest changes at that, as a CP-SAT model that is never too strict.

Roles in which somebody is scarce are staffed by name, the others by number: who is published there by name, anybody new
as a count. Free days and overtime are left out. So every roster that breaks no hard rule is a solution, whoever is named:
what is proven of the model holds for all rosters, and a solution that turns out to be a roster is the best there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from ortools.math_opt.python import mathopt

from solver.compiled import Compiled
from solver.problem import Pin, Roster
from solver.repair import child
from solver.tables import Flags, Ints

HALF = 0.5
TOLERANCE = 1e-3
"""By so much HiGHS may err in what is a whole number of units."""

Literal = mathopt.Variable
Pair = tuple[int, int]
"""A role and a candidate."""


@dataclass(frozen=True)
class Entry:
    """A way in which a candidate can be booked: by itself, or with a team (its number as a candidate)."""

    activity: int
    literal: Literal
    team: int | None


@dataclass(frozen=True)
class Measure:
    """What is proven of a number: no roster has less, and the solution found has so much."""

    bound: int
    value: int


class Staffing:
    """Who holds what, for the roles that are `named`, and for pairs that are published; how many more in other roles."""

    def __init__(self, compiled: Compiled, named: Collection[int]) -> None:
        self.compiled, self.problem, self.facts = compiled, compiled.problem, compiled.facts
        self.model, self.fixed = mathopt.Model(), compiled.nobody().sums
        self.published = {(pair.role, pair.candidate) for pair in self.problem.published}
        self.holds: dict[Pair, Literal] = {}
        self.more: dict[int, Literal] = {}
        self.open: dict[int, Literal] = {}
        self.goes: dict[int, Literal] = {}
        self.entries: dict[int, list[Entry]] = defaultdict(list)
        self.found: list[Pin] = []
        self.filled: list[int] = []
        for role in range(len(self.problem.roles)):
            self.add_role(role, role in named)
        for activity in range(len(self.problem.activities)):
            self.add_activity(activity)
        for candidate, entries in sorted(self.entries.items()):
            self.add_clashes(entries)
            self.add_limits(candidate, entries)

    def add_role(self, role: int, named: bool) -> None:
        """The literals of a role, each slot held or open."""
        eligible, wanted = self.compiled.eligible[role].tolist(), int(self.facts.wanted[role])
        pinned = set(self.facts.pins[self.facts.pin_start[role] : self.facts.pin_start[role + 1]].tolist())
        by_name = [n for n in eligible if named or n in pinned or (role, n) in self.published]
        for candidate in by_name:
            self.holds[role, candidate] = self.add_pair(role, candidate)
        self.more[role] = self.model.add_integer_variable(lb=0, ub=min(wanted, len(eligible) - len(by_name)))
        self.open[role] = self.model.add_integer_variable(lb=0, ub=wanted)
        held = mathopt.fast_sum(self.holds[role, n] for n in by_name) + self.more[role]
        self.model.add_linear_constraint(held + self.open[role] == wanted)

    def add_pair(self, role: int, candidate: int) -> Literal:
        """A pair's literal, among what the candidate does and, for a team, what its crew does."""
        literal, activity = self.model.add_binary_variable(), int(self.facts.role_activity[role])
        self.entries[candidate].append(Entry(activity, literal, None))
        if candidate >= self.facts.people:
            for member in self.compiled.tables.crew(candidate - self.facts.people, activity).tolist():
                self.entries[member].append(Entry(activity, literal, candidate))
        return literal

    def add_activity(self, activity: int) -> None:
        """An activity that has a minimum or pins goes ahead with all of them, or not at all."""
        facts, roles = self.facts, self.problem.roles_of[activity]
        pins = [(pin.role, pin.candidate) for pin in self.problem.pins if pin.role in roles]
        if not (facts.minimum[list(roles)].any() or pins or facts.stuck[activity] or facts.activity_price[activity]):
            return
        goes = self.goes[activity] = self.model.add_binary_variable()
        for role in roles:
            wanted, minimum = int(facts.wanted[role]), int(facts.minimum[role])
            self.model.add_linear_constraint(self.open[role] <= wanted - minimum * goes)
            self.model.add_linear_constraint(self.open[role] >= wanted - wanted * goes)
        for pair in pins:
            self.model.add_linear_constraint(goes <= self.holds.get(pair, 0))

    def add_clashes(self, entries: Sequence[Entry]) -> None:
        """At most one of entries that clash; what a team does twice is settled once, for the team."""
        if len(entries) < 2:
            return
        activities = np.array([entry.activity for entry in entries])
        teams = np.array([-1 if entry.team is None else entry.team for entry in entries])
        clash = self.facts.clash[np.ix_(activities, activities)].astype(bool)
        np.fill_diagonal(clash, val=False)
        same_team = (teams[:, None] == teams[None, :]) & (teams >= 0)
        for clique in cliques(clash, clash & ~same_team, self.compiled.tables.starts[activities]):
            self.model.add_linear_constraint(mathopt.fast_sum(entries[n].literal for n in clique) <= 1)

    def add_limits(self, candidate: int, entries: Sequence[Entry]) -> None:
        """Every sum within its limit, duties outside the problem counted."""
        facts, fixed = self.facts, self.fixed[candidate]
        for term in range(facts.amount.shape[1]):
            parts: dict[int, list[tuple[int, Literal]]] = defaultdict(list)
            for entry in entries:
                amount = int(facts.amount[entry.activity, term])
                if amount and (facts.crews[term] or entry.team is None):
                    parts[int(facts.period[entry.activity, term])].append((amount, entry.literal))
            for period, counted in parts.items():
                most = int(facts.most[candidate, term] - fixed[term, period])
                if sum(amount for amount, _ in counted) > most:
                    self.model.add_linear_constraint(sum(amount * literal for amount, literal in counted) <= most)

    @property
    def unfilled(self) -> mathopt.LinearBase:
        """What open slots and activities that do not go ahead cost."""
        facts = self.facts
        slots = sum(int(facts.slot_price[role]) * left for role, left in self.open.items() if facts.slot_price[role])
        return slots + sum(int(facts.activity_price[n]) * (1 - goes) for n, goes in self.goes.items())

    @property
    def changed(self) -> mathopt.LinearBase:
        """How many pairs there are that are not published, and how many published ones are not there."""
        signs = [(-1 if pair in self.published else 1, literal) for pair, literal in self.holds.items()]
        return len(self.published) + sum(sign * literal for sign, literal in signs) + sum(self.more.values())

    def limit(self, unfilled: int) -> None:
        """Leave no more unfilled than this from now on."""
        self.model.add_linear_constraint(self.unfilled <= unfilled)

    def missing(self, roster: Roster) -> set[int]:
        """The roles of which a roster made of the solution has not all pairs, or not all slots that it fills by number."""
        asked = {(pin.role, pin.candidate) for pin in self.found}
        lost = {role for role, candidate in asked if candidate not in roster[role]}
        return lost | {role for role, filled in enumerate(self.filled) if len(roster[role]) < filled}

    def least(
        self, amount: mathopt.LinearBase, unit: int, seconds: float, waiting: Callable[[], bool]
    ) -> Measure | None:
        """Make this amount, a multiple of `unit`, as small as can be; `found` has the pairs of the solution.

        None where no solution was found in time, or `waiting` said no.
        """
        self.model.minimize(amount * (1 / unit))
        result = child.answer(self.model, seconds, waiting)
        if result is None or not result.has_primal_feasible_solution():
            return None
        literals = list(self.holds.values())
        shares = result.variable_values(literals)
        self.found = [Pin(*pair) for pair, share in zip(self.holds, shares, strict=True) if share > HALF]
        open_ = result.variable_values(list(self.open.values()))
        self.filled = [role.wanted - round(left) for role, left in zip(self.problem.roles, open_, strict=True)]
        bounds = result.termination.objective_bounds
        return Measure(unit * ceil(bounds.dual_bound - TOLERANCE), unit * round(bounds.primal_bound))


def cliques(clash: Flags, uncovered: Flags, starts: Ints) -> Iterator[list[int]]:
    """Sets of entries of which each two clash, such that every pair that is uncovered is in one of them."""
    uncovered, order = uncovered.copy(), np.argsort(starts, kind="stable")
    for first in order.tolist():
        while uncovered[first].any():
            clique = [first]
            left, others = uncovered[first][order], clash[first][order]
            for other in [*order[left].tolist(), *order[others & ~left].tolist()]:
                if clash[other, clique].all():
                    clique.append(other)
            uncovered[np.ix_(clique, clique)] = False
            yield clique
