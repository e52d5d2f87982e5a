"""The least change: what can be filled is filled, with as few pairs changed as can be, and how few that is at least."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from solver import judge
from solver.judge import ModelMismatch
from solver.judged import Judged
from solver.objective import Objective, TierValue
from solver.policy import PolicyError, read_mode, read_policy
from solver.problem import Pin, Problem, Roster
from solver.proof import highs
from solver.proof.staffing import MOST_PAIRS, SCARCE, Answer, Staffing, scarce
from solver.repair.distance import Distance, distance, in_tiers, unit
from solver.rules.base import Finding
from solver.search.compiled import Compiled
from solver.search.local_search import Search
from solver.search.start import keep
from solver.solution import Phase, Progress, Solution, Status
from solver.tables import Tables
from solver.tiers import Tier

BEFORE, AFTER = 30, 60
"""Steps of the search before the fewest changes are looked for, and after they are found; so an effort is split."""

NODES = 10
"""Nodes of its tree that HiGHS may look at for each step of an effort, whenever it is asked."""

REPORT_EVERY = 0.5

UNFILLED_SHARE = 0.6
"""How much of the time that is left the proof of what must stay unfilled may take."""


@dataclass(frozen=True)
class Repaired:
    """A repaired roster, when the first one was there, how far the two are from what is published, and what is proven:
    no roster leaves less unfilled, and none that leaves as little as this one changes fewer pairs.
    """

    solution: Solution
    first_seconds: float
    first: Distance
    distance: Distance
    least_unfilled: int
    fewest_changed: int


def least_change(
    problem: Problem,
    *,
    seconds: float,
    effort: int | None = None,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Repaired:
    """The roster that leaves least unfilled, among those the one with the fewest changes, and among those a cheap one.

    Ends when the first two are proven and it has searched on for a while, at the latest after `seconds`. With an
    `effort`, a number of steps of 10,000 moves, no clock decides before that: HiGHS has a number of nodes for each
    step, and the search waits for it. As long as neither `seconds` nor `stop` cuts it short, the same input, seed and
    effort then give the same roster. One node may take long: an effort says little of how long it takes.

    Raises PolicyError for a bad policy, ModelMismatch where a rule's prices differ from its judgement.
    """
    return LeastChange(problem, seconds, effort, seed, progress, stop).run()


class LeastChange:
    """One repair."""

    def __init__(
        self,
        problem: Problem,
        seconds: float,
        effort: int | None,
        seed: int,
        progress: Callable[[Progress], None] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.began = time.monotonic()
        self.problem, self.seconds, self.effort, self.seed = problem, seconds, effort, seed
        self.progress, self.stop = progress, stop
        self.before = BEFORE if effort is None else effort * BEFORE // (BEFORE + AFTER)
        self.after = AFTER if effort is None else effort - self.before
        self.rules = read_policy(problem.policy)
        self.compiled, self.objective = (
            Compiled(Tables(problem), self.rules),
            Objective(self.rules, read_mode(problem.policy)),
        )
        if self.compiled.whole or any(role.takes > role.wanted for role in problem.roles):
            raise PolicyError(
                "the fewest changes cannot be found of whole schedules, nor of roles that take more people"
            )
        self.first = self.kept()
        self.first_seconds = self.elapsed()
        self.best, self.best_distance = self.first, distance(self.compiled, self.first)
        self.best_cost, self.first_distance = judge.cost(problem, self.first), self.best_distance
        self.trajectory = [(round(self.first_seconds, 3), self.best_cost)]
        self.prices = in_tiers(self.compiled, self.best_cost + 1)
        self.scale = Search(self.compiled, 0, seed).scale
        self.least_unfilled, self.fewest = 0, dict[int, int]()
        self.reported, self.steps = 0.0, 0

    def elapsed(self) -> float:
        """Seconds since the repair began."""
        return time.monotonic() - self.began

    def kept(self) -> Roster:
        """The first repaired roster."""
        search = Search(self.compiled, 0, self.seed)
        keep(search, self.problem.published)
        return search.best_roster()

    def run(self) -> Repaired:
        """Search a little, prove, and search on among rosters that are as good by what is proven."""
        self.search_on(self.before)
        named = scarce(self.compiled, self.best, SCARCE, MOST_PAIRS)
        while not self.proven and self.going_on():
            beyond = self.prove(Staffing(self.compiled, named))
            if not beyond:
                break
            named |= beyond
        self.search_on(self.after)
        return self.judged()

    @property
    def proven(self) -> bool:
        """Whether no roster is nearer to the published one."""
        return self.best_distance <= Distance(self.least_unfilled, self.fewest_changed)

    @property
    def fewest_changed(self) -> int:
        """How many pairs every roster changes that leaves no more unfilled than the best: the lost ones at least."""
        lost = sum(pair.candidate not in self.compiled.eligible[pair.role] for pair in self.problem.published)
        return max([lost, *(bound for most, bound in self.fewest.items() if most >= self.best_distance.unfilled)])

    def going_on(self) -> bool:
        """Whether there is time left and nobody asked to stop; tells how far we are."""
        self.report()
        return self.elapsed() < self.seconds and not (self.stop is not None and self.stop())

    def search_on(self, steps: int) -> None:
        """Search on from the best roster."""
        search = self.laid_out(pairs(self.best))
        for step in range(steps):
            if not self.going_on():
                break
            self.step(search, step / steps)

    def step(self, search: Search, share: float) -> None:
        """One step, at a heat at which what comes first in the tiers is never given up."""
        self.steps += 1
        if search.step(share):
            self.keep_better(search.best_roster())

    def laid_out(self, wanted: Iterable[Pin]) -> Search:
        """A search from these pairs on, as far as the rules allow them, the rest filled."""
        search = Search(self.prices, 0, self.seed)
        search.scale = self.scale
        keep(search, wanted)
        return search

    def keep_better(self, roster: Roster) -> None:
        """Keep a roster that is nearer to the published one, or as near and cheaper."""
        there = distance(self.compiled, roster), judge.cost(self.problem, roster)
        if there < (self.best_distance, self.best_cost):
            self.adopt(roster)

    def adopt(self, roster: Roster) -> None:
        """Go on from this roster. One that proves itself is kept whatever else costs as much: no clock decides then."""
        self.best, self.best_distance = roster, distance(self.compiled, roster)
        self.best_cost = judge.cost(self.problem, roster)
        self.trajectory.append((round(self.elapsed(), 3), self.best_cost))

    def prove(self, staffing: Staffing) -> set[int]:
        """Learn what is proven of a staffing; the roles in which its solution was no roster."""
        cost = staffing.unfilled(self.compiled.facts)
        unfilled = staffing.least(cost, unit(self.compiled), self.within(UNFILLED_SHARE))
        if unfilled is None:
            return set()
        self.least_unfilled = max(self.least_unfilled, unfilled.bound)
        most = min(unfilled.value, self.best_distance.unfilled)
        staffing.limit(cost, most, unit(self.compiled))
        changed = staffing.least(staffing.changed, 1, self.within(1.0))
        if changed is not None:
            self.fewest[most] = max(self.fewest.get(most, 0), changed.bound)
        roster = self.laid_out(staffing.found).best_roster()
        if distance(self.compiled, roster) <= self.best_distance:
            self.adopt(roster)
        return staffing.missing(roster)

    def within(self, share: float) -> Answer:
        """HiGHS, for this share of the time that is left; the search goes on meanwhile in case that finds nothing.

        Under an effort it is for so many nodes, and nothing goes on that depends on how long they take.
        """
        left = self.seconds - self.elapsed()
        if self.effort is not None:
            nodes = self.effort * NODES
            return lambda model: highs.answer(model, max(0.1, left), self.going_on, nodes)
        seconds, search = max(0.1, share * left), self.laid_out(pairs(self.best))

        def waiting() -> bool:
            self.step(search, min(1.0, self.elapsed() / self.seconds))
            return self.going_on()

        return lambda model: highs.answer(model, seconds, waiting)

    def report(self) -> None:
        """Tell how far we are, if that is due."""
        seconds = self.elapsed()
        if self.progress is None or seconds - self.reported < REPORT_EVERY:
            return
        self.reported = seconds
        found = judge.findings(self.problem, self.best, self.rules)
        self.progress(
            Progress(
                seconds,
                self.best_cost,
                judge.filled(self.problem, self.best),
                self.problem.slots,
                self.trajectory[0][1],
                bound=None,
                gap=None,
                costs=judge.costs_by_rule(found),
                tiers=self.in_tiers(found),
                phase=Phase.ANNEAL,
                about=Tier.DISTURBANCE,
            )
        )

    @property
    def status(self) -> Status:
        """Why it ended."""
        if self.proven:
            return Status.OPTIMAL
        if self.stop is not None and self.stop():
            return Status.STOPPED
        return Status.TIME_LIMIT if self.effort is None or self.elapsed() >= self.seconds else Status.EFFORT

    def in_tiers(self, found: Sequence[Finding]) -> tuple[TierValue, ...]:
        """How good the best roster is in the tiers of the policy, of which nothing is proven here."""
        return self.objective.values(self.objective.costs(Judged(self.compiled.tables, self.best), found), {})

    def judged(self) -> Repaired:
        """The best roster, re-judged by the rules' checks. Raises ModelMismatch."""
        found = judge.findings(self.problem, self.best, self.rules)
        broken = [finding for finding in found if finding.rule.hard]
        proven = Distance(self.least_unfilled, self.fewest_changed)
        if broken or self.best_distance < proven:
            raise ModelMismatch(f"{self.best_distance}, proven {proven}; hard findings: {broken[:5]}")
        solution = Solution(
            self.best,
            self.best_cost,
            judge.costs_by_rule(found),
            None,
            self.status,
            self.elapsed(),
            self.steps,
            tuple(self.trajectory),
            self.in_tiers(found),
        )
        return Repaired(
            solution, self.first_seconds, self.first_distance, self.best_distance, proven.unfilled, proven.changed
        )


def pairs(roster: Roster) -> list[Pin]:
    """A roster's pairs."""
    return [Pin(role, candidate) for role, held in enumerate(roster) for candidate in held]
