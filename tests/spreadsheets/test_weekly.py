"""Weekly times and wishes in one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.models import Part
from scheduler.spreadsheets.weekly import WEEKDAY_DIGITS, WEEKLY, WISH_LIST
from tests.spreadsheets.test_cells import read

EVENING = (1080, 1260)
FAULT = "weekly times such as 周一至周五 18:00-21:00; 周末 全天"


@pytest.mark.parametrize(
    ("cell", "windows"),
    [
        ("周一 18:00-21:00", [(0, *EVENING)]),
        ("星期一18\uff1a00\uff5e21\uff1a00", [(0, *EVENING)]),
        ("週一 下午6點至晚上9點", [(0, *EVENING)]),
        ("一 18:00-21:00", [(0, *EVENING)]),
        ("周六、周日 全天", [(5, 0, 1440), (6, 0, 1440)]),
        ("周末 全天", [(5, 0, 1440), (6, 0, 1440)]),
        ("周五至周一 18:00-21:00", [(day, *EVENING) for day in (0, 4, 5, 6)]),
        ("工作日 18:00-21:00", [(day, *EVENING) for day in range(5)]),
        ("每天 0:00-24:00", [(day, 0, 1440) for day in range(7)]),
        ("周一 8:00-10:00、18:00-21:00", [(0, 480, 600), (0, *EVENING)]),
        ("周一 18:00-21:00\uff1b周二 18:00-21:00", [(0, *EVENING), (1, *EVENING)]),
        ("周一 18:00-21:00\n周二 18:00-21:00", [(0, *EVENING), (1, *EVENING)]),
        ("周一 18:00-21:00; 周一 18:00-21:00", [(0, *EVENING)]),
        ("周一", FAULT),
        ("18:00-21:00", FAULT),
        ("周一 18:00", FAULT),
        ("、 18:00-21:00", FAULT),
        ("周八 18:00-21:00", "weekdays such as 周二、周四"),
        ("周一 21:00-18:00", "an end after the start, on the same day"),
        ("周一 18:00-18:00", "an end after the start, on the same day"),
        ("周一 18:00-次日1:00", "an end after the start, on the same day"),
        ("周一 18:00-25:00", "a time such as 14:30 or 下午2:30"),
    ],
)
def test_weekly_times_are_read_or_refused(cell: str, windows: object) -> None:
    assert read(WEEKLY, cell) == windows


@pytest.mark.parametrize(
    ("cell", "likings"),
    [
        ("愿意 周六上午", [(5, Part.MORNING, 1)]),
        ("願意 週六 上午\uff1b不願 周一晚上", [(0, Part.EVENING, -1), (5, Part.MORNING, 1)]),
        ("不愿意 周末", [(5, Part.DAY, -1), (6, Part.DAY, -1)]),
        ("愿意 周六全天; 愿意 周六", [(5, Part.DAY, 1)]),
        ("愿意 周六; 不愿 周六", "one wish for each time, not both 愿意 and 不愿"),
        ("周六上午", "wishes such as 愿意 周六上午; 不愿 周一晚上"),
        ("愿意 、", "wishes such as 愿意 周六上午; 不愿 周一晚上"),
        ("愿意 周八", "weekdays such as 周二、周四"),
    ],
)
def test_wishes_are_read_or_refused(cell: str, likings: object) -> None:
    assert read(WISH_LIST, cell) == likings


@pytest.mark.parametrize(
    ("cell", "digits"),
    [("周二、周四", "13"), ("周日", "6"), ("星期天", "6"), ("二 四", "13"), ("周", "weekdays such as 周二、周四")],
)
def test_weekdays_are_read_as_digits(cell: str, digits: str) -> None:
    assert read(WEEKDAY_DIGITS, cell) == digits


WINDOWS = st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)).filter(lambda w: w[1] < w[2])
LIKINGS = st.dictionaries(st.tuples(st.integers(0, 6), st.sampled_from(Part)), st.sampled_from([-1, 1]), min_size=1)


@given(st.sets(WINDOWS, min_size=1, max_size=12))
def test_windows_read_as_they_were_written(windows: set[tuple[int, int, int]]) -> None:
    assert WEEKLY.read(WEEKLY.write(windows)) == sorted(windows)


@given(LIKINGS)
def test_wishes_read_as_they_were_written(wishes: dict[tuple[int, Part], int]) -> None:
    rows = sorted((weekday, part, liking) for (weekday, part), liking in wishes.items())
    assert WISH_LIST.read(WISH_LIST.write(rows)) == rows


def test_days_with_the_same_times_are_written_together() -> None:
    assert WEEKLY.write([(0, *EVENING), (1, *EVENING), (5, 0, 1440)]) == "周一、周二 18:00-21:00; 周六 全天"
