"""Time as a choice: an activity with several options becomes as many activities, of which one at most goes ahead.

The search knows nothing of it but that these exclude each other and that their demand counts once. What it finds is
folded back: each activity in the option in which it is held, and judged there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from solver.policy import write_policy
from solver.problem import Activity, Pin, Problem, Role, Roster
from solver.rules.options import OneOption


@dataclass(frozen=True)
class Choices:
    """A problem in which each option is an activity of its own, and where these come from.

    The activities and roles of the original come first, in their order; `copies` are (activity, option) of the others,
    and `role_copies` the original's role of each role beyond its own.
    """

    original: Problem
    problem: Problem
    copies: tuple[tuple[int, int], ...]
    role_copies: tuple[int, ...]

    def folded(self, roster: Roster) -> tuple[tuple[int, ...], Roster]:
        """Which option each activity is held in, the first where it does not go ahead; and who holds what."""
        chosen = [0] * len(self.original.activities)
        held = list(roster[: len(self.original.roles)])
        for number, role in enumerate(self.role_copies, start=len(self.original.roles)):
            if roster[number]:
                held[role] = roster[number]
                copy = self.problem.roles[number].activity - len(self.original.activities)
                activity, option = self.copies[copy]
                chosen[activity] = option
        return tuple(chosen), tuple(held)


def has_choices(problem: Problem) -> bool:
    """Whether some activity has several options."""
    return any(len(activity.options) > 1 for activity in problem.activities)


def chosen(problem: Problem, options: Sequence[int]) -> Problem:
    """The problem with these options in first place: every rule and page sees the activities held there."""
    return replace(
        problem,
        activities=tuple(
            replace(
                activity,
                options=(activity.options[number], *activity.options[:number], *activity.options[number + 1 :]),
            )
            for activity, number in zip(problem.activities, options, strict=True)
        ),
    )


def expanded(problem: Problem) -> Choices:
    """Each option as an activity of its own. Pins, published and declined pairs hold in each of them."""
    copies = tuple(
        (number, option)
        for number, activity in enumerate(problem.activities)
        for option in range(1, len(activity.options))
    )
    numbers = {copy: len(problem.activities) + place for place, copy in enumerate(copies)}
    roles = [(role, numbers[copy]) for copy in copies for role in problem.roles_of[copy[0]]]
    role_copies = tuple(role for role, _ in roles)
    return Choices(
        problem,
        replace(
            problem,
            activities=(*problem.activities, *(option_of(problem, *copy) for copy in copies)),
            roles=(*problem.roles, *(copied(problem.roles[role], activity) for role, activity in roles)),
            pins=(*problem.pins, *pairs_of(problem, problem.pins, role_copies)),
            published=(*problem.published, *pairs_of(problem, problem.published, role_copies)),
            declined=(*problem.declined, *pairs_of(problem, problem.declined, role_copies)),
            policy=(*problem.policy, *write_policy([OneOption()])),
        ),
        copies,
        role_copies,
    )


def option_of(problem: Problem, activity: int, option: int) -> Activity:
    """An activity as it is held in one of its options."""
    facts = problem.activities[activity]
    return replace(facts, options=(facts.options[option],), alternative_of=activity)


def copied(role: Role, activity: int) -> Role:
    """A role in another activity."""
    return replace(role, activity=activity)


def pairs_of(problem: Problem, pairs: Sequence[Pin], role_copies: Sequence[int]) -> Iterator[Pin]:
    """The pairs in the copies of their roles."""
    for number, role in enumerate(role_copies, start=len(problem.roles)):
        for pair in pairs:
            if pair.role == role:
                yield Pin(number, pair.candidate)
