"""People, what they may do and when they can, teams and partner organisations."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.base import Base, InTown, Numbered, Revised
from solver.candidates import Capacity, Gender

ONE_OWNER = "(person_id IS NULL) <> (team_id IS NULL)"


class Organisation(Revised, Numbered, InTown, Base):
    """A partner organisation; one that `enforces` is a department whose officers act in joint enforcement."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("town_id", "code"),)

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    enforces: Mapped[bool] = mapped_column(default=False)


class Person(Revised, Numbered, InTown, Base):
    """Somebody who can be given duties. Limits are the person's own; None where none was set.

    A person is known by `code` (the office's own number) or else by name and phone. Who is `new` serves only with
    somebody who is not; who is `not_alone` does nothing alone.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("town_id", "code"),
        Index("ix_person_name_phone", "town_id", "name", "phone"),
    )

    code: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(200))
    gender: Mapped[Gender | None]
    born_on: Mapped[date | None]
    home_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    minutes_a_day: Mapped[int | None]
    minutes_a_week: Mapped[int | None]
    duties_a_month: Mapped[int | None]
    new: Mapped[bool] = mapped_column(default=False)
    not_alone: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str | None] = mapped_column(String(10))

    capacities: Mapped[list[PersonCapacity]] = relationship(
        cascade="all, delete-orphan", order_by="PersonCapacity.capacity", lazy="selectin"
    )
    qualifications: Mapped[list[HeldQualification]] = relationship(
        cascade="all, delete-orphan", order_by="HeldQualification.id", lazy="selectin"
    )

    @property
    def person_id(self) -> int:
        """Whose this row is: the person's own."""
        return self.id


class PersonCapacity(Numbered, InTown, Base):
    """One standing in which a person serves; a person holds one or more."""

    __tablename__ = "person_capacity"
    __table_args__ = (UniqueConstraint("person_id", "capacity"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    capacity: Mapped[Capacity]


class Qualification(Revised, Numbered, InTown, Base):
    """A skill or certificate; `by_training`: attending a training session of this qualification grants it."""

    __tablename__ = "qualification"
    __table_args__ = (UniqueConstraint("town_id", "code"),)

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(60))
    by_training: Mapped[bool] = mapped_column(default=False)
    enforcement: Mapped[bool] = mapped_column(default=False)


class HeldQualification(Numbered, InTown, Base):
    """A qualification that a person holds, valid on all days from `valid_from` to `valid_until`, both included."""

    __tablename__ = "held_qualification"
    __table_args__ = (
        UniqueConstraint("person_id", "qualification_id", "valid_from"),
        CheckConstraint("level BETWEEN 1 AND 9", name="level"),
        CheckConstraint("valid_until >= valid_from", name="valid_in_order"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    qualification_id: Mapped[int] = mapped_column(ForeignKey("qualification.id"))
    level: Mapped[int] = mapped_column(default=1)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]

    qualification: Mapped[Qualification] = relationship(lazy="joined")


class Team(Revised, Numbered, InTown, Base):
    """A vanguard team. Sent whole, at least `quorum` per cent of its members must be available."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("town_id", "code"), CheckConstraint("quorum BETWEEN 1 AND 100", name="quorum"))

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    home_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    quorum: Mapped[int] = mapped_column(default=60)
    active: Mapped[bool] = mapped_column(default=True)

    memberships: Mapped[list[TeamMember]] = relationship(
        cascade="all, delete-orphan", order_by="TeamMember.person_id", lazy="selectin"
    )
    leader: Mapped[Person | None] = relationship(foreign_keys=[leader_id])


class TeamMember(Numbered, InTown, Base):
    """A person's membership of a team. A person is a member of at most one team."""

    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("person_id"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship()


class WeeklyTime(Numbered, InTown, Base):
    """A weekly time in which a person or team can serve; whoever has no such row can serve at any time.

    `weekday` 0 is Monday; minutes count from midnight, `end_minute` at most 1440.
    """

    __tablename__ = "weekly_time"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("start_minute >= 0 AND end_minute > start_minute AND end_minute <= 1440", name="minutes"),
    )

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    weekday: Mapped[int]
    start_minute: Mapped[int]
    end_minute: Mapped[int]


class Absence(Numbered, InTown, Base):
    """A dated time in which a person or team cannot serve."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        CheckConstraint("ends_at > starts_at", name="in_order"),
    )

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200), default="")


class Part(StrEnum):
    """Part of a day that a wish is about."""

    DAY = "day"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Wish(Numbered, InTown, Base):
    """A person's weekly wish: gladly (`liking` 1) or rather not (-1) on that part of that weekday (0 is Monday)."""

    __tablename__ = "wish"
    __table_args__ = (
        UniqueConstraint("person_id", "weekday", "part"),
        CheckConstraint("liking IN (-1, 1)", name="liking"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    weekday: Mapped[int]
    part: Mapped[Part] = mapped_column(default=Part.DAY)
    liking: Mapped[int]
