"""What a period asks for: activities, slots and person-hours, by village, by kind and by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from scheduler.models import Activity, ActivityKind, Place
from scheduler.services.problems.activities import village_of
from scheduler.services.problems.rows import of_town
from solver.candidates import Capacity

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Demand:
    """So many activities with so many slots of people and of whole teams; `minutes` are those of the people's slots.

    How many a whole team brings along is known only when it is sent: its minutes are not counted.
    """

    activities: int = 0
    slots: int = 0
    teams: int = 0
    minutes: int = 0

    def __add__(self, other: Demand) -> Demand:
        return Demand(
            self.activities + other.activities,
            self.slots + other.slots,
            self.teams + other.teams,
            self.minutes + other.minutes,
        )


@dataclass(frozen=True)
class Share(Generic[Thing]):
    """What is asked for at one place, or by one kind of activity."""

    of: Thing
    demand: Demand


def demand_of(activity: Activity) -> Demand:
    """What one activity asks for."""
    teams = sum(role.wanted for role in activity.roles if Capacity.TEAM in role.accepts)
    slots = sum(role.wanted for role in activity.roles) - teams
    minutes = round((activity.ends_at - activity.starts_at).total_seconds() / 60)
    return Demand(1, slots, teams, slots * minutes)


def in_all(activities: Iterable[Activity]) -> Demand:
    """What these activities ask for together."""
    return sum(map(demand_of, activities), Demand())


def shares(activities: Iterable[Activity], key: Callable[[Activity], Thing]) -> Mapping[Thing, Demand]:
    """What activities ask for by what they have in common."""
    found: dict[Thing, Demand] = {}
    for activity in activities:
        found[key(activity)] = found.get(key(activity), Demand()) + demand_of(activity)
    return found


def by_village(session: Session, town_id: int, activities: Sequence[Activity]) -> list[Share[Place]]:
    """What is asked for in each village, community and market town, in order of slots; what lies in none by itself."""
    places = {place.id: place for place in of_town(session, Place, town_id)}
    found = shares(activities, lambda activity: village_of(places[activity.place_id], places).id)
    return most_first([Share(places[number], demand) for number, demand in found.items()])


def by_kind(activities: Sequence[Activity]) -> list[Share[ActivityKind]]:
    """What is asked for by each kind of activity, in order of slots."""
    found = shares(activities, lambda activity: activity.kind)
    return most_first([Share(kind, found[kind]) for kind in ActivityKind if kind in found])


def most_first(found: list[Share[Thing]]) -> list[Share[Thing]]:
    """The shares with most slots first."""
    return sorted(found, key=lambda share: (-share.demand.slots - share.demand.teams, -share.demand.activities))
