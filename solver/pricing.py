"""Exact marginal costs of all candidates for a slot: what construction, search and "who could step in?" stand on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from solver.problem import Problem
from solver.rules.base import FORBIDDEN, Block, Candidates, Costs, Rule, Scope
from solver.rules.clashes import Clashes, ClashRule
from solver.rules.composition import Need, NeedRule
from solver.state import State
from solver.tables import Tables


class Pricing:
    """A problem under its rules: who is eligible for which role, and what booking them would cost now."""

    def __init__(self, problem: Problem, rules: Sequence[Rule]) -> None:
        self.problem = problem
        self.rules = tuple(rules)
        self.tables = Tables(problem)
        self.blocking = tuple(rule for rule in rules if type(rule).blocks is not Rule.blocks)
        clashing = tuple(rule for rule in rules if isinstance(rule, ClashRule))
        self.clashes = Clashes.of(self.tables, clashing)
        priced = [rule for rule in rules if type(rule).delta is not Rule.delta and rule not in clashing]
        self.hard_rules = tuple(rule for rule in priced if rule.hard)
        self.soft_rules = tuple(rule for rule in priced if not rule.hard)

    def new_state(self) -> State:
        """A state in which nobody holds anything."""
        return State(self.problem, self.tables, self.clashes.flags)

    def block(self, candidate: int, role: int) -> Block | None:
        """The first reason why the candidate can never hold the role; None if nothing speaks against it."""
        return next((block for rule in self.blocking if (block := rule.blocks(self.problem, candidate, role))), None)

    @cached_property
    def eligible(self) -> tuple[Candidates, ...]:
        """Per role, the candidates who are not blocked, in order. Roles that ask the same share the work."""
        known: dict[object, Candidates] = {}
        found = []
        for number, role in enumerate(self.problem.roles):
            key = (role.activity, role.capacities, role.requirements, role.department, role.team)
            declined = any(pin.role == number for pin in self.problem.declined)
            if declined or key not in known:
                everybody = range(self.problem.candidates)
                who = np.array([n for n in everybody if self.block(n, number) is None], dtype=np.int64)
                if declined:
                    found.append(who)
                    continue
                known[key] = who
            found.append(known[key])
        return tuple(found)

    @cached_property
    def needs(self) -> tuple[tuple[Need, ...], ...]:
        """Per activity, what its staff must be composed of."""
        rules = [rule for rule in self.rules if isinstance(rule, NeedRule)]
        return tuple(
            tuple(need for rule in rules for need in rule.needs(self.problem, activity))
            for activity in range(len(self.problem.activities))
        )

    def marginal(self, state: State, role: int, who: Candidates) -> Costs:
        """What the roster would cost more if each of `who` (all people, or all teams) held one more slot of the role.

        TOO_MUCH or more where a hard rule would be broken. A team brings the costs of its crew.
        """
        activity = self.problem.roles[role].activity
        total = self.clash(state, activity, who)
        for rule in self.hard_rules:
            total += rule.delta(state, activity, role, who)
        total += self.price(state, role, who)
        people = len(self.problem.people)
        if len(who) and who[0] >= people:
            crews, members = self.crews(activity, who - people)
            forbidden = np.zeros(people, dtype=np.int64)
            forbidden[members] = self.clash(state, activity, members)
            for rule in self.hard_rules:
                if rule.scope is Scope.PERSON:
                    forbidden[members] += rule.delta(state, activity, role, members)
            total += np.array([forbidden[crew].sum() for crew in crews], dtype=np.int64)
        return total

    def clash(self, state: State, activity: int, who: Candidates) -> Costs:
        """FORBIDDEN for each who is booked in, or committed to, something that clashes with the activity."""
        busy = (state.clashes[who, activity] > 0) | self.clashes.committed[who, activity]
        return np.where(busy, FORBIDDEN, 0)

    def price(self, state: State, role: int, who: Candidates) -> Costs:
        """The part of `marginal` that soft rules say: what a booking saves that is taken back again."""
        activity = self.problem.roles[role].activity
        total = np.zeros(len(who), dtype=np.int64)
        for rule in self.soft_rules:
            total += rule.delta(state, activity, role, who)
        people = len(self.problem.people)
        if len(who) and who[0] >= people:
            crews, members = self.crews(activity, who - people)
            costs = np.zeros(people, dtype=np.int64)
            for rule in self.soft_rules:
                if rule.scope is Scope.PERSON:
                    costs[members] += rule.delta(state, activity, role, members)
            total += np.array([costs[crew].sum() for crew in crews], dtype=np.int64)
        return total

    def crews(self, activity: int, teams: Candidates) -> tuple[list[Candidates], Candidates]:
        """The people whom each team would book, and all of them once."""
        crews = [self.tables.crews[int(team), activity] for team in teams]
        return crews, np.unique(np.concatenate(crews))
