"""Dates and times in the forms of Chinese offices: serials, 2026/11/23, 11月23日, 14:30, 下午2:30, 次日1:00."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from scheduler.language import m_
from scheduler.spreadsheets.cells import Cell, CellError, Form, word

SERIAL_ORIGIN = date(1899, 12, 30)
"""Day 0 of a spreadsheet's date serials (1900 system, counted with its extra leap day)."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
SERIAL = re.compile(r"(\d{5})(\.\d+)?")
"""From 1927 to 2173; a shorter number is rather a year or a mistake."""

MIDNIGHT = re.compile(r"[ t]0?0:00(:00)?$")
WEEKDAY = re.compile(r"[ (]*(?:星期|周)([一二三四五六日天])\)?$")
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
DAY_FORMS = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    re.compile(r"(?:(?P<year>\d{4}) ?年 ?)?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]?"),
    re.compile(r"(?P<year>)(?P<month>\d{1,2})/(?P<day>\d{1,2})"),
)


def day(today: date) -> Form:
    """A date: a date cell, a serial, 2026/11/23, 2026年11月23日, or 11月23日 in the year nearest to today."""
    return Form(lambda cell: read_day(cell, today))


def birthday(today: date) -> Form:
    """A date of birth: one with its year, and not to come."""

    def read(cell: Cell) -> date:
        """The date of birth in a cell. Raises CellError."""
        fault = CellError(m_("a date of birth such as 1990/5/21"))
        try:
            found = read_day(cell, None)
        except CellError as error:
            raise fault from error
        if found > today:
            raise fault
        return found

    return Form(read)


def read_day(cell: Cell, today: date | None) -> date:
    """The date of a cell; one without a year is none where `today` is None. Raises CellError."""
    found = cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else written_day(cell, today)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CellError(m_("a date from {least} to {most}", least=FIRST_YEAR, most=LAST_YEAR))
    return found


def written_day(cell: Cell, today: date | None) -> date:
    """The date that a number or a text stands for. Raises CellError."""
    value = MIDNIGHT.sub("", word(cell))
    serial = SERIAL.fullmatch(value)
    if serial:
        return SERIAL_ORIGIN + timedelta(days=int(serial[1]))
    weekday = WEEKDAY.search(value)
    value = WEEKDAY.sub("", value)
    for form in DAY_FORMS:
        match = form.fullmatch(value)
        if match:
            found = dated(match, today)
            if weekday and found.weekday() != WEEKDAYS[weekday[1]]:
                raise CellError(m_("a date and a weekday that agree"))
            return found
    raise CellError(m_("a date such as 2026/11/23 or 11月23日"))


def dated(match: re.Match[str], today: date | None) -> date:
    """The date that a form matched; without a year, the one nearest to today. Raises CellError if there is none."""
    if today is None and not match["year"]:
        raise CellError(m_("a date that exists"))
    near = today or date(int(match["year"]), 1, 1)
    month, number = int(match["month"]), int(match["day"])
    years = [int(match["year"])] if match["year"] else [near.year - 1, near.year, near.year + 1]
    days = []
    for year in years:
        try:
            days.append(date(year, month, number))
        except ValueError:
            continue
    if not days:
        raise CellError(m_("a date that exists"))
    return min(days, key=lambda found: abs(found - near))


TIME_FORM = re.compile(
    r"(?P<next>次日|翌日|第二天)?\s*(?P<half>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚|am|pm)?\s*"
    r"(?P<hour>\d{1,2})(?:[:点时]\s*(?P<minute>\d{1,2}|半|一刻|三刻|整)?(?::00|分)?)?\s*(?P<tail>am|pm)?"
)
MINUTES = {"半": 30, "一刻": 15, "三刻": 45, "整": 0, None: 0}
HALVES = {
    "": range(25),
    **dict.fromkeys(("凌晨", "清晨", "早上", "上午", "am"), range(13)),
    "中午": range(11, 15),
    **dict.fromkeys(("下午", "pm"), range(12, 24)),
    "傍晚": range(16, 21),
    **dict.fromkeys(("晚上", "晚"), range(17, 25)),
}
"""The hours of the day, 0-24, that a word before the time can mean."""


def read_minute(cell: Cell) -> int:
    """Minutes since midnight, 0-2880: a time cell, a serial, 14:30, 下午2:30, 9点半; 次日1:00 counts on past 1440."""
    seconds = cell_seconds(cell)
    if seconds is None:
        return written_minute(cell)
    if not 0 <= seconds <= 2 * 86400:
        raise CellError(m_("a time such as 14:30 or 下午2:30"))
    return round(seconds / 60)


def cell_seconds(cell: Cell) -> float | None:
    """Seconds since midnight of a cell that is a time; None for text and whole numbers."""
    if isinstance(cell, time | datetime):
        return cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6
    if isinstance(cell, timedelta):
        return cell.total_seconds()
    if isinstance(cell, float) and (cell == 0 or not cell.is_integer()):
        return cell * 86400
    return None


def written_minute(cell: Cell) -> int:
    """The time that a text stands for. Raises CellError."""
    found = TIME_FORM.fullmatch(word(cell))
    if found:
        half = found["half"] or found["tail"] or ""
        hour = hour_of_day(int(found["hour"]), half)
        minute = MINUTES[found["minute"]] if found["minute"] in MINUTES else int(found["minute"])
        if hour is not None and minute < 60 and hour * 60 + minute <= 1440:
            return hour * 60 + minute + (1440 if found["next"] else 0)
    raise CellError(m_("a time such as 14:30 or 下午2:30"))


def hour_of_day(hour: int, half: str) -> int | None:
    """The hour, 0-24, that is meant by 2 in 下午2点; None where the two contradict each other."""
    if half in {"凌晨", "am"} and hour == 12:
        return 0
    if hour in HALVES[half] and not (half in {"晚上", "晚"} and hour == 12):
        return hour
    return hour + 12 if hour and hour + 12 in HALVES[half] else None


def write_minute(minute: int) -> str:
    """A time as it is read: 9:00, or 次日1:00 past midnight."""
    following = minute > 1440
    hour, rest = divmod(minute - 1440 * following, 60)
    return f"{'次日' if following else ''}{hour}:{rest:02d}"


MINUTE = Form(read_minute, write_minute)
