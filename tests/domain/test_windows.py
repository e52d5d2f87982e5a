"""Months, weeks and days of a period."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.domain.windows import View, Window, window

FIRST, LAST = date(2026, 11, 25), date(2026, 12, 27)
"""A Wednesday, and a Sunday 33 days on."""


def at(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("view", "day", "expected"),
    [
        (None, None, Window(FIRST, LAST)),
        (View.MONTH, None, Window(FIRST, at("11-30"), None, at("12-01"))),
        (View.MONTH, at("12-09"), Window(at("12-01"), LAST, at("11-25"), None)),
        (View.WEEK, at("11-26"), Window(FIRST, at("11-29"), None, at("11-30"))),
        (View.WEEK, at("12-06"), Window(at("11-30"), at("12-06"), at("11-25"), at("12-07"))),
        (View.WEEK, at("12-27"), Window(at("12-21"), LAST, at("12-14"), None)),
        (View.WEEK, at("12-28"), Window(FIRST, at("11-29"), None, at("11-30"))),
        (View.DAY, at("11-25"), Window(FIRST, FIRST, None, at("11-26"))),
        (View.DAY, at("12-01"), Window(at("12-01"), at("12-01"), at("11-30"), at("12-02"))),
        (View.DAY, at("12-27"), Window(LAST, LAST, at("12-26"), None)),
    ],
)
def test_a_window_is_the_part_in_which_a_day_lies(view: View | None, day: date | None, expected: Window) -> None:
    assert window(FIRST, LAST, view, day) == expected


def test_a_period_no_longer_than_a_month_is_one_whatever_its_days_are_called() -> None:
    assert window(FIRST, at("12-25"), View.MONTH, None) == Window(FIRST, at("12-25"))
    assert window(FIRST, at("12-26"), View.MONTH, None) == Window(FIRST, at("11-30"), None, at("12-01"))


def test_a_window_holds_its_first_and_its_last_day() -> None:
    found = Window(FIRST, LAST)
    assert [day in found for day in (at("11-24"), FIRST, LAST, at("12-28"))] == [False, True, True, False]
