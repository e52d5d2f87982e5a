"""Forms of the register: what they store, and how a refused one comes back."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.client import Browser, Installation

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


def said_at(text: str, field: str) -> str:
    """The sentence at a field that was refused."""
    found = re.search(rf'id="[\w./-]*-{re.escape(field)}-wrong">(.*?)<', text)
    return found[1] if found else ""


def refused(browser: Browser, page: str, path: str, fields: dict[str, Any], field: str) -> str:
    """The sentence at a field of a refused form, which came back with 422 and the field marked."""
    shown = browser.post(page, path, **fields)
    assert shown.status_code == 422, shown.text
    assert re.search(rf'name="{re.escape(field)}"[^>]*aria-invalid="true"', shown.text), field
    return said_at(shown.text, field)


def follow(browser: Browser, answer: Any) -> str:
    """The page that a stored form leads to."""
    assert answer.status_code == 302, answer.text
    text: str = browser.get(answer.headers["Location"]).text
    return text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "此项必填。"),
        ("name", "x" * 61, "最多 60 个字。"),
        ("born_on", "2999-01-01", "1900 年以后的日期。"),
        ("born_on", "yesterday", "日期，如 2026-11-30。"),
        ("hours_a_day", "25", "0 至 24 之间的数。"),
        ("duties_a_month", "-1", "0 至 310 之间的整数。"),
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
    shown = follow(town, town.change("/people/1", "/people/1/times", **times))
    assert re.findall(r'name="(?:from|until)\.0\.\d"[^>]*value="([\d:]*)"', shown) == [
        "08:30",
        "12:00",
        "18:00",
        "24:00",
        "",
        "",
    ]
    wishes = {"wish.2.morning": "gladly", "wish.5.day": "rather_not"}
    shown = follow(town, town.change("/people/1", "/people/1/wishes", **wishes))
    assert shown.count('value="gladly" selected') == shown.count('value="rather_not" selected') == 1
    away = {"starts_day": "2026-11-24", "starts_time": "00:00", "ends_day": "2026-11-25", "ends_time": "12:00"}
    shown = follow(town, town.post("/people/1", "/people/1/absences", **away, reason="<b>病假"))
    assert "11月24日 周二 00:00 – 11月25日 周三 12:00" in shown
    assert "&lt;b&gt;病假" in shown
    shown = follow(town, town.post("/people/1", "/people/1/absences/1/remove"))
    assert "病假" not in shown


def test_times_in_the_wrong_order_are_refused_at_their_field(town: Browser) -> None:
    times = {**town.filled("/people/1", "/people/1/times"), "from.3.0": "12:00", "until.3.0": "08:00"}
    assert refused(town, "/people/1", "/people/1/times", times, "until.3.0") == "应晚于开始时间。"
    away = {"starts_day": "2026-11-25", "starts_time": "00:00", "ends_day": "2026-11-24", "ends_time": "00:00"}
    shown = town.post("/people/1", "/people/1/absences", **away)
    assert (shown.status_code, said_at(shown.text, "ends_at")) == (422, "应晚于开始时间。")
    assert 'value="2026-11-25"' in shown.text
