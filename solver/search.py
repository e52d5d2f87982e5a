"""Ruin and recreate: empty a few related activities, fill them again, keep what is not much worse."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from solver.construct import Builder
from solver.problem import DAY, Pin

START_HEAT = 5_000
"""At the beginning a roster worse by up to this cost may be accepted; at the end none is."""

NOISE = 2_000


class Search:
    """A local search over one state. `best` is the cheapest roster so far, with its cost."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.problem = builder.pricing.problem
        self.random = builder.random
        self.best_cost = builder.cost
        self.best = builder.state.roster()
        tables = builder.pricing.tables
        self.days, self.places = tables.days, tables.places
        self.ruins: Sequence[Callable[[int], list[int]]] = (
            self.same_day,
            self.near_in_time,
            self.same_people,
            self.same_place,
            self.in_the_way,
            self.anywhere,
        )

    def step(self, heat: float) -> bool:
        """One ruin and recreate; `heat` falls from 1 to 0. Returns whether a new best roster was found."""
        chosen = self.choose()
        before = self.builder.cost
        old = [pair for activity in chosen for pair in self.ruin(activity)]
        self.builder.noise = int(self.random.integers(1, NOISE)) if self.random.random() < 0.7 else 0
        self.recreate(chosen)
        if self.builder.cost > before + heat * START_HEAT * self.random.random():
            self.restore(chosen, old, before)
            return False
        return self.update_best()

    def update_best(self) -> bool:
        """Keep the roster as it stands if it is the best so far; whether it is."""
        if self.builder.cost >= self.best_cost:
            return False
        self.best_cost, self.best = self.builder.cost, self.builder.state.roster()
        return True

    def ruin(self, activity: int) -> list[Pin]:
        """Empty an activity, or take away a few who are not pinned; who held what before, all of them."""
        state, builder = self.builder.state, self.builder
        held = [Pin(role, n) for role in self.problem.roles_of[activity] for n in sorted(state.slots[role])]
        whole = self.random.random() < 0.5
        for pair in held:
            pinned = pair.candidate in builder.pins.get(pair.role, ())
            if whole or (not pinned and self.random.random() < 0.5):
                builder.take(pair.role, pair.candidate)
        return held

    def recreate(self, chosen: Sequence[int]) -> None:
        """Fill the chosen activities again, the more urgent ones mostly first."""
        urgency = [max((self.problem.roles[r].priority for r in self.problem.roles_of[a]), default=0) for a in chosen]
        order = np.argsort(self.random.random(len(chosen)) * 2 - np.array(urgency) * self.random.integers(0, 2))
        for number in order:
            self.builder.fill(chosen[int(number)])

    def restore(self, chosen: Sequence[int], old: Sequence[Pin], cost: int) -> None:
        """Put the chosen activities back as they were."""
        state = self.builder.state
        for activity in chosen:
            for role in self.problem.roles_of[activity]:
                for candidate in list(state.slots[role]):
                    state.remove(role, candidate)
        for pair in old:
            state.place(pair.role, pair.candidate)
        self.builder.cost = cost

    def choose(self) -> list[int]:
        """Which activities to ruin: related to one seed, which is often one with open slots."""
        seed = self.seed()
        ruin = self.ruins[int(self.random.integers(len(self.ruins)))]
        size = int(self.random.integers(2, 9))
        related = sorted({*ruin(seed)} - {seed})
        self.random.shuffle(related)
        return [seed, *related[: size - 1]]

    def choose_wide(self) -> list[int]:
        """Related activities in random order, the seed first: more than one exact neighbourhood holds."""
        seed = self.seed()
        related = {*self.near_in_time(seed), *self.same_people(seed)} - {seed}
        others = sorted(related)
        self.random.shuffle(others)
        return [seed, *others]

    def seed(self) -> int:
        """An activity to begin with: every third time one that lacks people."""
        if self.random.random() < 0.33:
            slots = self.builder.state.slots
            roles = enumerate(self.problem.roles)
            lacking = [role.activity for number, role in roles if len(slots[number]) < role.wanted]
            if lacking:
                return lacking[int(self.random.integers(len(lacking)))]
        return int(self.random.integers(len(self.problem.activities)))

    def same_day(self, seed: int) -> list[int]:
        """Activities of the same day."""
        return np.flatnonzero(self.days == self.days[seed]).tolist()

    def near_in_time(self, seed: int) -> list[int]:
        """Activities that begin within a day and a half."""
        starts = self.builder.pricing.tables.starts
        return np.flatnonzero(np.abs(starts - starts[seed]) < DAY + DAY // 2).tolist()

    def same_people(self, seed: int) -> list[int]:
        """Activities of some of the people who are on the seed, or who could be."""
        state = self.builder.state
        staff = np.flatnonzero(state.held[:, seed] > 0)
        if not len(staff):
            roles = self.problem.roles_of[seed]
            staff = self.builder.pricing.eligible[roles[0]] if roles else staff
        if not len(staff):
            return [seed]
        some = self.random.choice(staff, min(3, len(staff)), replace=False)
        return np.flatnonzero((state.held[some] > 0).any(axis=0)).tolist()

    def in_the_way(self, seed: int) -> list[int]:
        """Activities that keep some of those who could fill the seed's scarcest open role from doing so."""
        state, eligible = self.builder.state, self.builder.pricing.eligible
        roles = [r for r in self.problem.roles_of[seed] if len(state.slots[r]) < self.problem.roles[r].wanted]
        scarce = min(roles or self.problem.roles_of[seed], key=lambda role: len(eligible[role]), default=None)
        if scarce is None or not len(eligible[scarce]):
            return [seed]
        some = self.random.choice(eligible[scarce], min(4, len(eligible[scarce])), replace=False)
        near = (state.clashing[seed] > 0) | (self.days == self.days[seed])
        return np.flatnonzero((state.held[some] > 0).any(axis=0) & near).tolist()

    def same_place(self, seed: int) -> list[int]:
        """Activities at the same place."""
        return np.flatnonzero(self.places == self.places[seed]).tolist()

    def anywhere(self, seed: int) -> list[int]:  # noqa: ARG002
        """Any activities."""
        return [int(number) for number in self.random.integers(0, len(self.problem.activities), 12)]
