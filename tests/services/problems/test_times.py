"""Minutes of a problem."""

from datetime import UTC, date, datetime

import pytest

from scheduler.domain.clock import local_instant
from scheduler.models import Absence, DayKind, Part, Wish
from scheduler.services.problems.times import (
    FOREVER,
    Timeline,
    adult_from,
    merged,
    outside,
    rest_day,
    unavailable,
    wishes,
)
from solver.candidates import Wish as SolverWish
from solver.problem import Day
from solver.spans import DAY, WEEK, Span

ZONE = "Asia/Shanghai"
TIMELINE = Timeline.of(date(2026, 11, 23), date(2026, 11, 24), ZONE)
MONDAY = 5 * WEEK


def test_the_origin_is_a_monday_five_weeks_before_the_week_of_the_horizon() -> None:
    assert TIMELINE.origin == date(2026, 10, 19)
    assert Timeline.of(date(2026, 11, 26), date(2026, 11, 30), ZONE).origin == date(2026, 10, 19)


def test_what_is_planned_are_the_whole_days_of_the_roster() -> None:
    assert TIMELINE.planned == Span(MONDAY, MONDAY + 2 * DAY)


def test_an_instant_becomes_the_minute_of_the_towns_wall_clock() -> None:
    assert TIMELINE.minute(datetime(2026, 11, 23, 0, 30, tzinfo=UTC)) == MONDAY + 8 * 60 + 30


def test_an_overnight_duty_spans_midnight() -> None:
    start, end = local_instant(date(2026, 11, 23), 22 * 60, ZONE), local_instant(date(2026, 11, 23), 26 * 60, ZONE)
    assert TIMELINE.span(start, end) == Span(MONDAY + 22 * 60, MONDAY + 26 * 60)


@pytest.mark.parametrize(
    ("day", "kind", "rest"),
    [
        (date(2026, 11, 27), None, False),
        (date(2026, 11, 28), None, True),
        (date(2026, 11, 28), DayKind.WORKING_WEEKEND, False),
        (date(2026, 11, 27), DayKind.HOLIDAY, True),
        (date(2027, 1, 1), DayKind.UNANNOUNCED, False),
    ],
)
def test_days_of_rest_are_holidays_and_weekends_that_are_not_worked(
    day: date, kind: DayKind | None, rest: bool
) -> None:
    assert rest_day(day, kind) is rest


def test_the_calendar_starts_at_the_origin_and_tells_months_apart() -> None:
    days = TIMELINE.days({date(2026, 10, 20): DayKind.HOLIDAY})
    assert days[:2] == (Day(False, 2026 * 12 + 10), Day(True, 2026 * 12 + 10))
    assert days[13] == Day(True, 2026 * 12 + 11)
    assert len(days) == 7 * 7


@pytest.mark.parametrize(
    ("last_day", "end"),
    [
        (date(2026, 11, 8), date(2026, 12, 7)),
        (date(2026, 11, 29), date(2026, 12, 7)),
        (date(2026, 11, 30), date(2026, 12, 7)),
        (date(2026, 12, 1), date(2027, 1, 4)),
        (date(2027, 1, 31), date(2027, 2, 8)),
        (date(2027, 2, 28), date(2027, 3, 8)),
    ],
)
def test_the_calendar_ends_after_the_week_in_which_the_month_ends_and_a_free_day_in_seven_is_due(
    last_day: date, end: date
) -> None:
    assert Timeline.of(last_day, last_day, ZONE).end == end


def test_outside_all_weekly_times_nobody_is_available() -> None:
    times = [(0, 18 * 60, 21 * 60), (1, 0, DAY)]
    wednesday = Span(MONDAY + 2 * DAY, MONDAY + 3 * DAY)
    assert unavailable(TIMELINE, times, []) == (
        Span(MONDAY, MONDAY + 18 * 60),
        Span(MONDAY + 21 * 60, MONDAY + DAY),
        wednesday,
    )


def test_without_weekly_times_only_absences_count() -> None:
    absence = Absence(
        starts_at=local_instant(date(2026, 11, 23), 60, ZONE), ends_at=local_instant(date(2026, 11, 23), 120, ZONE)
    )
    assert unavailable(TIMELINE, [], [absence]) == (Span(MONDAY + 60, MONDAY + 120),)


def test_windows_that_touch_or_overlap_leave_no_gap() -> None:
    assert outside([(0, 600), (600, 700), (650, DAY)]) == []


def test_spans_that_touch_are_merged() -> None:
    assert merged([Span(5, 7), Span(0, 2), Span(2, 5), Span(9, 10)]) == (Span(0, 7), Span(9, 10))


def test_a_weekly_wish_falls_on_its_weekday_and_part_of_the_day() -> None:
    rows = [Wish(weekday=1, part=Part.EVENING, liking=-1)]
    assert wishes(TIMELINE, rows) == (SolverWish(Span(MONDAY + DAY + 18 * 60, MONDAY + 2 * DAY), -1),)


@pytest.mark.parametrize(
    ("born_on", "minute"),
    [
        (None, 0),
        (date(1990, 1, 1), 0),
        (date(2008, 10, 19), 0),
        (date(2008, 10, 20), DAY),
        (date(2012, 2, 29), (date(2030, 3, 1) - date(2026, 10, 19)).days * DAY),
    ],
)
def test_a_person_is_of_age_from_the_18th_birthday(born_on: date | None, minute: int) -> None:
    assert adult_from(TIMELINE, born_on) == minute
    assert minute < FOREVER
