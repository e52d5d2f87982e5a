"""Where a team's duties and those of its members meet: nobody is in two places, with the team or without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.search.compiled import Compiled

VIOLATED = 0.02
"""By how much a mixture of schedules breaks a cut that is worth adding."""

Usage = Mapping[int, Mapping[int, float]]
"""How much of each activity each candidate does in a mixture of schedules."""


@dataclass(frozen=True)
class Cut:
    """Of these activities, each two of which clash, a member does one at most: with the team or by itself.

    `roles` are by whom they may be held so that they take the member's time: by the team, and by the member.
    """

    team: int
    member: int
    roles: Mapping[int, frozenset[int]]

    def count(self, candidate: int, roles: Iterable[int]) -> int:
        """How many of the activities a candidate does who holds these roles."""
        return len(self.roles[candidate].intersection(roles)) if candidate in self.roles else 0


class Crews:
    """Finds the cuts that a mixture of schedules breaks."""

    def __init__(self, compiled: Compiled) -> None:
        self.problem, self.facts, self.tables = compiled.problem, compiled.facts, compiled.tables
        self.clash = self.facts.clash
        self.order = np.argsort(self.facts.eligible, kind="stable")
        self.sorted = self.facts.eligible[self.order]
        self.known_roles: dict[int, dict[int, list[int]]] = {}
        self.known: set[tuple[int, int, frozenset[int]]] = set()

    def roles(self, candidate: int) -> dict[int, list[int]]:
        """The roles of each activity for which a candidate is eligible; few are ever asked about."""
        if candidate not in self.known_roles:
            found = defaultdict[int, list[int]](list)
            low, high = np.searchsorted(self.sorted, [candidate, candidate + 1])
            for role in (np.searchsorted(self.facts.eligible_start, self.order[low:high], "right") - 1).tolist():
                found[int(self.facts.role_activity[role])].append(role)
            self.known_roles[candidate] = dict(found)
        return self.known_roles[candidate]

    def broken(self, usage: Usage) -> Iterator[Cut]:
        """Cuts that the mixture breaks and that were not given before."""
        for team, done in usage.items():
            if team >= self.facts.people:
                for member in sorted({int(n) for activity in done for n in self.crew(team, activity)}):
                    yield from self.of_member(team, member, usage)

    def crew(self, team: int, activity: int) -> Ints:
        """Whom a team brings to an activity."""
        return self.tables.crews.of(team - self.facts.people, activity)

    def of_member(self, team: int, member: int, usage: Usage) -> Iterator[Cut]:
        """The cuts of one member of a team that the mixture breaks, of activities in which nobody holds two roles."""
        with_team = {a: share for a, share in usage[team].items() if member in self.crew(team, a)}
        shares: dict[int, float] = defaultdict(float, with_team)
        for activity, share in usage.get(member, {}).items():
            shares[activity] += share
        for anchor in with_team:
            if not self.clash[anchor, anchor]:
                continue
            clique = self.clique([anchor], sorted(shares, key=lambda a: -shares[a]))
            if sum(shares[a] for a in clique) > 1 + VIOLATED:
                whole = frozenset(self.clique(clique, self.within_reach(team, member)))
                if (team, member, whole) not in self.known:
                    self.known.add((team, member, whole))
                    yield self.cut(team, member, whole)

    def clique(self, chosen: list[int], others: Iterable[int]) -> list[int]:
        """The chosen activities and those of the others, as they come, that clash with all before them."""
        found, fits = list(chosen), self.clash[chosen].all(axis=0) & self.clash.diagonal()
        fits[found] = False
        for activity in others:
            if fits[activity]:
                found.append(activity)
                fits &= self.clash[activity]
                fits[activity] = False
        return found

    def within_reach(self, team: int, member: int) -> list[int]:
        """All activities that the team or the member may do."""
        return sorted(self.roles(team).keys() | self.roles(member).keys())

    def cut(self, team: int, member: int, activities: frozenset[int]) -> Cut:
        """The cut of a clique."""
        with_team, alone = self.roles(team), self.roles(member)
        together = [a for a in activities if a in with_team and member in self.crew(team, a)]
        return Cut(
            team,
            member,
            {
                team: frozenset(role for a in together for role in with_team[a]),
                member: frozenset(role for a in activities for role in alone.get(a, ())),
            },
        )


def tolls(cuts: Iterable[Cut], price: Ints, role: Ints, candidate: Ints) -> Ints:
    """What each pair of a role and a candidate pays in all, where cuts cost `price`."""
    found = np.zeros(len(role), dtype=np.int64)
    for cut, toll in zip(cuts, price.tolist(), strict=True):
        if toll:
            for who, roles in cut.roles.items():
                low, high = np.searchsorted(candidate, [who, who + 1])
                found[low:high] += toll * np.isin(role[low:high], list(roles))
    return found
