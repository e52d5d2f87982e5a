"""The town itself, its places, the travel between them and its calendar of days."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.domain.holidays import DayKind
from scheduler.models.base import Base, InTown, Numbered, Revised


class TownState(StrEnum):
    """`archived` towns are kept and readable; exactly one town is active in an installation of one town."""

    ACTIVE = "active"
    ARCHIVED = "archived"


class Town(Revised, Numbered, Base):
    """A town. `sample` marks the made-up one; `policy` is its list of rules, None for the default policy."""

    __tablename__ = "town"

    name: Mapped[str] = mapped_column(String(100))
    timezone: Mapped[str] = mapped_column(String(50), default="Asia/Shanghai")
    state: Mapped[TownState] = mapped_column(default=TownState.ACTIVE)
    sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    policy: Mapped[list[Any] | None] = mapped_column(default=None)
    road_factor: Mapped[float] = mapped_column(default=1.35)
    speed_kmh: Mapped[float] = mapped_column(default=30.0)
    default_travel_minutes: Mapped[int] = mapped_column(default=20)
    teams_get_offers: Mapped[bool] = mapped_column(default=False)


class PlaceKind(StrEnum):
    """Town > village or community > grid; a venue lies in any of them; a market town holds markets."""

    TOWN = "town"
    MARKET = "market"
    VILLAGE = "village"
    COMMUNITY = "community"
    GRID = "grid"
    VENUE = "venue"


class Place(Revised, Numbered, InTown, Base):
    """A location. Coordinates are WGS-84 degrees; `capacity` is how many people a venue admits.

    `owner` is the name of whom it belongs to, where that matters: of a shop, a stall, a workshop.
    """

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("town_id", "code"),)

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[PlaceKind]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    capacity: Mapped[int | None]
    owner: Mapped[str | None] = mapped_column(String(100))


class Travel(Numbered, InTown, Base):
    """Minutes between two places, set by hand over the computed figure; stored once, with `from` the smaller id."""

    __tablename__ = "travel"
    __table_args__ = (
        UniqueConstraint("from_place_id", "to_place_id"),
        CheckConstraint("from_place_id < to_place_id", name="ordered"),
        CheckConstraint("minutes >= 0", name="minutes_not_negative"),
    )

    from_place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    to_place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    minutes: Mapped[int]


class MarketCalendar(StrEnum):
    """Which calendar's day of the month decides a market day."""

    LUNAR = "lunar"
    GREGORIAN = "gregorian"


class Market(Numbered, InTown, Base):
    """When a market is held: on days of the month whose last digit is one of `digits` ("369"), by that calendar."""

    __tablename__ = "market"
    __table_args__ = (UniqueConstraint("place_id"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    calendar: Mapped[MarketCalendar]
    digits: Mapped[str] = mapped_column(String(10))


class SpecialDay(Numbered, InTown, Base):
    """A day that differs from what its weekday says: a row of the editable table of holidays."""

    __tablename__ = "special_day"
    __table_args__ = (UniqueConstraint("town_id", "day"),)

    day: Mapped[date]
    kind: Mapped[DayKind]
    name: Mapped[str] = mapped_column(String(60), default="")
