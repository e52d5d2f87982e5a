"""An activity moved to another day, and what each day near it would mean for those who were told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import days_later, local, local_instant
from scheduler.domain.permissions import Action, Actor
from scheduler.domain.recurrence import days_between, lunar_date
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import (
    Absence,
    Activity,
    Duty,
    Person,
    PublishedActivity,
    Role,
    Roster,
    RosterState,
    SpecialDay,
    Town,
    WeeklyTime,
)
from scheduler.services.activities.together import Change, change_all
from scheduler.services.lookup import find
from scheduler.services.problems.people import grouped, weekly_times
from scheduler.services.problems.times import Timeline, unavailable
from scheduler.services.register import markets
from scheduler.services.register.days import days_by_date
from scheduler.services.rosters.versions.news import LIVE
from solver.spans import Span

DAYS_BACK, DAYS_AHEAD = 7, 14


@dataclass(frozen=True)
class OtherDay:
    """A day to which an activity could move: what it is, and who of those told of the activity cannot be there then.

    `leaves` is whether it lies outside the published roster's period: then everybody's duty is withdrawn.
    """

    day: date
    lunar: str
    special: SpecialDay | None
    markets: Sequence[str]
    cannot: Sequence[Person]
    leaves: bool


@dataclass(frozen=True)
class Moving:
    """Who was told of an activity, by which published roster, and the days to which it could move."""

    told: Sequence[Person]
    roster: Roster | None
    days: Sequence[OtherDay]


def move_activity(
    session: Session, actor: Actor, activity_id: int, day: date, *, revision: int, now: datetime
) -> Activity:
    """Move an activity, as it was looked at in this revision, to another day, at the same time of day.

    What is published stays until the next version. Raises NotFound, Invalid for the day on which it is or one too far
    away, Conflict where it is called off or somebody changed it since.
    """
    activity = find(session, actor, Action.EDIT, Activity, activity_id)
    days = (day - local(activity.starts_at, session.get_one(Town, actor.town_id).timezone).date()).days
    if not days:
        message = m_("Another day than the one on which it is.")
        raise Invalid(message, {"day": message})
    try:
        return change_all(session, actor, {activity.id: revision}, Change(days=days), now=now)[0]
    except Invalid as error:
        raise Invalid(error.message, {"day": error.fields.get("days", error.message)}) from error


def days_to_move_to(session: Session, actor: Actor, activity_id: int, *, now: datetime) -> Moving:
    """The days around an activity's own, from today on. Raises NotFound."""
    activity = find(session, actor, Action.READ, Activity, activity_id)
    zone = session.get_one(Town, actor.town_id).timezone
    today, own = local(now, zone).date(), local(activity.starts_at, zone).date()
    first, last = max(today, own - timedelta(days=DAYS_BACK)), max(today, own) + timedelta(days=DAYS_AHEAD)
    told, roster = people_told(session, activity), published_in(session, activity)
    timeline = Timeline.of(first, last, zone)
    busy = busy_times(session, activity, told, timeline)
    special = days_by_date(session, actor, first, last)
    held = markets.held(session, actor, first, last)
    found = []
    for day in days_between(first, last):
        if day != own:
            times = (activity.starts_at, activity.ends_at)
            span = timeline.span(*(days_later(moment, (day - own).days, zone) for moment in times))
            found.append(
                OtherDay(
                    day,
                    lunar_date(day),
                    special.get(day),
                    held.get(day, []),
                    [person for person in told if any(meet(span, other) for other in busy[person.id])],
                    roster is not None and not roster.first_day <= day <= roster.last_day,
                )
            )
    return Moving(told, roster, found)


def meet(one: Span, other: Span) -> bool:
    """Whether two spans have a minute in common."""
    return one.start < other.end and other.start < one.end


def people_told(session: Session, activity: Activity) -> Sequence[Person]:
    """Who was told of an activity and still holds it."""
    holding = select(Duty.person_id).join(Role, Duty.role_id == Role.id)
    return session.scalars(
        select(Person)
        .where(Person.id.in_(holding.where(Role.activity_id == activity.id, Duty.state.in_(LIVE))))
        .order_by(Person.id)
    ).all()


def published_in(session: Session, activity: Activity) -> Roster | None:
    """The published roster that tells of an activity."""
    return session.scalars(
        select(Roster)
        .join(PublishedActivity, PublishedActivity.roster_id == Roster.id)
        .where(PublishedActivity.activity_id == activity.id, Roster.state == RosterState.PUBLISHED)
        .order_by(Roster.first_day.desc())
    ).first()


def busy_times(
    session: Session, activity: Activity, people: Sequence[Person], timeline: Timeline
) -> Mapping[int, Sequence[Span]]:
    """When each of these cannot serve, by weekly times, absences and published duties other than this activity."""
    numbers = [person.id for person in people]
    weekly = weekly_times(session, activity.town_id, WeeklyTime.person_id)
    absences = grouped(
        session.scalars(select(Absence).where(Absence.person_id.in_(numbers))), lambda absence: absence.person_id
    )
    duties = session.execute(
        select(Duty.person_id, PublishedActivity.starts_at, PublishedActivity.ends_at)
        .join(PublishedActivity, PublishedActivity.roster_id == Duty.roster_id)
        .where(
            Duty.person_id.in_(numbers),
            Duty.state.in_(LIVE),
            Duty.role.has(activity_id=PublishedActivity.activity_id),
            PublishedActivity.activity_id != activity.id,
            PublishedActivity.ends_at > local_instant(timeline.first_day, 0, timeline.zone),
        )
    )
    busy = {number: list(unavailable(timeline, weekly.get(number, ()), absences.get(number, ()))) for number in numbers}
    for person_id, starts_at, ends_at in duties:
        busy[person_id].append(timeline.span(starts_at, ends_at))
    return busy
