"""Recurring activities in the console: what the forms store, refuse and keep, and what is made of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import said, stored

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
SERIES: dict[str, Any] = {
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
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town with a station duty on two weekdays."""
    installation.bring()
    assert browser.post(NEW, NEW, **SERIES).headers["Location"] == PAGE
    return browser


def said_of_roles(fields: dict[str, list[str]]) -> list[dict[str, str]]:
    """The roles that a form holds, blank ones left out."""
    positions = sorted({name.split(".")[1] for name in fields if name.startswith("roles.")})
    rows = [
        {name: fields[f"roles.{at}.{name}"][0] for name in ROLE if f"roles.{at}.{name}" in fields} for at in positions
    ]
    return [row for row in rows if row["name"]]


def dated(town: Browser) -> list[str]:
    """On which days the series begins an activity, as the list has them."""
    return re.findall(r"(\d+月\d+日 周.) 22:00", town.get("/activities?from=all&q=测试驻点").text)


def test_a_series_is_registered_with_its_roles_and_expanded(town: Browser) -> None:
    fields = stored(town, PAGE)
    asked = {name: value for name, value in SERIES.items() if name != "code" and not name.startswith("roles.")}
    assert {name: fields[name] for name in asked} == {
        name: value if isinstance(value, list) else [value] for name, value in asked.items()
    }
    assert said_of_roles(fields) == [{**ROLE, "id": "1"}]
    assert fields["revision"] == ["1"]
    assert dated(town) == ["11月23日 周一", "11月25日 周三", "11月30日 周一", "12月2日 周三"]


def test_a_changed_series_keeps_its_roles_and_makes_the_activities_that_are_missing(town: Browser) -> None:
    before = len(dated(town))
    more = {"roles.1.name": "登记", "roles.1.accepts": "volunteer", "roles.0.wanted": "3"}
    answer = town.change(PAGE, PAGE, last_day="2026-12-13", title="测试驻点二", **more)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    fields = stored(town, PAGE)
    assert (fields["title"], fields["last_day"], fields["revision"]) == (["测试驻点二"], ["2026-12-13"], ["2"])
    assert said_of_roles(fields) == [
        {**ROLE, "id": "1", "wanted": "3"},
        {**ROLE, "id": "2", "name": "登记", "accepts": "volunteer", "wanted": "1"},
    ]
    assert (before, len(dated(town))) == (4, 6)
    assert town.change(PAGE, PAGE, **{"roles.0.gone": "yes"}).status_code == 302
    assert [row["id"] for row in said_of_roles(stored(town, PAGE))] == ["2"]


def test_saving_a_form_as_it_stands_changes_nothing(town: Browser) -> None:
    before = stored(town, PAGE)
    assert town.change(PAGE, PAGE).status_code == 302
    assert stored(town, PAGE) == before


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
    town: Browser, fields: dict[str, str], sentences: dict[str, str]
) -> None:
    before = stored(town, PAGE)
    for page, sent in ((NEW, {**SERIES, "code": "S8"}), (PAGE, town.filled(PAGE, PAGE))):
        shown = town.post(page, page, **{**sent, **fields})
        assert (page, shown.status_code, said(shown.text)) == (page, 422, sentences)
    assert (stored(town, PAGE), len(dated(town))) == (before, 4)


def test_a_taken_number_and_a_series_that_there_is_not(town: Browser) -> None:
    shown = town.post(NEW, NEW, **SERIES)
    assert (shown.status_code, said(shown.text)) == (409, {"": "编号 S9 已被使用。"})
    assert town.get("/activities/series/99").status_code == 404
    assert town.post(NEW, "/activities/series/99", **SERIES).status_code == 404
