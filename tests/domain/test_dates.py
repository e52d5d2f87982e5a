"""Days and times in words, in each language its own way."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scheduler.domain import dates
from scheduler.language import LOCALES, Message

MONDAY = date(2026, 11, 23)


def in_all(words: Message) -> tuple[str, ...]:
    """A message in simplified Chinese, traditional Chinese and English."""
    return tuple(words.render(locale) for locale in LOCALES)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (dates.month_and_day(MONDAY), ("11月23日", "11月23日", "23 Nov")),
        (dates.day_name(MONDAY), ("11月23日 周一", "11月23日 週一", "Mon 23 Nov")),
        (dates.day_name(date(2027, 1, 31)), ("1月31日 周日", "1月31日 週日", "Sun 31 Jan")),
        (dates.month_of_year(MONDAY), ("2026年11月", "2026年11月", "Nov 2026")),
        (dates.full_day(MONDAY), ("2026年11月23日", "2026年11月23日", "23 Nov 2026")),
    ],
)
def test_a_day_is_said_in_each_language(words: Message, said: tuple[str, ...]) -> None:
    assert in_all(words) == said


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (
            date(2026, 12, 20),
            ("2026年11月23日 – 12月20日", "2026年11月23日 – 12月20日", "23 Nov – 20 Dec 2026"),
        ),
        (
            date(2027, 1, 3),
            ("2026年11月23日 – 2027年1月3日", "2026年11月23日 – 2027年1月3日", "23 Nov 2026 – 3 Jan 2027"),
        ),
    ],
)
def test_a_period_names_the_year_once_where_there_is_one(last: date, said: tuple[str, ...]) -> None:
    assert in_all(dates.period(MONDAY, last)) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Shanghai", ("11月24日 周二 00:30", "11月24日 週二 00:30", "Tue 24 Nov 00:30")),
        ("Asia/Urumqi", ("11月23日 周一 22:30", "11月23日 週一 22:30", "Mon 23 Nov 22:30")),
    ],
)
def test_a_moment_is_told_on_the_towns_wall_clock(zone: str, said: tuple[str, ...]) -> None:
    assert in_all(dates.moment(datetime(2026, 11, 23, 16, 30, tzinfo=UTC), zone)) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ((1, 3), ("11月23日 周一 09:00–11:00", "11月23日 週一 09:00–11:00", "Mon 23 Nov 09:00–11:00")),
        (
            (14, 16),
            (
                "11月23日 周一 22:00 – 11月24日 周二 00:00",
                "11月23日 週一 22:00 – 11月24日 週二 00:00",
                "Mon 23 Nov 22:00 – Tue 24 Nov 00:00",
            ),
        ),
    ],
)
def test_a_span_names_its_second_day_only_where_there_is_one(hours: tuple[int, int], said: tuple[str, ...]) -> None:
    starts_at, ends_at = (datetime(2026, 11, 23, hour, tzinfo=UTC) for hour in hours)
    assert in_all(dates.span(starts_at, ends_at)) == said


def test_a_month_is_read_as_its_first_day_and_named() -> None:
    assert dates.read_month("2026-11") == date(2026, 11, 1)
    assert in_all(dates.month_name(date(2026, 11, 1))) == ("2026年11月", "2026年11月", "Nov 2026")


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-1", "1899-12", "2200-01", "2026-11-23", "２０２６-11"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        dates.read_month(text)
