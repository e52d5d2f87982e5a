"""Soft rules about one candidate in one role: wishes, the way from home, and what was published before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.crews import overlaps
from solver.judged import Judged
from solver.neighbourhood import Neighbourhood
from solver.problem import Pin, Problem
from solver.rules.base import Candidates, Costs, Finding, Rule, Scope
from solver.state import State


@dataclass(frozen=True)
class PriceRule(Rule):
    """A soft rule that prices each candidate in each role by itself."""

    hard = False
    scope = Scope.PAIR

    def price(self, problem: Problem, candidate: int, role: int) -> tuple[int, str, int]:
        """(amount, unit, cost) of the pair."""
        raise NotImplementedError

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each pair with a cost."""
        for role, candidates in enumerate(judged.roster):
            for candidate in candidates:
                amount, unit, cost = self.price(judged.problem, candidate, role)
                if cost:
                    yield Finding(self, (candidate,), (role,), amount, unit, cost)

    def delta(self, state: State, activity: int, role: int, who: Candidates) -> Costs:  # noqa: ARG002
        """The price of each pair, looked up once."""
        known: dict[int, Costs] = state.tables.cached((self, "prices"), lambda _: {})
        if role not in known:
            known[role] = np.full(state.problem.candidates, -1, dtype=np.int64)
        prices = known[role]
        for candidate in who[prices[who] < 0]:
            prices[candidate] = self.price(state.problem, int(candidate), role)[2]
        return prices[who]

    def post(self, model: Neighbourhood) -> None:
        """The price of each pair."""
        for role, slots in model.slots.items():
            for candidate, literal in slots.items():
                cost = self.price(model.problem, candidate, role)[2]
                if cost:
                    model.penalise(cost, literal)


@dataclass(frozen=True)
class Wishes(PriceRule):
    """Soft. A duty at a time that a person would rather not costs `rather_not`; one outside all times that a person
    would gladly, where there are any, costs `not_gladly`.
    """

    title = "Wishes"

    rather_not: int = 400
    not_gladly: int = 150

    def price(self, problem: Problem, candidate: int, role: int) -> tuple[int, str, int]:
        """1 duty against a wish."""
        if problem.team_of(candidate) is not None:
            return 0, "duty", 0
        span = problem.activities[problem.roles[role].activity].span
        wishes = problem.people[candidate].wishes
        if any(wish.liking < 0 and overlaps(span, (wish.span,)) for wish in wishes):
            return 1, "duty", self.rather_not
        gladly = tuple(wish.span for wish in wishes if wish.liking > 0)
        return (1, "duty", self.not_gladly) if gladly and not overlaps(span, gladly) else (0, "duty", 0)


@dataclass(frozen=True)
class NearHome(PriceRule):
    """Soft. People serve in their own village or near it: each minute of the way from home costs `cost`."""

    title = "Near home"

    cost: int = 10

    def price(self, problem: Problem, candidate: int, role: int) -> tuple[int, str, int]:
        """Minutes from home to the place."""
        team = problem.team_of(candidate)
        home = problem.people[candidate].home if team is None else team.home
        if home is None:
            return 0, "min", 0
        minutes = problem.travel[home][problem.activities[problem.roles[role].activity].place]
        return minutes, "min", self.cost * minutes


@dataclass(frozen=True)
class Disturbance(PriceRule):
    """Soft. Where a roster is published already, each assignment that was not in it costs `cost`."""

    title = "Published assignments stay"

    cost: int = 3_000

    def price(self, problem: Problem, candidate: int, role: int) -> tuple[int, str, int]:
        """1 new assignment."""
        new = bool(problem.published) and Pin(role, candidate) not in problem.published_pairs
        return int(new), "assignment", self.cost * new
