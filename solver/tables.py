"""Arrays of a problem's facts that rules and search look up again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from solver.crews import adults_only, recused
from solver.problem import DAY, WEEK, Capacity, Held, Person, Problem, Request, Requirement, Span, Team

RANKED = (
    Capacity.SOCIAL_WORKER,
    Capacity.GRID_MEMBER,
    Capacity.OFFICER,
    Capacity.VOLUNTEER,
    Capacity.PARTY_MEMBER,
    Capacity.TEAM,
)
"""A candidate with several capacities counts as the first of these that it holds."""

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Tables:
    """Arrays of one problem. A duty counts for the day on which it begins."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._crews: dict[tuple[int, int], Ints] = {}
        self._groups: dict[tuple[int, ...], Flags] = {}

    @cached_property
    def everybody(self) -> tuple[Person | Team, ...]:
        """All candidates."""
        return (*self.problem.people, *self.problem.teams)

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
    def gaps(self) -> Ints:
        """Minutes from the end of the earlier to the start of the later, for each two activities; negative if they
        overlap. Shape (activities, activities), symmetric.
        """
        first: Ints = self.starts[None, :] - self.ends[:, None]
        return np.maximum(first, first.T)

    @cached_property
    def between_places(self) -> Ints:
        """Minutes of travel between places. Shape (places, places)."""
        places = len(self.problem.places)
        return np.array(self.problem.travel, dtype=np.int64).reshape(places, places)

    @cached_property
    def travel(self) -> Ints:
        """Minutes of travel between the places of each two activities, the longer way where they differ."""
        there = self.between_places[np.ix_(self.places, self.places)]
        return np.maximum(there, there.T)

    @cached_property
    def homes(self) -> Ints:
        """Home place of each candidate, -1 where it is not known."""
        return np.array([-1 if one.home is None else one.home for one in self.everybody], dtype=np.int64)

    def ways_from_home(self, activity: int) -> Ints:
        """Minutes from each candidate's home to the place of an activity; none from a home that is not known."""
        to_place = self.between_places[self.homes, self.places[activity]]
        return np.where(self.homes >= 0, to_place, 0)

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
    def holders(self) -> dict[int, list[tuple[int, Held]]]:
        """Per qualification, the people who hold it, with each way in which they do."""
        found: dict[int, list[tuple[int, Held]]] = defaultdict(list)
        for number, person in enumerate(self.problem.people):
            for held in person.qualifications:
                found[held.qualification].append((number, held))
        return dict(found)

    @cached_property
    def away(self) -> Flags:
        """Whether each candidate is away during some of each activity. Shape (candidates, activities)."""
        found = np.zeros((self.problem.candidates, len(self.problem.activities)), dtype=bool)
        for number, one in enumerate(self.everybody):
            found[number] = self.overlapping(one.unavailable)
        return found

    def overlapping(self, spans: tuple[Span, ...]) -> Flags:
        """Which activities share a minute with one of the spans."""
        found = np.zeros(len(self.problem.activities), dtype=bool)
        for span in spans:
            found |= (self.starts < span.end) & (span.start < self.ends)
        return found

    @cached_property
    def of_age(self) -> Flags:
        """Whether each person's age allows each activity. Shape (people, activities)."""
        adults = np.array([adults_only(activity) for activity in self.problem.activities], dtype=bool)
        grown_up = np.array([person.adult_from for person in self.problem.people], dtype=np.int64)
        allowed: Flags = (self.starts[None, :] >= grown_up[:, None]) | ~adults[None, :]
        return allowed

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

    def group(self, people: Iterable[int]) -> Flags:
        """True for these people. Who asks for the same people is given the same array."""
        numbers = tuple(people)
        if numbers not in self._groups:
            self._groups[numbers] = np.zeros(len(self.problem.people), dtype=bool)
            self._groups[numbers][list(numbers)] = True
        return self._groups[numbers]

    @cached_property
    def everyone(self) -> Flags:
        """All people."""
        return self.group(range(len(self.problem.people)))

    @cached_property
    def new(self) -> Flags:
        """The people who are new."""
        return self.group(number for number, person in enumerate(self.problem.people) if person.new)

    @cached_property
    def experienced(self) -> Flags:
        """The people who are not new."""
        return self.group(number for number, person in enumerate(self.problem.people) if not person.new)

    @cached_property
    def not_alone(self) -> Flags:
        """The people who do nothing alone."""
        return self.group(number for number, person in enumerate(self.problem.people) if person.not_alone)

    def living_in(self, village: int) -> Flags:
        """The people who live in a village."""
        people, places = self.problem.people, self.problem.places
        return self.group(n for n, p in enumerate(people) if p.home is not None and places[p.home].village == village)

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
        asked = [any(wish.liking > 0 for wish in one.wishes) for one in self.everybody]
        names_some = np.array(asked, dtype=bool)
        outside: Flags = names_some[:, None] & ~self.wished(1)
        return outside

    def wished(self, liking: int) -> Flags:
        """Whether each activity overlaps a wish of that liking. Shape (candidates, activities)."""
        found = np.zeros((self.problem.candidates, len(self.problem.activities)), dtype=bool)
        for number, one in enumerate(self.everybody):
            spans = tuple(wish.span for wish in one.wishes if wish.liking == liking)
            if spans:
                found[number] = self.overlapping(spans)
        return found

    @cached_property
    def requests(self) -> dict[int, list[tuple[int, Request]]]:
        """Per role, who has asked for it or to be spared it."""
        found: dict[int, list[tuple[int, Request]]] = defaultdict(list)
        for number, person in enumerate(self.problem.people):
            for request in person.requests:
                found[request.role].append((number, request))
        return dict(found)

    def crew(self, team: int, activity: int) -> Ints:
        """The members (numbers of people) whom a team books in an activity: all who are there, of age, willing, and who
        need not keep away.

        A team with its own calendar takes its members' absences to be settled.

        A member who is busy elsewhere still counts here; that the two duties clash is the whole-team rule's finding.
        """
        if (team, activity) not in self._crews:
            facts = self.problem.teams[team]
            members = np.array(facts.members, dtype=np.int64)
            there = ~self.away[members, activity] | facts.own_calendar
            going = members[there & self.of_age[members, activity] & ~self.recused[members, activity]]
            stay_away = self.declined_with_team.get(activity)
            self._crews[team, activity] = going if stay_away is None else going[~np.isin(going, stay_away)]
        return self._crews[team, activity]

    @cached_property
    def declined_with_team(self) -> dict[int, list[int]]:
        """Per activity, who declined to come to it with a team."""
        found: dict[int, list[int]] = defaultdict(list)
        for role, candidates in self.declined.items():
            if self.problem.roles[role].whole_team:
                found[self.problem.roles[role].activity] += candidates
        return dict(found)


def taken_days(problem: Problem) -> Flags:
    """Days on which duties outside the problem begin. Shape (candidates, days)."""
    found = np.zeros((problem.candidates, len(problem.days)), dtype=bool)
    for number, person in enumerate(problem.people):
        found[number, [duty.span.start // DAY for duty in person.commitments]] = True
    return found


def gap(one: Span, other: Span) -> int:
    """Minutes between two spans, whichever comes first; negative if they overlap."""
    return max(other.start - one.end, one.start - other.end)
