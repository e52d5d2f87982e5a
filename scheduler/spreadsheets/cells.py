"""Cells of a spreadsheet as people fill them in: text, numbers, dates and times in the forms of Chinese offices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import phonenumbers

from scheduler.language import Message, m_

Cell = Any
Parse = Callable[[Cell], Any]

SERIAL_ORIGIN = date(1899, 12, 30)
"""Day 0 of a spreadsheet's date serials (1900 system, counted with its extra leap day)."""

SEPARATORS = re.compile(r"[、,;，；\s]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]+")


class CellError(ValueError):
    """A cell cannot be read; `message` says what would be right."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def plain(cell: Cell) -> str:
    """A cell as one line of text, without control characters; a whole number without its ".0"."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return CONTROL.sub(" ", "" if cell is None else str(cell)).strip()


def text(most: int) -> Parse:
    """Text of at most so many characters."""

    def parse(cell: Cell) -> str:
        value = plain(cell)
        if len(value) > most:
            raise CellError(m_("at most {most} characters", most=most))
        return value

    return parse


def whole(least: int, most: int) -> Parse:
    """A whole number between two limits."""

    def parse(cell: Cell) -> int:
        try:
            value = float(plain(cell))
        except ValueError:
            value = least - 1
        if not least <= value <= most or not value.is_integer():
            raise CellError(m_("a whole number from {least} to {most}", least=least, most=most))
        return int(value)

    return parse


def decimal(least: float, most: float) -> Parse:
    """A number between two limits."""

    def parse(cell: Cell) -> float:
        try:
            value = float(plain(cell))
        except ValueError:
            value = least - 1
        if not least <= value <= most:
            raise CellError(m_("a number from {least} to {most}", least=least, most=most))
        return value

    return parse


def hours(cell: Cell) -> int:
    """Hours, with halves and quarters, as minutes."""
    value: float = decimal(0.25, 168)(cell)
    return round(value * 60)


def yes_no(cell: Cell) -> bool:
    """Yes or no."""
    word = plain(cell).lower()
    if word in {"是", "有", "yes", "y", "true", "1", "√"}:
        return True
    if word in {"否", "无", "無", "no", "n", "false", "0", "×"}:
        return False
    raise CellError(m_("是 or 否"))


def choice(words: Mapping[str, Any]) -> Parse:
    """One of some words."""

    def parse(cell: Cell) -> Any:
        value = plain(cell).lower()
        if value not in words:
            raise CellError(m_("one of {words}", words="、".join(words)))
        return words[value]

    return parse


def several(parse_one: Parse) -> Parse:
    """A list, separated by 、 or commas, semicolons or spaces."""

    def parse(cell: Cell) -> list[Any]:
        return [parse_one(word) for word in SEPARATORS.split(plain(cell)) if word]

    return parse


def phone(cell: Cell) -> str:
    """A telephone number, Chinese unless it says otherwise, in international form (E.164)."""
    try:
        number = phonenumbers.parse(plain(cell), "CN")
    except phonenumbers.NumberParseException as error:
        raise CellError(m_("a telephone number such as 13800138000")) from error
    if not phonenumbers.is_possible_number(number):
        raise CellError(m_("a telephone number such as 13800138000"))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mail(cell: Cell) -> str:
    """A mail address."""
    value = plain(cell)
    if not re.fullmatch(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,130}\.[^@\s<>\".]{2,}", value):
        raise CellError(m_("a mail address such as name@example.com"))
    return value


DAY_FORMS = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"),
    re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"),
)


def day(today: date) -> Parse:
    """A date: a date cell, a serial, 2026/11/23, 2026年11月23日, or 11月23日 in the year nearest to today."""

    def parse(cell: Cell) -> date:
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        word = plain(cell).removesuffix(" 00:00:00")
        if re.fullmatch(r"\d{5}", word):
            return SERIAL_ORIGIN + timedelta(days=int(word))
        for form in DAY_FORMS:
            found = form.fullmatch(word)
            if found:
                return dated(found, today)
        raise CellError(m_("a date such as 2026/11/23 or 11月23日"))

    return parse


def dated(found: re.Match[str], today: date) -> date:
    """The date that a form matched; without a year, the one nearest to today. Raises CellError if there is none."""
    month, number = int(found["month"]), int(found["day"])
    years = [int(found["year"])] if found["year"] else [today.year - 1, today.year, today.year + 1]
    days = []
    for year in years:
        try:
            days.append(date(year, month, number))
        except ValueError:
            continue
    if not days:
        raise CellError(m_("a date that exists"))
    return min(days, key=lambda found_day: abs(found_day - today))


TIME_FORM = re.compile(
    r"(?P<next>次日|翌日|第二天)?\s*(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上|晚|am|pm)?\s*"
    r"(?P<hour>\d{1,2})(?:[:：点时](?P<minute>\d{1,2}|半)?)?(?::00)?分?\s*(?P<tail>am|pm)?",
    re.IGNORECASE,
)


def minute_of_day(cell: Cell) -> int:
    """Minutes since midnight: a time cell, a serial, 14:30, 下午2:30, 9点半; 次日1:00 counts on past 1440."""
    if isinstance(cell, time | datetime):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 60)
    if isinstance(cell, float) and 0 <= cell < 1:
        return round(cell * 1440)
    found = TIME_FORM.fullmatch(plain(cell))
    if found:
        hour, half = int(found["hour"]), (found["half"] or found["tail"] or "").lower()
        minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
        if half in {"下午", "傍晚", "晚上", "晚", "pm"} and hour < 12:
            hour += 12
        if hour <= 24 and minute < 60 and hour * 60 + minute <= 1440:
            return hour * 60 + minute + (1440 if found["next"] else 0)
    raise CellError(m_("a time such as 14:30 or 下午2:30"))
