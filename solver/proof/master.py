"""The restricted master: the best mixture of the schedules known so far, and what a slot of a role is worth in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from solver.arrays import Flags
from solver.proof.crews import Cut, Usage
from solver.search.facts import Facts

Floats = NDArray[np.float64]

LEAST_SHARE = 1e-3
"""A schedule of which the mixture has less counts for nothing when cuts are looked for."""


@dataclass(frozen=True)
class Prices:
    """What one more holder of each role is worth, and what each cut costs."""

    worth: Floats
    toll: Floats

    def towards(self, other: Prices, share: float) -> Prices:
        """Prices that lie between these and others, which may know of more cuts."""
        toll = np.append(self.toll, np.zeros(len(other.toll) - len(self.toll)))
        return Prices(self.worth + share * (other.worth - self.worth), toll + share * (other.toll - toll))


class Master:
    """A linear programme over schedules (a column each) and filled slots, solved by PDLP, that grows by columns.

    Its value is no bound: schedules may be missing, and it is solved to a tolerance. Its prices are what is wanted.
    """

    def __init__(self, facts: Facts) -> None:
        self.model, self.role_activity = mathopt.Model(), facts.role_activity
        self.spare = may_be_spare(facts)
        self.held = [self.model.add_linear_constraint(lb=0.0, ub=inf if may else 0.0) for may in self.spare.tolist()]
        self.once = [self.model.add_linear_constraint(ub=1.0) for _ in facts.most]
        self.most_worth = most_worth(facts)
        self.interrupter = SolveInterrupter()
        self.columns: dict[int, dict[tuple[int, ...], mathopt.Variable]] = defaultdict(dict)
        """Of each candidate, by the roles of a schedule."""
        self.cuts: list[Cut] = []
        self.rows: list[mathopt.LinearConstraint] = []
        self.cuts_of: dict[int, list[int]] = defaultdict(list)
        for activity, price in enumerate(facts.activity_price.tolist()):
            self.add_activity(facts, activity, price)

    @property
    def size(self) -> int:
        """How many schedules and cuts are known."""
        return sum(map(len, self.columns.values())) + len(self.cuts)

    def add_activity(self, facts: Facts, activity: int, price: int) -> None:
        """Filled slots of an activity's roles; where one has a minimum, whether the activity goes ahead."""
        roles = facts.roles[facts.role_start[activity] : facts.role_start[activity + 1]]
        goes = self.model.add_variable(ub=1.0, lb=0.0 if facts.minimum[roles].any() else 1.0)
        self.model.objective.set_linear_coefficient(goes, -float(price))
        for role in roles.tolist():
            filled = self.model.add_variable(lb=0.0)
            self.model.objective.set_linear_coefficient(filled, -float(facts.slot_price[role]))
            self.held[role].set_coefficient(filled, -1.0)
            self.model.add_linear_constraint(filled - float(facts.wanted[role]) * goes <= 0.0)
            self.add_surplus(facts, role, goes)
            if facts.minimum[role]:
                self.model.add_linear_constraint(filled - float(facts.minimum[role]) * goes >= 0.0)

    def add_surplus(self, facts: Facts, role: int, goes: mathopt.Variable) -> None:
        """Holders of a role beyond those that it wants, where it takes more."""
        beyond = float(facts.takes[role] - facts.wanted[role])
        if beyond > 0:
            surplus = self.model.add_variable(lb=0.0)
            self.model.objective.set_linear_coefficient(surplus, float(facts.over_price[role]))
            self.held[role].set_coefficient(surplus, -1.0)
            self.model.add_linear_constraint(surplus - beyond * goes <= 0.0)

    def add(self, candidate: int, roles: Iterable[int], cost: int) -> bool:
        """A schedule of a candidate and what it costs; whether it was not known yet."""
        key, known = tuple(sorted(roles)), self.columns[candidate]
        if key in known or not key:
            return False
        column = known[key] = self.model.add_variable(lb=0.0)
        self.model.objective.set_linear_coefficient(column, float(cost))
        self.once[candidate].set_coefficient(column, 1.0)
        for role in key:
            self.held[role].set_coefficient(column, 1.0)
        for number in self.cuts_of[candidate]:
            self.rows[number].set_coefficient(column, float(self.cuts[number].count(candidate, key)))
        return True

    def cut(self, cut: Cut) -> None:
        """Hold the mixture to a cut from now on."""
        row = self.model.add_linear_constraint(ub=1.0)
        for candidate in cut.roles:
            self.cuts_of[candidate].append(len(self.cuts))
            for key, column in self.columns[candidate].items():
                row.set_coefficient(column, float(cut.count(candidate, key)))
        self.cuts.append(cut)
        self.rows.append(row)

    def solve(self, tolerance: float, seconds: float) -> tuple[Prices, Usage] | None:
        """Prices, and how much of each activity each candidate does; None where PDLP found nothing in that time, or was
        interrupted.
        """
        parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds))
        parameters.pdlp.num_threads = 1
        criteria = parameters.pdlp.termination_criteria.simple_optimality_criteria
        criteria.eps_optimal_relative = criteria.eps_optimal_absolute = tolerance
        solver = mathopt.SolverType.PDLP
        result = mathopt.solve(self.model, solver, params=parameters, interrupter=self.interrupter)
        if not result.has_dual_feasible_solution():
            return None
        worth = np.array(result.dual_values(self.held), dtype=np.float64)
        worth[self.spare] = worth[self.spare].clip(min=0)
        toll = -np.array(result.dual_values(self.rows), dtype=np.float64).clip(max=0)
        return Prices(np.minimum(worth, self.most_worth), toll), self.usage(
            result.variable_values([column for known in self.columns.values() for column in known.values()])
        )

    def usage(self, shares: Iterable[float]) -> Usage:
        """How much of each activity each candidate does if each schedule counts by its share."""
        found: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        schedules = [(candidate, roles) for candidate, known in self.columns.items() for roles in known]
        for (candidate, roles), share in zip(schedules, shares, strict=True):
            if share > LEAST_SHARE:
                for role in roles:
                    found[candidate][int(self.role_activity[role])] += share
        return found


def may_be_spare(facts: Facts) -> Flags:
    """Whether a schedule may hold each role in vain: where no holder saves anything and none beyond the wanted costs, a
    roster does without. Worths of such roles are never negative.
    """
    dear = np.ones(len(facts.role_activity), dtype=bool)
    np.logical_and.at(dear, np.repeat(np.arange(len(dear)), np.diff(facts.eligible_start)), facts.pair_price >= 0)
    spare: Flags = dear & (facts.takes == facts.wanted)
    return spare


def most_worth(facts: Facts) -> Floats:
    """The most that a holder of each role can be worth: what all of its activity costs that does not go ahead, shared
    by as many as it needs. A master without schedules for a role would ask more.
    """
    lost = facts.activity_price.astype(np.float64)
    np.add.at(lost, facts.role_activity, facts.wanted * facts.slot_price)
    needed: Floats = np.where(facts.minimum > 0, lost[facts.role_activity] / np.maximum(facts.minimum, 1), 0.0)
    worth: Floats = facts.slot_price + needed
    return worth
