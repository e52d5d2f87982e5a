"""The least that a roster leaves unfilled, and the fewest changes at that, as a CP-SAT model that is never too strict.

Roles in which somebody is scarce are staffed by name, the others by number: who is published there by name, anybody new
as a count. Free days, overtime, trainings that must come first, and what is asked of company because of somebody or at
most are left out. So every roster that breaks no hard rule is a solution, whoever is named: what is proven of the model
holds for all rosters, and a solution that turns out to be one is the best there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, isfinite

import numpy as np
from ortools.math_opt.python import mathopt

from solver.problem import Pin, Roster
from solver.proof.cliques import cliques
from solver.proof.prover import Over
from solver.rules.base import UNLIMITED
from solver.rules.pins import Pinned
from solver.search.compiled import Compiled
from solver.search.facts import TOO_MUCH, Facts
from solver.search.local_search import held_of
from solver.search.pricing import marginals
from solver.search.references import facts_reference, held_reference

HALF = 0.5
TOLERANCE, SHARE = 1e-3, 1e-6
"""By so much, or by such a share of it, HiGHS may err in what is a whole number of units."""

SCARCE = 12
"""A role that fewer could still take than this is staffed by name."""

MOST_PAIRS = 60_000
"""By name no more pairs are staffed at first than this, nor for what activities ask: a model of more takes HiGHS
minutes.
"""

Answer = Callable[[mathopt.Model], mathopt.SolveResult | None]
"""Who solves a model; None where nobody waited for it."""

Pair = tuple[int, int]
"""A role and a candidate."""


@dataclass(frozen=True)
class Entry:
    """A way in which a candidate can be booked: by itself, or with a team (its number as a candidate)."""

    activity: int
    literal: mathopt.Variable
    team: int | None


@dataclass(frozen=True)
class Measure:
    """What is proven of a number: no roster has less, and the solution found has so much."""

    bound: int
    value: int


class Staffing:
    """Who holds what in the roles that are `named`, and of the pairs that are published; how many more in other roles.

    Named are too those of the `particular` activities: as many as `most` pairs allow of those that ask who is on them,
    have room for so many or exclude others. What the others ask is left out.
    """

    def __init__(
        self,
        compiled: Compiled,
        named: Collection[int],
        over: Callable[[], bool] = lambda: False,
        most: int = MOST_PAIRS,
    ) -> None:
        """Raises Over once `over` says so: a large model takes seconds."""
        self.compiled, self.problem, self.facts = compiled, compiled.problem, compiled.facts
        self.model, self.fixed = mathopt.Model(), compiled.nobody().sums
        self.pinning = any(isinstance(rule, Pinned) for rule in compiled.rules)
        self.published = {(pair.role, pair.candidate) for pair in self.problem.published}
        self.holds: dict[Pair, mathopt.Variable] = {}
        self.names: list[list[int]] = []
        self.more: dict[int, mathopt.Variable] = {}
        self.open: dict[int, mathopt.Variable] = {}
        self.goes: dict[int, mathopt.Variable] = {}
        self.entries: dict[int, list[Entry]] = defaultdict(list)
        self.found: list[Pin] = []
        self.filled: list[int] = []
        self.particular = self.asking(most)
        for step in self.parts(named):
            if over():
                raise Over
            step()

    def parts(self, named: Collection[int]) -> Iterator[Callable[[], None]]:
        """What adds a part of the model each."""
        for number, role in enumerate(self.problem.roles):
            yield partial(self.add_role, number, named=number in named or role.activity in self.particular)
        for activity in range(len(self.problem.activities)):
            yield partial(self.add_activity, activity)
        for candidate, entries in sorted(self.entries.items()):
            yield partial(self.add_clashes, entries)
            yield partial(self.add_limits, candidate, entries)

    def asking(self, most: int) -> set[int]:
        """The activities that ask who is on them, have room for so many or exclude others: the first ones, as long as
        those who are eligible there are no more than so many pairs in all.
        """
        facts, found = self.facts, set[int]()
        for activity, roles in enumerate(self.problem.roles_of):
            excludes = facts.exclusive_start[activity + 1] > facts.exclusive_start[activity]
            if self.needs(activity) or facts.room[activity] < UNLIMITED or excludes:
                most -= sum(len(self.compiled.eligible[role]) for role in roles)
                if most < 0:
                    break
                found.add(activity)
        return found

    def needs(self, activity: int) -> list[int]:
        """The needs of an activity that are there whoever is on it; those because of somebody are left out."""
        facts = self.facts
        needs = range(facts.need_start[activity], facts.need_start[activity + 1])
        return [need for need in needs if facts.need_because[need] < 0 and facts.need_minimum[need] > 0]

    def add_role(self, role: int, *, named: bool) -> None:
        """The literals of a role, each slot held or open."""
        eligible, wanted = self.compiled.eligible[role].tolist(), int(self.facts.wanted[role])
        pinned = set(self.pins_of(role))
        by_name = [n for n in eligible if named or n in pinned or (role, n) in self.published]
        self.names.append(by_name)
        for candidate in by_name:
            self.holds[role, candidate] = self.add_pair(role, candidate)
        filled = mathopt.fast_sum(self.holds[role, n] for n in by_name)
        if len(by_name) < len(eligible):
            self.more[role] = self.model.add_integer_variable(lb=0, ub=min(wanted, len(eligible) - len(by_name)))
            filled += self.more[role]
        self.open[role] = self.model.add_integer_variable(lb=0, ub=wanted)
        self.model.add_linear_constraint(filled + self.open[role] == wanted)

    def pins_of(self, role: int) -> list[int]:
        """Who is pinned to a role."""
        pinned: list[int] = self.facts.pins[self.facts.pin_start[role] : self.facts.pin_start[role + 1]].tolist()
        return pinned

    def add_pair(self, role: int, candidate: int) -> mathopt.Variable:
        """A pair's literal, among what the candidate does and, for a team, what its crew does."""
        literal, activity = self.model.add_binary_variable(), int(self.facts.role_activity[role])
        self.entries[candidate].append(Entry(activity, literal, None))
        if candidate >= self.facts.people:
            for member in self.people(candidate, activity):
                self.entries[member].append(Entry(activity, literal, candidate))
        return literal

    def add_activity(self, activity: int) -> None:
        """An activity that asks for something goes ahead with all of it, or nobody is on it."""
        facts, roles = self.facts, self.problem.roles_of[activity]
        pins = [(role, candidate) for role in roles for candidate in self.pins_of(role)] if self.pinning else []
        asks = facts.minimum[list(roles)].any() or facts.activity_price[activity] or activity in self.particular
        if not (asks or pins):
            return
        goes = self.goes[activity] = self.model.add_binary_variable()
        for role in roles:
            wanted, minimum = int(facts.wanted[role]), int(facts.minimum[role])
            self.model.add_linear_constraint(self.open[role] <= wanted - minimum * goes)
            self.model.add_linear_constraint(self.open[role] >= wanted - wanted * goes)
        for pair in pins:
            self.model.add_linear_constraint(goes <= self.holds.get(pair, 0.0))
        if activity in self.particular:
            self.add_composition(activity, goes)

    def add_composition(self, activity: int, goes: mathopt.Variable) -> None:
        """Enough of each needed people, no more than there is room for, and none of the activities that are excluded.

        Who could come in two ways counts for each: that is never too strict.
        """
        facts = self.facts
        ways = [(self.people(pair[1], activity), self.holds[pair]) for pair in self.of_activity(activity)]
        for need in self.needs(activity):
            counted = facts.groups[facts.need_people[need]]
            brought = [(int(counted[people].sum()), literal) for people, literal in ways]
            enough = mathopt.fast_sum(count * literal for count, literal in brought if count)
            self.model.add_linear_constraint(enough - int(facts.need_minimum[need]) * goes >= 0.0)
        if facts.room[activity] < UNLIMITED:
            heads = mathopt.fast_sum(len(people) * literal for people, literal in ways) + 0.0 * goes
            self.model.add_linear_constraint(heads <= float(facts.room[activity]))
        for other in facts.exclusive[facts.exclusive_start[activity] : facts.exclusive_start[activity + 1]].tolist():
            if other in self.goes:
                self.model.add_linear_constraint(goes + self.goes[other] <= 1.0)

    def of_activity(self, activity: int) -> list[Pair]:
        """The pairs of an activity that are there by name."""
        return [(role, candidate) for role in self.problem.roles_of[activity] for candidate in self.names[role]]

    def people(self, candidate: int, activity: int) -> list[int]:
        """The people whom a candidate brings to an activity: itself, or a team's crew."""
        team = candidate - self.facts.people
        return self.compiled.tables.crews.of(team, activity).tolist() if team >= 0 else [candidate]

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
        """Every sum within its limit; where duties outside the problem are beyond it already, nothing comes on top."""
        facts, fixed = self.facts, self.fixed[candidate]
        for term in range(facts.amount.shape[1]):
            parts: dict[int, list[tuple[int, mathopt.Variable]]] = defaultdict(list)
            for entry in entries:
                amount = int(facts.amount[entry.activity, term])
                if amount and (facts.crews[term] or entry.team is None):
                    parts[int(facts.period[entry.activity, term])].append((amount, entry.literal))
            for period, counted in parts.items():
                most = max(0, int(facts.most[candidate, term] - fixed[term, period]))
                if sum(amount for amount, _ in counted) > most:
                    self.model.add_linear_constraint(sum(amount * literal for amount, literal in counted) <= most)

    def unfilled(self, prices: Facts) -> mathopt.LinearBase:
        """What open slots and activities that do not go ahead cost at these prices. What has one must have one in the
        problem itself.
        """
        slots, activities = prices.slot_price.tolist(), prices.activity_price.tolist()
        left = mathopt.fast_sum(slots[role] * left for role, left in self.open.items() if slots[role])
        idle = mathopt.fast_sum(activities[n] * (1 - goes) for n, goes in self.goes.items() if activities[n])
        return left + idle

    def priced(self, prices: Facts) -> mathopt.LinearBase:
        """What pairs cost at least at these prices: whoever is there by number is as cheap as anybody not named."""
        parts: list[mathopt.LinearBase] = []
        if not prices.pair_price.any():
            return mathopt.fast_sum(parts)
        for role in range(len(self.problem.roles)):
            of_role = prices.pair_price[prices.eligible_start[role] : prices.eligible_start[role + 1]].tolist()
            cheapest = UNLIMITED
            for candidate, price in zip(self.compiled.eligible[role].tolist(), of_role, strict=True):
                literal = self.holds.get((role, candidate))
                cheapest = min(cheapest, price) if literal is None else cheapest
                parts += [price * literal] if literal is not None and price else []
            parts += [cheapest * self.more[role]] if 0 < cheapest < UNLIMITED else []
        return mathopt.fast_sum(parts)

    @property
    def changed(self) -> mathopt.LinearBase:
        """How many pairs there are that are not published, and how many published ones are not there."""
        signs = [(-1 if pair in self.published else 1, literal) for pair, literal in self.holds.items()]
        return len(self.published) + sum(sign * literal for sign, literal in signs) + sum(self.more.values())

    def limit(self, amount: mathopt.LinearBase, most: int, unit: int) -> None:
        """From now on this amount, a multiple of `unit`, is no more than that. Half a unit more is no multiple, and is
        room for what HiGHS takes for equal.
        """
        self.model.add_linear_constraint(amount * (1 / unit) <= most / unit + HALF)

    def missing(self, roster: Roster) -> set[int]:
        """The roles with people by number of which a roster made of the solution lacks a pair, or a filled slot."""
        lost = {pin.role for pin in self.found if pin.candidate not in roster[pin.role]}
        short = {role for role, filled in enumerate(self.filled) if len(roster[role]) < filled}
        return (lost | short) & self.more.keys()

    def least(self, amount: mathopt.LinearBase, unit: int, answer: Answer) -> Measure | None:
        """Make this amount, a multiple of `unit`, as small as can be; `found` has the pairs of the solution.

        None where there is no answer, or no solution in it.
        """
        self.model.minimize(amount * (1 / unit))
        result = answer(self.model)
        if result is None or not result.has_primal_feasible_solution():
            return None
        literals = list(self.holds.values())
        shares = result.variable_values(literals)
        self.found = [Pin(*pair) for pair, share in zip(self.holds, shares, strict=True) if share > HALF]
        open_ = result.variable_values(list(self.open.values()))
        self.filled = [role.wanted - round(left) for role, left in zip(self.problem.roles, open_, strict=True)]
        bounds = result.termination.objective_bounds
        proven = bounds.dual_bound - max(TOLERANCE, SHARE * abs(bounds.dual_bound))
        return Measure(unit * ceil(proven) if isfinite(proven) else 0, unit * round(bounds.primal_bound))


def scarce(compiled: Compiled, roster: Roster, most: int, pairs: int) -> set[int]:
    """The roles that fewer than `most` could take beside what they do in a roster, the scarcest first, as long as those
    who are eligible for them are no more than so many pairs in all.
    """
    facts, held = compiled.facts, held_reference(held_of(compiled, roster))
    one_more = facts_reference(facts._replace(wanted=facts.wanted + 1, takes=facts.takes + 1))
    can = [int((marginals(one_more, held, role) < TOO_MUCH).sum()) for role in range(len(roster))]
    found = set()
    for role in sorted(range(len(roster)), key=can.__getitem__):
        pairs -= len(compiled.eligible[role])
        if can[role] >= most or pairs < 0:
            break
        found.add(role)
    return found
