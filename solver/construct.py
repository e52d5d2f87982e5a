"""Filling activities at their exact marginal cost: all that an activity needs, or nobody at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from solver.pricing import Pricing
from solver.problem import Pin
from solver.rules.base import TOO_MUCH, Candidates
from solver.rules.composition import Need
from solver.state import State


@dataclass
class Builder:
    """A state with its running cost, and the moves that change both. `noise` up to that much is added to prices."""

    pricing: Pricing
    state: State
    cost: int
    random: np.random.Generator
    noise: int = 0
    pins: dict[int, tuple[int, ...]] = field(default_factory=dict)
    brought: dict[tuple[int, str, int | None], Candidates] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pin in self.pricing.problem.pins:
            self.pins[pin.role] = (*self.pins.get(pin.role, ()), pin.candidate)

    def add(self, role: int, candidate: int) -> bool:
        """Place the candidate unless a hard rule forbids it."""
        price = int(self.pricing.marginal(self.state, role, np.array([candidate], dtype=np.int64))[0])
        if price >= TOO_MUCH:
            return False
        self.state.place(role, candidate)
        self.cost += price
        return True

    def take(self, role: int, candidate: int) -> None:
        """Remove the candidate from the role."""
        self.state.remove(role, candidate)
        self.cost -= int(self.pricing.price(self.state, role, np.array([candidate], dtype=np.int64))[0])

    def empty(self, activity: int) -> list[Pin]:
        """Remove everybody from an activity; who that was."""
        gone = [Pin(role, n) for role in self.pricing.problem.roles_of[activity] for n in self.state.slots[role]]
        for pair in gone:
            self.take(pair.role, pair.candidate)
        return gone

    def cheapest(self, role: int, among: Candidates) -> tuple[int, int]:
        """(price, candidate) of the cheapest of `among` for one more slot; TOO_MUCH or more if none may have it."""
        free = among[[n not in self.state.slots[role] for n in among]] if self.state.slots[role] else among
        if not len(free):
            return TOO_MUCH, -1
        prices = self.pricing.marginal(self.state, role, free)
        noisy = prices + self.random.integers(0, self.noise, len(free)) if self.noise else prices
        best = int(noisy.argmin())
        return int(prices[best]), int(free[best])

    def fill(self, activity: int) -> bool:
        """Give an activity what it needs and then what it wants; False and nobody where its needs cannot be met."""
        roles = self.pricing.problem.roles_of[activity]
        pinned = [Pin(role, n) for role in roles for n in self.pins.get(role, ()) if n not in self.state.slots[role]]
        blocked = any(self.pricing.block(pin.candidate, pin.role) is not None for pin in pinned)
        needed = not blocked and all(self.add(pin.role, pin.candidate) for pin in pinned)
        if not (needed and self.compose(activity) and self.reach_minimum(activity)):
            self.empty(activity)
            return False
        for role in self.in_order(roles):
            self.reach_wanted(role)
        return True

    def in_order(self, roles: Sequence[int]) -> Sequence[int]:
        """Roles in the order in which to fill their open slots: the most urgent first, any with noise."""
        if self.noise:
            return [roles[int(n)] for n in self.random.permutation(len(roles))]
        return sorted(roles, key=lambda role: -self.pricing.problem.roles[role].priority)

    def compose(self, activity: int) -> bool:
        """Book the people whom the activity's composition needs; False where there are too few."""
        for need in self.pricing.needs[activity]:
            while self.missing(activity, need) > 0:
                offers = [
                    (*self.cheapest(role, self.bringing(role, need)), role)
                    for role in self.pricing.problem.roles_of[activity]
                    if len(self.state.slots[role]) < self.pricing.problem.roles[role].wanted
                ]
                price, candidate, role = min(offers, default=(TOO_MUCH, -1, -1))
                if price >= TOO_MUCH:
                    return False
                self.state.place(role, candidate)
                self.cost += price
        return True

    def missing(self, activity: int, need: Need) -> int:
        """How many of the people that a need asks for are not booked yet."""
        staff = self.state.held[: len(need.people), activity] > 0
        return need.minimum - int((staff & need.people).sum())

    def bringing(self, role: int, need: Need) -> Candidates:
        """The eligible candidates who bring at least one of the people that a need asks for."""
        key = (role, need.reason, need.subject)
        if key not in self.brought:
            self.brought[key] = self.brings(role, need)
        return self.brought[key]

    def brings(self, role: int, need: Need) -> Candidates:
        """`bringing`, worked out."""
        who, people = self.pricing.eligible[role], len(need.people)
        activity = self.pricing.problem.roles[role].activity
        crews = self.pricing.tables.crews
        brings = [bool(need.people[[n] if n < people else crews[int(n) - people, activity]].any()) for n in who]
        return who[brings] if len(who) else who

    def reach_minimum(self, activity: int) -> bool:
        """Book the minimum of every role, the role with fewest eligible candidates first; False where it fails."""
        eligible = self.pricing.eligible
        for role in sorted(self.pricing.problem.roles_of[activity], key=lambda role: len(eligible[role])):
            while len(self.state.slots[role]) < self.pricing.problem.roles[role].minimum:
                price, candidate = self.cheapest(role, eligible[role])
                if price >= TOO_MUCH:
                    return False
                self.state.place(role, candidate)
                self.cost += price
        return True

    def reach_wanted(self, role: int) -> None:
        """Book more, up to what is wanted, as long as each lowers the cost."""
        while len(self.state.slots[role]) < self.pricing.problem.roles[role].wanted:
            price, candidate = self.cheapest(role, self.pricing.eligible[role])
            if price >= 0:
                return
            self.state.place(role, candidate)
            self.cost += price


def by_scarcity(pricing: Pricing, activities: Iterable[int]) -> list[int]:
    """Activities in the order in which to fill them: by priority, pinned ones first, then the scarcest role first."""
    problem = pricing.problem
    pinned = {problem.roles[pin.role].activity for pin in problem.pins}

    def rank(activity: int) -> tuple[bool, int, float, int]:
        needed = [role for role in problem.roles_of[activity] if problem.roles[role].minimum]
        scarcity = min((len(pricing.eligible[r]) / problem.roles[r].minimum for r in needed), default=1e9)
        urgent = max((problem.roles[role].priority for role in problem.roles_of[activity]), default=0)
        return activity not in pinned, -urgent, scarcity, activity

    return sorted(activities, key=rank)
