"""When a person or a team can serve: weekly times and dated absences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Invalid, NotFound
from scheduler.language import m_
from scheduler.models import Absence, Person, Team, WeeklyTime

Owner = Person | Team
Window = tuple[int, int, int]
"""(weekday from 0 for Monday, first minute, last minute of the day)."""


@dataclass(frozen=True)
class Times:
    """The weekly times and the absences of a person or team, in order of time."""

    owner: Owner
    weekly: Sequence[WeeklyTime]
    absences: Sequence[Absence]

    @property
    def revision(self) -> int:
        """The owner's: it rises with every change of its times."""
        return self.owner.revision


def column(owner: Owner) -> str:
    """The column by which a row says whose it is."""
    return "team_id" if isinstance(owner, Team) else "person_id"


def times_of(session: Session, actor: Actor, owner: Owner) -> Times:
    """The times of a person or team."""
    demand(actor, Action.READ, owner)
    mine = {column(owner): owner.id}
    weekly = select(WeeklyTime).filter_by(**mine).order_by(WeeklyTime.weekday, WeeklyTime.start_minute)
    absences = select(Absence).filter_by(**mine).order_by(Absence.starts_at, Absence.id)
    return Times(owner, session.scalars(weekly).all(), session.scalars(absences).all())


def set_weekly(session: Session, actor: Actor, owner: Owner, weekly: Sequence[Window], *, now: datetime) -> Times:  # noqa: ARG001
    """Make these the weekly times of a person or team; none of them means at any time. Raises Invalid."""
    demand(actor, Action.EDIT, owner)
    for weekday, start, end in weekly:
        if not (0 <= weekday <= 6 and 0 <= start < end <= 1440):
            raise Invalid(m_("A weekly time ends before it begins."), {"weekly": m_("Times such as 08:30 to 17:00.")})
    rows = session.scalars(select(WeeklyTime).filter_by(**{column(owner): owner.id})).all()
    held = {(row.weekday, row.start_minute, row.end_minute): row for row in rows}
    for window in held.keys() - set(weekly):
        session.delete(held[window])
    session.flush()
    for weekday, start, end in sorted(set(weekly) - held.keys()):
        row = WeeklyTime(town_id=owner.town_id, weekday=weekday, start_minute=start, end_minute=end)
        setattr(row, column(owner), owner.id)
        session.add(row)
    session.flush()
    return times_of(session, actor, owner)


def add_absence(
    session: Session,
    actor: Actor,
    owner: Owner,
    starts_at: datetime,
    ends_at: datetime,
    reason: str = "",
    *,
    now: datetime,  # noqa: ARG001
) -> Absence:
    """Write down a time in which a person or team cannot serve, in whole minutes. Raises Invalid."""
    demand(actor, Action.EDIT, owner)
    starts_at, ends_at = (moment.replace(second=0, microsecond=0) for moment in (starts_at, ends_at))
    if ends_at <= starts_at:
        raise Invalid(m_("The absence ends before it begins."), {"ends_at": m_("After its beginning.")})
    row = Absence(town_id=owner.town_id, starts_at=starts_at, ends_at=ends_at, reason=reason)
    setattr(row, column(owner), owner.id)
    session.add(row)
    session.flush()
    return row


def remove_absence(session: Session, actor: Actor, owner: Owner, absence_id: int, *, now: datetime) -> None:  # noqa: ARG001
    """Strike an absence of a person or team. Raises NotFound."""
    demand(actor, Action.EDIT, owner)
    row = session.scalars(select(Absence).filter_by(id=absence_id, **{column(owner): owner.id})).one_or_none()
    if row is None:
        raise NotFound(m_("There is no such entry (number {number}).", number=absence_id))
    session.delete(row)
    session.flush()
