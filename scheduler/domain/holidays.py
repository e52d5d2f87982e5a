"""The statutory holidays: which there are, what a town office calls them, and which days of a year are announced."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

import chinese_calendar
from lunar_python import Lunar, Solar


class DayKind(StrEnum):
    """`unannounced`: nobody has said yet whether this is a holiday; it is planned as the weekday it is, and flagged."""

    HOLIDAY = "holiday"
    WORKING_WEEKEND = "working_weekend"
    UNANNOUNCED = "unannounced"


Known = dict[date, tuple[DayKind, str]]
"""Days that differ from what their weekday says, with the name of the holiday."""

FIXED = {"元旦": ((1, 1),), "劳动节": ((5, 1), (5, 2)), "国庆节": ((10, 1), (10, 2), (10, 3))}
LUNAR = {"春节": ((1, 1), (1, 2), (1, 3)), "端午节": ((5, 5),), "中秋节": ((8, 15),)}
"""Days of the month, Gregorian and lunar, that are statutory holidays (全国年节及纪念日放假办法, as of 2025)."""

QINGMING = "清明节"
"""A statutory holiday too, on the day of the solar term."""


def holiday_name(name: str) -> str:
    """What a town office calls a holiday of `chinese_calendar`: 清明节, where that says 清明."""
    chinese: str = chinese_calendar.Holiday(name).chinese
    return next((known for known in (*FIXED, *LUNAR, QINGMING) if known.startswith(chinese)), chinese)


def announced(year: int) -> Known:
    """The holidays and working weekends of a year as announced; nothing where they are not yet."""
    kinds = ((chinese_calendar.holidays, DayKind.HOLIDAY), (chinese_calendar.workdays, DayKind.WORKING_WEEKEND))
    return {day: (kind, holiday_name(name)) for days, kind in kinds for day, name in days.items() if day.year == year}


def unannounced(year: int) -> Known:
    """The statutory holidays of a year by law alone: which weekends are worked instead is not known yet."""
    days = {date(year, *when): name for name, dates in FIXED.items() for when in dates}
    days |= {lunar_day(year, *when): name for name, dates in LUNAR.items() for when in dates}
    days[lunar_day(year, 1, 1) - timedelta(days=1)] = "春节"
    days[as_date(Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()["清明"])] = QINGMING
    return {day: (DayKind.UNANNOUNCED, name) for day, name in days.items()}


def lunar_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a lunar one."""
    return as_date(Lunar.fromYmd(year, month, day).getSolar())


def as_date(solar: Solar) -> date:
    """A day of lunar_python's."""
    return date(solar.getYear(), solar.getMonth(), solar.getDay())
