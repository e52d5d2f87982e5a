"""Facts of a scheduling problem: who there is, what is to be done, what is already fixed.

Everything is an index into a tuple and every time a whole minute from `Problem`'s origin, a Monday 00:00 local
time far enough before the horizon that all duties a rule may look back at have a time of zero or more. Facts are
immutable and hold no result; a roster is a `Roster`, an engine's answer a `Solution`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from solver.candidates import Capacity, Gender, Person, Team
from solver.spans import DAY, Span

Roster = tuple[tuple[int, ...], ...]
"""Per role, the sorted candidates who hold one of its slots."""


@dataclass(frozen=True)
class Place:
    """A location. `village` is the place index of the village or community that it lies in (itself, for a village).

    `capacity` is the number of people that a venue admits, None where nothing limits it.
    """

    key: str
    village: int
    capacity: int | None = None


@dataclass(frozen=True)
class Qualification:
    """A skill or certificate; `by_training` where attending a training session grants it."""

    key: str
    by_training: bool = False


@dataclass(frozen=True)
class Grant:
    """A qualification, at this level, that attending a session gives: held from the end of the session on."""

    qualification: int
    level: int = 1


@dataclass(frozen=True)
class Option:
    """One way of holding an activity: when, and in which venue (a place index) if it needs one."""

    span: Span
    venue: int | None = None


@dataclass(frozen=True)
class Quota:
    """Of the people on an activity, at least `least` and at most `most` (None: any number) are of a kind.

    Of that kind is who has all that is named here: the gender, the capacity, the department (an organisation), a place
    in the team, the qualification at any level during the whole activity, is new or is not, lives in the village of the
    place or does not. What the activity's own session grants does not count.
    """

    least: int = 0
    most: int | None = None
    gender: Gender | None = None
    capacity: Capacity | None = None
    department: int | None = None
    team: int | None = None
    qualification: int | None = None
    new: bool | None = None
    local: bool | None = None


@dataclass(frozen=True)
class Activity:
    """Something to be staffed. `kind` is the town's word for it (`enforcement`, `training`, ...).

    `departments` act in it and each needs its certified officers; `local` asks for at least one person of the place's
    own village, `women` and `men` for at least so many, `quotas` for so many of other kinds, `organisations` for people
    of at least so many departments; nobody does it alone if `never_alone`. `attendees` are expected besides the staff
    and count against the venue. Of one that is `past` nobody asks any more who was there with whom. `owners` are those
    whom it acts against or concerns. Of several `options` the solver picks one; to all else it is held in the first.
    `alternative_of` is for the solver alone: another option of that activity, of which one at most goes ahead and whose
    demand counts once.
    """

    key: str
    kind: str
    place: int
    options: tuple[Option, ...]
    priority: int = 2
    departments: tuple[int, ...] = ()
    local: bool = False
    women: int = 0
    men: int = 0
    attendees: int = 0
    unpleasant: bool = False
    adults_only: bool = False
    owners: tuple[int, ...] = ()
    organisations: int = 0
    quotas: tuple[Quota, ...] = ()
    never_alone: bool = False
    past: bool = False
    alternative_of: int | None = None

    @property
    def span(self) -> Span:
        """When it takes place."""
        return self.options[0].span

    @property
    def venue(self) -> int | None:
        """The venue it occupies."""
        return self.options[0].venue


@dataclass(frozen=True)
class Requirement:
    """A qualification that a role asks for, at this level or above."""

    qualification: int
    level: int = 1


@dataclass(frozen=True)
class Role:
    """Demand of an activity: `minimum` slots without which it cannot go ahead, up to `wanted`; priority 1 (low) to 4.

    `most` is how many it takes at most where that is more than it wants.
    `capacities` are accepted ({TEAM}: each slot takes a whole team); `department` asks for people of that department,
    `team` for members of that team, each sent as a person. Whoever holds it attends a session that gives `grants`.
    `served_before` are the candidates who served the same series, place or household before, () where nobody did.
    """

    key: str
    activity: int
    capacities: frozenset[Capacity]
    minimum: int
    wanted: int
    priority: int = 2
    requirements: tuple[Requirement, ...] = ()
    department: int | None = None
    team: int | None = None
    grants: tuple[Grant, ...] = ()
    served_before: tuple[int, ...] = ()
    most: int | None = None

    @property
    def takes(self) -> int:
        """How many it takes at most."""
        return self.wanted if self.most is None else self.most

    @property
    def whole_team(self) -> bool:
        """Whether a slot of this role takes a whole team."""
        return Capacity.TEAM in self.capacities


@dataclass(frozen=True, order=True)
class Pin:
    """A decision taken by hand: this candidate holds a slot of this role."""

    role: int
    candidate: int


@dataclass(frozen=True, order=True)
class Couple:
    """Two people."""

    one: int
    other: int


@dataclass(frozen=True)
class Day:
    """A day of the calendar: `rest` on weekends and holidays, not on working weekends; `month` numbers its month."""

    rest: bool
    month: int


@dataclass(frozen=True)
class Problem:
    """All facts of one solve. Candidates are numbered people first, then teams: team t is candidate len(people) + t.

    `travel[a][b]` is minutes between places, 0 on the diagonal. `days[d]` describes the d-th day from the origin and
    covers all times in use; `horizon` are the whole days that are planned, all of them where it is None.
    `published` holds the (role, candidate) pairs of the published roster that this one would replace; () if there
    is none. `declined` pairs must not be: offers that were declined (志愿服务条例 art. 25). Of the couples `apart`
    never both are on one activity, of those `together` both or none. `owners` are the keys of those whom activities
    may concern. `policy` is the list of rules in force, as `solver.policy` reads it.
    """

    people: tuple[Person, ...]
    teams: tuple[Team, ...]
    places: tuple[Place, ...]
    qualifications: tuple[Qualification, ...]
    activities: tuple[Activity, ...]
    roles: tuple[Role, ...]
    days: tuple[Day, ...]
    travel: tuple[tuple[int, ...], ...]
    pins: tuple[Pin, ...] = ()
    published: tuple[Pin, ...] = ()
    declined: tuple[Pin, ...] = ()
    departments: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    apart: tuple[Couple, ...] = ()
    together: tuple[Couple, ...] = ()
    horizon: Span | None = None
    policy: tuple[dict[str, object], ...] = field(default=(), hash=False)

    @property
    def candidates(self) -> int:
        """Number of people and teams."""
        return len(self.people) + len(self.teams)

    @cached_property
    def slots(self) -> int:
        """Number of slots that are wanted. What is wanted of alternatives is wanted once."""
        return sum(role.wanted for role in self.roles if self.activities[role.activity].alternative_of is None)

    @cached_property
    def everybody(self) -> tuple[Person | Team, ...]:
        """All candidates."""
        return (*self.people, *self.teams)

    @cached_property
    def planned(self) -> range:
        """The days of the horizon."""
        whole = Span(0, len(self.days) * DAY) if self.horizon is None else self.horizon
        return range(whole.start // DAY, whole.end // DAY)

    @cached_property
    def declined_pairs(self) -> frozenset[Pin]:
        """`declined` as a set."""
        return frozenset(self.declined)

    @cached_property
    def roles_of(self) -> tuple[tuple[int, ...], ...]:
        """Per activity, its roles in order."""
        found: list[list[int]] = [[] for _ in self.activities]
        for number, role in enumerate(self.roles):
            found[role.activity].append(number)
        return tuple(tuple(roles) for roles in found)
