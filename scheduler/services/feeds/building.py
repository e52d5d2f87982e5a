"""Bringing the bytes of calendars to what they should say, when something changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from scheduler.calendars.conditional import etag
from scheduler.calendars.entries import Content, Entry, EntryStatus, advanced, retained
from scheduler.calendars.feed import FeedHead, feed_bytes
from scheduler.calendars.tokens import feed_token, token_hash
from scheduler.models import (
    CalendarEntry,
    Feed,
    FeedKind,
    Person,
    Place,
    Team,
    Town,
)
from scheduler.services.feeds.wanted import Subject, Wanted, personal, shared

ALARMS = (1440, 60)
KIND_NAMES = {
    "service": "服务项目",
    "training": "培训",
    "enforcement": "联合执法",
    "station": "驻点联系",
    "shared": "共享资源项目",
    "emergency": "应急",
}


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
