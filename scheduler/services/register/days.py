"""The editable table of special days: holidays, working weekends, and days that nobody has announced yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.dates import full_day
from scheduler.domain.holidays import announced, unannounced
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Invalid, NotFound
from scheduler.language import m_
from scheduler.models import DayKind, SpecialDay

FIRST_YEAR, LAST_YEAR = 2004, 2100


def list_days(session: Session, actor: Actor, first_day: date, last_day: date) -> Sequence[SpecialDay]:
    """The special days from first to last, both included, in order. Raises Invalid where these are out of order."""
    demand(actor, Action.READ, None)
    if last_day < first_day:
        message = m_("Not before {first_day}.", first_day=full_day(first_day))
        raise Invalid(m_("The period ends before it begins."), {"last_day": message})
    return session.scalars(
        select(SpecialDay)
        .where(SpecialDay.town_id == actor.town_id, SpecialDay.day.between(first_day, last_day))
        .order_by(SpecialDay.day)
    ).all()


def days_by_date(session: Session, actor: Actor, first_day: date, last_day: date) -> dict[date, SpecialDay]:
    """The special days from first to last, both included, each by its date."""
    return {row.day: row for row in list_days(session, actor, first_day, last_day)}


def set_day(
    session: Session,
    actor: Actor,
    day: date,
    kind: DayKind,
    name: str = "",
    *,
    now: datetime,  # noqa: ARG001
) -> SpecialDay:
    """Say what is special about a day, in place of what was said. Raises Invalid for a working weekend on a weekday."""
    demand(actor, Action.EDIT, None)
    if kind is DayKind.WORKING_WEEKEND and day.weekday() < 5:
        raise Invalid(m_("A working weekend falls on a Saturday or Sunday."), {"day": m_("A Saturday or Sunday.")})
    return written(session, actor, find_day(session, actor, day), day, kind, name)


def clear_day(session: Session, actor: Actor, day: date, *, now: datetime) -> None:  # noqa: ARG001
    """Make a day what its weekday says. Raises NotFound where it is that already."""
    demand(actor, Action.EDIT, None)
    row = find_day(session, actor, day)
    if row is None:
        raise NotFound(m_("There is nothing special about {day}.", day=full_day(day)))
    session.delete(row)
    session.flush()


def seed_year(session: Session, actor: Actor, year: int, *, now: datetime) -> list[SpecialDay]:  # noqa: ARG001
    """Write down the holidays and working weekends of a year; returns the days that this made or changed.

    Of a year that is not announced yet, the statutory holidays come as `unannounced`; once it is, seeding it again
    settles those. Rows that were set by hand stay as they are. Raises Invalid for a year out of range.
    """
    demand(actor, Action.EDIT, None)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = m_("A year from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR)
        raise Invalid(message, {"year": message})
    existing = {row.day: row for row in list_days(session, actor, date(year, 1, 1), date(year, 12, 31))}
    expected = unannounced(year)
    made = []
    for day, (kind, name) in sorted((announced(year) or expected).items()):
        row = existing.get(day)
        waiting = row is not None and (row.kind, row.name) == expected.get(day)
        if row is None or (waiting and row.kind is not kind):
            made.append(written(session, actor, row, day, kind, name))
    return made


def find_day(session: Session, actor: Actor, day: date) -> SpecialDay | None:
    """The row of a day, if it has one."""
    return session.scalars(select(SpecialDay).filter_by(town_id=actor.town_id, day=day)).one_or_none()


def written(session: Session, actor: Actor, row: SpecialDay | None, day: date, kind: DayKind, name: str) -> SpecialDay:
    """The row of a day with this kind and name, made where there was none."""
    if row is None:
        row = SpecialDay(town_id=actor.town_id, day=day, kind=kind, name=name)
        session.add(row)
    row.kind, row.name = kind, name
    session.flush()
    return row
