"""Bytes of calendars, read back by five parsers that know nothing of us."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from scheduler.calendars.entries import Content, Entry, EntryStatus
from scheduler.calendars.feed import FeedHead, event_bytes, feed_bytes
from tests.calendars.parsers import PARSERS, events

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)
CHANGED = datetime(2026, 11, 20, 3, 4, 5, 678, tzinfo=UTC)
HEAD = FeedHead("我的值班 测试甲", (1440, 60))

NASTY = {
    "markup": '<b onclick="x()">&amp;\'',
    "separators": "a;b,c\\n\\,:=",
    "breaks": "first\r\nBEGIN:VEVENT\nthird\u2028fourth\x85fifth",
    "controls": "nul\x00 bell\x07 del\x7f tab\there",
    "surrogate": "lone \ud83d half",
    "wide": "😀𠮷" * 40,
    "long": "圩日秩序联合执法" * 30,
    "backslashes": "C:\\圩日\\\\" * 30,
    "only backslashes": "\\" * 90,
}


def entry(number: int = 0, title: str = "敬老服务（负责人）", **more: object) -> Entry:
    starts = NINE + timedelta(days=number)
    values = {"title": title, "starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": "龙山塘村", **more}
    return Entry(f"{number:032d}@roster", number, CHANGED, Content(**values))  # type: ignore[arg-type]


def read(number: int, title: str, status: str = "CONFIRMED") -> dict[str, object]:
    starts = NINE + timedelta(days=number)
    form = "%Y-%m-%dT%H:%M:%S.000Z"
    return {
        "uid": f"{number:032d}@roster",
        "sequence": number,
        "status": status,
        "title": title,
        "place": "龙山塘村",
        "start": starts.strftime(form),
        "end": (starts + timedelta(hours=2)).strftime(form),
    }


@pytest.mark.parametrize("parser", PARSERS)
def test_every_parser_reads_what_was_written(parser: str) -> None:
    entries = [
        entry(0),
        entry(1, status=EntryStatus.TENTATIVE),
        entry(2, status=EntryStatus.CANCELLED, description="第一行\n第二行", geo=(22.7, 112.2)),
    ]
    assert events(parser, feed_bytes(HEAD, entries)) == [
        read(0, "敬老服务（负责人）"),
        read(1, "【待确认】敬老服务（负责人）", "TENTATIVE"),
        read(2, "【已取消】敬老服务（负责人）", "CANCELLED"),
    ]


@pytest.mark.parametrize("parser", PARSERS)
def test_every_parser_reads_a_single_event_and_an_empty_calendar(parser: str) -> None:
    assert events(parser, event_bytes(entry(1))) == [read(1, "敬老服务（负责人）")]
    assert events(parser, feed_bytes(HEAD, [])) == []


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("kind", NASTY)
def test_no_text_breaks_a_parser(parser: str, kind: str) -> None:
    content = feed_bytes(FeedHead(NASTY[kind]), [entry(0, NASTY[kind], description=NASTY[kind], place=NASTY[kind])])
    found = events(parser, content)
    assert [(event["uid"], event["start"]) for event in found] == [(read(0, "")["uid"], read(0, "")["start"])]


def test_titles_lose_breaks_and_control_characters_and_nothing_else() -> None:
    titles = {
        kind: str(events("icalendar", feed_bytes(HEAD, [entry(0, text)]))[0]["title"]) for kind, text in NASTY.items()
    }
    assert titles == {
        "markup": NASTY["markup"],
        "separators": "a;b,c\\n\\,:=",
        "breaks": "first BEGIN:VEVENT third fourth fifth",
        "controls": "nul bell del tab here",
        "surrogate": "lone  half",
        "wide": NASTY["wide"],
        "long": NASTY["long"],
        "backslashes": NASTY["backslashes"],
        "only backslashes": NASTY["only backslashes"],
    }


@pytest.mark.parametrize("kind", NASTY)
def test_lines_are_folded_as_the_standard_asks_and_never_after_a_backslash(kind: str) -> None:
    text = NASTY[kind]
    content = feed_bytes(FeedHead(text), [entry(0, text, description=text, place=text)])
    assert not content.startswith(b"\xef\xbb\xbf")
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    for line, following in zip(lines, lines[1:], strict=False):
        assert len(line) <= 75
        assert line.decode()
        assert b"\r" not in line
        assert b"\n" not in line
        if following.startswith(b" ") and kind != "only backslashes":
            assert not line.endswith(b"\\")


def test_the_same_entries_give_the_same_bytes_whatever_their_order() -> None:
    entries = [entry(number) for number in range(5)]
    assert feed_bytes(HEAD, entries) == feed_bytes(HEAD, reversed(entries))


def test_a_feed_is_named_refreshed_hourly_has_a_zone_and_no_method() -> None:
    calendar = Calendar.from_ical(feed_bytes(HEAD, []))
    assert (str(calendar["NAME"]), str(calendar["X-WR-CALNAME"])) == (HEAD.name, HEAD.name)
    lines = feed_bytes(HEAD, []).decode().split("\r\n")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert "METHOD" not in calendar
    assert "X-WR-CALNAME" not in Calendar.from_ical(event_bytes(entry()))


def test_times_are_of_the_zone_and_stamps_are_those_of_the_last_change() -> None:
    lines = feed_bytes(HEAD, [entry()]).decode().split("\r\n")
    assert "DTSTART;TZID=Asia/Shanghai:20261124T090000" in lines
    assert "DTEND;TZID=Asia/Shanghai:20261124T110000" in lines
    assert "DTSTAMP:20261120T030405Z" in lines
    assert "LAST-MODIFIED:20261120T030405Z" in lines


@pytest.mark.parametrize(
    ("status", "transparent", "alarms"),
    [
        (EntryStatus.CONFIRMED, "OPAQUE", 2),
        (EntryStatus.TENTATIVE, "TRANSPARENT", 0),
        (EntryStatus.CANCELLED, "TRANSPARENT", 0),
    ],
)
def test_only_what_is_certain_takes_time_and_rings(status: EntryStatus, transparent: str, alarms: int) -> None:
    calendar = Calendar.from_ical(feed_bytes(HEAD, [entry(status=status)]))
    event = calendar.walk("VEVENT")[0]
    assert (str(event["TRANSP"]), len(calendar.walk("VALARM"))) == (transparent, alarms)


def test_a_duty_over_midnight_is_one_event() -> None:
    night = entry(starts_at=datetime(2026, 11, 24, 14, tzinfo=UTC), ends_at=datetime(2026, 11, 24, 22, tzinfo=UTC))
    lines = feed_bytes(HEAD, [night]).decode().split("\r\n")
    assert "DTSTART;TZID=Asia/Shanghai:20261124T220000" in lines
    assert "DTEND;TZID=Asia/Shanghai:20261125T060000" in lines
