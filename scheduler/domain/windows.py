"""A period looked at in parts: by month, by week, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from scheduler.domain.recurrence import days_between

LONGEST_MONTH = 31


class View(StrEnum):
    """How many days are looked at at once."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"


@dataclass(frozen=True)
class Window:
    """The days that are looked at, both included; `before` and `after` are days of the windows beside it."""

    first: date
    last: date
    before: date | None = None
    after: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def window(first: date, last: date, view: View | None, day: date | None) -> Window:
    """The part of a period that a day lies in, or its first part where it lies in none; all of it without a view.

    Weeks begin on Monday and are cut where the period is. A period no longer than a month is looked at whole by month,
    whatever its days are called; a longer one by calendar months.
    """
    if view is None or (view is View.MONTH and (last - first).days < LONGEST_MONTH):
        return Window(first, last)
    parts = [list(days) for _, days in groupby(days_between(first, last), lambda one: part(one, view))]
    at = next((number for number, days in enumerate(parts) if day in days), 0)
    before = parts[at - 1][0] if at else None
    after = parts[at + 1][0] if at + 1 < len(parts) else None
    return Window(parts[at][0], parts[at][-1], before, after)


def part(day: date, view: View) -> tuple[int, ...]:
    """What the days of one window have in common."""
    if view is View.MONTH:
        return day.year, day.month
    return tuple(day.isocalendar())[:2] if view is View.WEEK else (day.toordinal(),)
