"""Solving: a roster at once, better ones until the limit or until it is proven that there is none, stoppable at any
moment, judged before it is returned.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from solver import judge
from solver.chains import Chains
from solver.compiled import Compiled
from solver.exact import improve, neighbourhood
from solver.lines.chains import LineChains
from solver.lines.prover import LineProver
from solver.policy import read_policy
from solver.problem import Problem, Roster
from solver.proof.prover import Prover
from solver.search import Search
from solver.tables import Tables

EXACT_FROM = 0.9
"""The share of a solve after which exact neighbourhoods follow the annealing."""

EXACT_EFFORT = 0.3
"""Deterministic seconds of one exact neighbourhood."""

EXACT_STEPS = 20
"""Steps that one exact neighbourhood counts for."""

REPORT_EVERY = 0.5
"""Seconds between two reports of progress."""


class Status(StrEnum):
    """Why the engine ended. Ended by `effort`, the same input and seed give the same roster; else they need not."""

    OPTIMAL = "optimal"
    EFFORT = "effort"
    TIME_LIMIT = "time limit"
    STOPPED = "stopped"
    EMPTY = "nothing to decide"


@dataclass(frozen=True)
class Progress:
    """How far the engine is: seconds, cost of the best roster, slots filled and wanted, cost of the first roster, and
    what every roster costs at least, as far as that is proven.
    """

    seconds: float
    cost: int
    filled: int
    wanted: int
    first_cost: int
    bound: int | None


@dataclass(frozen=True)
class Solution:
    """An engine's answer. `lower_bound` None reads "not yet proven"; `trajectory` is (seconds, cost) of each best."""

    roster: Roster
    cost: int
    costs: dict[str, int]
    lower_bound: int | None
    status: Status
    seconds: float
    steps: int
    trajectory: tuple[tuple[float, int], ...]

    @property
    def gap(self) -> float | None:
        """How far the cost can be above the optimum, as a share of the cost; None where that is not proven."""
        if self.lower_bound is None:
            return None
        return (self.cost - self.lower_bound) / self.cost if self.cost else 0.0


