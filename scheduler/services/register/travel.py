"""Travel times between all places of a town: computed from coordinates, single pairs set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.domain.travel import travel_minutes
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import Place, Town, Travel
from scheduler.services.lookup import find, referred

LONGEST_MINUTES = 24 * 60
Spot = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True)
class TravelMatrix:
    """Minutes between the places with these ids; ways from and to the `estimated` ones are the town's default."""

    place_ids: tuple[int, ...]
    minutes: list[list[int]]
    estimated: frozenset[int]


def matrix(session: Session, town: Town) -> TravelMatrix:
    """The travel times of a town, its places in order of id."""
    places = session.scalars(select(Place).where(Place.town_id == town.id).order_by(Place.id)).all()
    number = {place.id: position for position, place in enumerate(places)}
    minutes = [[town.default_travel_minutes] * len(places) for _ in places]
    known = [(position, spot) for position, place in enumerate(places) if (spot := spot_of(place)) is not None]
    for (one, here), (other, there) in combinations(known, 2):
        minutes[one][other] = minutes[other][one] = by_road(here, there, town)
    for position in range(len(places)):
        minutes[position][position] = 0
    for row in session.scalars(select(Travel).where(Travel.town_id == town.id)):
        one, other = number[row.from_place_id], number[row.to_place_id]
        minutes[one][other] = minutes[other][one] = row.minutes
    estimated = frozenset(place.id for place in places if spot_of(place) is None)
    return TravelMatrix(tuple(place.id for place in places), minutes, estimated)


@dataclass(frozen=True)
class Way:
    """The way between two places: `estimated` where a coordinate is missing, `by_hand` where somebody set it."""

    from_place_id: int
    to_place_id: int
    minutes: int
    estimated: bool
    by_hand: bool


def way(session: Session, actor: Actor, one_id: int, other_id: int) -> Way:
    """The way between two places. Raises Invalid naming the place that there is not."""
    demand(actor, Action.READ, None)
    one = referred(session, actor, Place, one_id, "from_place_id")
    other = referred(session, actor, Place, other_id, "to_place_id")
    row = override(session, one.id, other.id)
    minutes = computed(one, other, session.get_one(Town, actor.town_id)) if row is None else row.minutes
    known = one.id == other.id or None not in (spot_of(one), spot_of(other))
    return Way(one.id, other.id, minutes, estimated=row is None and not known, by_hand=row is not None)


def override(session: Session, one_id: int, other_id: int) -> Travel | None:
    """What was set by hand between two places."""
    low, high = sorted((one_id, other_id))
    return session.scalars(select(Travel).filter_by(from_place_id=low, to_place_id=high)).one_or_none()


def computed(one: Place, other: Place, town: Town) -> int:
    """Minutes between two places by their coordinates, or the town's default where one has none."""
    if one.id == other.id:
        return 0
    here, there = spot_of(one), spot_of(other)
    return town.default_travel_minutes if here is None or there is None else by_road(here, there, town)


def spot_of(place: Place) -> Spot | None:
    """The coordinates of a place; None where one is missing."""
    return None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude)


def by_road(here: Spot, there: Spot, town: Town) -> int:
    """Minutes between two places with coordinates."""
    return travel_minutes(here, there, road_factor=town.road_factor, speed_kmh=town.speed_kmh)


def list_overrides(session: Session, actor: Actor) -> Sequence[Travel]:
    """The ways set by hand."""
    demand(actor, Action.READ, None)
    return session.scalars(select(Travel).where(Travel.town_id == actor.town_id).order_by(Travel.id)).all()


def set_travel(
    session: Session,
    actor: Actor,
    one_id: int,
    other_id: int,
    minutes: int,
    *,
    now: datetime,  # noqa: ARG001
) -> Travel:
    """Set the minutes between two places by hand, both ways. Raises Invalid."""
    demand(actor, Action.EDIT, None)
    if one_id == other_id:
        raise Invalid(m_("These are the same place."), {"to_place_id": m_("Another place.")})
    if not 0 <= minutes <= LONGEST_MINUTES:
        raise Invalid(m_("The minutes are out of range."), {"minutes": m_("From 0 to {most}.", most=LONGEST_MINUTES)})
    referred(session, actor, Place, one_id, "from_place_id")
    referred(session, actor, Place, other_id, "to_place_id")
    row = override(session, one_id, other_id)
    if row is None:
        low, high = sorted((one_id, other_id))
        row = Travel(town_id=actor.town_id, from_place_id=low, to_place_id=high, minutes=minutes)
        session.add(row)
    row.minutes = minutes
    session.flush()
    return row


def clear_travel(session: Session, actor: Actor, travel_id: int, *, now: datetime) -> None:  # noqa: ARG001
    """Take back what was set by hand: the computed figure counts again. Raises NotFound."""
    session.delete(find(session, actor, Action.EDIT, Travel, travel_id))
    session.flush()
