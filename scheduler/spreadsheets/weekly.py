"""Weekly times and wishes in one readable cell: 周一至周五 18:00-21:00; 周末 全天."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scheduler.language import m_
from scheduler.models import Part
from scheduler.spreadsheets.cells import Cell, CellError, Form, word
from scheduler.spreadsheets.times import WEEKDAYS, read_minute, write_minute

SIGNS = "一二三四五六日"
DAYS = re.compile(r"(?:周|星期)?([一二三四五六日天])(?:[至到~-](?:周|星期)?([一二三四五六日天]))?")
NAMED = {"每天": range(7), "周末": range(5, 7), "双休日": range(5, 7), "工作日": range(5)}
GROUP = re.compile(r"(?P<days>[^0-9上下全早晚凌中傍]+?)\s*(?P<times>全天|[0-9上下早晚凌中傍].*)")
PARTS = {"全天": Part.DAY, "": Part.DAY, "上午": Part.MORNING, "下午": Part.AFTERNOON, "晚上": Part.EVENING}
EXAMPLE = "周一至周五 18:00-21:00; 周末 全天"
WISHES = "愿意 周六上午; 不愿 周一晚上"

Window = tuple[int, int, int]
"""Weekday (0 is Monday), start and end in minutes since midnight."""

Liking = tuple[int, Part, int]
"""Weekday, part of the day, 1 for gladly or -1 for rather not."""


def groups(cell: Cell) -> list[str]:
    """The parts of a cell, separated by semicolons or line breaks."""
    lines = re.split(r"[;；\r\n]+", "" if cell is None else str(cell))
    return [found for line in lines if (found := word(line))]


def read_weekdays(cell: Cell) -> list[int]:
    """The weekdays that words such as 周一至周五 or 周二、周四 name, in order. Raises CellError."""
    found: set[int] = set()
    for part in re.split(r"[、,\s和]+", word(cell)):
        match = DAYS.fullmatch(part)
        if part in NAMED:
            found |= set(NAMED[part])
        elif match:
            first, last = WEEKDAYS[match[1]], WEEKDAYS[match[2] or match[1]]
            found |= set(range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)])
        elif part:
            raise CellError(m_("weekdays such as 周二、周四"))
    return sorted(found)


def write_weekdays(weekdays: Iterable[int]) -> str:
    """Weekdays one by one: 周二、周四."""
    return "、".join(f"周{SIGNS[weekday]}" for weekday in weekdays)


WEEKDAY_DIGITS = Form(
    lambda cell: "".join(map(str, read_weekdays(cell))), lambda digits: write_weekdays(map(int, digits))
)
"""Weekdays as digits: 周二、周四 is "13"."""


def read_weekly(cell: Cell) -> list[Window]:
    """The windows of a cell, in order. Raises CellError."""
    windows: set[Window] = set()
    for group in groups(cell):
        found = GROUP.fullmatch(group)
        weekdays = read_weekdays(found["days"]) if found else []
        if found is None or not weekdays:
            raise CellError(m_("weekly times such as {example}", example=EXAMPLE))
        whole_day = found["times"] == "全天"
        spans = [(0, 1440)] if whole_day else [read_span(part) for part in re.split("[、,]", found["times"])]
        windows |= {(weekday, start, end) for weekday in weekdays for start, end in spans}
    return sorted(windows)


def read_span(part: str) -> tuple[int, int]:
    """Start and end of 18:00-21:00. Raises CellError."""
    ends = re.split(r"\s*[-–—~至到]\s*", part.strip())
    if len(ends) != 2:
        raise CellError(m_("weekly times such as {example}", example=EXAMPLE))
    start, end = read_minute(ends[0]), read_minute(ends[1])
    if not start < end <= 1440:
        raise CellError(m_("an end after the start, on the same day"))
    return start, end


def write_weekly(windows: Iterable[Window]) -> str:
    """Windows as they are read: weekdays with the same times together."""
    spans: dict[int, list[str]] = {}
    for weekday, start, end in sorted(windows):
        span = "全天" if (start, end) == (0, 1440) else f"{write_minute(start)}-{write_minute(end)}"
        spans.setdefault(weekday, []).append(span)
    alike: dict[str, list[int]] = {}
    for weekday, times in spans.items():
        for span in times:
            alike.setdefault(span, []).append(weekday)
    return "; ".join(f"{write_weekdays(weekdays)} {span}" for span, weekdays in alike.items())


WEEKLY = Form(read_weekly, write_weekly)


def read_wishes(cell: Cell) -> list[Liking]:
    """The wishes of a cell: 愿意 周六上午; 不愿 周一晚上. Raises CellError."""
    found: dict[tuple[int, Part], int] = {}
    for group in groups(cell):
        match = re.fullmatch(r"(愿意|不愿意?)\s*(.+?)\s*(全天|上午|下午|晚上)?", group)
        weekdays = read_weekdays(match[2]) if match else []
        if match is None or not weekdays:
            raise CellError(m_("wishes such as {example}", example=WISHES))
        liking = 1 if match[1] == "愿意" else -1
        for weekday in weekdays:
            if found.setdefault((weekday, PARTS[match[3] or ""]), liking) != liking:
                raise CellError(m_("one wish for each time, not both 愿意 and 不愿"))
    return sorted((weekday, part, liking) for (weekday, part), liking in found.items())


def write_wishes(wishes: Iterable[Liking]) -> str:
    """Wishes as they are read."""
    names = {part: name for name, part in PARTS.items() if name != "全天"}
    return "; ".join(
        f"{'愿意' if liking == 1 else '不愿'} {write_weekdays([weekday])}{names[part]}"
        for weekday, part, liking in sorted(wishes)
    )


WISH_LIST = Form(read_wishes, write_wishes)
