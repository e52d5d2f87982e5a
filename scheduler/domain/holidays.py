"""The statutory holidays: which there are, and what a town office calls them."""

from __future__ import annotations

import chinese_calendar

FIXED = {"元旦": ((1, 1),), "劳动节": ((5, 1), (5, 2)), "国庆节": ((10, 1), (10, 2), (10, 3))}
LUNAR = {"春节": ((1, 1), (1, 2), (1, 3)), "端午节": ((5, 5),), "中秋节": ((8, 15),)}
"""Days of the month, Gregorian and lunar, that are statutory holidays (全国年节及纪念日放假办法, as of 2025)."""

QINGMING = "清明节"
"""A statutory holiday too, on the day of the solar term."""


def holiday_name(name: str) -> str:
    """What a town office calls a holiday of `chinese_calendar`: 清明节, where that says 清明."""
    chinese: str = chinese_calendar.Holiday(name).chinese
    return next((known for known in (*FIXED, *LUNAR, QINGMING) if known.startswith(chinese)), chinese)
