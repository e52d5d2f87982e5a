"""What each calendar should say: the personal ones by people's duties, the shared ones by what goes ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.calendars.entries import KEPT_BACK, Content, EntryStatus, uid
from scheduler.calendars.words import duty_title
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


def horizon(now: datetime) -> datetime:
    """What ended before this is history: nobody asks any more what a calendar should say of it."""
    return now - KEPT_BACK


def personal(session: Session, town: Town, key: bytes, people: Sequence[int], now: datetime) -> Wanted:
    """What these people's feeds should say: the duties they have, and the offers that wait for their answer."""
    query = (
        select(Duty, PublishedActivity)
        .options(selectinload(Duty.role), joinedload(Duty.team))
        .join(PublishedActivity, PublishedActivity.roster_id == Duty.roster_id)
        .where(
            Duty.town_id == town.id,
            Duty.person_id.in_(people),
            Duty.state.in_(STATUSES),
            Duty.role.has(activity_id=PublishedActivity.activity_id),
            PublishedActivity.ends_at > horizon(now),
        )
    )
    wanted: Wanted = defaultdict(dict)
    for duty, activity in session.execute(query):
        name = uid(key, "duty", duty.person_id, duty.role_id)
        title = duty_title(activity.content["title"], activity.content["roles"].get(str(duty.role_id), ""))
        team = "" if duty.team is None else duty.team.name
        subject = (FeedKind.PERSON, str(duty.person_id))
        wanted[subject][name] = content_of(activity, title, STATUSES[duty.state], team, activity.content["notes"])
    return wanted


def shared(session: Session, town: Town, key: bytes, now: datetime) -> tuple[Wanted, set[str]]:
    """What the shared feeds should say: title, time and public place of what goes ahead, no names or notes; and the
    UIDs of what is confidential and not over, of which they say nothing at all.
    """
    wanted: Wanted = defaultdict(dict)
    wanted[FeedKind.TOWN, ""] = {}
    confidential = set()
    for activity, team_id in going_ahead(session, town, since=horizon(now)):
        name = uid(key, "activity", activity.activity_id)
        if kept_back(activity, now):
            confidential.add(name)
            continue
        content = content_of(activity, activity.content["title"], EntryStatus.CONFIRMED)
        for subject in subjects(activity, team_id):
            wanted[subject][name] = content
    return wanted, confidential


def going_ahead(session: Session, town: Town, *, since: datetime) -> list[tuple[PublishedActivity, int | None]]:
    """What is published and ends after `since`, with the team of each of its assignments: what nobody holds is not
    there.
    """
    rows = session.execute(
        select(PublishedActivity, Assignment.team_id)
        .join(Roster, PublishedActivity.roster_id == Roster.id)
        .join(Assignment, Assignment.roster_id == Roster.id)
        .where(
            Roster.town_id == town.id,
            Roster.state == RosterState.PUBLISHED,
            Assignment.role.has(activity_id=PublishedActivity.activity_id),
            PublishedActivity.ends_at > since,
        )
    )
    return [(activity, team_id) for activity, team_id in rows]


def kept_back(activity: PublishedActivity, now: datetime) -> bool:
    """Whether nobody outside may know of an activity yet."""
    return activity.confidential and activity.ends_at > now


def subjects(activity: PublishedActivity, team_id: int | None) -> list[Subject]:
    """The shared feeds that an activity is in, by one of its assignments."""
    found = [
        (FeedKind.TOWN, ""),
        (FeedKind.KIND, activity.kind.value),
        (FeedKind.VILLAGE, str(activity.content["village_id"])),
    ]
    return found if team_id is None else [*found, (FeedKind.TEAM, str(team_id))]


def content_of(
    activity: PublishedActivity, title: str, status: EntryStatus, team: str = "", notes: str = ""
) -> Content:
    """What a calendar says of a published activity; its notes are for those who serve in it."""
    geo = activity.content["geo"]
    return Content(
        title=title,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        place=activity.content["place"],
        description="\n".join(filter(None, [activity.content["market_day"], notes])),
        geo=None if geo is None else (geo[0], geo[1]),
        team=team,
        status=status,
    )
