"""Series in the console: listed, added, expanded, edited."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser
from tests.api.pages.filled import SERIES
from tests.api.pages.reading import empty, follow, refused, said_at, table


def test_a_series_is_added_and_expanded(town: Browser) -> None:
    shown = follow(town, town.post("/activities/series/new", "/activities/series/new", **SERIES))
    assert "生成了 4 场活动" in shown
    assert "测试驻点" in town.get("/activities?from=all&q=驻点").text
    longer = {**SERIES, "last_day": "2026-12-13"}
    assert "生成了 2 场活动" in follow(town, town.post("/activities/series/1", "/activities/series/1", **longer))
    wrong = {**SERIES, "weekdays": []}
    shown = town.post("/activities/series/1", "/activities/series/1", **wrong)
    assert (shown.status_code, said_at(shown.text, "weekdays") != "") == (422, True)


def test_a_list_of_series_shows_where_and_until_when(town: Browser) -> None:
    path = "/activities/series/new"
    follow(town, town.post(path, path, **{**SERIES, "end": "24:00"}))
    place = re.search(r'<option value="1" selected>([^<]+)<', town.get("/activities/series/1").text)
    assert place is not None
    shown = town.get("/activities/series").text
    assert "09:00–24:00" in shown
    assert f"<td>{place[1]}</td>" in shown
    assert town.filled("/activities/series/1", "/activities/series/1")["end"] == ["24:00"]


def test_a_town_without_series_says_what_they_are_for(town: Browser) -> None:
    assert empty(town.get("/activities/series").text) == ["还没有系列活动。新增后会生成各场次，可逐一修改。"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("code", "", "此项必填。"),
        ("title", "", "此项必填。"),
        ("first_day", "soon", "日期，如 2026-11-30。"),
        ("last_day", "2026-11-22", "自开始日期起，最多 800 天。"),
        ("start", "25:00", "时间格式如 14:30。"),
        ("every_weeks", "0", "1 至 52 之间的整数。"),
    ],
)
def test_what_is_wrong_with_a_series_is_said_at_its_field(town: Browser, field: str, value: str, sentence: str) -> None:
    path = "/activities/series/new"
    assert refused(town, path, path, {**SERIES, field: value}, field) == sentence
    assert table(town.get("/activities/series").text) == []
