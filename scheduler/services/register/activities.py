"""The register of activities: listed, added, edited, cancelled; their roles with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local_instant
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Conflict, Invalid
from scheduler.language import m_
from scheduler.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Assignment,
    Attendance,
    Duty,
    Organisation,
    Person,
    Place,
    Qualification,
    Role,
    Team,
    Town,
)
from scheduler.services.listing import PAGE_SIZE, Page, paged
from scheduler.services.lookup import check_references, demand_free_code, find, referred
from solver.problem import Capacity

REFERENCES: dict[str, type[Any]] = {"place_id": Place, "venue_id": Place, "grants_id": Qualification}
ROLE_REFERENCES: dict[str, type[Any]] = {
    "qualification_id": Qualification,
    "organisation_id": Organisation,
    "team_id": Team,
}
LONGEST = timedelta(days=3)


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


def add_activity(session: Session, actor: Actor, values: dict[str, Any], *, now: datetime) -> Activity:
    """Register an activity with its roles. Raises Invalid, Conflict where its number is taken."""
    demand(actor, Action.EDIT, None)
    enforcement = values["kind"] is ActivityKind.ENFORCEMENT
    first = {"confidential": enforcement, "adults_only": enforcement or values["kind"] is ActivityKind.EMERGENCY}
    activity = Activity(town_id=actor.town_id, departments=[])
    return apply(session, actor, activity, {**first, **values}, now)


def edit_activity(
    session: Session, actor: Actor, activity_id: int, values: dict[str, Any], *, now: datetime
) -> Activity:
    """Change some values of an activity; `roles` replaces its roles, those with an id are kept and changed.

    What is published stays as it was until the next version. Raises NotFound, Invalid, Conflict.
    """
    return apply(session, actor, find(session, actor, Action.EDIT, Activity, activity_id), values, now)


def cancel_activity(session: Session, actor: Actor, activity_id: int, *, now: datetime) -> Activity:  # noqa: ARG001
    """Call an activity off: the next version of the roster tells everybody. Raises NotFound."""
    activity = find(session, actor, Action.EDIT, Activity, activity_id)
    activity.state = ActivityState.CANCELLED
    session.flush()
    return activity


def apply(session: Session, actor: Actor, activity: Activity, values: dict[str, Any], now: datetime) -> Activity:  # noqa: ARG001
    """Give an activity these values."""
    changed = dict(values)
    roles = changed.pop("roles", None)
    check(session, actor, activity, changed)
    for name, value in changed.items():
        setattr(activity, name, value)
    session.add(activity)
    session.flush()
    if roles is not None:
        set_roles(session, actor, activity, roles)
    return activity


def check(session: Session, actor: Actor, activity: Activity, values: dict[str, Any]) -> None:
    """Raise Invalid or NotFound for a wrong value."""
    starts_at, ends_at = (values.get(name, getattr(activity, name)) for name in ("starts_at", "ends_at"))
    if ends_at <= starts_at:
        raise Invalid(m_("The activity ends before it starts."), {"ends_at": m_("After its start.")})
    if ends_at - starts_at > LONGEST:
        raise Invalid(m_("The activity is too long."), {"ends_at": m_("At most {days} days later.", days=LONGEST.days)})
    demand_free_code(session, actor, Activity, values.get("code"), activity)
    check_demand(session, actor, values)


def check_demand(session: Session, actor: Actor, values: dict[str, Any]) -> None:
    """Raise Invalid for a wrong value among those that an activity and a series share."""
    check_references(session, actor, values, REFERENCES)
    codes = set(session.scalars(select(Organisation.code).where(Organisation.town_id == actor.town_id)))
    unknown = sorted(set(values.get("departments", ())) - codes)
    if unknown:
        message = m_("There is no organisation {code}.", code=unknown[0])
        raise Invalid(message, {"departments": message})


def set_roles(session: Session, actor: Actor, activity: Activity, roles: Sequence[dict[str, Any]]) -> None:
    """Make these the roles of an activity. Raises NotFound, Invalid, Conflict for a role that people hold."""
    if not roles:
        raise Invalid(m_("An activity needs at least one role."), {"roles": m_("At least one.")})
    known = {role.id: role for role in activity.roles}
    kept = set()
    for position, values in enumerate(roles):
        check_role(session, actor, position, values)
        given = {name: value for name, value in values.items() if name != "id"}
        if values.get("id") is None:
            activity.roles.append(Role(town_id=activity.town_id, **given))
            continue
        if values["id"] not in known:
            message = m_("This activity has no role {number}.", number=values["id"])
            raise Invalid(message, {f"roles.{position}.id": message})
        kept.add(values["id"])
        for name, value in given.items():
            setattr(known[values["id"]], name, value)
    for number in sorted(known.keys() - kept):
        drop_role(session, activity, known[number])
    session.flush()


def check_role(session: Session, actor: Actor, position: int, values: dict[str, Any]) -> None:
    """Raise Invalid or NotFound for a wrong role."""
    if not 0 <= values["minimum"] <= values["wanted"] or values["wanted"] < 1:
        message = m_("At least one slot is wanted, and no more are needed than wanted.")
        raise Invalid(message, {f"roles.{position}.wanted": message})
    capacities = {Capacity(capacity) for capacity in values["accepts"]}
    if not capacities or (Capacity.TEAM in capacities and len(capacities) > 1):
        message = m_("Capacities of people, or whole teams alone.")
        raise Invalid(message, {f"roles.{position}.accepts": message})
    check_references(session, actor, values, ROLE_REFERENCES, f"roles.{position}.")


def drop_role(session: Session, activity: Activity, role: Role) -> None:
    """Take a role away that nobody was ever told of. Raises Conflict."""
    if session.scalars(select(Duty.id).where(Duty.role_id == role.id).limit(1)).first() is not None:
        raise Conflict(m_("People were told of the role {role}; it cannot be taken away.", role=role.name))
    for row in session.scalars(select(Assignment).where(Assignment.role_id == role.id)).all():
        session.delete(row)
    session.flush()
    activity.roles.remove(role)


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
