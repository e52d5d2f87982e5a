"""Dates and times in the forms of Chinese offices, on both sides of each limit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from scheduler.spreadsheets.times import MINUTE, birthday, day, write_minute
from tests.spreadsheets.test_cells import TODAY, read

THE_DAY = date(2026, 11, 23)
DAY_FAULT = "a date such as 2026/11/23 or 11月23日"
NO_DAY = "a date that exists"
YEARS = "a date from 1900 to 2199"


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 11, 23),
        datetime(2026, 11, 23, 12),  # noqa: DTZ001
        46349,
        46349.0,
        46349.5,
        "46349",
        "2026/11/23",
        "2026-11-23",
        "2026.11.23",
        "20261123",
        20261123.0,
        "2026年11月23日",
        "2026 年 11 月 23 日",
        "2026年11月23",
        "11月23日",
        "11月23号",
        "11月23號",
        "11/23",
        "\uff12\uff10\uff12\uff16\uff0f\uff11\uff11\uff0f\uff12\uff13",
        "2026-11-23 00:00:00",
        "2026/11/23 0:00",
        "2026-11-23T00:00:00",
        "2026年11月23日 星期一",
        "11月23日(周一)",
        "11月23日\uff08週一\uff09",
    ],
)
def test_a_day_in_all_its_forms(cell: Any) -> None:
    assert read(day(TODAY), cell) == THE_DAY


BORN = "a date of birth such as 1990/5/21"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1990/5/21", date(1990, 5, 21)),
        ("2026年11月20日", TODAY),
        ("2026/11/21", BORN),
        ("5月21日", BORN),
        ("5/21", BORN),
        ("1990/2/30", BORN),
        (1e12, BORN),
    ],
)
def test_a_date_of_birth_has_its_year_and_is_not_to_come(cell: Any, value: Any) -> None:
    assert read(birthday(TODAY), cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (10000.0, date(1927, 5, 18)),
        (99999.0, date(2173, 10, 13)),
        (9999.0, DAY_FAULT),
        (100000.0, DAY_FAULT),
        (2026.0, DAY_FAULT),
        (1e12, DAY_FAULT),
        (-46349.0, DAY_FAULT),
        (float("nan"), DAY_FAULT),
        (float("inf"), DAY_FAULT),
        (True, DAY_FAULT),
        ("明天", DAY_FAULT),
        ("2026/11", DAY_FAULT),
        ("2026/2/28", date(2026, 2, 28)),
        ("2026/2/29", NO_DAY),
        ("2028/2/29", date(2028, 2, 29)),
        ("2月29日", NO_DAY),
        ("2026/13/1", NO_DAY),
        ("2026/0/1", NO_DAY),
        ("0000/1/1", NO_DAY),
        ("1900/1/1", date(1900, 1, 1)),
        ("1899/12/31", YEARS),
        ("2199/12/31", date(2199, 12, 31)),
        (date(2200, 1, 1), YEARS),
        ("2026年11月23日 星期二", "a date and a weekday that agree"),
    ],
)
def test_days_at_and_beyond_the_limits(cell: Any, value: Any) -> None:
    assert read(day(TODAY), cell) == value


@pytest.mark.parametrize(
    ("today", "cell", "value"),
    [
        (date(2026, 12, 20), "1月5日", date(2027, 1, 5)),
        (date(2027, 1, 5), "12月20日", date(2026, 12, 20)),
        (date(2026, 11, 20), "5月22日", date(2026, 5, 22)),
        (date(2026, 11, 20), "5月21日", date(2027, 5, 21)),
        (date(2027, 12, 1), "2月29日", date(2028, 2, 29)),
    ],
)
def test_without_a_year_it_is_the_day_nearest_to_today(today: date, cell: str, value: date) -> None:
    assert read(day(today), cell) == value


TIME_FAULT = "a time such as 14:30 or 下午2:30"


@pytest.mark.parametrize(
    "cell",
    [
        time(14, 30),
        time(14, 29, 59, 994000),
        datetime(2026, 11, 23, 14, 30),  # noqa: DTZ001
        timedelta(hours=14, minutes=30),
        14.5 / 24,
        0.6041666,
        "14:30",
        "14:30:00",
        "14\uff1a30",
        "\uff11\uff14\uff1a\uff13\uff10",
        "14点30分",
        "14时30分",
        "14點30",
        "14点半",
        "下午2:30",
        "下午 2点半",
        "下午2點半",
        "下午14:30",
        "2:30 PM",
        "pm 2:30",
    ],
)
def test_half_past_two_in_all_its_forms(cell: Any) -> None:
    assert read(MINUTE, cell) == 870


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("上午9点", 540),
        ("9点", 540),
        ("9", 540),
        (9.0, 540),
        ("9点半", 570),
        ("9点一刻", 555),
        ("9点三刻", 585),
        ("9点整", 540),
        (0.0, 0),
        (0, 0),
        ("0:00", 0),
        (1.5, 2160),
        (timedelta(hours=48), 2880),
        (timedelta(hours=48, minutes=1), TIME_FAULT),
        (timedelta(minutes=-1), TIME_FAULT),
        ("24:00", 1440),
        ("24:01", TIME_FAULT),
        ("25:00", TIME_FAULT),
        ("23:59", 1439),
        ("23:60", TIME_FAULT),
        ("次日1:00", 1500),
        ("翌日 凌晨1点", 1500),
        ("次日24:00", 2880),
        ("中午12:30", 750),
        ("中午1点", 780),
        ("中午3点", TIME_FAULT),
        ("下午12:30", 750),
        ("12:30 pm", 750),
        ("12:30 am", 30),
        ("凌晨12点", 0),
        ("上午12:00", 720),
        ("上午14:30", TIME_FAULT),
        ("am 13:00", TIME_FAULT),
        ("晚上8点", 1200),
        ("晚8点", 1200),
        ("晚上12点", 1440),
        ("晚上3点", TIME_FAULT),
        ("傍晚6点", 1080),
        ("下午0:30", TIME_FAULT),
        (-0.5, TIME_FAULT),
        (2.5, TIME_FAULT),
        (1e300, TIME_FAULT),
        (float("nan"), TIME_FAULT),
        (float("inf"), TIME_FAULT),
        ("9:30-11:00", TIME_FAULT),
        ("早", TIME_FAULT),
        (True, TIME_FAULT),
        (date(2026, 11, 23), TIME_FAULT),
    ],
)
def test_times_at_and_beyond_the_limits(cell: Any, value: Any) -> None:
    assert read(MINUTE, cell) == value


@pytest.mark.parametrize(
    ("minute", "cell"),
    [(0, "0:00"), (575, "9:35"), (1440, "24:00"), (1441, "次日0:01"), (1500, "次日1:00"), (2880, "次日24:00")],
)
def test_a_time_is_written_as_it_is_read(minute: int, cell: str) -> None:
    assert (write_minute(minute), MINUTE.read(cell)) == (cell, minute)
