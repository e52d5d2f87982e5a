"""Local time of a town: days and minutes on the wall clock, instants in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Shanghai"
DAYS_OF_A_ROSTER = 4 * 7


def local_instant(day: date, minute: int, zone: str = DEFAULT_ZONE) -> datetime:
    """The instant at `minute` minutes (0-2880) after local midnight of `day`."""
    return datetime.combine(day + timedelta(days=minute // 1440), time(minute // 60 % 24, minute % 60), ZoneInfo(zone))


def local(instant: datetime, zone: str = DEFAULT_ZONE) -> datetime:
    """An instant on the town's wall clock."""
    return instant.astimezone(ZoneInfo(zone))


def days_later(instant: datetime, days: int, zone: str = DEFAULT_ZONE) -> datetime:
    """The same time on the wall clock so many days later, as an instant in UTC."""
    return (local(instant, zone) + timedelta(days=days)).astimezone(UTC)


def monday_of(day: date) -> date:
    """The Monday of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


def next_monday(today: date) -> date:
    """The first Monday after `today`."""
    return today + timedelta(days=7 - today.weekday())


def coming_weeks(today: date) -> tuple[date, date]:
    """The days of the next roster, unless somebody says otherwise: four weeks from the next Monday."""
    monday = next_monday(today)
    return monday, monday + timedelta(days=DAYS_OF_A_ROSTER - 1)
