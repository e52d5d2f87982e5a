"""Forms of the register: what they store, and how a refused one comes back."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import follow, refused, said_at

PERSON = {"name": "测试戊", "phone": "13900000001", "capacities": ["volunteer", "grid_member"], "active": "yes"}
ACTIVITY = {
    "code": "A9",
    "kind": "service",
    "title": "测试活动",
    "place_id": "1",
    "starts_day": "2026-11-26",
    "starts_time": "09:00",
    "ends_day": "2026-11-26",
    "ends_time": "11:00",
    "roles.0.name": "负责人",
    "roles.0.accepts": "social_worker",
    "roles.0.minimum": "1",
    "roles.0.wanted": "1",
}
SERIES = {
    "code": "S9",
    "kind": "station",
    "title": "测试驻点",
    "place_id": "1",
    "recurrence": "weekly",
    "weekdays": ["0", "2"],
    "first_day": "2026-11-23",
    "last_day": "2026-12-06",
    "start": "09:00",
    "end": "11:00",
    "roles.0.name": "值守",
    "roles.0.accepts": "grid_member",
}


@pytest.fixture
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town in the console."""
    installation.bring()
    return browser


def test_a_person_is_registered_found_and_edited(town: Browser) -> None:
    shown = follow(town, town.post("/people/new", "/people/new", **PERSON))
    assert "已登记测试戊" in shown
    assert "测试戊" in town.get("/people?q=1390000&capacity=grid_member").text
    assert "没有找到" in town.get("/people?q=1390000&capacity=officer").text
    shown = follow(town, town.change("/people/5", "/people/5", name="测试己", hours_a_week="10"))
    assert re.search(r'name="name"[^>]*value="测试己"', shown)
    assert re.search(r'name="hours_a_week"[^>]*value="10"', shown)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "此项必填。"),
        ("name", "x" * 61, "最多 60 个字。"),
        ("born_on", "2999-01-01", "1900 年以后的日期。"),
        ("born_on", "yesterday", "日期，如 2026-11-30。"),
        ("hours_a_day", "25", "1 至 24 之间的整数。"),
        ("duties_a_month", "-1", "0 至 100 之间的整数。"),
        ("gender", "robot", "请从列表中选择。"),
    ],
)
def test_a_refused_person_comes_back_with_the_sentence_at_the_field(
    town: Browser, field: str, value: str, sentence: str
) -> None:
    fields = {**PERSON, field: value}
    shown = town.post("/people/new", "/people/new", **fields)
    assert shown.status_code == 422
    assert said_at(shown.text, field) == sentence
    assert 'value="13900000001"' in shown.text
    assert re.search(r'value="grid_member" checked', shown.text)
    assert "测试戊" not in town.get("/people?q=139").text


def test_a_person_without_a_capacity_is_refused_at_the_boxes(town: Browser) -> None:
    shown = town.post("/people/new", "/people/new", **{**PERSON, "capacities": []})
    assert (shown.status_code, said_at(shown.text, "capacities")) == (422, "至少一项。")


def test_the_same_person_twice_is_refused_over_the_form(town: Browser) -> None:
    follow(town, town.post("/people/new", "/people/new", **PERSON))
    shown = town.post("/people/new", "/people/new", **PERSON)
    assert shown.status_code == 409
    assert 'role="alert"' in shown.text
    assert re.search(r'name="name"[^>]*value="测试戊"', shown.text)


def test_weekly_times_wishes_and_absences_of_a_person(town: Browser) -> None:
    times = {"from.0.0": "08:30", "until.0.0": "12:00", "from.0.1": "18:00", "until.0.1": ""}
    shown = follow(town, town.post("/people/1", "/people/1/times", **times))
    assert re.findall(r'name="(?:from|until)\.0\.\d"[^>]*value="([\d:]*)"', shown) == [
        "08:30",
        "12:00",
        "18:00",
        "24:00",
        "",
        "",
    ]
    wishes = {"wish.2.morning": "gladly", "wish.5.day": "rather_not"}
    shown = follow(town, town.post("/people/1", "/people/1/wishes", **wishes))
    assert shown.count('value="gladly" selected') == shown.count('value="rather_not" selected') == 1
    away = {"starts_day": "2026-11-24", "starts_time": "00:00", "ends_day": "2026-11-25", "ends_time": "12:00"}
    shown = follow(town, town.post("/people/1", "/people/1/absences", **away, reason="<b>病假"))
    assert "11月24日 周二 00:00 – 11月25日 周三 12:00" in shown
    assert "&lt;b&gt;病假" in shown
    shown = follow(town, town.post("/people/1", "/people/1/absences/1/remove"))
    assert "病假" not in shown


