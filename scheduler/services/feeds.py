"""Calendars to subscribe to: which there are, what is in them, and their bytes, built when something changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload, undefer

from scheduler.calendars.conditional import etag
from scheduler.calendars.entries import KEPT_BACK, Content, Entry, EntryStatus, advanced, retained, uid
from scheduler.calendars.feed import FeedHead, event_bytes, feed_bytes
from scheduler.calendars.tokens import feed_token, token_hash
from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Invalid, NotFound
from scheduler.language import m_
from scheduler.models import (
    Assignment,
    CalendarEntry,
    Duty,
    DutyState,
    Feed,
    FeedKind,
    JobKind,
    Person,
    Place,
    PublishedActivity,
    Roster,
    RosterState,
    Team,
    Town,
    TownState,
)
from scheduler.services import jobs
from scheduler.services.lookup import find

ALARMS = (1440, 60)
FETCHES_NOTED = timedelta(minutes=10)
"""A calendar's fetches are written down no more often than this."""

STATUSES = {
    DutyState.ASSIGNED: EntryStatus.CONFIRMED,
    DutyState.ACCEPTED: EntryStatus.CONFIRMED,
    DutyState.OFFERED: EntryStatus.TENTATIVE,
}
KIND_NAMES = {
    "service": "服务项目",
    "training": "培训",
    "enforcement": "联合执法",
    "station": "驻点联系",
    "shared": "共享资源项目",
    "emergency": "应急",
}

Subject = tuple[FeedKind, str]
Wanted = dict[Subject, dict[str, Content]]
"""Per feed, what each of its events should say, by UID."""


def rebuild(session: Session, town_id: int, *, key: bytes, now: datetime, person_id: int | None = None) -> int:
    """Bring all feeds of a town (or one person's) to what is published now; returns how many got new bytes."""
    town = session.get_one(Town, town_id)
    wanted = personal(session, town, key, now, person_id)
    if person_id is None:
        merge(wanted, shared(session, town, key, now))
    feeds = {(feed.kind, feed.subject): feed for feed in feeds_of(session, town_id)}
    scope = wanted.keys() | feeds.keys() if person_id is None else {(FeedKind.PERSON, str(person_id))}
    rebuilt = 0
    for subject in sorted(scope):
        feed = feeds.get(subject) or create_feed(session, town, subject, key)
        rebuilt += build(session, feed, wanted.get(subject, {}), now)
    session.flush()
    return rebuilt


def merge(wanted: Wanted, more: Wanted) -> None:
    """Add the second to the first."""
    for subject, contents in more.items():
        wanted[subject].update(contents)


def feeds_of(session: Session, town_id: int) -> Sequence[Feed]:
    """All feeds of a town, with their bytes."""
    return session.scalars(
        select(Feed).options(undefer(Feed.content)).where(Feed.town_id == town_id).order_by(Feed.id)
    ).all()


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


def create_feed(session: Session, town: Town, subject: Subject, key: bytes) -> Feed:
    """A new feed with its token."""
    kind, number = subject
    feed = Feed(town_id=town.id, kind=kind, subject=number, name=feed_name(session, town, kind, number), generation=1)
    session.add(feed)
    session.flush()
    feed.token_hash = token_hash(feed_token(key, feed.id, feed.generation))
    return feed


def feed_name(session: Session, town: Town, kind: FeedKind, subject: str) -> str:
    """What a subscribed calendar is called."""
    if kind is FeedKind.PERSON:
        return f"我的值班 {session.get_one(Person, int(subject)).name}"
    if kind is FeedKind.TEAM:
        return session.get_one(Team, int(subject)).name
    if kind is FeedKind.VILLAGE:
        return session.get_one(Place, int(subject)).name
    return f"{town.name} {KIND_NAMES[subject]}" if kind is FeedKind.KIND else town.name


def build(session: Session, feed: Feed, wanted: dict[str, Content], now: datetime) -> bool:
    """Bring one feed's entries and bytes to what they should be; whether the bytes changed."""
    rows = {row.uid: row for row in session.scalars(select(CalendarEntry).where(CalendarEntry.feed_id == feed.id))}
    old = {name: entry_of(row) for name, row in rows.items()}
    entries = advanced(old, wanted, now)
    for name, entry in entries.items():
        if old.get(name) != entry:
            store(session, feed, rows.get(name), entry)
    alarms = ALARMS if feed.kind is FeedKind.PERSON and feed.alarms else ()
    content = feed_bytes(FeedHead(feed.name, alarms), retained(entries.values(), now))
    if content == feed.content:
        return False
    feed.content, feed.etag, feed.modified_at = content, etag(content), now
    return True


def entry_of(row: CalendarEntry) -> Entry:
    """A stored entry."""
    facts = dict(row.content)
    geo = facts.pop("geo")
    content = Content(
        **{
            **facts,
            "starts_at": datetime.fromisoformat(facts["starts_at"]),
            "ends_at": datetime.fromisoformat(facts["ends_at"]),
            "geo": None if geo is None else (geo[0], geo[1]),
            "status": EntryStatus(row.status),
        }
    )
    return Entry(row.uid, row.sequence, row.changed_at, content)


def store(session: Session, feed: Feed, row: CalendarEntry | None, entry: Entry) -> None:
    """Write an entry down."""
    if row is None:
        row = CalendarEntry(town_id=feed.town_id, feed_id=feed.id, uid=entry.uid)
        session.add(row)
    content = entry.content
    facts: dict[str, Any] = {
        "title": content.title,
        "starts_at": content.starts_at.isoformat(),
        "ends_at": content.ends_at.isoformat(),
        "place": content.place,
        "description": content.description,
        "geo": None if content.geo is None else list(content.geo),
    }
    row.sequence, row.status, row.changed_at, row.content = (
        entry.sequence,
        content.status.value,
        entry.changed_at,
        facts,
    )


