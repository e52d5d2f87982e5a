"""Rosters in versions, who is assigned in them, what each person was told, and what each has carried."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.models.activities import ActivityKind, Role
from scheduler.models.base import Base, InTown, Numbered, Revised
from scheduler.models.people import ONE_OWNER, Person, Team
from solver.candidates import Capacity


class RosterState(StrEnum):
    """A draft can change; a published roster is frozen; a superseded one was published once."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class Roster(Revised, Numbered, InTown, Base):
    """One version of the roster of a period of whole days, both included. At most one version of a period is published.

    `cost`, `bound` and `costs` (by component) are those of the last solve, or of the last change by hand, of which
    nothing is proven; `bound` None reads "not yet proven". `tiers` say how good it is in each tier of the policy:
    objects of tier, value and bound. `restores_id` is the earlier version with whose assignments it was published
    again. `what_if` is there in a draft that only tries something (`services/rosters/what_ifs.py`): what is different
    in it, and the roster `against` which it is compared.
    """

    __tablename__ = "roster"
    __table_args__ = (
        UniqueConstraint("town_id", "first_day", "version"),
        Index(
            "uq_roster_published",
            "town_id",
            "first_day",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
        CheckConstraint("last_day >= first_day", name="in_order"),
    )

    first_day: Mapped[date]
    last_day: Mapped[date]
    version: Mapped[int]
    state: Mapped[RosterState] = mapped_column(default=RosterState.DRAFT)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("roster.id"))
    restores_id: Mapped[int | None] = mapped_column(ForeignKey("roster.id"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    published_by: Mapped[str | None] = mapped_column(String(60))
    cost: Mapped[int | None]
    bound: Mapped[int | None]
    costs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    tiers: Mapped[list[Any]] = mapped_column(default=list)
    what_if: Mapped[dict[str, Any] | None]

    assignments: Mapped[list[Assignment]] = relationship(cascade="all, delete-orphan", order_by="Assignment.id")

    @property
    def tries(self) -> bool:
        """Whether it only tries something."""
        return self.what_if is not None


class Assignment(Numbered, InTown, Base):
    """A person or a whole team holds a slot of a role in a roster; `capacity` is the standing served in.

    A whole team's `crew` are the ids of the members whom it books; empty for a person. What the solver assigns is
    written in bulk and its run is the trace of it; what a coordinator does by hand is audited.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        UniqueConstraint("roster_id", "role_id", "person_id"),
        UniqueConstraint("roster_id", "role_id", "team_id"),
    )

    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    capacity: Mapped[Capacity]
    crew: Mapped[list[Any]] = mapped_column(default=list)
    pinned: Mapped[bool] = mapped_column(default=False)

    role: Mapped[Role] = relationship()
    person: Mapped[Person | None] = relationship()
    team: Mapped[Team | None] = relationship()


class DraftEdit(Numbered, InTown, Base):
    """What somebody did to a draft by hand, to be undone and done again: an entry in the stack of a draft and an actor.

    `steps` are those of `services/rosters/edits.py`. A run's roster takes the place of all that was done and ends the
    stack, and so does publishing; the trace of what was done is the audit trail of the assignments.
    """

    __tablename__ = "draft_edit"
    __table_args__ = (Index("ix_draft_edit_stack", "roster_id", "actor"),)
    audited = False

    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"))
    actor: Mapped[str] = mapped_column(String(60))
    steps: Mapped[list[Any]]
    undone: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]


class PublishedActivity(Numbered, InTown, Base):
    """What a published roster says of an activity, frozen: a later edit reaches people with the next version.

    `content` holds title, kind, place and whatever else pages, notices and calendars show.
    """

    __tablename__ = "published_activity"
    __table_args__ = (UniqueConstraint("roster_id", "activity_id"),)
    audited = False

    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"), index=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[ActivityKind]
    confidential: Mapped[bool]
    content: Mapped[dict[str, Any]]


class DutyState(StrEnum):
    """Employees and teams are assigned; volunteers are offered a duty and answer; withdrawn: it is theirs no longer."""

    ASSIGNED = "assigned"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Duty(Numbered, InTown, Base):
    """What a person was told about one role, through all versions of the roster: one row per person and role.

    `team_id` is the team with which the person goes. The answer survives new versions that keep the assignment.
    """

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("person_id", "role_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    capacity: Mapped[Capacity]
    state: Mapped[DutyState]
    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"))
    changed_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    role: Mapped[Role] = relationship()
    person: Mapped[Person] = relationship()
    team: Mapped[Team | None] = relationship()


class LedgerEntry(Numbered, InTown, Base):
    """What a published roster makes a person or team carry: planned minutes, duties on rest days, unpleasant duties.

    Entries of a superseded version are replaced by those of the version that supersedes it.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint(ONE_OWNER, name="one_owner"),
        UniqueConstraint("roster_id", "person_id"),
        UniqueConstraint("roster_id", "team_id"),
    )
    audited = False

    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    minutes: Mapped[int]
    weekends: Mapped[int]
    unpleasant: Mapped[int]
