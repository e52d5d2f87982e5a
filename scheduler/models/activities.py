"""What people are assigned to: dated activities, the series they come from, their roles and attendance lists."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.base import Base, InTown, Numbered, Revised
from scheduler.models.people import Organisation, Qualification
from scheduler.models.town import Place


class ActivityKind(StrEnum):
    """Kinds of activity; enforcement is confidential by default and, like emergency, for adults only."""

    SERVICE = "service"
    TRAINING = "training"
    ENFORCEMENT = "enforcement"
    STATION = "station"
    SHARED = "shared"
    EMERGENCY = "emergency"

    @property
    def usual(self) -> dict[str, bool]:
        """What a new activity or series of this kind is unless somebody says otherwise."""
        enforcement = self is ActivityKind.ENFORCEMENT
        return {"confidential": enforcement, "adults_only": enforcement or self is ActivityKind.EMERGENCY}


class ActivityState(StrEnum):
    """A cancelled activity keeps its row: calendars and notices still have to tell of it."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class ActivityColumns:
    """What a series and a dated activity have in common.

    `priority` runs from 1 (low) to 4. `local`, `women`, `men`, `organisations` (people of at least so many),
    `never_alone` and `quotas` are its composition; `attendees` are people expected besides those on duty. A training
    session grants `grants_id` at `grants_level` for `grants_months` months.
    """

    code: Mapped[str] = mapped_column(String(60))
    kind: Mapped[ActivityKind]
    title: Mapped[str] = mapped_column(String(120))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    priority: Mapped[int] = mapped_column(default=2)
    confidential: Mapped[bool] = mapped_column(default=False)
    unpleasant: Mapped[bool] = mapped_column(default=False)
    adults_only: Mapped[bool] = mapped_column(default=False)
    local: Mapped[bool] = mapped_column(default=False)
    women: Mapped[int] = mapped_column(default=0)
    men: Mapped[int] = mapped_column(default=0)
    organisations: Mapped[int] = mapped_column(default=0)
    never_alone: Mapped[bool] = mapped_column(default=False)
    quotas: Mapped[list[Any]] = mapped_column(default=list)
    """Of its people at least and at most so many of a kind each: the fields of `domain.quotas.Quota`."""
    attendees: Mapped[int] = mapped_column(default=0)
    grants_id: Mapped[int | None] = mapped_column(ForeignKey("qualification.id"))
    grants_level: Mapped[int] = mapped_column(default=1)
    grants_months: Mapped[int] = mapped_column(default=12)
    departments: Mapped[list[str]] = mapped_column(default=list)
    """Codes of the organisations that act in it, each of which needs its certified officers."""
    notes: Mapped[str] = mapped_column(Text, default="")


class RoleColumns:
    """What a role asks for: `minimum` slots without which the activity cannot go ahead, up to `wanted`.

    `accepts` lists capacities; ["team"] takes whole teams. `organisation_id` asks for people of that unit, `team_id`
    for members of that team. Who holds one that `trains` attends the session, and holds what it grants from its end on.
    """

    name: Mapped[str] = mapped_column(String(60))
    accepts: Mapped[list[str]]
    minimum: Mapped[int]
    wanted: Mapped[int]
    priority: Mapped[int] = mapped_column(default=2)
    qualification_id: Mapped[int | None] = mapped_column(ForeignKey("qualification.id"))
    level: Mapped[int] = mapped_column(default=1)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    trains: Mapped[bool] = mapped_column(default=False)


ROLE_CHECKS = (
    CheckConstraint("minimum >= 0 AND wanted >= minimum AND wanted > 0", name="slots"),
    CheckConstraint("priority BETWEEN 1 AND 4", name="priority"),
)


class Recurrence(StrEnum):
    """How a series repeats: on weekdays, or on the market days of a place."""

    WEEKLY = "weekly"
    MARKET = "market"


class Series(ActivityColumns, Revised, Numbered, InTown, Base):
    """A recurring activity, expanded into dated ones from `first_day` to `last_day`.

    `weekdays` ("024": Monday, Wednesday, Friday) every `every_weeks` weeks, or the days of `market_id`. Minutes count
    from midnight; an `end_minute` over 1440 ends on the next day.
    """

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("town_id", "code"),)

    recurrence: Mapped[Recurrence]
    weekdays: Mapped[str] = mapped_column(String(7), default="")
    every_weeks: Mapped[int] = mapped_column(default=1)
    market_id: Mapped[int | None] = mapped_column(ForeignKey("market.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    skip_holidays: Mapped[bool] = mapped_column(default=True)

    roles: Mapped[list[SeriesRole]] = relationship(
        cascade="all, delete-orphan", order_by="SeriesRole.id", lazy="selectin"
    )


class SeriesRole(RoleColumns, Numbered, InTown, Base):
    """A role of every activity of a series."""

    __tablename__ = "series_role"
    __table_args__ = ROLE_CHECKS

    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)


class Activity(ActivityColumns, Revised, Numbered, InTown, Base):
    """A dated activity. One that was expanded from a series keeps its `series_id` and the `day` it stands for."""

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("town_id", "code"),
        UniqueConstraint("series_id", "day"),
        Index("ix_activity_starts", "town_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="in_order"),
        CheckConstraint("priority BETWEEN 1 AND 4", name="priority"),
    )

    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[ActivityState] = mapped_column(default=ActivityState.PLANNED)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    day: Mapped[date | None]

    roles: Mapped[list[Role]] = relationship(
        cascade="all, delete-orphan", order_by="Role.id", lazy="selectin", back_populates="activity"
    )
    place: Mapped[Place] = relationship(foreign_keys="Activity.place_id", lazy="joined")
    venue: Mapped[Place | None] = relationship(foreign_keys="Activity.venue_id", lazy="joined")


class Role(RoleColumns, Numbered, InTown, Base):
    """A role of a dated activity."""

    __tablename__ = "role"
    __table_args__ = ROLE_CHECKS

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)

    activity: Mapped[Activity] = relationship(back_populates="roles")
    qualification: Mapped[Qualification | None] = relationship(lazy="joined")
    organisation: Mapped[Organisation | None] = relationship(lazy="joined")


class Attendance(Numbered, InTown, Base):
    """A person on the attendance list of a training session: the qualification it grants is held from its end on."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("activity_id", "person_id"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
