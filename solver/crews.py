"""Whom a team books when it is sent whole."""

from __future__ import annotations

from solver.problem import Activity, Person, Problem, Team

ADULT_KINDS = frozenset({"enforcement", "emergency"})
"""Kinds of activity that nobody under 18 serves in (突发事件应对法 art. 39)."""


RECUSAL_KINDS = frozenset({"enforcement"})
"""Kinds of activity that act against somebody: nobody serves in them where they keep away (行政处罚法 art. 43)."""


def adults_only(activity: Activity) -> bool:
    """Whether only people of age may serve in the activity."""
    return activity.adults_only or activity.kind in ADULT_KINDS


def recused(problem: Problem, person: Person, activity: Activity) -> bool:
    """Whether a person must keep away from the activity.

    It concerns one of the owners from whom the person keeps away, or it acts at one of the places, or in one of the
    villages.
    """
    if not set(person.recused_owners).isdisjoint(activity.owners):
        return True
    venue = activity.place if activity.venue is None else activity.venue
    places = {activity.place, venue, problem.places[activity.place].village, problem.places[venue].village}
    return activity.kind in RECUSAL_KINDS and not places.isdisjoint(person.recused_places)


def quorum(team: Team) -> int:
    """How many members at least go when the team is sent whole: its per cent of all members, rounded up, at least 1.

    A team whose own calendar decides goes whenever that calendar says so.
    """
    return 0 if team.own_calendar else max(1, -(-len(team.members) * team.quorum // 100))
