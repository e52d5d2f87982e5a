"""Keeping all that is published: what still can be stays as it is, and only open slots are filled.

What is kept is a tier above all others, so nobody is taken from what they can still do, whatever that would fill or
save elsewhere. Who is pinned to something else at that time is no loss. Where two published assignments contradict
each other by now, as many stay as can: the roster that the search begins with keeps what is pinned, then the more
urgent, and what is proven of the tier says how many must go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from solver.engine import Engine
from solver.policy import write_policy
from solver.problem import Problem, Roster
from solver.rules.preferences import KeepPublished, to_be_kept
from solver.search.compiled import Compiled
from solver.search.local_search import Search
from solver.search.start import keep
from solver.solution import Progress, Solution, gap

KEEPING = KeepPublished()


def keep_published(
    problem: Problem,
    *,
    seconds: float,
    effort: int | None = None,
    seed: int = 0,
    workers: int = 1,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Solution:
    """The best roster of those that keep most of what is published, under the limits of `solver.engine.solve`.

    `tiers` begins with the one that is kept: how many published assignments are not in the roster, and how many every
    roster loses at least. Costs are those of the problem's own policy; a bound of theirs holds for rosters that keep as
    much. Activities stay in their first option. Raises PolicyError for a bad policy and where schedules are legal only
    as a whole, ModelMismatch where a rule's prices differ from its judgement.
    """
    keeping = replace(problem, policy=(*problem.policy, *write_policy([KEEPING])))
    tell = None if progress is None else telling(progress)
    engine = Engine(keeping, seconds, effort, seed, workers, tell, stop)
    return without_keeping(engine.run(kept(engine.compiled, seed)))


def kept(compiled: Compiled, seed: int) -> Roster:
    """What can stay of what is published, the rest filled."""
    search = Search(compiled, 0, seed)
    keep(search, (*compiled.problem.pins, *to_be_kept(compiled.problem)))
    return search.best_roster()


def telling(progress: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """Tell how far the engine is in the costs of the policy itself."""

    def tell(told: Progress) -> None:
        costs, price = split(told.costs)
        cost = told.cost - price
        progress(replace(told, cost=cost, gap=gap(cost, told.bound), costs=costs))

    return tell


def without_keeping(solution: Solution) -> Solution:
    """A solution in the costs of the policy itself, as its trajectory is."""
    costs, price = split(solution.costs)
    return replace(solution, cost=solution.cost - price, costs=costs)


def split(costs: dict[str, int]) -> tuple[dict[str, int], int]:
    """Costs by rule without the price of what is not kept, and that price."""
    name = type(KEEPING).__name__
    return {rule: cost for rule, cost in costs.items() if rule != name}, costs.get(name, 0)
