"""What a roster tells of an activity and of who comes: as it was published, or of a draft as the register says now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.models import (
    Activity,
    ActivityKind,
    Assignment,
    Duty,
    DutyState,
    Person,
    PublishedActivity,
    Role,
    Roster,
)
from scheduler.services.rosters.snapshots import place_name


@dataclass(frozen=True)
class Told:
    """An activity as it is told; times are on the town's wall clock."""

    kind: ActivityKind
    title: str
    place: str
    notes: str
    starts_at: datetime
    ends_at: datetime
    confidential: bool

    @property
    def time(self) -> str:
        """From when to when."""
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


def told(activity: Activity | PublishedActivity, zone: str) -> Told:
    """An activity as a roster tells it: frozen in one that was published."""
    if isinstance(activity, PublishedActivity):
        title, place, notes = (activity.content[name] for name in ("title", "place", "notes"))
    else:
        title, place, notes = activity.title, place_name(activity), activity.notes
    starts_at, ends_at = local(activity.starts_at, zone), local(activity.ends_at, zone)
    return Told(activity.kind, title, place, notes, starts_at, ends_at, activity.confidential)


def role_name(role: Role, activity: Activity | PublishedActivity) -> str:
    """What a role of an activity is called there."""
    if isinstance(activity, PublishedActivity):
        name: str = activity.content["roles"].get(str(role.id), role.name)
        return name
    return role.name


def names_of(session: Session, rows: Iterable[Assignment]) -> dict[int, str]:
    """The names of all whom assignments book, by id."""
    people = {person for row in rows for person in (*row.crew, row.person_id) if person is not None}
    return {person.id: person.name for person in session.scalars(select(Person).where(Person.id.in_(people)))}


def declined(session: Session, roster: Roster) -> set[tuple[int, int]]:
    """Who declined which role of a roster."""
    rows = session.execute(
        select(Duty.person_id, Duty.role_id).where(Duty.roster_id == roster.id, Duty.state == DutyState.DECLINED)
    )
    return {(person, role) for person, role in rows}
