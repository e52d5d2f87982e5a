"""Whom a team books when it is sent whole."""

from __future__ import annotations

from solver.problem import Activity, Person, Problem, Span, Team

ADULT_KINDS = frozenset({"enforcement", "emergency"})
"""Kinds of activity that nobody under 18 serves in (突发事件应对法 art. 39)."""


def overlaps(span: Span, others: tuple[Span, ...]) -> bool:
    """Whether the span shares a minute with one of the others."""
    start, end = span.start, span.end
    for other in others:  # noqa: SIM110 - a plain loop: this is asked a million times
        if start < other.end and other.start < end:
            return True
    return False


def adults_only(activity: Activity) -> bool:
    """Whether only people of age may serve in the activity."""
    return activity.adults_only or activity.kind in ADULT_KINDS


def of_age(person: Person, activity: Activity) -> bool:
    """Whether the person's age allows the activity: of age when it begins, where that is asked."""
    return activity.span.start >= person.adult_from or not adults_only(activity)


def crew(problem: Problem, team: int, activity: int) -> tuple[int, ...]:
    """The members (numbers of people) whom a team books in an activity: all who are available and old enough.

    A member who is busy elsewhere still counts here; that the two duties clash is the whole-team rule's finding.
    """
    facts = problem.activities[activity]
    return tuple(
        member
        for member in problem.teams[team].members
        if of_age(problem.people[member], facts) and not overlaps(facts.span, problem.people[member].unavailable)
    )


def quorum(team: Team) -> int:
    """How many members at least go when the team is sent whole: its per cent of all members, rounded up, at least 1."""
    return max(1, -(-len(team.members) * team.quorum // 100))
