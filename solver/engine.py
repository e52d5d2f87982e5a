"""Solving: a roster at once, better ones until the limit or until it is proven that there is none, stoppable at any
moment, judged before it is returned.

Under a policy of tiers the search goes through stages, each of which is a weighted sum (`solver.stages`); under one of
a single sum there is but that.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from solver import judge
from solver.answers import Answer, Answers
from solver.choices import chosen, expanded, has_choices
from solver.lines.chains import LineChains
from solver.objective import Costs, Objective
from solver.policy import PolicyError, read_mode, read_policy
from solver.problem import Problem, Roster
from solver.proof.tiers import Proofs
from solver.rules.options import alternatives
from solver.search.chains import Chains
from solver.search.compiled import Compiled
from solver.search.exact import improve, neighbourhood
from solver.search.local_search import Search
from solver.solution import Phase, Progress, Solution, Status, gap
from solver.staged import Staged
from solver.tables import Tables
from solver.tiers import COVERAGE, Mode, Tier

EXACT_FROM = 0.9
"""The share of a stage after which exact neighbourhoods follow the annealing."""

MOST_ROLES = 4_000
"""Of more roles the annealing goes on to the end: what exact neighbourhoods reach in the time is too little of them."""

EXACT_EFFORT = 0.3
"""Deterministic seconds of one exact neighbourhood."""

EXACT_STEPS = 20
"""Steps that one exact neighbourhood counts for."""

REPORT_EVERY = 1.0
"""Seconds from one report of progress to the next, unless they take long."""

REPORT_SHARE = 0.1
"""The share of the time that reports take at most: what they tell is judged, and a large roster is not at once."""

UNASKED = 0.25
"""Seconds in which a first roster is finished before anybody can stop it."""


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
    called about once a second, less often where a roster takes long to judge, `stop` several times, exact
    neighbourhoods not excepted; it may be asked in another thread. Of activities with several options one is chosen
    (`Solution.options`), and nothing is proven. Where schedules are legal only as a whole all prices are one sum.
    Raises PolicyError for a bad policy or one under which this problem cannot be solved, NoSchedule where somebody has
    none that is legal, ModelMismatch where a rule's prices differ from its judgement.
    """
    if not has_choices(problem):
        return Engine(problem, seconds, effort, seed, workers, progress, stop).run()
    choices = expanded(problem)
    solution = Engine(choices.problem, seconds, effort, seed, workers, progress, stop).run()
    options, roster = choices.folded(solution.roster)
    found = judge.findings(chosen(problem, options), roster)
    if any(finding.rule.hard for finding in found) or judge.costs_by_rule(found) != solution.costs:
        raise judge.ModelMismatch(f"judged {judge.costs_by_rule(found)}, claimed {solution.costs} in options {options}")
    return replace(solution, roster=roster, options=options)


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
        mode = read_mode(problem.policy)
        self.objective = Objective(self.rules, Mode.SUM if self.compiled.whole else mode)
        if self.compiled.whole and Tier.KEPT in self.objective.tiers:
            raise PolicyError("what is published cannot be kept before all else in whole schedules")
        self.answers = Answers(self.compiled.tables, self.rules, self.objective)
        self.best = self.answers.nobody
        self.staged = Staged(self.compiled, self.objective, self.best, seed, workers)
        self.proofs = Proofs(self.objective, self.compiled)
        self.exact_from = EXACT_FROM if len(problem.roles) <= MOST_ROLES else 1.0
        self.phase = Phase.CONSTRUCT
        self.trajectory: list[tuple[float, int]] = []
        self.report_at = 0.0
        self.taken: Roster | None = None

    @property
    def chains(self) -> Chains | LineChains:
        """The search of now."""
        return self.staged.chains

    def elapsed(self) -> float:
        """Seconds since the solve began."""
        return time.monotonic() - self.began

    def run(self, start: Roster | None = None) -> Solution:
        """Construct, or go on from a roster that breaks no hard rule; improve and prove at once, judge."""
        self.begin(start)
        self.note()
        if self.compiled.whole:
            self.best = self.answer()
        try:
            status, steps = self.improve()
            self.proofs.close()  # the last roster is judged at once then
            self.keep(self.answer())
            return self.solution(status, steps)
        finally:
            self.proofs.close()
            self.chains.close()

    def begin(self, start: Roster | None) -> None:
        """A first roster. Raises ModelMismatch where the one to start from breaks a hard rule."""
        first = None if start is None or self.compiled.whole else self.answers.judged(start)
        if first is not None:
            self.best = first
        self.staged.begin(first, lambda: self.elapsed() > UNASKED and self.asked_to_stop())

    def asked_to_stop(self) -> bool:
        """Whether whoever asked wants no better roster."""
        return self.stop is not None and self.stop()

    def improve(self) -> tuple[Status, int]:
        """Search until a limit; why it ended, and after how many steps."""
        steps = 0
        if not any(len(candidates) for candidates in self.compiled.eligible):
            return Status.EMPTY, steps
        while True:
            done = self.share_done(steps)
            if self.asked_to_stop():
                return Status.STOPPED, steps
            if self.proven():
                return Status.OPTIMAL, steps
            if self.effort is not None and steps >= self.effort:
                return Status.EFFORT, steps
            if self.elapsed() >= self.seconds:
                return Status.TIME_LIMIT, steps
            if self.staged.course.ended(done) or self.settled():
                self.enter(done)
            share = self.staged.course.share(done)
            leader = self.improved_exactly(share, steps)
            if leader is None:
                self.phase = Phase.ANNEAL
                steps += 1
                better = self.chains.step(min(1.0, share / self.exact_from))
            else:
                if self.phase is not Phase.EXACT:
                    leader.return_to_best()
                    self.phase = Phase.EXACT
                steps += EXACT_STEPS
                better = self.exact(leader)
            if better:
                self.note()
            self.report()

    def share_done(self, steps: int) -> float:
        """How much of the limit is used up, from 0 to 1: of the effort where one is set, which no clock disturbs."""
        return min(1.0, steps / self.effort if self.effort else self.elapsed() / self.seconds if self.seconds else 1.0)

    def improved_exactly(self, share: float, steps: int) -> Search | None:
        """The search whose roster exact neighbourhoods improve from this share of a stage on; None before, and where
        none fits into what is left of the stage: the last one may go beyond.
        """
        if isinstance(self.chains, LineChains) or share < self.exact_from:
            return None
        if (
            self.effort is None
            or self.staged.course.last
            or self.staged.course.end * self.effort - steps >= EXACT_STEPS
        ):
            return self.chains.leader
        return None

    def enter(self, done: float) -> None:
        """Go on in the next stage from the best roster."""
        self.keep(self.answer())
        if self.staged.enter(self.best, done):
            self.phase = Phase.ANNEAL

    def exact(self, search: Search) -> bool:
        """Re-optimise one neighbourhood exactly; whether a new best roster was found."""
        left = self.seconds - self.elapsed()
        chosen = neighbourhood(search)
        improve(search, chosen, effort=EXACT_EFFORT, seconds=left, workers=self.staged.searching, stop=self.stop)
        return search.keep_best()

    def note(self) -> None:
        """Write down a new best roster of a policy of one sum; other rosters compare only where they are judged."""
        if self.objective.mode is Mode.SUM or not self.trajectory:
            cost = self.chains.best_cost - self.best.by_tier.get(Tier.KEPT, 0)
            self.trajectory.append((round(self.elapsed(), 3), cost))

    def answer(self) -> Answer:
        """The search's best roster, judged. Raises ModelMismatch where the judge's cost is another."""
        answer = self.answers.judged(self.chains.best_roster())
        claimed, cost = self.chains.best_cost, self.staged.claimed(answer.by_tier)
        if cost != claimed:
            raise judge.ModelMismatch(f"judged {cost}, claimed {claimed}")
        return answer

    def keep(self, answer: Answer) -> None:
        """Keep a roster if it is better than the best so far, tier by tier."""
        if answer.better_than(self.best):
            self.best = answer
            if self.objective.mode is Mode.TIERS and answer.own_cost != self.trajectory[-1][1]:
                self.trajectory.append((round(self.elapsed(), 3), answer.own_cost))

    @property
    def costs(self) -> Costs:
        """What the best roster costs, tier by tier."""
        if self.objective.mode is Mode.SUM:
            return {Tier.SUM: self.chains.best_cost}
        return self.best.by_tier

    def proven(self) -> bool:
        """Whether no roster is better."""
        return all(self.proofs.bound(tier, self.costs) == cost for tier, cost in self.costs.items())

    def settled(self) -> bool:
        """Whether the stage can be left early: what it is about is proven. Where the effort ends a solve none is, since
        what is proven when is up to the clock.
        """
        if self.effort is not None or self.staged.course.last or self.staged.weights is None:
            return False
        about = COVERAGE if self.staged.course.about is Tier.SUM else {self.staged.course.about}
        costs = self.best.by_tier
        return all(self.proofs.bound(tier, costs) == cost for tier, cost in costs.items() if tier in about)

    def report(self) -> None:
        """Tell how far we are, if that is due: who asked, and the proofs."""
        seconds = self.elapsed()
        if seconds < self.report_at:
            return
        answer = self.answer() if self.progress is not None or self.objective.mode is Mode.TIERS else self.best
        if self.effort is None:
            self.keep(answer)
        if self.workers > 1 and not alternatives(self.problem):
            self.proofs.go_on(self.costs, self.chains.best_roster())
            self.take_over(self.proofs.covering)
        if self.progress is not None:
            self.progress(self.how_far(answer if answer.better_than(self.best) else self.best, seconds))
        self.report_at = seconds + max(REPORT_EVERY, (self.elapsed() - seconds) / REPORT_SHARE)

    def take_over(self, roster: Roster | None) -> None:
        """Go on from what the proof of coverage booked, where that is better. Where the effort ends a solve it is not:
        what is found when is up to the clock.
        """
        if self.effort is not None or roster is None or roster is self.taken or isinstance(self.chains, LineChains):
            return
        self.taken, answer = roster, self.answers.judged(roster)
        if answer.better_than(self.best) and self.staged.stage is not None:
            self.keep(answer)
            self.staged.go_on(answer, self.staged.stage)

    def how_far(self, best: Answer, seconds: float) -> Progress:
        """What there is to tell of a roster that was judged."""
        bounds = self.proofs.bounds(best.by_tier)
        return Progress(
            seconds,
            best.cost,
            judge.filled(self.problem, best.roster),
            self.problem.slots,
            self.trajectory[0][1],
            bounds.get(Tier.SUM),
            gap(best.cost, bounds.get(Tier.SUM)),
            best.costs,
            self.objective.values(best.by_tier, bounds),
            self.phase,
            self.staged.course.about,
        )

    def solution(self, status: Status, steps: int) -> Solution:
        """The best roster as a solution. Raises ModelMismatch where a bound is above it."""
        best, bounds = self.best, self.proofs.bounds(self.best.by_tier)
        above = {tier: bound for tier, bound in bounds.items() if bound is not None and bound > best.by_tier[tier]}
        if above:
            raise judge.ModelMismatch(f"bounds of {above} are above a roster of {best.by_tier}")
        return Solution(
            best.roster,
            best.cost,
            best.costs,
            bounds.get(Tier.SUM),
            status,
            self.elapsed(),
            steps,
            tuple(self.trajectory),
            self.objective.values(best.by_tier, bounds),
            self.proofs.ended_early,
        )
