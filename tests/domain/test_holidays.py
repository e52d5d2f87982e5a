"""Holidays by the names that offices use."""

from __future__ import annotations

from datetime import date

import chinese_calendar
import pytest

from scheduler.domain.holidays import holiday_name


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "元旦"),
        (date(2026, 2, 17), "春节"),
        (date(2026, 4, 5), "清明节"),
        (date(2026, 5, 1), "劳动节"),
        (date(2026, 6, 19), "端午节"),
        (date(2026, 9, 25), "中秋节"),
        (date(2026, 10, 1), "国庆节"),
    ],
)
def test_a_holiday_is_called_what_a_town_office_calls_it(day: date, name: str) -> None:
    holiday, english = chinese_calendar.get_holiday_detail(day)
    assert (holiday, holiday_name(english)) == (True, name)
