"""Who can be given duties: people and teams, what they can and may, what they wish and have carried before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from solver.spans import Span


class Capacity(StrEnum):
    """In what standing a candidate serves; a role names those that it accepts."""

    SOCIAL_WORKER = "social_worker"
    VOLUNTEER = "volunteer"
    GRID_MEMBER = "grid_member"
    PARTY_MEMBER = "party_member"
    OFFICER = "officer"
    TEAM = "team"


RANKED = (
    Capacity.SOCIAL_WORKER,
    Capacity.GRID_MEMBER,
    Capacity.OFFICER,
    Capacity.VOLUNTEER,
    Capacity.PARTY_MEMBER,
    Capacity.TEAM,
)
"""A candidate with several capacities counts as the first of these that it holds."""


class Gender(StrEnum):
    """What `women` and `men` of an activity ask for."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True)
class Held:
    """A qualification that a person holds: its level (1 is the lowest) and the minutes in which it is valid."""

    qualification: int
    level: int
    valid: Span


@dataclass(frozen=True)
class Wish:
    """A person's wish about the duties that overlap `span`: `liking` -1 rather not, +1 gladly."""

    span: Span
    liking: int


@dataclass(frozen=True)
class Commitment:
    """A duty fixed outside this problem, in the published roster of another period: it binds and never moves."""

    span: Span
    place: int


@dataclass(frozen=True)
class Carried:
    """What a candidate has carried before this horizon, from the ledger: minutes, weekend duties, unpleasant duties."""

    minutes: int = 0
    weekends: int = 0
    unpleasant: int = 0


@dataclass(frozen=True)
class Request:
    """A person asks for a slot of a role (`liking` +1), or to be spared it (-1), so much as `weight` says."""

    role: int
    liking: int
    weight: int = 1


@dataclass(frozen=True)
class DutiesOf:
    """At most so many duties of a kind of activity in the horizon."""

    kind: str
    most: int


@dataclass(frozen=True)
class Limits:
    """A person's own limits; None where the person set none. Duties a month counts calendar months.

    `minutes` and `least_minutes` are those of the whole horizon, `weekends` those with any duty in it. Days in a row
    with duty are at least `least_days_in_a_row` and at most `days_in_a_row`, those without between `least_days_off`
    and `days_off`.
    """

    minutes_a_day: int | None = None
    minutes_a_week: int | None = None
    duties_a_month: int | None = None
    minutes: int | None = None
    least_minutes: int | None = None
    kinds: tuple[DutiesOf, ...] = ()
    weekends: int | None = None
    days_in_a_row: int | None = None
    least_days_in_a_row: int | None = None
    days_off: int | None = None
    least_days_off: int | None = None


@dataclass(frozen=True)
class Person:
    """Somebody who can be given duties. `adult_from` is the minute of the 18th birthday, 0 for all who are of age.

    `new` is who has served too little so far to be left to other new ones, `not_alone` who does nothing alone.
    `recused_places` and `recused_owners` are those against whom this person does not act: relatives, own business.
    """

    key: str
    capacities: frozenset[Capacity]
    home: int | None = None
    gender: Gender | None = None
    department: int | None = None
    qualifications: tuple[Held, ...] = ()
    unavailable: tuple[Span, ...] = ()
    adult_from: int = 0
    limits: Limits = Limits()
    wishes: tuple[Wish, ...] = ()
    carried: Carried = Carried()
    commitments: tuple[Commitment, ...] = ()
    requests: tuple[Request, ...] = ()
    new: bool = False
    not_alone: bool = False
    recused_places: tuple[int, ...] = ()
    recused_owners: tuple[int, ...] = ()

    @property
    def employed(self) -> bool:
        """Whether labour law binds this person's hours here: social workers and grid members."""
        return not self.capacities.isdisjoint({Capacity.SOCIAL_WORKER, Capacity.GRID_MEMBER})


@dataclass(frozen=True)
class Team:
    """A vanguard team. Sent whole, it books its available members, at least `quorum` per cent of all of them.

    Where its `own_calendar` alone decides, it books all members, whatever they say of themselves.
    """

    key: str
    members: tuple[int, ...]
    home: int | None = None
    quorum: int = 60
    unavailable: tuple[Span, ...] = ()
    carried: Carried = Carried()
    limits: Limits = Limits()
    wishes: tuple[Wish, ...] = ()
    own_calendar: bool = False

    @property
    def employed(self) -> bool:
        """Labour law binds each of its people by itself, never the team."""
        return False
