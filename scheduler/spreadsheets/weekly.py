"""Weekly times and wishes in one readable cell: 周一至周五 18:00-21:00; 周末 全天."""

from __future__ import annotations

import re
from typing import Any

from scheduler.language import m_
from scheduler.models import Part
from scheduler.spreadsheets.cells import Cell, CellError, minute_of_day, plain

WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
DAYS = re.compile(r"(每天|周末|工作日|(?:周|星期)?[一二三四五六日天](?:[至到-](?:周|星期)?[一二三四五六日天])?)")
GROUP = re.compile(r"^(?P<days>[^0-9上下全早晚凌中]+?)\s*(?P<times>全天|[0-9上下早晚凌中].*)$")
PARTS = {"全天": Part.DAY, "": Part.DAY, "上午": Part.MORNING, "下午": Part.AFTERNOON, "晚上": Part.EVENING}
EXAMPLE = "周一至周五 18:00-21:00; 周末 全天"

Window = tuple[int, int, int]
"""Weekday (0 is Monday), start and end in minutes since midnight."""


def weekdays(words: str) -> list[int]:
    """The weekdays that words such as 周一至周五 or 周二、周四 name. Raises CellError."""
    found: list[int] = []
    for word in re.split(r"[、,，\s和]+", words.strip()):
        if not word:
            continue
        if not DAYS.fullmatch(word):
            raise CellError(m_("weekly times such as {example}", example=EXAMPLE))
        if word in {"每天", "周末", "工作日"}:
            found += {"每天": range(7), "周末": range(5, 7), "工作日": range(5)}[word]
        else:
            ends = [WEEKDAYS[sign] for sign in word if sign in WEEKDAYS]
            found += range(ends[0], ends[-1] + 1) if ends[0] <= ends[-1] else [*range(ends[0], 7), *range(ends[-1] + 1)]
    return sorted(set(found))


def weekly_times(cell: Cell) -> list[Window]:
    """The windows of a cell, in order. Raises CellError."""
    windows: list[Window] = []
    for group in re.split(r"[;；\n]+", plain(cell)):
        if not group.strip():
            continue
        found = GROUP.fullmatch(group.strip())
        if found is None:
            raise CellError(m_("weekly times such as {example}", example=EXAMPLE))
        spans = (
            [(0, 1440)] if found["times"] == "全天" else [span(word) for word in re.split("[、,，]", found["times"])]
        )
        windows += [(weekday, start, end) for weekday in weekdays(found["days"]) for start, end in spans]
    return sorted(windows)


def span(word: str) -> tuple[int, int]:
    """Start and end of 18:00-21:00. Raises CellError."""
    ends = re.split(r"\s*[-–—~至到]\s*", word.strip())
    if len(ends) != 2:
        raise CellError(m_("weekly times such as {example}", example=EXAMPLE))
    start, end = minute_of_day(ends[0]), minute_of_day(ends[1])
    if not start < end <= 1440:
        raise CellError(m_("an end after the start, on the same day"))
    return start, end


def wishes(cell: Cell) -> list[tuple[int, Part, int]]:
    """(weekday, part, liking) for each of: 愿意 周六上午; 不愿 周一晚上. Raises CellError."""
    found: list[tuple[int, Part, int]] = []
    for group in re.split(r"[;；\n]+", plain(cell)):
        match: Any = re.fullmatch(r"\s*(愿意|不愿)\s*(.+?)\s*(全天|上午|下午|晚上)?\s*", group)
        if match:
            liking, part = (1 if match[1] == "愿意" else -1), PARTS[match[3] or ""]
            found += [(weekday, part, liking) for weekday in weekdays(match[2])]
        elif group.strip():
            raise CellError(m_("wishes such as {example}", example="愿意 周六上午; 不愿 周一晚上"))
    return sorted(set(found))
