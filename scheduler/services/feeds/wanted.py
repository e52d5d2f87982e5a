"""What each calendar should say: the personal ones by people's duties, the shared ones by what goes ahead."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.calendars.entries import KEPT_BACK, Content, EntryStatus, uid
from scheduler.models import (
    Assignment,
    Duty,
    DutyState,
    FeedKind,
    PublishedActivity,
    Roster,
    RosterState,
    Town,
)

STATUSES = {
    DutyState.ASSIGNED: EntryStatus.CONFIRMED,
    DutyState.ACCEPTED: EntryStatus.CONFIRMED,
    DutyState.OFFERED: EntryStatus.TENTATIVE,
}

Subject = tuple[FeedKind, str]
Wanted = dict[Subject, dict[str, Content]]
"""Per feed, what each of its events should say, by UID."""


def personal(session: Session, town: Town, key: bytes, now: datetime, person_id: int | None) -> Wanted:
    """What each person's feed should say: the duties they have, and the offers that wait for their answer."""
    query = (
        select(Duty, PublishedActivity)
        .options(selectinload(Duty.role))
        .join(PublishedActivity, PublishedActivity.roster_id == Duty.roster_id)
        .where(
            Duty.town_id == town.id,
            Duty.role.has(activity_id=PublishedActivity.activity_id),
            PublishedActivity.ends_at > now - KEPT_BACK,
        )
    )
    if person_id is not None:
        query = query.where(Duty.person_id == person_id)
    wanted: Wanted = defaultdict(dict)
    for duty, activity in session.execute(query):
        subject = (FeedKind.PERSON, str(duty.person_id))
        contents = wanted[subject]
        if duty.state in STATUSES:
            name = uid(key, "duty", duty.person_id, duty.role_id)
            role = activity.content["roles"].get(str(duty.role_id), "")
            contents[name] = content_of(activity, f"{activity.content['title']}({role})", STATUSES[duty.state])
    return wanted


def shared(session: Session, town: Town, key: bytes, now: datetime) -> Wanted:
    """What the shared feeds should say: kind, time and public place of what goes ahead, no names.

    A confidential activity is in none of them until it is over.
    """
    rows = session.execute(
        select(PublishedActivity, Assignment)
        .join(Roster, PublishedActivity.roster_id == Roster.id)
        .join(Assignment, Assignment.roster_id == Roster.id)
        .where(
            Roster.town_id == town.id,
            Roster.state == RosterState.PUBLISHED,
            Assignment.role.has(activity_id=PublishedActivity.activity_id),
            PublishedActivity.ends_at > now - KEPT_BACK,
        )
    )
    wanted: Wanted = defaultdict(dict)
    wanted[FeedKind.TOWN, ""] = {}
    for activity, assignment in rows:
        if activity.confidential and activity.ends_at > now:
            continue
        content = content_of(activity, activity.content["title"], EntryStatus.CONFIRMED)
        subjects = [(FeedKind.TOWN, ""), (FeedKind.KIND, activity.kind.value)]
        subjects.append((FeedKind.VILLAGE, str(activity.content["village_id"])))
        if assignment.team_id is not None:
            subjects.append((FeedKind.TEAM, str(assignment.team_id)))
        for subject in subjects:
            wanted[subject][uid(key, "activity", activity.activity_id)] = content
    return wanted


def content_of(activity: PublishedActivity, title: str, status: EntryStatus) -> Content:
    """What a calendar says of a published activity."""
    geo = activity.content["geo"]
    return Content(
        title=title,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        place=activity.content["place"],
        description=activity.content["notes"],
        geo=None if geo is None else (geo[0], geo[1]),
        status=status,
    )
