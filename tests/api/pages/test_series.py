"""Series in the console: listed, added, expanded, edited."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.filled import SERIES
from tests.api.pages.reading import empty, follow, refused, said, said_at, stored, table

NEW = "/activities/series/new"
PAGE = "/activities/series/1"
LOOK = "请检查标红的栏目。"
ROLE = {
    "id": "",
    "name": "值守",
    "minimum": "1",
    "wanted": "2",
    "priority": "2",
    "qualification_id": "",
    "level": "1",
    "organisation_id": "",
    "team_id": "",
    "accepts": "grid_member",
}
WEEKLY: dict[str, Any] = {
    "code": "S9",
    "kind": "station",
    "title": "测试驻点",
    "place_id": "1",
    "recurrence": "weekly",
    "weekdays": ["0", "2"],
    "first_day": "2026-11-23",
    "last_day": "2026-12-06",
    "start": "22:00",
    "end": "02:00",
    "skip_holidays": "yes",
    **{f"roles.0.{name}": value for name, value in ROLE.items()},
}


@pytest.fixture
def desk(installation: Installation, browser: Browser) -> Browser:
    """The small town with a station duty on two weekdays."""
    installation.bring()
    assert browser.post(NEW, NEW, **WEEKLY).headers["Location"] == PAGE
    return browser


def said_of_roles(fields: dict[str, list[str]]) -> list[dict[str, str]]:
    """The roles that a form holds, blank ones left out."""
    positions = sorted({name.split(".")[1] for name in fields if name.startswith("roles.")})
    rows = [
        {name: fields[f"roles.{at}.{name}"][0] for name in ROLE if f"roles.{at}.{name}" in fields} for at in positions
    ]
    return [row for row in rows if row["name"]]


def dated(desk: Browser) -> list[str]:
    """On which days the series begins an activity, as the list has them."""
    return re.findall(r"(\d+月\d+日 周.) 22:00", desk.get("/activities?from=all&q=测试驻点").text)


def test_a_series_is_registered_with_its_roles_and_expanded(desk: Browser) -> None:
    fields = stored(desk, PAGE)
    asked = {name: value for name, value in WEEKLY.items() if name != "code" and not name.startswith("roles.")}
    assert {name: fields[name] for name in asked} == {
        name: value if isinstance(value, list) else [value] for name, value in asked.items()
    }
    assert said_of_roles(fields) == [{**ROLE, "id": "1"}]
    assert fields["revision"] == ["1"]
    assert dated(desk) == ["11月23日 周一", "11月25日 周三", "11月30日 周一", "12月2日 周三"]


def test_a_changed_series_keeps_its_roles_and_makes_the_activities_that_are_missing(desk: Browser) -> None:
    before = len(dated(desk))
    more = {"roles.1.name": "登记", "roles.1.accepts": "volunteer", "roles.0.wanted": "3"}
    answer = desk.change(PAGE, PAGE, last_day="2026-12-13", title="测试驻点二", **more)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    fields = stored(desk, PAGE)
    assert (fields["title"], fields["last_day"], fields["revision"]) == (["测试驻点二"], ["2026-12-13"], ["2"])
    assert said_of_roles(fields) == [
        {**ROLE, "id": "1", "wanted": "3"},
        {**ROLE, "id": "2", "name": "登记", "accepts": "volunteer", "wanted": "1"},
    ]
    assert (before, len(dated(desk))) == (4, 6)
    assert desk.change(PAGE, PAGE, **{"roles.0.gone": "yes"}).status_code == 302
    assert [row["id"] for row in said_of_roles(stored(desk, PAGE))] == ["2"]


def test_saving_a_form_as_it_stands_changes_nothing(desk: Browser) -> None:
    before = stored(desk, PAGE)
    assert desk.change(PAGE, PAGE).status_code == 302
    assert stored(desk, PAGE) == before


CHOOSE, MISSING = "请从列表中选择。", "没有编号为 99 的记录。"
RANGE = "{} 至 {} 之间的整数。"


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"title": "", "recurrence": "daily"}, {"": LOOK, "title": "此项必填。", "recurrence": CHOOSE}),
        (
            {"first_day": "soon", "start": "25:00"},
            {"": LOOK, "first_day": "日期，如 2026-11-30。", "start": "时间格式如 14:30。"},
        ),
        (
            {"every_weeks": "0", "priority": "9"},
            {"": LOOK, "every_weeks": RANGE.format(1, 52), "priority": RANGE.format(1, 4)},
        ),
        ({"place_id": "99"}, {"": MISSING, "place_id": MISSING}),
        ({"roles.0.level": "10"}, {"": LOOK, "roles.0.level": RANGE.format(1, 9)}),
        (
            {"roles.2.name": "登记", "roles.2.team_id": "99", "roles.2.accepts": "volunteer"},
            {"": MISSING, "roles.2.team_id": MISSING},
        ),
    ],
)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    desk: Browser, fields: dict[str, str], sentences: dict[str, str]
) -> None:
    before = stored(desk, PAGE)
    for page, sent in ((NEW, {**WEEKLY, "code": "S8"}), (PAGE, desk.filled(PAGE, PAGE))):
        shown = desk.post(page, page, **{**sent, **fields})
        assert (page, shown.status_code, said(shown.text)) == (page, 422, sentences)
    assert (stored(desk, PAGE), len(dated(desk))) == (before, 4)


def test_a_taken_number_and_a_series_that_there_is_not(desk: Browser) -> None:
    shown = desk.post(NEW, NEW, **WEEKLY)
    assert (shown.status_code, said(shown.text)) == (409, {"": "编号 S9 已被使用。"})
    assert desk.get("/activities/series/99").status_code == 404
    assert desk.post(NEW, "/activities/series/99", **WEEKLY).status_code == 404


def test_a_series_is_added_and_expanded(town: Browser) -> None:
    shown = follow(town, town.post("/activities/series/new", "/activities/series/new", **SERIES))
    assert "生成了 4 场活动" in shown
    assert "测试驻点" in town.get("/activities?from=all&q=驻点").text
    longer = {**SERIES, "last_day": "2026-12-13"}
    assert "生成了 2 场活动" in follow(town, town.change("/activities/series/1", "/activities/series/1", **longer))
    wrong = {**SERIES, "weekdays": []}
    shown = town.change("/activities/series/1", "/activities/series/1", **wrong)
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
