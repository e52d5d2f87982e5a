"""A search in stages: each goes on from the best roster so far, under weights that are made for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from solver.answers import Answer
from solver.lines.chains import LineChains
from solver.objective import Costs, Objective
from solver.search.chains import Chains
from solver.search.compiled import Compiled
from solver.search.local_search import heat_of
from solver.stages import Course, Stage, Weights, weights, worst_costs


class Staged:
    """The search of a solve, and the stage it is in; under a policy of one sum there is no stage, and no weights."""

    def __init__(self, compiled: Compiled, objective: Objective, nobody: Answer, seed: int, workers: int) -> None:
        self.compiled, self.objective, self.nobody, self.seed = compiled, objective, nobody, seed
        self.searching = max(1, workers - 1)
        self.chains = self.chosen_search(workers)
        self.course = Course(objective.mode)
        self.stage: Stage | None = None
        self.weights: Weights | None = None

    def chosen_search(self, workers: int) -> Chains | LineChains:
        """Where schedules are legal only as a whole, a search over whole ones, on every core: their proof ends soon, or
        waits. Else one over bookings.
        """
        if self.compiled.whole:
            return LineChains(self.compiled, self.seed, workers)
        return Chains(self.compiled, self.nobody.cost, self.seed, self.searching)

    @cached_property
    def worst(self) -> Costs:
        """What a roster can cost at most in each tier."""
        return worst_costs(self.objective, self.compiled, self.nobody.by_tier)

    def begin(self, start: Answer | None, stop: Callable[[], bool]) -> None:
        """A first roster, as far as it is where `stop` says so; or go on from one that breaks no hard rule."""
        if start is None or isinstance(self.chains, LineChains):
            self.chains.construct(stop)
        else:
            self.chains.start_from(start.roster, start.cost, heat_of(self.compiled.facts))

    def enter(self, best: Answer, done: float) -> bool:
        """Go on in the next stage with something to gain, once `done` of the effort is spent; whether there is one."""
        stage = self.course.enter(best.by_tier, done)
        if stage is not None:
            self.go_on(best, stage)
        return stage is not None

    def go_on(self, best: Answer, stage: Stage) -> None:
        """Search from a roster on under a stage's weights."""
        self.stage, self.weights = stage, weights(self.objective, stage, best.by_tier, self.worst)
        compiled = self.compiled.weighed(self.objective.weighed(self.weights.factors))
        self.chains.close()
        worst = self.claimed(self.nobody.by_tier)
        chains = Chains(compiled, worst, self.seed + self.course.number, self.searching)
        scale = heat_of(self.compiled.facts) * self.weights.heated
        chains.start_from(best.roster, self.claimed(best.by_tier), scale)
        self.chains = chains

    def claimed(self, costs: Costs) -> int:
        """What the search makes of these costs by its weights of now."""
        if self.weights is None:
            return sum(costs.values())
        return sum(costs[tier] // self.objective.units[tier] * factor for tier, factor in self.weights.factors.items())
