"""Shared calendars in the console, and the public page of those that anybody may subscribe to."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, follow, problem, table

pytestmark = pytest.mark.usefixtures("before_the_duties")


def test_calendars_come_with_the_first_published_roster(installation: Installation, town: Browser) -> None:
    assert empty(town.get("/calendars/manage").text) == ["首次发布排班表后生成日历。 排班表"]
    installation.published()
    assert [row[:2] for row in table(town.get("/calendars/manage").text)] == [
        ["活动类型", "六祖镇 服务项目"],
        ["本镇", "六祖镇"],
        ["村", "龙山塘村"],
    ]


def test_a_calendar_is_made_public_and_hidden_again(installation: Installation, town: Browser) -> None:
    installation.published()
    visitor = Browser(installation.app)
    nothing = ["暂无公开日历。协调员可在“日历”页面选择公开哪些。"]
    assert empty(visitor.get("/calendars").text) == nothing
    number = number_of_feed(town, "龙山塘村")
    answer = town.post("/calendars/manage", f"/calendars/{number}/publish")
    assert answer.headers["Location"] == f"/calendars/manage#feed-{number}"
    shown = visitor.get("/calendars").text
    assert re.findall(r"<strong>(.*?)</strong>", shown) == ["龙山塘村"]
    assert "日历服务商会保存" in shown
    follow(town, town.post("/calendars/manage", f"/calendars/{number}/hide"))
    assert empty(visitor.get("/calendars").text) == nothing


def test_a_calendar_gets_a_new_address_and_is_shut(installation: Installation, town: Browser) -> None:
    installation.published()
    number = number_of_feed(town, "六祖镇")
    before = address(town, number)
    follow(town, town.post("/calendars/manage", f"/calendars/{number}/renew"))
    after = address(town, number)
    assert (town.get(before).status_code, town.get(after).status_code) == (404, 200)
    follow(town, town.post("/calendars/manage", f"/calendars/{number}/revoke"))
    assert town.get(after).status_code == 404
    shown = town.post("/calendars/manage", "/calendars/999/renew")
    assert (shown.status_code, problem(shown.text)) == (404, "没有编号为 999 的记录。")


def number_of_feed(town: Browser, name: str) -> str:
    """The number of the calendar of a name."""
    found = re.search(
        rf'<tr id="feed-(\d+)"><td[^>]*>[^<]*</td><th scope="row">{name}</th>', town.get("/calendars/manage").text
    )
    assert found is not None
    return found[1]


def address(town: Browser, number: str) -> str:
    """The path of a calendar."""
    row = town.get("/calendars/manage").text.partition(f'id="feed-{number}"')[2]
    found = re.search(r"http://localhost(/calendars/\w+\.ics)", row)
    assert found is not None
    return found[1]
