"""The register of activities: listed, added, edited, cancelled; attendance lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local, local_instant
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import Activity, ActivityKind, ActivityState, Attendance, Person, Series, Town
from scheduler.services.activities.roles import check_demand, store
from scheduler.services.listing import PAGE_SIZE, Page, paged
from scheduler.services.lookup import demand_free_code, find, referred

LATEST_END = 2 * 24 * 60
"""Minutes from the midnight before an activity to its end at the latest: what sheets can say and rosters look at."""


def list_activities(
    session: Session,
    actor: Actor,
    *,
    first_day: date | None = None,
    last_day: date | None = None,
    kind: ActivityKind | None = None,
    text: str = "",
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Activity]:
    """The activities that begin on these days, in order of time."""
    demand(actor, Action.READ, None)
    zone = session.get_one(Town, actor.town_id).timezone
    query = select(Activity).where(Activity.town_id == actor.town_id).order_by(Activity.starts_at, Activity.id)
    if first_day is not None:
        query = query.where(Activity.starts_at >= local_instant(first_day, 0, zone))
    if last_day is not None:
        query = query.where(Activity.starts_at < local_instant(last_day + timedelta(days=1), 0, zone))
    if kind is not None:
        query = query.where(Activity.kind == kind)
    if text:
        query = query.where(Activity.title.icontains(text, autoescape=True))
    return paged(session, query, number, size)


def get_activity(session: Session, actor: Actor, activity_id: int) -> Activity:
    """One activity. Raises NotFound."""
    return find(session, actor, Action.READ, Activity, activity_id)


def add_activity(session: Session, actor: Actor, values: dict[str, Any], *, now: datetime) -> Activity:  # noqa: ARG001
    """Register an activity with its roles. Raises Invalid, Conflict where its number is taken."""
    demand(actor, Action.EDIT, None)
    activity = Activity(town_id=actor.town_id, departments=[])
    return apply(session, actor, activity, {**values["kind"].usual, **values})


def edit_activity(
    session: Session,
    actor: Actor,
    activity_id: int,
    values: dict[str, Any],
    *,
    now: datetime,  # noqa: ARG001
) -> Activity:
    """Change some values of an activity; `roles` replaces its roles, those with an id are kept and changed.

    What is published stays as it was until the next version. Raises NotFound, Invalid, Conflict.
    """
    return apply(session, actor, find(session, actor, Action.EDIT, Activity, activity_id), values)


def cancel_activity(session: Session, actor: Actor, activity_id: int, *, now: datetime) -> Activity:  # noqa: ARG001
    """Call an activity off: the next version of the roster tells everybody. Raises NotFound."""
    activity = find(session, actor, Action.EDIT, Activity, activity_id)
    activity.state = ActivityState.CANCELLED
    session.flush()
    return activity


def apply(session: Session, actor: Actor, activity: Activity, values: dict[str, Any]) -> Activity:
    """Give an activity these values."""
    check(session, actor, activity, values)
    return store(session, actor, activity, values)


def check(session: Session, actor: Actor, activity: Activity, values: dict[str, Any]) -> None:
    """Raise Invalid or NotFound for a wrong value."""
    starts_at, ends_at = (values.get(name, getattr(activity, name)) for name in ("starts_at", "ends_at"))
    if ends_at <= starts_at:
        raise Invalid(m_("The activity ends before it starts."), {"ends_at": m_("After its start.")})
    zone = session.get_one(Town, actor.town_id).timezone
    if ends_at > local_instant(local(starts_at, zone).date(), LATEST_END, zone):
        message = m_("No later than the end of the next day.")
        raise Invalid(m_("The activity is too long."), {"ends_at": message})
    demand_free_code(session, actor, Activity, values.get("code"), activity)
    demand_free_code(session, actor, Series, values.get("code"))  # roles refer to both by their numbers
    check_demand(session, actor, values)
    check_attended(session, activity, values)


def check_attended(session: Session, activity: Activity, values: dict[str, Any]) -> None:
    """Raise Invalid where people are on the attendance list of a training session that would grant nothing any more."""
    if values.get("grants_id", activity.grants_id) is None and activity.id is not None:
        listed = select(Attendance.id).where(Attendance.activity_id == activity.id)
        if session.scalars(listed.limit(1)).first() is not None:
            message = m_("People are on its attendance list: take them off it first, or name what they learn.")
            raise Invalid(message, {"grants_id": message})


def attendance_of(session: Session, actor: Actor, activity_id: int) -> Sequence[Person]:
    """Who is on the attendance list of a training session. Raises NotFound."""
    activity = find(session, actor, Action.READ, Activity, activity_id)
    listed = select(Attendance.person_id).where(Attendance.activity_id == activity.id)
    return session.scalars(select(Person).where(Person.id.in_(listed)).order_by(Person.id)).all()


def set_attendance(
    session: Session,
    actor: Actor,
    activity_id: int,
    person_ids: Sequence[int],
    *,
    now: datetime,  # noqa: ARG001
) -> Sequence[Person]:
    """Make these people the attendance list of a training session; returns them.

    Raises NotFound, Invalid for an unknown person or an activity that grants no qualification.
    """
    activity = find(session, actor, Action.EDIT, Activity, activity_id)
    if activity.grants_id is None and person_ids:
        message = m_("Only a training session that grants a qualification has an attendance list.")
        raise Invalid(message, {"person_ids": message})
    rows = session.scalars(select(Attendance).where(Attendance.activity_id == activity.id)).all()
    for row in rows:
        if row.person_id not in person_ids:
            session.delete(row)
    for person_id in sorted(set(person_ids) - {row.person_id for row in rows}):
        person = referred(session, actor, Person, person_id, "person_ids")
        session.add(Attendance(town_id=activity.town_id, activity_id=activity.id, person_id=person.id))
    session.flush()
    return attendance_of(session, actor, activity_id)
