"""Series in the console: listed, added, expanded, edited."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import Browser
from tests.api.pages.filled import ROLE, SERIES, roles_of
from tests.api.pages.reading import CHOOSE, LOOK, MISSING, RANGE, empty, follow, refused, stored, table

NEW = "/activities/series/new"
PAGE = "/activities/series/1"
GUARD = {**ROLE, "name": "值守", "accepts": "grid_member"}


@pytest.fixture
def desk(town: Browser) -> Browser:
    """The small town with a station duty on two weekdays."""
    assert town.post(NEW, NEW, **SERIES).headers["Location"] == PAGE
    return town


def dated(desk: Browser) -> list[str]:
    """On which days the series begins an activity, as the list has them."""
    return re.findall(r"(\d+月\d+日 周.) 22:00", desk.get("/activities?from=all&q=测试驻点").text)


def test_a_town_without_series_says_what_they_are_for(town: Browser) -> None:
    assert empty(town.get("/activities/series").text) == ["还没有系列活动。新增后会生成各场次，可逐一修改。"]


def test_a_series_is_registered_with_its_roles_and_expanded(town: Browser) -> None:
    assert "生成了 4 场活动" in follow(town, town.post(NEW, NEW, **SERIES))
    fields = stored(town, PAGE)
    asked = {name: value for name, value in SERIES.items() if name != "code" and not name.startswith("roles.")}
    assert {name: fields[name] for name in asked} == {
        name: value if isinstance(value, list) else [value] for name, value in asked.items()
    }
    assert roles_of(fields) == [{**GUARD, "id": "1"}]
    assert fields["revision"] == ["1"]
    assert dated(town) == ["11月23日 周一", "11月25日 周三", "11月30日 周一", "12月2日 周三"]


def test_a_list_of_series_shows_where_and_when(desk: Browser) -> None:
    assert table(desk.get("/activities/series").text) == [
        ["测试驻点", "驻点联系", "周一、周三 22:00–02:00 （次日）", "龙山塘村", "2026年11月23日 – 12月6日"]
    ]
    desk.change(PAGE, PAGE, end="24:00")
    assert desk.filled(PAGE, PAGE)["end"] == ["24:00"]
    assert "22:00–24:00" in table(desk.get("/activities/series").text)[0][2]


def test_a_changed_series_keeps_its_roles_and_makes_the_activities_that_are_missing(desk: Browser) -> None:
    before = len(dated(desk))
    more = {"roles.1.name": "登记", "roles.1.accepts": "volunteer", "roles.0.wanted": "3"}
    answer = desk.change(PAGE, PAGE, last_day="2026-12-13", title="测试驻点二", **more)
    assert answer.headers["Location"] == PAGE
    assert "生成了 2 场活动" in follow(desk, answer)
    fields = stored(desk, PAGE)
    assert (fields["title"], fields["last_day"], fields["revision"]) == (["测试驻点二"], ["2026-12-13"], ["2"])
    assert roles_of(fields) == [
        {**GUARD, "id": "1", "wanted": "3"},
        {**GUARD, "id": "2", "name": "登记", "accepts": "volunteer", "wanted": "1", "priority": "2"},
    ]
    assert (before, len(dated(desk))) == (4, 6)
    assert desk.change(PAGE, PAGE, **{"roles.0.gone": "yes"}).status_code == 302
    assert [row["id"] for row in roles_of(stored(desk, PAGE))] == ["2"]


def test_saving_a_form_as_it_stands_changes_nothing(desk: Browser) -> None:
    before = stored(desk, PAGE)
    assert desk.change(PAGE, PAGE).status_code == 302
    assert stored(desk, PAGE) == before


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"weekdays": []}, {"": "每周活动须填写星期。", "weekdays": "星期的数字，0 表示周一。"}),
        ({"last_day": "2026-11-22"}, {"": "自开始日期起，最多 800 天。", "last_day": "自开始日期起，最多 800 天。"}),
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
    desk: Browser, fields: dict[str, Any], sentences: dict[str, str]
) -> None:
    before = stored(desk, PAGE)
    assert refused(desk, NEW, {**SERIES, "code": "S8", **fields}) == (422, sentences)
    assert refused(desk, PAGE, {**desk.filled(PAGE, PAGE), **fields}) == (422, sentences)
    assert (stored(desk, PAGE), len(dated(desk))) == (before, 4)


def test_a_new_series_needs_a_number(town: Browser) -> None:
    assert refused(town, NEW, {**SERIES, "code": ""}) == (422, {"": LOOK, "code": "此项必填。"})
    assert table(town.get("/activities/series").text) == []


def test_a_taken_number_and_a_series_that_there_is_not(desk: Browser) -> None:
    assert refused(desk, NEW, SERIES) == (409, {"": "编号 S9 已被使用。"})
    assert desk.get("/activities/series/99").status_code == 404
    assert desk.post(NEW, "/activities/series/99", **SERIES).status_code == 404
