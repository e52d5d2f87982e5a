"""Activities in the console: listed, added, edited, called off."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scheduler.models import Town
from tests.api.client import Browser, Installation
from tests.api.pages.filled import ACTIVITY
from tests.api.pages.reading import empty, follow, said_at, table


def test_an_activity_is_added_edited_and_called_off(town: Browser) -> None:
    shown = follow(town, town.post("/activities/new", "/activities/new", **ACTIVITY))
    assert "11月26日 周四 09:00–11:00" in shown
    number = re.search(r"/activities/(\d+)/cancel", shown)
    assert number is not None
    path = f"/activities/{number[1]}"
    more = {"roles.1.name": "协助", "roles.1.accepts": "volunteer", "roles.1.wanted": "2", "ends_time": "12:00"}
    shown = follow(town, town.change(path, path, **more))
    assert "09:00–12:00" in shown
    assert re.findall(r'name="roles\.\d\.name"[^>]*value="(\w+)"', shown) == ["负责人", "协助"]
    shown = follow(town, town.change(path, path, **{"roles.0.gone": "yes"}))
    assert re.findall(r'name="roles\.\d\.name"[^>]*value="(\w+)"', shown) == ["协助"]
    assert "已取消举办" in follow(town, town.post(path, f"{path}/cancel"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ends_time": "08:00"}, "ends_at"),
        ({"title": ""}, "title"),
        ({"place_id": ""}, "place_id"),
        ({"starts_day": "soon"}, "starts_day"),
        ({"roles.0.wanted": "0"}, "roles.0.wanted"),
        ({"roles.2.name": "空", "roles.2.accepts": []}, "roles.2.accepts"),
    ],
)
def test_a_refused_activity_names_the_field_and_keeps_the_rest(
    town: Browser, changed: dict[str, Any], field: str
) -> None:
    shown = town.post("/activities/new", "/activities/new", **{**ACTIVITY, **changed})
    assert shown.status_code == 422
    assert said_at(shown.text, field) != "" or 'class="wrong"' in shown.text
    assert 'value="负责人"' in shown.text


def test_a_role_keeps_its_number_when_another_one_was_taken_away_meanwhile(
    installation: Installation, browser: Browser
) -> None:
    installation.bring()
    before = browser.filled("/activities/1", "/activities/1")
    assert browser.change("/activities/1", "/activities/1", **{"roles.0.gone": "yes"}).status_code == 302
    left = browser.filled("/activities/1", "/activities/1")
    assert left["roles.0.id"] == before["roles.1.id"] != before["roles.0.id"]


def test_times_are_shown_and_read_on_the_towns_own_clock(installation: Installation, town: Browser) -> None:
    page = str(town.post("/activities/new", "/activities/new", **ACTIVITY).headers["Location"])
    with installation.factory.begin() as session:
        session.get_one(Town, installation.town_id).timezone = "Asia/Urumqi"
    assert "11月26日 周四 07:00–09:00" in town.get(page).text
    shown = follow(town, town.change(page, page, title="早两个钟头"))
    assert "07:00–09:00" in shown


@pytest.mark.usefixtures("before_the_duties")
@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (
            "",
            [
                ["11月24日 周二 09:00–11:00", "敬老服务", "服务项目", "龙山塘村", "2"],
                ["11月25日 周三 14:00–16:00", "便民咨询", "服务项目", "龙山塘村", "3"],
            ],
        ),
        ("?q=敬老", [["11月24日 周二 09:00–11:00", "敬老服务", "服务项目", "龙山塘村", "2"]]),
        ("?kind=training", []),
    ],
)
def test_activities_ahead_are_listed(town: Browser, query: str, rows: list[list[str]]) -> None:
    assert table(town.get(f"/activities{query}").text) == rows


def test_past_activities_are_listed_on_demand(town: Browser) -> None:
    past = {"starts_day": "2020-01-06", "ends_day": "2020-01-06", "title": "往年活动"}
    follow(town, town.post("/activities/new", "/activities/new", **{**ACTIVITY, **past}))
    assert "往年活动" not in town.get("/activities").text
    assert "往年活动" in town.get("/activities?from=all").text


def test_an_empty_list_says_what_to_do(browser: Browser) -> None:
    assert empty(browser.get("/activities").text) == [
        "没有找到活动。可在上方选择类型新增，或勾选“包括以往活动”，或导入工作簿。"
    ]


@pytest.mark.parametrize(
    ("kind", "heading", "confidential"),
    [
        ("enforcement", "新增：联合执法行动", True),
        ("emergency", "新增：应急", False),
        ("robot", "新增：服务项目", False),
    ],
)
def test_the_form_of_a_kind_begins_as_such_activities_are(
    town: Browser, kind: str, heading: str, confidential: bool
) -> None:
    shown = town.get(f"/activities/new?kind={kind}").text
    ticked = re.search(r'name="confidential" value="yes" checked', shown) is not None
    assert (f"<h1>{heading}</h1>" in shown, ticked) == (True, confidential)
