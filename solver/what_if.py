"""What if: the same problem with another policy, other people or another demand, solved and compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from solver.engine import solve
from solver.problem import Problem, Role
from solver.solution import Solution
from solver.spans import DAY, Span


@dataclass(frozen=True)
class Change:
    """What is to be different. `policy` None leaves the rules as they are; of the `people` who are named each is away
    during the spans, () for all of the time; `wanted` says how many candidates roles want.
    """

    policy: tuple[dict[str, object], ...] | None = None
    people: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    wanted: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparison:
    """A problem as it is and as it would be, each solved alike. `costs` are points before and after, rule by rule;
    `lost` and `new` the (role, candidate) pairs that only one of the rosters has.
    """

    before: Solution
    after: Solution
    costs: dict[str, tuple[int, int]]
    lost: tuple[tuple[int, int], ...]
    new: tuple[tuple[int, int], ...]


def changed(problem: Problem, change: Change) -> Problem:
    """The problem with the change. A role that wants fewer than its minimum needs no more than it wants.

    Raises IndexError where the change is about somebody or something that there is not, ValueError for less than none.
    """
    people, roles = list(problem.people), list(problem.roles)
    always = Span(0, len(problem.days) * DAY)
    for number, spans in change.people.items():
        person = people[number]
        people[number] = replace(person, unavailable=(*person.unavailable, *(spans or (always,))))
    for number, wanted in change.wanted.items():
        if wanted < 0:
            raise ValueError(f"role {roles[number].key} cannot want {wanted}")
        roles[number] = asked_for(roles[number], wanted)
    policy = problem.policy if change.policy is None else change.policy
    return replace(problem, people=tuple(people), roles=tuple(roles), policy=policy)


def asked_for(role: Role, wanted: int) -> Role:
    """A role that wants so many, and takes at least these."""
    most = None if role.most is None else max(role.most, wanted)
    return replace(role, wanted=wanted, minimum=min(role.minimum, wanted), most=most)


def what_if(
    problem: Problem, change: Change, *, seconds: float, effort: int | None = None, seed: int = 0, workers: int = 1
) -> Comparison:
    """Solve the problem with and without the change, each within these limits (`solver.engine.solve`), and compare."""
    before, after = (
        solve(facts, seconds=seconds, effort=effort, seed=seed, workers=workers)
        for facts in (problem, changed(problem, change))
    )
    names = dict.fromkeys([*before.costs, *after.costs])
    old, new = (
        {(role, candidate) for role, candidates in enumerate(solution.roster) for candidate in candidates}
        for solution in (before, after)
    )
    return Comparison(
        before,
        after,
        {name: (before.costs.get(name, 0), after.costs.get(name, 0)) for name in names},
        tuple(sorted(old - new)),
        tuple(sorted(new - old)),
    )
