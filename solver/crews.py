"""Whom a team books when it is sent whole."""

from __future__ import annotations

from solver.problem import Activity, Team

ADULT_KINDS = frozenset({"enforcement", "emergency"})
"""Kinds of activity that nobody under 18 serves in (突发事件应对法 art. 39)."""


def adults_only(activity: Activity) -> bool:
    """Whether only people of age may serve in the activity."""
    return activity.adults_only or activity.kind in ADULT_KINDS


def quorum(team: Team) -> int:
    """How many members at least go when the team is sent whole: its per cent of all members, rounded up, at least 1.

    A team whose own calendar decides goes whenever that calendar says so.
    """
    return 0 if team.own_calendar else max(1, -(-len(team.members) * team.quorum // 100))
