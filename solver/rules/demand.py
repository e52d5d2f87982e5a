"""Rules about what an activity asks for: going ahead at all, the minimum of each role, and every slot filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.judged import Judged
from solver.neighbourhood import Neighbourhood
from solver.problem import Problem
from solver.rules.base import Finding, Rule, Scope
from solver.tables import Tables
from solver.terms import ActivityPrice, Demand, OverPrice, SlotPrice
from solver.tiers import ACTIVITIES, SLOTS, Tier

PRIORITIES = ("low", "normal", "high", "urgent")
"""The parameters of a price by priority, from 1 to 4."""


@dataclass(frozen=True)
class Minimum(Rule):
    """Hard. An activity that goes ahead has the minimum of each role; no role has more than it takes.

    An activity whose minimum cannot be met books nobody: `GoesAhead` says what that costs.
    """

    title = "Minimum of each role"
    sentence = "An activity that goes ahead has the minimum of each role; no role has more than it takes."
    mended_by_more = frozenset({"missing"})

    hard = True
    scope = Scope.ACTIVITY

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding "missing" or "over" for each role with too few or too many."""
        for number, role in enumerate(judged.problem.roles):
            held = len(judged.roster[number])
            if held > role.takes:
                yield Finding(self, judged.roster[number], (number,), held - role.takes, "slots", reason="over")
            if held < role.minimum and judged.booked(role.activity):
                yield Finding(self, (), (number,), role.minimum - held, "slots", reason="missing")

    def terms(self, tables: Tables) -> Iterator[Demand]:
        """What each role needs, wants and takes."""
        roles = tables.problem.roles
        needs, wants, takes = [r.minimum for r in roles], [r.wanted for r in roles], [r.takes for r in roles]
        yield Demand(*(np.array(numbers, dtype=np.int64) for numbers in (needs, wants, takes)))

    def post(self, model: Neighbourhood) -> None:
        """From the minimum to what the role takes if the activity goes ahead."""
        for role, slots in model.slots.items():
            facts = model.problem.roles[role]
            held = sum(slots.values())
            model.cp.add(held <= facts.takes)
            if facts.minimum:
                model.cp.add(held >= facts.minimum * model.goes[facts.activity])


def must_go_ahead(problem: Problem, activity: int) -> bool:
    """Whether an activity needs anybody: one whose roles all have a minimum of 0 goes ahead without."""
    return any(problem.roles[role].minimum > 0 for role in problem.roles_of[activity])


def demanded(judged: Judged) -> list[bool]:
    """Whether the demand of each activity counts: of several options, of the one that goes ahead, else of the first."""
    activities = judged.problem.activities
    going = {number for number in range(len(activities)) if judged.booked(number)}
    chosen = {activities[number].alternative_of for number in going}
    return [
        number in going or (activity.alternative_of is None and number not in chosen)
        for number, activity in enumerate(activities)
    ]


