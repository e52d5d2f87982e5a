"""A week copied in the console."""

from __future__ import annotations

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import empty, follow, held, problem, table

PAGE = "/activities/copy?from_day=2026-11-23&to_day=2026-11-30"

pytestmark = pytest.mark.usefixtures("before_the_duties")


def test_what_would_be_made_is_shown_with_a_box_each(town: Browser) -> None:
    town.post("/days", "/days/set", day="2026-12-02", kind="holiday", name="试行")
    text = town.get("/activities/copy?from_day=2026-11-25&to_day=2026-12-03").text
    assert table(text) == [
        ["12月1日 周二 09:00–11:00", "敬老服务", "龙山塘村", ""],
        ["12月2日 周三 14:00–16:00", "便民咨询", "龙山塘村", "节假日 试行"],
    ]
    assert held(text, PAGE)["ids"] == ["1"]


def test_the_ticked_ones_are_made_and_then_there_already(town: Browser) -> None:
    page = follow(town, town.post(PAGE, PAGE, ids=["1", "2"]))
    assert "已生成 2 项活动" in page
    assert [row[:2] for row in table(page)] == [
        ["12月1日 周二 09:00–11:00", "敬老服务"],
        ["12月2日 周三 14:00–16:00", "便民咨询"],
    ]
    text = town.get(PAGE).text
    assert [row[3] for row in table(text)] == ["已有", "已有"]
    assert "ids" not in held(text, PAGE)


def test_an_activity_of_another_week_is_refused_and_the_page_shown_again(town: Browser) -> None:
    shown = town.post(PAGE, PAGE, ids=["99"])
    assert (shown.status_code, problem(shown.text)) == (422, "编号 99 不是该周已安排的活动。")


def test_the_same_week_is_refused_at_its_field(town: Browser) -> None:
    text = town.get("/activities/copy?from_day=2026-11-23&to_day=2026-11-29").text
    assert '<p class="wrong" id="to-day-wrong">请选择另外的一周。</p>' in text


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("", ("2026-11-23", "2026-11-30")),
        ("?from_day=2026-12-02", ("2026-11-30", "2026-12-07")),
        ("?from_day=x&to_day=0001-01-01", ("2026-11-23", "1900-01-08")),
        ("?from_day=9999-12-31", ("2199-11-25", "2199-12-02")),
    ],
)
def test_the_first_week_with_something_planned_is_proposed(town: Browser, asked: str, days: tuple[str, str]) -> None:
    text = town.get(f"/activities/copy{asked}").text
    assert tuple(f'value="{day}"' in text for day in days) == (True, True)


def test_an_empty_week_says_what_to_do(town: Browser) -> None:
    assert empty(town.get("/activities/copy?from_day=2026-12-14").text) == [
        "12月14日 周一所在的一周没有活动，请在上方另选一周。"
    ]
