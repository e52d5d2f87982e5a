"""Several activities changed at once in the console."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import empty, follow, held, problem, said, table

PAGE = "/activities/change?ids=1&ids=2"

pytestmark = pytest.mark.usefixtures("before_the_duties")


def looked_at(town: Browser, **change: Any) -> Any:
    """The preview of a change."""
    return town.post(PAGE, PAGE, **change)


def done(town: Browser, shown: Any, **further: str) -> Any:
    """The form of a preview sent on."""
    return town.client.post(PAGE, data={**held(shown.text, PAGE), "step": "do", **further})


def test_activities_are_chosen_in_the_list(town: Browser) -> None:
    text = town.get("/activities").text
    assert 'action="/activities/change"' in text
    assert text.count('name="ids"') == 2
    assert town.get("/activities?choose=all").text.count("checked aria-label") == 2
    assert table(town.get(PAGE).text) == [
        ["11月24日 周二 09:00–11:00", "敬老服务", "龙山塘村"],
        ["11月25日 周三 14:00–16:00", "便民咨询", "龙山塘村"],
    ]


def test_none_chosen_says_what_to_do(town: Browser) -> None:
    assert empty(town.get("/activities/change?ids=x").text) == ["尚未选择活动，请先在列表中勾选。 活动"]


def test_a_change_is_looked_at_first_and_then_done(town: Browser) -> None:
    shown = looked_at(town, days="7", place_id="2")
    assert shown.status_code == 200
    assert [row[:4] for row in table(shown.text)] == [
        [
            "敬老服务",
            "11月24日 周二 09:00–11:00 、龙山塘村、2 普通",
            "12月1日 周二 09:00–11:00 、雅冈社区、2 普通",
            "0",
        ],
        [
            "便民咨询",
            "11月25日 周三 14:00–16:00 、龙山塘村、2 普通",
            "12月2日 周三 14:00–16:00 、雅冈社区、2 普通",
            "0",
        ],
    ]
    assert [row[0] for row in table(town.get("/activities").text)][0] == "11月24日 周二 09:00–11:00"
    page = follow(town, done(town, shown))
    assert "已修改 2 项活动" in page
    assert [(row[0], row[3]) for row in table(page)] == [
        ("12月1日 周二 09:00–11:00", "雅冈社区"),
        ("12月2日 周三 14:00–16:00", "雅冈社区"),
    ]


def test_another_change_than_was_looked_at_is_looked_at_first(town: Browser) -> None:
    shown = done(town, looked_at(town, days="7"), days="8")
    assert (shown.status_code, table(shown.text)[0][2]) == (200, "12月2日 周三 09:00–11:00 、龙山塘村、2 普通")
    assert done(town, shown).status_code == 302


def test_one_that_somebody_changed_meanwhile_is_said_and_looked_at_anew(town: Browser) -> None:
    shown = looked_at(town, priority="4")
    town.change("/activities/2", "/activities/2", title="咨询日")
    stale = done(town, shown)
    assert (stale.status_code, problem(stale.text)) == (409, "其他人刚刚修改了“咨询日”，请重新预览。")
    assert done(town, looked_at(town, priority="4")).status_code == 302


def test_what_is_called_off_already_cannot_be_changed(town: Browser) -> None:
    town.post("/activities/1", "/activities/1/cancel")
    text = looked_at(town, time="10:00").text
    assert [row[4] for row in table(text)] == ["活动已取消。", ""]
    assert 'value="do"' not in text


def test_several_are_called_off(town: Browser) -> None:
    assert "已修改 2 项活动" in follow(town, done(town, looked_at(town, call_off="yes")))
    assert "已取消" in town.get("/activities/1").text


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        ({"days": "400"}, {"days": "-366 至 366 之间的整数。"}),
        ({"days": "x"}, {"days": "-366 至 366 之间的整数。"}),
        ({"time": "x"}, {"time": "时间格式如 14:30。"}),
        ({"days": "1", "call_off": "yes"}, {"call_off": "取消活动时不能同时修改其他内容。"}),
        ({}, {}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(town: Browser, change: dict[str, str], sentences: dict[str, str]) -> None:
    shown = looked_at(town, **change)
    found = said(shown.text)
    assert (shown.status_code, bool(found.pop("")), found) == (422, True, sentences)
