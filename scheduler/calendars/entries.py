"""What a calendar says of one event, and how its SEQUENCE follows what changes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

KEPT_BACK = timedelta(days=90)
CANCELLED_KEPT = timedelta(days=30)


class EntryStatus(StrEnum):
    """Tentative: an offer not answered yet. Cancelled: kept for a while, so that every client takes it off."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Content:
    """What people see of an event. Times are aware; `geo` is (latitude, longitude) in WGS-84.

    `team` is the name of the team with which a person goes.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    description: str = ""
    geo: tuple[float, float] | None = None
    team: str = ""
    status: EntryStatus = EntryStatus.CONFIRMED


@dataclass(frozen=True)
class Entry:
    """An event in a feed: its UID for ever, how often it changed, when last, and what it says."""

    uid: str
    sequence: int
    changed_at: datetime
    content: Content


def uid(key: bytes, *parts: str | int) -> str:
    """The opaque, stable UID of what these parts name (a person and a role, or an activity)."""
    digest = hmac.new(key, "\x1f".join(map(str, parts)).encode(), hashlib.sha256).hexdigest()
    return f"{digest[:32]}@roster"


def advanced(old: Mapping[str, Entry], new: Mapping[str, Content], now: datetime) -> dict[str, Entry]:
    """The next state of a feed's entries by UID, given what they should say now.

    What says the same keeps its DTSTAMP and SEQUENCE; another time, place, team or status raises SEQUENCE; what is gone
    is cancelled; what comes back has the same UID and a higher SEQUENCE. RFC 5545 3.8.7.4, RFC 5546 2.1.4.
    """
    entries = {}
    for name, content in new.items():
        before = old.get(name)
        entries[name] = Entry(name, 0, now, content) if before is None else changed(before, content, now)
    for name, entry in old.items():
        if name not in new:
            entries[name] = changed(entry, replace(entry.content, status=EntryStatus.CANCELLED), now)
    return entries


def changed(entry: Entry, content: Content, now: datetime) -> Entry:
    """The entry with another content: the same entry if it is none."""
    if content == entry.content:
        return entry
    return Entry(entry.uid, entry.sequence + (binding(content) != binding(entry.content)), now, content)


def binding(content: Content) -> tuple[object, ...]:
    """What a client must act on: time, place, team and status."""
    return content.starts_at, content.ends_at, content.place, content.team, content.status


def retained(entries: Iterable[Entry], now: datetime) -> list[Entry]:
    """The entries that a feed still shows: 90 days back and all ahead, cancelled ones for 30 days."""
    return [
        entry
        for entry in entries
        if entry.content.ends_at > now - KEPT_BACK
        and (entry.content.status is not EntryStatus.CANCELLED or entry.changed_at > now - CANCELLED_KEPT)
    ]