@dataclass(frozen=True)
class GoesAhead(Rule):
    """Soft. An activity that cannot go ahead costs by its priority, from `low` (1) to `urgent` (4)."""

    title = "Activities go ahead"
    finds = "activities that cannot go ahead"
    more = "lets {amount} fewer activities go ahead"
    fewer = "lets {amount} more activities go ahead"
    sentence = (
        "An activity that cannot go ahead costs by its priority: low {low}, normal {normal}, high {high}, urgent "
        "{urgent} points."
    )
    weighs = dict(zip(PRIORITIES, ACTIVITIES, strict=True))

    hard = False
    scope = Scope.ACTIVITY
    low: int = 200_000
    normal: int = 400_000
    high: int = 600_000
    urgent: int = 800_000

    def price(self, problem: Problem, activity: int) -> int:
        """What it costs if the activity does not go ahead."""
        prices = (self.low, self.normal, self.high, self.urgent)
        return prices[problem.activities[activity].priority - 1] if must_go_ahead(problem, activity) else 0

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each activity that needs people and books nobody."""
        counts = demanded(judged)
        for activity in range(len(judged.problem.activities)):
            price = self.price(judged.problem, activity)
            if price and counts[activity] and not judged.booked(activity):
                yield Finding(self, (), judged.problem.roles_of[activity], 1, "activity", price)

    def terms(self, tables: Tables) -> Iterator[ActivityPrice]:
        """The price of each activity that does not go ahead."""
        activities = range(len(tables.problem.activities))
        yield ActivityPrice(np.array([self.price(tables.problem, a) for a in activities], dtype=np.int64))

    def post(self, model: Neighbourhood) -> None:
        """The price where it does not go ahead."""
        for activity, goes in model.goes.items():
            model.penalise(self.price(model.problem, activity), 1 - goes)


@dataclass(frozen=True)
class ByPriority(Rule):
    """A soft rule with a price for each priority of a role, from `low` (1) to `urgent` (4)."""

    hard = False
    scope = Scope.ACTIVITY
    low: int = 0
    normal: int = 0
    high: int = 0
    urgent: int = 0

    def price(self, priority: int) -> int:
        """The price by a role's priority."""
        return (self.low, self.normal, self.high, self.urgent)[priority - 1]

    def prices(self, tables: Tables) -> Ints:
        """The price of each role."""
        return np.array([self.price(role.priority) for role in tables.problem.roles], dtype=np.int64)


@dataclass(frozen=True)
class Coverage(ByPriority):
    """Soft. Each slot that stays open costs by the role's priority.

    `terms` and `post` leave it to `Minimum` that no role has more than it takes.
    """

    title = "Slots filled"
    finds = "open slots"
    more = "fills {amount} fewer slots"
    fewer = "fills {amount} more slots"
    sentence = (
        "A slot that stays open costs by its priority: low {low}, normal {normal}, high {high}, urgent {urgent} points."
    )
    weighs = dict(zip(PRIORITIES, SLOTS, strict=True))

    low: int = 10_000
    normal: int = 20_000
    high: int = 40_000
    urgent: int = 80_000

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each role with open slots."""
        counts = demanded(judged)
        for number, role in enumerate(judged.problem.roles):
            missing = role.wanted - len(judged.roster[number])
            if missing > 0 and counts[role.activity]:
                yield Finding(self, (), (number,), missing, "slots", missing * self.price(role.priority))

    def terms(self, tables: Tables) -> Iterator[SlotPrice]:
        """The price of an open slot of each role."""
        yield SlotPrice(self.prices(tables))

    def post(self, model: Neighbourhood) -> None:
        """The price of each open slot."""
        for role, slots in model.slots.items():
            facts = model.problem.roles[role]
            missing = facts.wanted - sum(slots.values())
            if facts.takes > facts.wanted:
                missing = model.excess(facts.wanted, [(-1, literal) for literal in slots.values()])
            model.penalise(self.price(facts.priority), missing)


@dataclass(frozen=True)
class Overstaffed(ByPriority):
    """Soft. Each holder of a role beyond those that it wants costs by the role's priority."""

    title = "No more than wanted"
    finds = "people beyond what is wanted"
    more = "assigns {amount} more people than wanted"
    fewer = "assigns {amount} fewer people beyond what is wanted"
    weighs = dict.fromkeys(PRIORITIES, Tier.WISHES)

    low: int = 1_000
    normal: int = 1_000
    high: int = 1_000
    urgent: int = 1_000

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each role with more than it wants."""
        for number, role in enumerate(judged.problem.roles):
            over, price = len(judged.roster[number]) - role.wanted, self.price(role.priority)
            if over > 0 and price:
                yield Finding(self, judged.roster[number], (number,), over, "slots", over * price)

    def terms(self, tables: Tables) -> Iterator[OverPrice]:
        """The price of one too many in each role."""
        yield OverPrice(self.prices(tables))

    def post(self, model: Neighbourhood) -> None:
        """The price of each one too many."""
        for role, slots in model.slots.items():
            facts = model.problem.roles[role]
            over = model.excess(-facts.wanted, [(1, literal) for literal in slots.values()])
            model.penalise(self.price(facts.priority), over)
