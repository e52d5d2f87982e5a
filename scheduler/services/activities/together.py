"""Several activities changed at once: what it would do to each is shown first, then all of them change or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from scheduler.domain.clock import days_later, local, local_instant
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Conflict, Invalid
from scheduler.language import Message, m_
from scheduler.models import Activity, ActivityState, Duty, Place, Role, SpecialDay, Town
from scheduler.services.activities import activities
from scheduler.services.lookup import find, referred
from scheduler.services.register.days import days_by_date
from scheduler.services.rosters.versions.news import LIVE

MOST_DAYS = 366
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Change:
    """What to change of each: days to move by, the minute of the day at which it starts (it stays as long), its place,
    its priority; or that it is called off.
    """

    days: int = 0
    start_minute: int | None = None
    place_id: int | None = None
    priority: int | None = None
    call_off: bool = False

    @property
    def nothing(self) -> bool:
        """Whether this changes nothing."""
        return self == Change()


@dataclass(frozen=True)
class Changed:
    """What a change makes of one activity; `told` is how many people know of it by a published roster.

    `special` is what the day is to which it moves; `problem` why this cannot be.
    """

    activity: Activity
    starts_at: datetime
    ends_at: datetime
    place: Place
    priority: int
    called_off: bool
    told: int
    special: SpecialDay | None
    problem: Message | None

    @property
    def moved(self) -> bool:
        """Whether it takes place at another time."""
        return self.starts_at != self.activity.starts_at

    @property
    def same(self) -> bool:
        """Whether all stays as it is."""
        kept = (self.place.id, self.priority) == (self.activity.place_id, self.activity.priority)
        return kept and not self.moved and not self.called_off


def chosen(session: Session, actor: Actor, activity_ids: Iterable[int]) -> list[Activity]:
    """These activities in order of time. Raises NotFound, Invalid for none or too many."""
    demand(actor, Action.READ, None)
    numbers = sorted(set(activity_ids))
    if not numbers:
        raise Invalid(m_("Choose at least one activity."))
    if len(numbers) > MOST_AT_ONCE:
        raise Invalid(m_("At most {count} activities at once.", count=MOST_AT_ONCE))
    found = [find(session, actor, Action.READ, Activity, number) for number in numbers]
    return sorted(found, key=lambda activity: (activity.starts_at, activity.id))


def preview(session: Session, actor: Actor, activity_ids: Iterable[int], change: Change) -> list[Changed]:
    """What a change would make of these activities, in order of time. Raises NotFound, Invalid."""
    rows = chosen(session, actor, activity_ids)
    check(change)
    place = referred(session, actor, Place, change.place_id, "place_id") if change.place_id is not None else None
    zone = session.get_one(Town, actor.town_id).timezone
    told = people_told(session, [row.id for row in rows])
    spans = [moved(row, change, zone) for row in rows]
    days = [local(starts_at, zone).date() for starts_at, _ in spans]
    special = days_by_date(session, actor, min(days), max(days))
    return [
        Changed(
            activity,
            *span,
            place or activity.place,
            change.priority or activity.priority,
            change.call_off,
            told.get(activity.id, 0),
            special.get(day),
            problem(session, actor, activity, span),
        )
        for activity, span, day in zip(rows, spans, days, strict=True)
    ]


def check(change: Change) -> None:
    """Raise Invalid for a change of nothing, one too far away, or one of what is called off."""
    if change.nothing:
        raise Invalid(m_("Say what to change: days, time, place, priority, or that they are called off."))
    if abs(change.days) > MOST_DAYS:
        message = m_("At most {days} days.", days=MOST_DAYS)
        raise Invalid(message, {"days": message})
    if change.call_off and change != Change(call_off=True):
        message = m_("What is called off is not changed besides.")
        raise Invalid(message, {"call_off": message})


def moved(activity: Activity, change: Change, zone: str) -> tuple[datetime, datetime]:
    """When an activity takes place after a change."""
    starts_at = days_later(activity.starts_at, change.days, zone)
    if change.start_minute is not None:
        starts_at = local_instant(local(starts_at, zone).date(), change.start_minute, zone).astimezone(UTC)
    if starts_at == activity.starts_at:
        return activity.starts_at, activity.ends_at
    return starts_at, starts_at + (activity.ends_at - activity.starts_at)


def problem(session: Session, actor: Actor, activity: Activity, span: tuple[datetime, datetime]) -> Message | None:
    """Why an activity cannot be changed so; None where it can."""
    if activity.state is ActivityState.CANCELLED:
        return m_("It is called off already.")
    try:
        activities.check(session, actor, activity, dict(zip(("starts_at", "ends_at"), span, strict=True)))
    except Invalid as error:
        return error.message
    return None


def people_told(session: Session, activity_ids: Sequence[int]) -> dict[int, int]:
    """How many people know of each of these activities by a published roster and still hold it."""
    rows = session.execute(
        select(Role.activity_id, func.count(distinct(Duty.person_id)))
        .join(Duty, Duty.role_id == Role.id)
        .where(Role.activity_id.in_(activity_ids), Duty.state.in_(LIVE))
        .group_by(Role.activity_id)
    )
    return {row[0]: row[1] for row in rows}


def change_all(
    session: Session,
    actor: Actor,
    revisions: Mapping[int, int],
    change: Change,
    *,
    now: datetime,
) -> list[Activity]:
    """Change these activities, each known by its number and the revision that was looked at; all of them or none.

    What is published stays as it was until the next version. Raises NotFound, Invalid; Conflict where somebody else
    changed one meanwhile, or where one cannot be changed so.
    """
    for number in sorted(revisions):
        row = find(session, actor, Action.EDIT, Activity, number, lock=True)
        if row.revision != revisions[number]:
            raise Conflict(m_("Somebody else changed {title} meanwhile. Look at the preview again.", title=row.title))
    planned = preview(session, actor, revisions, change)
    for each in planned:
        if each.problem is not None:
            raise Conflict(Message("{title}: {problem}", {"title": each.activity.title, "problem": each.problem}))
    for each in planned:
        if each.called_off:
            activities.cancel_activity(session, actor, each.activity.id, now=now)
        elif not each.same:
            activities.edit_activity(session, actor, each.activity.id, values_of(each), now=now)
    return [each.activity for each in planned]


def values_of(each: Changed) -> dict[str, object]:
    """The values that a change gives an activity."""
    times = {"starts_at": each.starts_at, "ends_at": each.ends_at} if each.moved else {}
    return {**times, "place_id": each.place.id, "priority": each.priority}
