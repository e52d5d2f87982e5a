"""Attendance lists, series with their place, times, the town's own zone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scheduler.models import Town
from tests.api.client import Browser, Installation
from tests.api.test_pages_register import ACTIVITY, SERIES, follow


@pytest.fixture
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town in the console."""
    installation.bring()
    return browser


def number_of(text: str, path: str) -> str:
    """The number of the last row that a list links to."""
    found: list[str] = re.findall(rf'href="{path}/(\d+)"', text)
    return found[-1]


def training(town: Browser) -> str:
    """The page of a training session that grants a qualification."""
    follow(town, town.post("/qualifications/new", "/qualifications/new", code="Q9", name="急救", by_training="yes"))
    number = number_of(town.get("/qualifications").text, "/qualifications")
    fields: dict[str, Any] = {**ACTIVITY, "kind": "training", "grants_id": number}
    return str(town.post("/activities/new", "/activities/new", **fields).headers["Location"])


def test_people_are_put_on_the_attendance_list_and_taken_off(town: Browser) -> None:
    page = training(town)
    assert "尚无人员" in town.get(page).text
    assert 'name="person_id" value="3"' in town.get(f"{page}/attendance/candidates?q=测试丙").text
    shown = follow(town, town.post(page, f"{page}/attendance", person_id="3"))
    assert re.search(r"参训名单 <span[^>]*>1<", shown)
    shown = town.post(page, f"{page}/attendance", person_id="999")
    assert (shown.status_code, "没有编号为 999 的记录" in shown.text) == (422, True)
    shown = follow(town, town.post(page, f"{page}/attendance/3/remove"))
    assert re.search(r"参训名单 <span[^>]*>0<", shown)


def test_an_activity_that_grants_nothing_has_no_attendance_list(town: Browser) -> None:
    assert "参训名单" not in town.get("/activities/1").text
    shown = town.post("/activities/1", "/activities/1/attendance", person_id="3")
    assert (shown.status_code, 'role="alert"' in shown.text) == (422, True)


def test_a_list_of_series_shows_where_and_until_when(town: Browser) -> None:
    path = "/activities/series/new"
    follow(town, town.post(path, path, **{**SERIES, "end": "24:00"}))
    place = re.search(r'<option value="1" selected>([^<]+)<', town.get("/activities/series/1").text)
    assert place is not None
    shown = town.get("/activities/series").text
    assert "09:00–24:00" in shown
    assert f"<td>{place[1]}</td>" in shown
    assert town.filled("/activities/series/1", "/activities/series/1")["end"] == ["24:00"]


def test_a_third_span_of_a_weekday_is_shown_and_kept(town: Browser) -> None:
    spans = {"from.2.0": "08:00", "until.2.0": "09:00", "from.2.1": "10:00", "until.2.1": "11:00"}
    spans |= {"from.2.2": "20:00", "until.2.2": "24:00"}
    follow(town, town.change("/people/1", "/people/1/times", **spans))
    follow(town, town.change("/people/1", "/people/1/times", **{"from.4.0": "08:00", "until.4.0": "12:00"}))
    stored = town.filled("/people/1", "/people/1/times")
    wednesday = {name: value for name, [value] in stored.items() if ".2." in name and value}
    assert wednesday == spans


def test_times_are_shown_and_read_on_the_towns_own_clock(installation: Installation, town: Browser) -> None:
    page = str(town.post("/activities/new", "/activities/new", **ACTIVITY).headers["Location"])
    with installation.factory.begin() as session:
        session.get_one(Town, installation.town_id).timezone = "Asia/Urumqi"
    assert "11月26日 周四 07:00–09:00" in town.get(page).text
    shown = follow(town, town.change(page, page, title="早两个钟头"))
    assert "07:00–09:00" in shown
