"""Local time: minutes of a day as instants, in the town's zone or another."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scheduler.domain.clock import coming_weeks, days_later, local, local_instant, monday_of, next_monday

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("minute", "instant"),
    [
        (0, datetime(2026, 11, 22, 16, tzinfo=UTC)),
        (14 * 60 + 30, datetime(2026, 11, 23, 6, 30, tzinfo=UTC)),
        (1439, datetime(2026, 11, 23, 15, 59, tzinfo=UTC)),
        (1440, datetime(2026, 11, 23, 16, tzinfo=UTC)),
        (2880, datetime(2026, 11, 24, 16, tzinfo=UTC)),
    ],
)
def test_a_minute_of_a_day_is_an_instant_also_past_midnight(minute: int, instant: datetime) -> None:
    assert local_instant(MONDAY, minute) == instant


def test_the_wall_clock_is_that_of_the_zone_summer_or_winter() -> None:
    noon = [datetime(2026, month, 1, 12, tzinfo=UTC) for month in (1, 7)]
    assert [f"{local(instant):%H:%M}" for instant in noon] == ["20:00", "20:00"]
    assert [f"{local(instant, 'Europe/Berlin'):%H:%M}" for instant in noon] == ["13:00", "14:00"]
    assert local_instant(date(2026, 7, 1), 720, "Europe/Berlin") == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_an_instant_and_its_wall_clock_are_the_same_moment() -> None:
    instant = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert local(instant) == instant
    assert local(instant).date() == MONDAY


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 11, 22), MONDAY),
        (MONDAY, date(2026, 11, 30)),
        (date(2026, 11, 24), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_the_next_monday_is_never_today(today: date, monday: date) -> None:
    assert next_monday(today) == monday


def test_the_next_roster_is_four_weeks_from_the_next_monday() -> None:
    assert coming_weeks(MONDAY) == (date(2026, 11, 30), date(2026, 12, 27))


def test_days_later_it_is_the_same_time_on_the_wall_clock_summer_or_winter() -> None:
    evening = local_instant(date(2026, 3, 28), 20 * 60, "Europe/Berlin")
    later = days_later(evening, 1, "Europe/Berlin")
    assert (later, f"{local(later, 'Europe/Berlin'):%d %H:%M}") == (datetime(2026, 3, 29, 18, tzinfo=UTC), "29 20:00")
    assert days_later(later, -1, "Europe/Berlin") == evening


def test_a_week_begins_on_its_monday() -> None:
    assert [monday_of(MONDAY.replace(day=day)) for day in (22, 23, 29)] == [MONDAY.replace(day=16), MONDAY, MONDAY]
