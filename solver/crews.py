"""Whom a team books when it is sent whole."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import pairwise

import numpy as np

from solver.arrays import Flags, Ints
from solver.candidates import Person, Team
from solver.problem import Activity, Problem

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


class Crews:
    """Whom the teams of one problem book.

    `away`: whether each candidate is away during some of each activity, shape (candidates, activities). `barred`:
    whether each person must not be there, being under age or recused, shape (people, activities).
    """

    def __init__(self, problem: Problem, away: Flags, barred: Flags) -> None:
        self.problem, self.away, self.barred = problem, away, barred

    def of(self, team: int, activity: int) -> Ints:
        """The members (numbers of people) whom a team books in an activity: all who are there, of age, willing, and who
        need not keep away.

        A team with its own calendar takes its members' absences to be settled.

        A member who is busy elsewhere still counts here; that the two duties clash is the whole-team rule's finding.
        """
        first, last = self.start[team : team + 2]
        crew: Ints = self.members[first:last][self.going[activity, first:last]]
        return crew

    @cached_property
    def start(self) -> Ints:
        """Where each team's members begin in `members`, and where the last's end."""
        return np.cumsum([0, *(len(team.members) for team in self.problem.teams)], dtype=np.int64)

    @cached_property
    def members(self) -> Ints:
        """The members of all teams, team by team."""
        return np.array([member for team in self.problem.teams for member in team.members], dtype=np.int64)

    @cached_property
    def going(self) -> Flags:
        """Which of `members` go to each activity with the team. Shape (activities, members)."""
        settled = np.repeat([team.own_calendar for team in self.problem.teams], np.diff(self.start)).astype(bool)
        found: Flags = ~self.away.T[:, self.members] | settled
        found &= ~self.barred.T[:, self.members]
        for activity, stay_away in self.declined.items():
            found[activity] &= ~np.isin(self.members, stay_away)
        return found

    @cached_property
    def quorums(self) -> Ints:
        """The quorum of each team."""
        return np.array([quorum(team) for team in self.problem.teams], dtype=np.int64)

    @cached_property
    def sizes(self) -> Ints:
        """How many people each team books in each activity. Shape (activities, teams)."""
        sizes = np.zeros((len(self.problem.activities), len(self.problem.teams)), dtype=np.int64)
        for team, (first, last) in enumerate(pairwise(self.start.tolist())):
            sizes[:, team] = self.going[:, first:last].sum(axis=1)
        return sizes

    @cached_property
    def declined(self) -> dict[int, list[int]]:
        """Per activity, who declined to come to it with a team."""
        found: dict[int, list[int]] = defaultdict(list)
        for pair in self.problem.declined:
            role = self.problem.roles[pair.role]
            if role.whole_team:
                found[role.activity].append(pair.candidate)
        return dict(found)
