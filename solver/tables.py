"""Arrays of a problem's facts that rules and search look up again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from solver.arrays import Flags, Ints
from solver.candidates import RANKED, Capacity, Request
from solver.crews import Crews, adults_only, recused
from solver.groups import Groups
from solver.problem import Problem, Requirement
from solver.spans import DAY, WEEK, Span


class Tables:
    """Arrays of one problem. A duty counts for the day on which it begins."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._by_standing: dict[tuple[int, ...], Ints] = {}

    @cached_property
    def starts(self) -> Ints:
        """Start of each activity, in minutes."""
        return np.array([activity.span.start for activity in self.problem.activities], dtype=np.int64)

    @cached_property
    def ends(self) -> Ints:
        """End of each activity, in minutes."""
        return np.array([activity.span.end for activity in self.problem.activities], dtype=np.int64)

    @cached_property
    def minutes(self) -> Ints:
        """Length of each activity."""
        return self.ends - self.starts

    @cached_property
    def days(self) -> Ints:
        """Day on which each activity begins."""
        return self.starts // DAY

    @cached_property
    def weeks(self) -> Ints:
        """Calendar week (Monday to Sunday) in which each activity begins."""
        return self.starts // WEEK

    @cached_property
    def month_of_day(self) -> Ints:
        """Month of each day, counted from 0."""
        months = np.array([day.month for day in self.problem.days], dtype=np.int64)
        return months - months.min() if len(months) else months

    @cached_property
    def rest(self) -> Flags:
        """Whether each activity begins on a day of rest."""
        return np.fromiter((self.problem.days[int(day)].rest for day in self.days), dtype=np.bool_)

    @cached_property
    def places(self) -> Ints:
        """Place of each activity."""
        return np.array([activity.place for activity in self.problem.activities], dtype=np.int64)

    @cached_property
    def role_activity(self) -> Ints:
        """Activity of each role."""
        return np.array([role.activity for role in self.problem.roles], dtype=np.int64)

    @cached_property
    def gaps(self) -> NDArray[np.int32]:
        """Minutes from the end of the earlier to the start of the later, for each two activities; negative if they
        overlap. Shape (activities, activities), symmetric.
        """
        first = self.starts.astype(np.int32)[None, :] - self.ends.astype(np.int32)[:, None]
        found: NDArray[np.int32] = np.maximum(first, first.T)
        return found

    @cached_property
    def between_places(self) -> Ints:
        """Minutes of travel between places. Shape (places, places)."""
        places = len(self.problem.places)
        return np.array(self.problem.travel, dtype=np.int64).reshape(places, places)

    @cached_property
    def travel(self) -> NDArray[np.int32]:
        """Minutes of travel between the places of each two activities, the longer way where they differ."""
        longer = np.maximum(self.between_places, self.between_places.T).astype(np.int32)
        found: NDArray[np.int32] = longer[np.ix_(self.places, self.places)]
        return found

    @cached_property
    def homes(self) -> Ints:
        """Home place of each candidate, -1 where it is not known."""
        return np.array([-1 if one.home is None else one.home for one in self.problem.everybody], dtype=np.int64)

    @cached_property
    def ways_from_home(self) -> Ints:
        """Minutes from each candidate's home to each place; none from a home that is not known.

        Shape (places, candidates): what is asked together lies together.
        """
        known = self.homes >= 0
        found = np.zeros((len(self.problem.places), self.problem.candidates), dtype=np.int64)
        found[:, known] = self.between_places.T[:, self.homes[known]]
        return found

    @cached_property
    def departments(self) -> Ints:
        """Department of each candidate, -1 where it has none."""
        people = [-1 if person.department is None else person.department for person in self.problem.people]
        return np.array(people + [-1] * len(self.problem.teams), dtype=np.int64)

    @cached_property
    def capacities(self) -> dict[Capacity, Flags]:
        """Per capacity, who holds it; teams are candidates of capacity TEAM."""
        people = self.problem.people
        found = {
            capacity: np.array(
                [capacity in p.capacities for p in people] + [False] * len(self.problem.teams), dtype=bool
            )
            for capacity in Capacity
        }
        found[Capacity.TEAM] = np.arange(self.problem.candidates) >= len(people)
        return found

    @cached_property
    def standing(self) -> Ints:
        """The place in `RANKED` of the capacity as which each candidate counts, -1 for a person without any."""
        held = np.array([self.capacities[capacity] for capacity in RANKED])
        return np.where(held.any(axis=0), held.argmax(axis=0), -1)

    def by_standing(self, figures: tuple[int, ...]) -> Ints:
        """The figure of each candidate, where there is one for each standing; 0 for a person without any."""
        if figures not in self._by_standing:
            self._by_standing[figures] = np.array([*figures, 0], dtype=np.int64)[self.standing]
        return self._by_standing[figures]

    @cached_property
    def employed(self) -> Flags:
        """Whom labour law binds."""
        people = [person.employed for person in self.problem.people]
        return np.array(people + [False] * len(self.problem.teams), dtype=bool)

    @cached_property
    def members(self) -> Flags:
        """Whether each candidate is a member of each team. Shape (teams, candidates)."""
        found = np.zeros((len(self.problem.teams), self.problem.candidates), dtype=bool)
        for number, team in enumerate(self.problem.teams):
            found[number, list(team.members)] = True
        return found

    @cached_property
    def crews(self) -> Crews:
        """Whom each team books in each activity."""
        return Crews(self.problem, self.away, self.recused | ~self.of_age)

    @cached_property
    def groups(self) -> Groups:
        """Which people belong together."""
        return Groups(self.problem)

    @cached_property
    def holders(self) -> dict[int, Ints]:
        """Per qualification, a row of person, level, and the minutes from and until which it is valid for each way in
        which somebody holds it.
        """
        found: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        for number, person in enumerate(self.problem.people):
            for held in person.qualifications:
                found[held.qualification].append((number, held.level, held.valid.start, held.valid.end))
        return {qualification: np.array(rows, dtype=np.int64) for qualification, rows in found.items()}

    @cached_property
    def away(self) -> Flags:
        """Whether each candidate is away during some of each activity. Shape (candidates, activities)."""
        return self.overlaps(one.unavailable for one in self.problem.everybody)

    def overlaps(self, spans: Iterable[tuple[Span, ...]]) -> Flags:
        """Which activities share a minute with one of each one's spans. Shape (ones, activities).

        Many have the same spans, so each span is looked up once. What is said of an activity lies together.
        """
        each, whose = list(spans), defaultdict[Span, list[int]](list)
        for number, own in enumerate(each):
            for span in own:
                whose[span].append(number)
        found = np.zeros((len(self.problem.activities), len(each)), dtype=bool)
        for span, numbers in whose.items():
            meant = np.flatnonzero((self.starts < span.end) & (span.start < self.ends))
            found[meant[:, None], numbers] = True
        return found.T

    @cached_property
    def of_age(self) -> Flags:
        """Whether each person's age allows each activity. Shape (people, activities)."""
        adults = np.array([adults_only(activity) for activity in self.problem.activities], dtype=bool)
        grown_up = np.array([person.adult_from for person in self.problem.people], dtype=np.int64)
        allowed: Flags = (self.starts[:, None] >= grown_up[None, :]) | ~adults[:, None]
        return allowed.T

    @cached_property
    def recused(self) -> Flags:
        """Whether each person must keep away from each activity. Shape (people, activities)."""
        found = np.zeros((len(self.problem.people), len(self.problem.activities)), dtype=bool)
        for number, person in enumerate(self.problem.people):
            if person.recused_places or person.recused_owners:
                found[number] = [recused(self.problem, person, activity) for activity in self.problem.activities]
        return found

    @cached_property
    def grants(self) -> dict[int, list[tuple[int, int, int]]]:
        """Per qualification that training grants, (end, level, role) of each session that does."""
        found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for number, role in enumerate(self.problem.roles):
            for grant in role.grants:
                if self.problem.qualifications[grant.qualification].by_training:
                    end = self.problem.activities[role.activity].span.end
                    found[grant.qualification].append((end, grant.level, number))
        return dict(found)

    def granting(self, requirement: Requirement, role: int) -> tuple[int, ...]:
        """The roles in which people attend a session that grants what a role asks for and is over when it begins."""
        start = self.problem.activities[self.problem.roles[role].activity].span.start
        sessions = self.grants.get(requirement.qualification, ())
        return tuple(number for end, level, number in sessions if end <= start and level >= requirement.level)

    def pairs(self, role: int | Ints, who: int | Ints) -> Ints:
        """A number for each pair of a role and who is in it."""
        return np.asarray(role * self.problem.candidates + who, dtype=np.int64)

    @cached_property
    def served_before(self) -> Ints:
        """The pairs of each role and those who served before."""
        roles = enumerate(self.problem.roles)
        return np.array([self.pairs(number, who) for number, role in roles for who in role.served_before], np.int64)

    @cached_property
    def followed(self) -> Flags:
        """Whether somebody served before in each role."""
        return np.array([bool(role.served_before) for role in self.problem.roles], dtype=bool)

    @cached_property
    def declined(self) -> dict[int, list[int]]:
        """Per role, who declined it."""
        found: dict[int, list[int]] = defaultdict(list)
        for pair in self.problem.declined:
            found[pair.role].append(pair.candidate)
        return dict(found)

    @cached_property
    def published(self) -> dict[int, frozenset[int]]:
        """Per role, who holds it in the published roster."""
        found: dict[int, set[int]] = defaultdict(set)
        for pair in self.problem.published:
            found[pair.role].add(pair.candidate)
        return {role: frozenset(candidates) for role, candidates in found.items()}

    @cached_property
    def unwanted(self) -> Flags:
        """Whether each activity is at a time that a candidate would rather not. Shape (candidates, activities)."""
        return self.wished(-1)

    @cached_property
    def ungladly(self) -> Flags:
        """Whether each activity is outside the times that a candidate would gladly, where there are any."""
        asked = [any(wish.liking > 0 for wish in one.wishes) for one in self.problem.everybody]
        names_some = np.array(asked, dtype=bool)
        outside: Flags = names_some[:, None] & ~self.wished(1)
        return outside

    def wished(self, liking: int) -> Flags:
        """Whether each activity overlaps a wish of that liking. Shape (candidates, activities)."""
        return self.overlaps(
            tuple(wish.span for wish in one.wishes if wish.liking == liking) for one in self.problem.everybody
        )

    @cached_property
    def requests(self) -> dict[int, list[tuple[int, Request]]]:
        """Per role, who has asked for it or to be spared it."""
        found: dict[int, list[tuple[int, Request]]] = defaultdict(list)
        for number, person in enumerate(self.problem.people):
            for request in person.requests:
                found[request.role].append((number, request))
        return dict(found)


def taken_days(problem: Problem) -> Flags:
    """Days on which duties outside the problem begin. Shape (candidates, days)."""
    found = np.zeros((problem.candidates, len(problem.days)), dtype=bool)
    for number, person in enumerate(problem.people):
        found[number, [duty.span.start // DAY for duty in person.commitments]] = True
    return found
