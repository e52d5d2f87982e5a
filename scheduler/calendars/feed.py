"""Bytes of calendars, by icalendar: the same entries always give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vDuration, vText

from scheduler.calendars.entries import Entry, EntryStatus
from scheduler.calendars.text import one_line, paragraphs, refolded
from scheduler.calendars.words import PREFIXES, with_team

PRODID = "-//Town Roster//Duty calendars//ZH"
ZONE = ZoneInfo("Asia/Shanghai")
REFRESH = timedelta(hours=1)


@dataclass(frozen=True)
class FeedHead:
    """A calendar's name and its alarms, minutes before an event."""

    name: str
    alarms: tuple[int, ...] = ()


def feed_bytes(head: FeedHead, entries: Iterable[Entry]) -> bytes:
    """A subscribed calendar: named, with refresh hints, without METHOD, events in order of start and UID."""
    calendar = empty()
    name = vText(one_line(head.name))
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    calendar.add_component(timezone())
    for entry in sorted(entries, key=lambda e: (e.content.starts_at, e.uid)):
        calendar.add_component(event(entry, head.alarms))
    return refolded(calendar.to_ical())


def event_bytes(entry: Entry) -> bytes:
    """A single event as a file to open: no calendar name, so that no client makes a calendar of it."""
    calendar = empty()
    calendar.add_component(timezone())
    calendar.add_component(event(entry, ()))
    return refolded(calendar.to_ical())


def empty() -> Calendar:
    """A calendar without anything in it."""
    calendar = Calendar()
    calendar.add("PRODID", vText(PRODID))
    calendar.add("VERSION", "2.0")
    return calendar


def timezone() -> Timezone:
    """China's time, without daylight saving since 1991."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("TZID", "Asia/Shanghai")
    standard.add("DTSTART", datetime(1991, 9, 15))  # noqa: DTZ001 - local by definition (RFC 5545 3.6.5)
    standard.add("TZOFFSETFROM", timedelta(hours=8))
    standard.add("TZOFFSETTO", timedelta(hours=8))
    standard.add("TZNAME", "CST")
    zone.add_component(standard)
    return zone


def event(entry: Entry, alarms: tuple[int, ...]) -> Event:
    """One event."""
    content, made = entry.content, Event()
    made.add("UID", vText(entry.uid))
    made.add("SEQUENCE", entry.sequence)
    made.add("DTSTAMP", entry.changed_at.astimezone(UTC).replace(microsecond=0))
    made.add("LAST-MODIFIED", entry.changed_at.astimezone(UTC).replace(microsecond=0))
    made.add("SUMMARY", vText(PREFIXES[content.status] + one_line(content.title)))
    made.add("DTSTART", content.starts_at.astimezone(ZONE))
    made.add("DTEND", content.ends_at.astimezone(ZONE))
    made.add("LOCATION", vText(one_line(content.place)))
    description = "\n".join(filter(None, [content.team and with_team(content.team), content.description]))
    if description:
        made.add("DESCRIPTION", vText(paragraphs(description)))
    if content.geo is not None:
        made.add("GEO", content.geo)
    made.add("STATUS", content.status.upper())
    confirmed = content.status is EntryStatus.CONFIRMED
    made.add("TRANSP", "OPAQUE" if confirmed else "TRANSPARENT")
    for minutes in alarms if confirmed else ():
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", vText(one_line(content.title)))
        alarm.add("TRIGGER", timedelta(minutes=-minutes))
        made.add_component(alarm)
    return made
