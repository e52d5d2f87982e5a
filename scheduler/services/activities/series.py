"""Recurring activities: a series is expanded into dated ones, which follow it until somebody changes them by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local_instant
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.domain.recurrence import LONGEST_SERIES_DAYS, market_days, weekly_days
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import (
    Activity,
    ActivityState,
    Audit,
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
from scheduler.services.activities.roles import check_demand, store
from scheduler.services.audit_trail import note
from scheduler.services.listing import PAGE_SIZE, Page, paged
from scheduler.services.lookup import check_references, demand_free_code, find

OWN_COLUMNS = {"code"}
CALLED_OFF = "called_off"
"""What the audit trail says of an activity whose day its series left out."""
LONGEST_MINUTES = 24 * 60


def list_series(session: Session, actor: Actor, *, number: int = 1, size: int = PAGE_SIZE) -> Page[Series]:
    """All series of the town, in order of id."""
    demand(actor, Action.READ, None)
    return paged(session, select(Series).where(Series.town_id == actor.town_id).order_by(Series.id), number, size)


def get_series(session: Session, actor: Actor, series_id: int) -> Series:
    """One series. Raises NotFound."""
    return find(session, actor, Action.READ, Series, series_id)


def add_series(session: Session, actor: Actor, values: dict[str, Any], *, now: datetime) -> Series:  # noqa: ARG001
    """Register a series with its roles; its dated activities are made by `expand`. Raises Invalid, Conflict."""
    demand(actor, Action.EDIT, None)
    fresh = Series(town_id=actor.town_id, departments=[], weekdays="")
    return apply(session, actor, fresh, {**values["kind"].usual, **values})


def edit_series(session: Session, actor: Actor, series_id: int, values: dict[str, Any], *, now: datetime) -> Series:  # noqa: ARG001
    """Change some values of a series; `roles` replaces its roles, those with an id are kept and changed.

    Dated activities that there are stay as they are. Raises NotFound, Invalid, Conflict.
    """
    return apply(session, actor, find(session, actor, Action.EDIT, Series, series_id), values)


def apply(session: Session, actor: Actor, series: Series, values: dict[str, Any]) -> Series:
    """Give a series these values."""
    check(session, actor, series, values)
    return store(session, actor, series, values)


def check(session: Session, actor: Actor, series: Series, values: dict[str, Any]) -> None:
    """Raise Invalid for a wrong value, Conflict for a number that is taken."""
    demand_free_code(session, actor, Series, values.get("code"), series)
    demand_free_code(session, actor, Activity, values.get("code"))  # roles refer to both by their numbers
    check_demand(session, actor, values)
    check_references(session, actor, values, {"market_id": Market})
    names = ("recurrence", "weekdays", "market_id", "first_day", "last_day", "start_minute", "end_minute")
    merged = {name: values.get(name, getattr(series, name)) for name in names}
    unknown = set(merged["weekdays"] or "") - set("0123456")
    if unknown or (merged["recurrence"] is Recurrence.WEEKLY and not merged["weekdays"]):
        raise Invalid(m_("A weekly series needs its weekdays."), {"weekdays": m_("Digits of weekdays, 0 for Monday.")})
    if merged["recurrence"] is Recurrence.MARKET and merged["market_id"] is None:
        raise Invalid(m_("A series on market days needs a market."), {"market_id": m_("The number of a market.")})
    if not 0 <= (merged["last_day"] - merged["first_day"]).days < LONGEST_SERIES_DAYS:
        message = m_("From the first day on, at most {days} days.", days=LONGEST_SERIES_DAYS)
        raise Invalid(message, {"last_day": message})
    if not 0 < merged["end_minute"] - merged["start_minute"] <= LONGEST_MINUTES:
        message = m_("After its start, at most a day later.")
        raise Invalid(message, {"end_minute": message})


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


def all_series(session: Session, town_id: int) -> Sequence[Series]:
    """The series of a town, in order of id."""
    return session.scalars(select(Series).where(Series.town_id == town_id).order_by(Series.id)).all()


def activities_of(session: Session, series: Series) -> Sequence[Activity]:
    """The dated activities of a series, in order of id."""
    return session.scalars(select(Activity).where(Activity.series_id == series.id).order_by(Activity.id)).all()


def expand(session: Session, actor: Actor, series: Series, *, now: datetime) -> list[Activity]:  # noqa: ARG001
    """Make the dated activities of a series that there are not yet; returns those made.

    Days that have one already, changed or cancelled by hand or not, keep it; so do days whose number is taken.
    """
    demand(actor, Action.EDIT, series)
    zone = session.get_one(Town, series.town_id).timezone
    existing = {activity.day for activity in activities_of(session, series)}
    taken = set(
        session.scalars(
            select(Activity.code).where(
                Activity.town_id == series.town_id, Activity.code.startswith(f"{series.code}-", autoescape=True)
            )
        )
    )
    days = [day for day in days_of(session, series) if day not in existing and code_of(series, day) not in taken]
    made = [dated(series, day, zone) for day in days]
    session.add_all(made)
    session.flush()
    return made


def code_of(series: Series, day: date) -> str:
    """The number of the activity of a series on one day."""
    return f"{series.code}-{day:%Y%m%d}"


def dated(series: Series, day: date, zone: str) -> Activity:
    """The activity of a series on one day, with its roles."""
    return Activity(
        town_id=series.town_id,
        code=code_of(series, day),
        series_id=series.id,
        day=day,
        **wanted_values(series, day, zone),
        roles=[Role(**shared(role, RoleColumns), town_id=series.town_id) for role in series.roles],
    )


def wanted_values(series: Series, day: date, zone: str) -> dict[str, Any]:
    """What a series says of its activity on one day, but for the roles."""
    return {
        **shared(series, ActivityColumns),
        "starts_at": local_instant(day, series.start_minute, zone).astimezone(UTC),
        "ends_at": local_instant(day, series.end_minute, zone).astimezone(UTC),
    }


def shared(row: object, mixin: type[object]) -> dict[str, Any]:
    """The values of the columns that a mixin declares, but for the code."""
    return {name: getattr(row, name) for name in mixin.__annotations__ if name not in OWN_COLUMNS}


def follows(series: Series, activity: Activity, zone: str) -> bool:
    """Whether a dated activity still is what its series says: nobody changed it by hand or called it off."""
    if (
        activity.day is None
        or activity.state is not ActivityState.PLANNED
        or activity.code != code_of(series, activity.day)
    ):
        return False
    values = wanted_values(series, activity.day, zone)
    roles = [[shared(role, RoleColumns) for role in owner.roles] for owner in (series, activity)]
    return all(getattr(activity, name) == value for name, value in values.items()) and roles[0] == roles[1]


def followers(session: Session, actor: Actor, *, now: datetime) -> list[Activity]:
    """The activities of all series that still follow them and are to come."""
    zone = session.get_one(Town, actor.town_id).timezone
    return [
        activity
        for series in all_series(session, actor.town_id)
        for activity in activities_of(session, series)
        if activity.starts_at > now and follows(series, activity, zone)
    ]


def called_off(session: Session, actor: Actor, *, now: datetime) -> list[Activity]:
    """The activities to come that were called off because their series left their day out, and that nobody touched
    since: the last word of the audit trail on them says so.
    """
    last = (
        select(Audit.row_id)
        .where(Audit.table_name == Activity.__tablename__, Audit.town_id == actor.town_id)
        .group_by(Audit.row_id)
        .having(func.max(Audit.id) == func.max(case((Audit.action == CALLED_OFF, Audit.id))))
    )
    query = select(Activity).where(
        Activity.town_id == actor.town_id,
        Activity.state == ActivityState.CANCELLED,
        Activity.starts_at > now,
        Activity.id.in_(last),
    )
    return list(session.scalars(query.order_by(Activity.id)))


def bring_along(
    session: Session, actor: Actor, following: Iterable[Activity], off: Iterable[Activity], *, now: datetime
) -> Counter[str]:
    """Bring all dated activities to what their series say now, after the series may have changed.

    Those that followed their series before are changed with it, or called off where their day is one of it no longer;
    of those that were called `off` so, the ones whose day is one of it again take place again; missing ones are made.
    Returns how many were "made", "changed", "called_off" and "revived".
    """
    demand(actor, Action.EDIT, None)
    zone = session.get_one(Town, actor.town_id).timezone
    outcomes: Counter[str] = Counter()
    followed, left_out = by_series(following), by_series(off)
    for series in all_series(session, actor.town_id):
        days = set(days_of(session, series))
        for activity in followed.get(series.id, ()):
            if activity.day not in days:
                activity.state = ActivityState.CANCELLED
                session.flush()
                note(session, actor, CALLED_OFF, activity, {}, now=now)
                outcomes["called_off"] += 1
            elif not follows(series, activity, zone):
                follow(series, activity, activity.day, zone)
                outcomes["changed"] += 1
        for activity in left_out.get(series.id, ()):
            if activity.day in days:
                activity.state = ActivityState.PLANNED
                follow(series, activity, activity.day, zone)
                outcomes["revived"] += 1
        session.flush()
        outcomes["made"] += len(expand(session, actor, series, now=now))
    return +outcomes


def by_series(activities: Iterable[Activity]) -> dict[int | None, list[Activity]]:
    """Activities by their series."""
    found: dict[int | None, list[Activity]] = {}
    for activity in activities:
        found.setdefault(activity.series_id, []).append(activity)
    return found


def follow(series: Series, activity: Activity, day: date, zone: str) -> None:
    """Make a dated activity what its series says; its roles keep their rows, and so those who hold them."""
    for name, value in wanted_values(series, day, zone).items():
        setattr(activity, name, value)
    known = {role.name: role for role in activity.roles}
    for wanted in series.roles:
        role = known.get(wanted.name)
        if role is None:
            activity.roles.append(Role(**shared(wanted, RoleColumns), town_id=series.town_id))
            continue
        for name, value in shared(wanted, RoleColumns).items():
            setattr(role, name, value)
