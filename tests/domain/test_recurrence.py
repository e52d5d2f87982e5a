"""Days on which something recurs: weekdays, and market days by the lunar and the Gregorian calendar."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from scheduler.domain.recurrence import days_between, lunar_date, lunar_day, market_days, weekly_days

MONDAY = date(2026, 11, 23)


def november(*days: int) -> list[date]:
    return [date(2026, 11, day) for day in days]


def test_days_between_are_all_of_both_ends_and_none_where_the_end_comes_first() -> None:
    assert list(days_between(date(2026, 11, 29), date(2026, 12, 2))) == [
        date(2026, 11, 29),
        date(2026, 11, 30),
        date(2026, 12, 1),
        date(2026, 12, 2),
    ]
    assert list(days_between(MONDAY, MONDAY)) == [MONDAY]
    assert list(days_between(MONDAY, MONDAY - timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("first", "weekdays", "every_weeks", "days"),
    [
        (2, [0, 2], 1, november(2, 4, 9, 11, 16, 18, 23, 25, 30)),
        (2, [0], 2, november(2, 16, 30)),
        (4, [0, 4], 2, november(6, 16, 20, 30)),
        (8, [6], 2, november(8, 22)),
        (2, [], 1, []),
    ],
)
def test_every_so_many_weeks_counts_from_the_week_of_the_first_day(
    first: int, weekdays: list[int], every_weeks: int, days: list[date]
) -> None:
    assert weekly_days(date(2026, 11, first), date(2026, 11, 30), weekdays, every_weeks) == days


@pytest.mark.parametrize(
    ("day", "number", "words"),
    [
        (date(2026, 2, 16), 29, "腊月廿九"),
        (date(2026, 2, 17), 1, "正月初一"),
        (date(2026, 11, 23), 15, "十月十五"),
        (date(2026, 12, 9), 1, "冬月初一"),
        (date(2025, 7, 25), 1, "闰六月初一"),
        (date(2025, 8, 22), 29, "闰六月廿九"),
    ],
)
def test_lunar_dates_are_those_of_the_almanac_also_in_a_leap_month(day: date, number: int, words: str) -> None:
    assert (lunar_day(day), lunar_date(day)) == (number, words)


def test_gregorian_market_days_end_in_one_of_the_digits() -> None:
    assert market_days(date(2026, 11, 1), date(2026, 11, 30), "27", lunar=False) == november(2, 7, 12, 17, 22, 27)
    assert market_days(date(2026, 11, 1), date(2026, 11, 30), "0", lunar=False) == november(10, 20, 30)


def test_lunar_market_days_follow_the_moon_over_the_end_of_a_month() -> None:
    assert market_days(MONDAY, date(2026, 12, 20), "369", lunar=True) == [
        *november(24, 27),
        *(date(2026, 12, day) for day in (1, 4, 7, 11, 14, 17)),
    ]


def test_gaps_of_lunar_market_days_are_three_or_four_in_any_year() -> None:
    days = market_days(date(2025, 1, 1), date(2027, 12, 31), "369", lunar=True)
    gaps = Counter((after - before).days for before, after in zip(days, days[1:], strict=False))
    assert set(gaps) == {3, 4}
