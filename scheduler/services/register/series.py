"""Recurring activities: a series is expanded into dated ones."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local_instant
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.domain.recurrence import market_days, weekly_days
from scheduler.models import (
    Activity,
    DayKind,
    Market,
    MarketCalendar,
    Recurrence,
    Role,
    Series,
    SpecialDay,
    Town,
)
from scheduler.models.activities import ActivityColumns, RoleColumns

OWN_COLUMNS = {"code"}


def days_of(session: Session, series: Series) -> list[date]:
    """The days on which a series takes place, holidays left out where it says so."""
    if series.recurrence is Recurrence.WEEKLY:
        days = weekly_days(series.first_day, series.last_day, map(int, series.weekdays), series.every_weeks)
    else:
        market = session.get_one(Market, series.market_id)
        lunar = market.calendar is MarketCalendar.LUNAR
        days = market_days(series.first_day, series.last_day, market.digits, lunar=lunar)
    if not series.skip_holidays:
        return days
    holidays = set(
        session.scalars(
            select(SpecialDay.day).where(SpecialDay.town_id == series.town_id, SpecialDay.kind == DayKind.HOLIDAY)
        )
    )
    return [day for day in days if day not in holidays]


def expand(session: Session, actor: Actor, series: Series, *, now: datetime) -> list[Activity]:  # noqa: ARG001
    """Make the dated activities of a series that there are not yet; returns those made.

    Days that have one already, changed or cancelled by hand or not, keep it.
    """
    demand(actor, Action.EDIT, series)
    zone = session.get_one(Town, series.town_id).timezone
    existing = set(session.scalars(select(Activity.day).where(Activity.series_id == series.id)))
    made = [dated(series, day, zone) for day in days_of(session, series) if day not in existing]
    session.add_all(made)
    session.flush()
    return made


def dated(series: Series, day: date, zone: str) -> Activity:
    """The activity of a series on one day, with its roles."""
    return Activity(
        **shared(series, ActivityColumns),
        town_id=series.town_id,
        code=f"{series.code}-{day:%Y%m%d}",
        series_id=series.id,
        day=day,
        starts_at=local_instant(day, series.start_minute, zone),
        ends_at=local_instant(day, series.end_minute, zone),
        roles=[Role(**shared(role, RoleColumns), town_id=series.town_id) for role in series.roles],
    )


def shared(row: Series | object, mixin: type[object]) -> dict[str, object]:
    """The values of the columns that a mixin declares, but for the code."""
    return {name: getattr(row, name) for name in mixin.__annotations__ if name not in OWN_COLUMNS}
