"""Independent parsers, each as a function from a calendar's bytes to its events in order of start and UID."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ics
import vobject
from icalendar import Calendar

from tests.servers import node

SCRIPT = Path(__file__).parent / "parsers.mjs"

Event = dict[str, Any]


def instant(value: datetime) -> str:
    """A time as JavaScript writes it."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def with_icalendar(content: bytes) -> list[Event]:
    return [
        {
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "status": str(event["STATUS"]),
            "title": str(event["SUMMARY"]),
            "place": str(event["LOCATION"]),
            "start": instant(event["DTSTART"].dt),
            "end": instant(event["DTEND"].dt),
        }
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


def with_ics(content: bytes) -> list[Event]:
    return [
        {
            "uid": event.uid,
            "sequence": int(next(line.value for line in event.extra if line.name == "SEQUENCE")),
            "status": event.status,
            "title": event.name,
            "place": event.location,
            "start": instant(event.begin.datetime),
            "end": instant(event.end.datetime),
        }
        for event in ics.Calendar(content.decode()).events
    ]


def with_vobject(content: bytes) -> list[Event]:
    calendar = vobject.readOne(content.decode())
    return [
        {
            "uid": event.uid.value,
            "sequence": int(event.sequence.value),
            "status": event.status.value,
            "title": event.summary.value,
            "place": event.location.value,
            "start": instant(event.dtstart.value),
            "end": instant(event.dtend.value),
        }
        for event in calendar.contents.get("vevent", [])
    ]


def with_node(library: str) -> Callable[[bytes], list[Event]]:
    def parse(content: bytes) -> list[Event]:
        done = subprocess.run([node(), str(SCRIPT), library], input=content, capture_output=True, check=True)
        events: list[Event] = json.loads(done.stdout)
        return events

    return parse


PARSERS: dict[str, Callable[[bytes], list[Event]]] = {
    "icalendar": with_icalendar,
    "ics": with_ics,
    "vobject": with_vobject,
    "ical.js": with_node("ical.js"),
    "node-ical": with_node("node-ical"),
}


def events(parser: str, content: bytes) -> list[Event]:
    """What a parser reads, in order of start and UID."""
    return sorted(PARSERS[parser](content), key=lambda event: (event["start"], event["uid"]))
