"""The days on which something recurring takes place: weekdays, and market days by the lunar or Gregorian calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from lunar_python import Solar

LONGEST_SERIES_DAYS = 800
"""A series takes place on no more days than these, its first and last among them."""


def days_between(first: date, last: date) -> Iterator[date]:
    """All days from first to last, both included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def weekly_days(first: date, last: date, weekdays: Iterable[int], every_weeks: int = 1) -> list[date]:
    """The days that fall on one of the weekdays (0 is Monday), every so many weeks from the week of the first day."""
    wanted, monday = set(weekdays), first - timedelta(days=first.weekday())
    return [
        day
        for day in days_between(first, last)
        if day.weekday() in wanted and (day - monday).days // 7 % every_weeks == 0
    ]


def lunar_day(day: date) -> int:
    """The day of the lunar month, 1 to 30."""
    number: int = Solar.fromYmd(day.year, day.month, day.day).getLunar().getDay()
    return number


def lunar_date(day: date) -> str:
    """The lunar date in words, 十月初三."""
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return f"{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"


def market_days(first: date, last: date, digits: str, *, lunar: bool) -> list[date]:
    """The days whose day of the month ends in one of the digits, by the lunar or the Gregorian calendar.

    Lunar gaps are 3, 3 and 4 days within a month for "369", and 3 or 4 over its end; a leap month counts as any other.
    """
    return [day for day in days_between(first, last) if str(lunar_day(day) if lunar else day.day)[-1] in digits]