def test_times_in_the_wrong_order_are_refused_at_their_field(town: Browser) -> None:
    times = {"from.3.0": "12:00", "until.3.0": "08:00"}
    assert refused(town, "/people/1", "/people/1/times", times, "until.3.0") == "应晚于开始时间。"
    away = {"starts_day": "2026-11-25", "starts_time": "00:00", "ends_day": "2026-11-24", "ends_time": "00:00"}
    shown = town.post("/people/1", "/people/1/absences", **away)
    assert (shown.status_code, said_at(shown.text, "ends_at")) == (422, "应晚于开始时间。")
    assert 'value="2026-11-25"' in shown.text


def test_a_team_is_added_filled_and_led(town: Browser) -> None:
    shown = follow(town, town.post("/teams/new", "/teams/new", code="T1", name="一号先锋队"))
    assert "暂无队员" in shown
    assert "测试丙" in town.get("/teams/1/candidates?q=测试丙").text
    follow(town, town.post("/teams/1", "/teams/1/members", person_id="3"))
    shown = follow(town, town.change("/teams/1", "/teams/1", quorum="50", leader_id="3"))
    assert re.search(r'value="3" selected>测试丙', shown)
    shown = town.post("/teams/1", "/teams/1/members/3/remove")
    assert (shown.status_code, "队长不是本队队员。" in shown.text) == (422, True)
    follow(town, town.post("/teams/1", "/teams/1/times", **{"from.5.0": "08:00", "until.5.0": "12:00"}))
    fields = {**town.filled("/teams/1", "/teams/1"), "quorum": "101"}
    assert refused(town, "/teams/1", "/teams/1", fields, "quorum") == "1 至 100 之间的整数。"


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


def test_a_series_is_added_and_expanded(town: Browser) -> None:
    shown = follow(town, town.post("/activities/series/new", "/activities/series/new", **SERIES))
    assert "生成了 4 场活动" in shown
    assert "测试驻点" in town.get("/activities?from=all&q=驻点").text
    longer = {**SERIES, "last_day": "2026-12-13"}
    assert "生成了 2 场活动" in follow(town, town.post("/activities/series/1", "/activities/series/1", **longer))
    wrong = {**SERIES, "weekdays": []}
    shown = town.post("/activities/series/1", "/activities/series/1", **wrong)
    assert (shown.status_code, said_at(shown.text, "weekdays") != "") == (422, True)


def test_places_are_edited_and_ways_set_by_hand(town: Browser) -> None:
    place = {"code": "X1", "name": "新场地", "kind": "venue", "capacity": "30"}
    shown = follow(town, town.post("/places/new", "/places/new", **place))
    assert "路程为估算" in shown
    assert "估算" in town.get("/places/3/way?to_place_id=1").text
    follow(town, town.post("/places/3", "/places/3/ways", to_place_id="1", minutes="17"))
    assert "17 分钟" in town.get("/places/1").text
    assert "人工设定" in town.get("/places/3/way?to_place_id=1").text
    assert "17 分钟" not in follow(town, town.post("/places/3", "/places/3/ways/1/remove"))
    half = {**place, "latitude": "22.7"}
    assert refused(town, "/places/3", "/places/3", half, "longitude") == "纬度和经度须同时填写。"
    assert "22.7" in town.post("/places/3", "/places/3", **half).text


def test_special_days_and_market_days_with_their_lunar_dates(town: Browser) -> None:
    fields = {"day": "2026-12-25", "kind": "unannounced", "name": "<i>未定"}
    shown = follow(town, town.post("/days", "/days/set", **fields))
    assert "12月25日 周五" in shown
    assert "&lt;i&gt;未定" in shown
    monday = {"day": "2026-12-21", "kind": "working_weekend"}
    assert refused(town, "/days", "/days/set", monday, "day") != ""
    shown = follow(town, town.post("/days", "/days/clear", day="2026-12-25"))
    assert "12月25日" not in shown.split("圩日")[0]
    assert "国庆节" in follow(town, town.post("/days", "/days/seed?year=2026"))
    shown = follow(town, town.post("/days", "/days/markets", place_id="1", calendar="lunar", digits="369"))
    assert re.search(r"<td lang=\"zh\">\w+月(初[三六九]|十[三六九]|廿[三六九])", shown)
    assert refused(town, "/days", "/days/markets", {"place_id": "1", "calendar": "lunar", "digits": "x"}, "digits")
