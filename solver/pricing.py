"""Exact marginal costs of all candidates for a slot: what construction, search and "who could step in?" stand on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from solver.problem import Problem
from solver.rules.base import Block, Candidates, Costs, Rule, Scope
from solver.rules.composition import Need, NeedRule
from solver.state import State
from solver.tables import Tables


class Pricing:
    """A problem under its rules: who is eligible for which role, and what booking them would cost now."""

    def __init__(self, problem: Problem, rules: Sequence[Rule]) -> None:
        self.problem = problem
        self.rules = tuple(rules)
        self.tables = Tables(problem)
        self.person_rules = tuple(rule for rule in rules if rule.scope is Scope.PERSON)

    def block(self, candidate: int, role: int) -> Block | None:
        """The first reason why the candidate can never hold the role; None if nothing speaks against it."""
        return next((block for rule in self.rules if (block := rule.blocks(self.problem, candidate, role))), None)

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
        total = np.zeros(len(who), dtype=np.int64)
        for rule in self.rules:
            total += rule.delta(state, activity, role, who)
        people = len(self.problem.people)
        if len(who) and who[0] >= people:
            total += self.crew_costs(state, role, activity, who - people)
        return total

    def crew_costs(self, state: State, role: int, activity: int, teams: Candidates) -> Costs:
        """The marginal costs of the people whom each team would book."""
        crews = [self.tables.crews[int(team), activity] for team in teams]
        members = np.unique(np.concatenate(crews))
        costs = np.zeros(len(self.problem.people), dtype=np.int64)
        for rule in self.person_rules:
            costs[members] += rule.delta(state, activity, role, members)
        return np.array([costs[crew].sum() for crew in crews], dtype=np.int64)
