"""A week copied: its activities made again in another week, none of them twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.domain.clock import days_later, local, local_instant, monday_of
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import Activity, ActivityState, DayKind, Role, SpecialDay, Town
from scheduler.models.activities import ActivityColumns, RoleColumns
from scheduler.services.activities.codes import codes_of, free_code
from scheduler.services.activities.series import shared
from scheduler.services.problems.rows import planned_activities
from scheduler.services.register import markets
from scheduler.services.register.days import days_by_date


@dataclass(frozen=True)
class Copy:
    """What an activity would become in the other week: when, on which special day, and whether it is there already.

    `off_market` is whether its place holds a market on its own day and none on that one.
    """

    activity: Activity
    day: date
    starts_at: datetime
    ends_at: datetime
    special: SpecialDay | None
    double: Activity | None
    off_market: bool

    @property
    def proposed(self) -> bool:
        """Whether it is made unless somebody says otherwise: not twice, not on a holiday, not off its market days."""
        holiday = self.special is not None and self.special.kind is DayKind.HOLIDAY
        return self.double is None and not holiday and not self.off_market


def first_week(session: Session, actor: Actor, day: date) -> date | None:
    """The Monday of the first week from that of `day` on in which something is planned; None where nothing is."""
    demand(actor, Action.READ, None)
    zone = session.get_one(Town, actor.town_id).timezone
    first = session.scalar(
        select(func.min(Activity.starts_at)).where(
            Activity.town_id == actor.town_id,
            Activity.state == ActivityState.PLANNED,
            Activity.starts_at >= local_instant(monday_of(day), 0, zone),
        )
    )
    return monday_of(local(first, zone).date()) if first is not None else None


def preview(session: Session, actor: Actor, from_day: date, to_day: date) -> list[Copy]:
    """What copying the week of one day to the week of another would make, in order of time.

    Raises Invalid where both are the same week.
    """
    demand(actor, Action.READ, None)
    first, other = monday_of(from_day), monday_of(to_day)
    if first == other:
        message = m_("Another week than the one that is copied.")
        raise Invalid(message, {"to_day": message})
    zone = session.get_one(Town, actor.town_id).timezone
    there = planned_activities(session, actor.town_id, other, other + timedelta(days=6), zone)
    special = days_by_date(session, actor, other, other + timedelta(days=6))
    held = {monday: markets.held(session, actor, monday, monday + timedelta(days=6)) for monday in (first, other)}
    found = []
    for activity in planned_activities(session, actor.town_id, first, first + timedelta(days=6), zone):
        own = local(activity.starts_at, zone).date()
        starts_at, ends_at = (
            days_later(moment, (other - first).days, zone) for moment in (activity.starts_at, activity.ends_at)
        )
        day = local(starts_at, zone).date()
        double = next((each for each in there if doubles(activity, each, starts_at, day)), None)
        place = activity.place.name
        off_market = place in held[first].get(own, ()) and place not in held[other].get(day, ())
        found.append(Copy(activity, day, starts_at, ends_at, special.get(day), double, off_market))
    return found


def doubles(activity: Activity, other: Activity, starts_at: datetime, day: date) -> bool:
    """Whether another activity is what this one would become: the same series on that day, or alike in all that tells
    activities apart.
    """
    if activity.series_id is not None and (other.series_id, other.day) == (activity.series_id, day):
        return True
    alike = ("kind", "title", "place_id", "venue_id")
    return other.starts_at == starts_at and all(getattr(activity, name) == getattr(other, name) for name in alike)


def copy_week(
    session: Session,
    actor: Actor,
    from_day: date,
    to_day: date,
    activity_ids: Collection[int] | None = None,
    *,
    now: datetime,  # noqa: ARG001
) -> list[Activity]:
    """Make the activities of one week again in another, with their roles; returns those made.

    Chosen ones that are there already are left out; without a choice, those that fall on a holiday or off their
    market days too. Raises Invalid for one that is not in the week.
    """
    demand(actor, Action.EDIT, None)
    copies = preview(session, actor, from_day, to_day)
    chosen = {copy.activity.id for copy in copies if copy.proposed} if activity_ids is None else set(activity_ids)
    unknown = chosen - {copy.activity.id for copy in copies}
    if unknown:
        message = m_("Number {number} is no planned activity of that week.", number=min(unknown))
        raise Invalid(message, {"activity_ids": message})
    taken = codes_of(session, actor)
    made = []
    for copy in copies:
        if copy.activity.id in chosen and copy.double is None:
            code = free_code(copy.activity.code, copy.day, taken)
            taken.add(code)
            made.append(copied(copy, code))
    session.add_all(made)
    session.flush()
    return made


def copied(copy: Copy, code: str) -> Activity:
    """The activity that a copy makes."""
    values = shared(copy.activity, ActivityColumns) | {"starts_at": copy.starts_at, "ends_at": copy.ends_at}
    town_id = copy.activity.town_id
    roles = [Role(**shared(role, RoleColumns), town_id=town_id) for role in copy.activity.roles]
    return Activity(town_id=town_id, code=code, **values, roles=roles)