def solve(
    problem: Problem,
    *,
    seconds: float,
    effort: int | None = None,
    seed: int = 0,
    workers: int = 1,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Solution:
    """The best roster that is found within `seconds`, or within `effort` steps of 10,000 moves where those are fewer.

    `workers` are the threads: of more than one, one proves a bound, and the others search side by side. `progress` is
    called about twice a second, `stop` before every step. Raises PolicyError for a bad policy or one under which this
    problem cannot be solved, NoSchedule where somebody has none that is legal, ModelMismatch where a rule's prices
    differ from its judgement.
    """
    return Engine(problem, seconds, effort, seed, workers, progress, stop).run()


class Engine:
    """One solve."""

    def __init__(
        self,
        problem: Problem,
        seconds: float,
        effort: int | None,
        seed: int,
        workers: int,
        progress: Callable[[Progress], None] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.began = time.monotonic()
        self.problem, self.seconds, self.effort, self.workers = problem, seconds, effort, workers
        self.progress, self.stop = progress, stop
        self.rules = read_policy(problem.policy)
        self.compiled = Compiled(Tables(problem), self.rules)
        nobody = sum(found.cost for found in judge.findings(problem, judge.empty_roster(problem), self.rules))
        self.searching = max(1, workers - 1)
        self.chains = self.chosen_search(nobody, seed)
        self.prover: Prover | LineProver | None = None
        self.learned: int | None = None
        self.trajectory: list[tuple[float, int]] = []
        self.reported = -REPORT_EVERY

    def elapsed(self) -> float:
        """Seconds since the solve began."""
        return time.monotonic() - self.began

    def chosen_search(self, nobody: int, seed: int) -> Chains | LineChains:
        """Where schedules are legal only as a whole, a search over whole ones; else one over bookings. Raises NotLines
        where whole schedules are asked for with what cannot be kept in them.
        """
        if self.compiled.whole:
            return LineChains(self.compiled, seed, self.searching)
        return Chains(self.compiled, nobody, seed, self.searching)

    def run(self) -> Solution:
        """Construct, improve and prove at once, judge."""
        self.chains.construct()
        self.note()
        if self.workers > 1:
            self.prover = LineProver(self.compiled) if self.compiled.whole else Prover(self.compiled)
        try:
            status, steps = self.improve()
            return self.judged(status, steps)
        finally:
            if self.prover is not None:
                self.prover.close()

    @property
    def bound(self) -> int | None:
        """What every roster costs at least; None where nothing is proven."""
        return None if self.prover is None else self.prover.value

    def improve(self) -> tuple[Status, int]:
        """Search until a limit; why it ended, and after how many steps."""
        steps = 0
        if not any(len(candidates) for candidates in self.compiled.eligible):
            return Status.EMPTY, steps
        while True:
            done = self.share_done(steps)
            if self.stop is not None and self.stop():
                return Status.STOPPED, steps
            if self.bound == self.chains.best_cost:
                return Status.OPTIMAL, steps
            if self.effort is not None and steps >= self.effort:
                return Status.EFFORT, steps
            if self.elapsed() >= self.seconds:
                return Status.TIME_LIMIT, steps
            if isinstance(self.chains, LineChains):
                steps, better = steps + 1, self.chains.step(done)
            elif done < EXACT_FROM:
                steps, better = steps + 1, self.chains.step(done / EXACT_FROM)
            else:
                steps, better = steps + EXACT_STEPS, self.exact(self.chains.leader)
            if better:
                self.note()
            self.report()

    def share_done(self, steps: int) -> float:
        """How much of the limit is used up, from 0 to 1: of the effort where one is set, which no clock disturbs."""
        return min(1.0, steps / self.effort if self.effort else self.elapsed() / self.seconds if self.seconds else 1.0)

    def exact(self, search: Search) -> bool:
        """Re-optimise one neighbourhood of the best roster exactly; whether a better one was found."""
        if search.cost != search.best_cost:
            search.return_to_best()
        left = self.seconds - self.elapsed()
        improve(search, neighbourhood(search), effort=EXACT_EFFORT, seconds=left, workers=self.searching)
        return search.keep_best()

    def note(self) -> None:
        """Write down a new best roster."""
        self.trajectory.append((round(self.elapsed(), 3), self.chains.best_cost))

    def report(self) -> None:
        """Tell how far we are, if that is due: who asked, and the prover."""
        seconds = self.elapsed()
        if seconds - self.reported < REPORT_EVERY:
            return
        self.reported = seconds
        cost = self.chains.best_cost
        if self.prover is not None and cost != self.learned:
            self.learned = cost
            self.prover.learn(self.chains.best_roster())
        if self.progress is not None:
            filled, wanted = fullness(self.problem, self.chains.best_roster())
            self.progress(Progress(seconds, cost, filled, wanted, self.trajectory[0][1], self.bound))

    def judged(self, status: Status, steps: int) -> Solution:
        """The best roster as a solution, re-judged by the rules' checks. Raises ModelMismatch, also where a bound is
        above it.
        """
        roster, claimed = self.chains.best_roster(), self.chains.best_cost
        found = judge.findings(self.problem, roster, self.rules)
        broken = [finding for finding in found if finding.rule.hard]
        cost = sum(finding.cost for finding in found)
        if broken or cost != claimed:
            raise judge.ModelMismatch(f"judged {cost}, claimed {claimed}; hard findings: {broken[:5]}")
        bound = self.bound
        if bound is not None and bound > cost:
            raise judge.ModelMismatch(f"a bound of {bound} is above a roster of {cost}")
        costs, trajectory = judge.costs_by_rule(found), tuple(self.trajectory)
        return Solution(roster, cost, costs, bound, status, self.elapsed(), steps, trajectory)


def fullness(problem: Problem, roster: Roster) -> tuple[int, int]:
    """How many of the slots that are wanted are filled, and how many there are."""
    wanted = [role.wanted for role in problem.roles]
    return sum(min(len(held), slots) for held, slots in zip(roster, wanted, strict=True)), sum(wanted)