@dataclass(frozen=True)
class Served:
    """What a calendar's address answers with; the bytes are read only where they are sent."""

    feed_id: int
    etag: str
    modified_at: datetime
    fetched_at: datetime | None

    def fetch_is_news(self, now: datetime) -> bool:
        """Whether this fetch is to be written down: the page shows when a calendar was last fetched."""
        return self.fetched_at is None or self.fetched_at < now - FETCHES_NOTED


def serve(session: Session, token: str) -> Served | None:
    """The feed with this token, by one indexed row; None where there is none, or nothing was built yet."""
    row = session.execute(
        select(Feed.id, Feed.etag, Feed.modified_at, Feed.fetched_at).where(
            Feed.token_hash == token_hash(token), Feed.revoked.is_(False), Feed.etag.is_not(None)
        )
    ).one_or_none()
    if row is None or row.etag is None or row.modified_at is None:
        return None
    return Served(row.id, row.etag, row.modified_at, row.fetched_at)


def content_bytes(session: Session, feed_id: int) -> bytes:
    """The bytes of a feed."""
    return session.scalars(select(Feed.content).where(Feed.id == feed_id)).one() or b""


def personal_feed(session: Session, actor: Actor, person_id: int) -> Feed | None:
    """A person's feed; None where there is none yet. Raises NotFound."""
    person = find(session, actor, Action.SUBSCRIBE, Person, person_id)
    return session.scalars(
        select(Feed).where(Feed.town_id == person.town_id, Feed.kind == FeedKind.PERSON, Feed.subject == str(person.id))
    ).one_or_none()


def ensure_personal_feed(session: Session, actor: Actor, person_id: int, *, key: bytes, now: datetime) -> Feed:
    """A person's feed, empty where nothing was published to them yet. Raises NotFound."""
    feed = personal_feed(session, actor, person_id)
    if feed is None:
        town = session.get_one(Town, actor.town_id)
        feed = create_feed(session, town, (FeedKind.PERSON, str(person_id)), key)
        build(session, feed, {}, now)
        session.flush()
    return feed


def token_of(feed: Feed, key: bytes) -> str:
    """The token of a feed, to be shown to whoever may subscribe to it."""
    return feed_token(key, feed.id, feed.generation)


def renew(session: Session, actor: Actor, feed_id: int, *, key: bytes, now: datetime) -> Feed:  # noqa: ARG001
    """Give a feed another address; the old one ends at once. Raises NotFound."""
    feed = find(session, actor, Action.SUBSCRIBE, Feed, feed_id)
    feed.generation += 1
    feed.token_hash, feed.revoked = token_hash(token_of(feed, key)), False
    session.flush()
    return feed


def revoke(session: Session, actor: Actor, feed_id: int, *, now: datetime) -> Feed:  # noqa: ARG001
    """Shut a feed: its address answers as if it had never been. Renewing opens it again. Raises NotFound."""
    feed = find(session, actor, Action.SUBSCRIBE, Feed, feed_id)
    feed.revoked = True
    session.flush()
    return feed


def set_alarms(session: Session, actor: Actor, feed_id: int, alarms: bool, *, now: datetime) -> Feed:
    """Whether a personal feed's events carry alarms; its bytes are rebuilt in the background. Raises NotFound."""
    feed = find(session, actor, Action.SUBSCRIBE, Feed, feed_id)
    if feed.alarms is not alarms:
        feed.alarms = alarms
        session.flush()
        jobs.enqueue(session, actor, JobKind.FEEDS, {"town_id": feed.town_id, "person_id": feed.person_id}, now=now)
    return feed


def set_public(session: Session, actor: Actor, feed_id: int, public: bool, *, now: datetime) -> Feed:  # noqa: ARG001
    """Whether a shared feed is named on the public page of calendars. Raises NotFound, Invalid for a person's."""
    feed = find(session, actor, Action.EDIT, Feed, feed_id)
    if feed.kind is FeedKind.PERSON:
        raise Invalid(m_("A person's calendar is never public."))
    feed.public = public
    session.flush()
    return feed


def public_feeds(session: Session) -> Sequence[Feed]:
    """The feeds of the active town that anybody may know of."""
    return session.scalars(
        select(Feed)
        .join(Town, Town.id == Feed.town_id)
        .where(Town.state == TownState.ACTIVE, Feed.public, Feed.revoked.is_(False))
        .order_by(Feed.kind, Feed.id)
    ).all()


def shared_feeds(session: Session, actor: Actor) -> Sequence[Feed]:
    """The shared feeds of the town."""
    return session.scalars(
        select(Feed).where(Feed.town_id == actor.town_id, Feed.kind != FeedKind.PERSON).order_by(Feed.kind, Feed.id)
    ).all()


def event_of_duty(session: Session, actor: Actor, duty_id: int, *, key: bytes) -> bytes:
    """One duty as a calendar file, with the same UID and SEQUENCE as in the person's feed. Raises NotFound."""
    duty = find(session, actor, Action.READ, Duty, duty_id)
    feed = personal_feed(session, actor, duty.person_id)
    name = uid(key, "duty", duty.person_id, duty.role_id)
    rows = select(CalendarEntry).where(CalendarEntry.uid == name)
    row = session.scalars(rows.where(CalendarEntry.feed_id == feed.id)).one_or_none() if feed else None
    if row is None:
        raise NotFound(m_("There is no calendar yet: it comes with the first published duty."))
    return event_bytes(entry_of(row))


def mark_fetched(session: Session, feed_id: int, *, now: datetime) -> None:
    """Write down that a calendar was fetched."""
    session.execute(update(Feed).where(Feed.id == feed_id).values(fetched_at=now))
