"""Bringing the bytes of calendars to what they should say, when something changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, undefer

from scheduler.calendars.conditional import etag
from scheduler.calendars.entries import Content, Entry, EntryStatus, advanced, retained
from scheduler.calendars.feed import FeedHead, feed_bytes
from scheduler.calendars.tokens import feed_token, token_hash
from scheduler.calendars.words import kind_name, personal_name
from scheduler.models import (
    CalendarEntry,
    Duty,
    Feed,
    FeedKind,
    Person,
    Place,
    Team,
    Town,
)
from scheduler.services.feeds.wanted import Subject, Wanted, horizon, personal, shared
from scheduler.services.towns import lock_rosters

ALARMS = (1440, 60)


def people_with_feeds(session: Session, town_id: int) -> Sequence[int]:
    """The ids of the people who have a calendar, or duties to put into one."""
    with_duties = session.scalars(select(Duty.person_id).where(Duty.town_id == town_id).distinct())
    subscribed = session.scalars(select(Feed.subject).where(Feed.town_id == town_id, Feed.kind == FeedKind.PERSON))
    return sorted({*with_duties, *map(int, subscribed)})


def rebuild_personal(
    session: Session, town_id: int, people: Sequence[int], *, key: bytes, now: datetime, trim: bool = False
) -> int:
    """Bring these people's feeds to what is published now; returns how many got new bytes.

    `trim` takes out what is long over or was cancelled long ago: for the nightly job alone.
    """
    lock_rosters(session, town_id)
    town = session.get_one(Town, town_id)
    wanted = personal(session, town, key, people, now)
    feeds = feeds_of(session, town_id, people)
    scope = {(FeedKind.PERSON, str(person_id)) for person_id in people}
    return rebuild(session, town, feeds, scope, wanted, (), key=key, now=now, trim=trim)


def rebuild_shared(session: Session, town_id: int, *, key: bytes, now: datetime, trim: bool = False) -> int:
    """Bring a town's shared feeds to what is published now; returns how many got new bytes. `trim` as above."""
    lock_rosters(session, town_id)
    town = session.get_one(Town, town_id)
    wanted, confidential = shared(session, town, key, now)
    feeds = feeds_of(session, town_id, None)
    scope = wanted.keys() | feeds.keys()
    return rebuild(session, town, feeds, scope, wanted, confidential, key=key, now=now, trim=trim)


def feeds_of(session: Session, town_id: int, people: Sequence[int] | None) -> dict[Subject, Feed]:
    """These people's feeds with their bytes; the shared ones where no people are named."""
    query = select(Feed).options(undefer(Feed.content)).where(Feed.town_id == town_id)
    if people is None:
        query = query.where(Feed.kind != FeedKind.PERSON)
    else:
        query = query.where(Feed.kind == FeedKind.PERSON, Feed.subject.in_(map(str, people)))
    return {(feed.kind, feed.subject): feed for feed in session.scalars(query)}


def rebuild(
    session: Session,
    town: Town,
    feeds: dict[Subject, Feed],
    scope: Collection[Subject],
    wanted: Wanted,
    confidential: Collection[str],
    *,
    key: bytes,
    now: datetime,
    trim: bool,
) -> int:
    """Build the feeds of a scope, making those that are missing; returns how many got new bytes."""
    rebuilt = 0
    for kind, subject in sorted(scope):
        feed = feeds.get((kind, subject)) or create_feed(session, town, (kind, subject), key)
        feed.name = feed_name(session, town, kind, subject)
        rebuilt += build(session, feed, wanted.get((kind, subject), {}), now, confidential=confidential, trim=trim)
    session.flush()
    return rebuilt


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
        return personal_name(session.scalars(select(Person.name).where(Person.id == int(subject))).one())
    if kind is FeedKind.TEAM:
        return session.scalars(select(Team.name).where(Team.id == int(subject))).one()
    if kind is FeedKind.VILLAGE:
        return session.scalars(select(Place.name).where(Place.id == int(subject))).one()
    return kind_name(town.name, subject) if kind is FeedKind.KIND else town.name


def build(
    session: Session,
    feed: Feed,
    wanted: dict[str, Content],
    now: datetime,
    *,
    confidential: Collection[str] = (),
    trim: bool = False,
) -> bool:
    """Bring one feed's entries and bytes to what they should be; whether the bytes changed.

    What is history stays as it is; what became `confidential` is gone without a word.
    """
    rows = entry_rows(session, feed, wanted)
    old = {name: entry_of(row) for name, row in rows.items()}
    present = {name: entry for name, entry in old.items() if entry.content.ends_at > horizon(now) or name in wanted}
    entries = {**old, **advanced(present, wanted, now)}
    kept = {entry.uid for entry in retained(entries.values(), now)} if trim else entries.keys()
    shown = [entry for name, entry in entries.items() if name in kept and name not in confidential]
    for entry in shown:
        row = rows.get(entry.uid)
        if row is None or not row.shown or old[entry.uid] != entry:
            store(session, feed, row, entry)
    for name in rows.keys() - {entry.uid for entry in shown}:
        rows[name].shown = False
    alarms = ALARMS if feed.kind is FeedKind.PERSON and feed.alarms else ()
    return replace_bytes(feed, feed_bytes(FeedHead(feed.name, alarms), shown), now)


def entry_rows(session: Session, feed: Feed, wanted: Collection[str]) -> dict[str, CalendarEntry]:
    """The entries that a feed shows, or showed once and is to show again, by UID."""
    query = select(CalendarEntry).where(
        CalendarEntry.feed_id == feed.id, or_(CalendarEntry.shown, CalendarEntry.uid.in_(wanted))
    )
    return {row.uid: row for row in session.scalars(query)}


def replace_bytes(feed: Feed, content: bytes, now: datetime) -> bool:
    """Give a feed its new bytes, if they are new. Last-Modified has whole seconds: each change gets another one."""
    if content == feed.content:
        return False
    if feed.modified_at is not None:
        now = max(now, feed.modified_at.replace(microsecond=0) + timedelta(seconds=1))
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
        "team": content.team,
    }
    row.sequence, row.status, row.changed_at, row.content, row.shown = (
        entry.sequence,
        content.status.value,
        entry.changed_at,
        facts,
        True,
    )
