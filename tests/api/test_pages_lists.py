"""Organisations, qualifications, attendance lists, series with their place, times, the town's own zone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scheduler.models import Town
from tests.api.client import Browser, Installation
from tests.api.pages.reading import follow, number_of, refused
from tests.api.test_pages_register import ACTIVITY, SERIES


@pytest.fixture
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town in the console."""
    installation.bring()
    return browser


def test_an_organisation_is_added_listed_and_edited(town: Browser) -> None:
    path = "/organisations/new"
    shown = follow(town, town.post(path, path, code="O9", name="派出所", place_id="1", enforces="yes"))
    assert re.search(r"派出所</a></th>\s*<td class=\"second\">[^<—]+</td><td><span[^>]*>参与", shown)
    page = f"/organisations/{number_of(shown, '/organisations')}"
    shown = follow(town, town.change(page, page, name="镇派出所"))
    assert "镇派出所" in shown
    assert "镇派出所" in town.get("/people/new").text


def test_a_qualification_is_added_listed_and_edited(town: Browser) -> None:
    path = "/qualifications/new"
    shown = follow(town, town.post(path, path, code="Q9", name="急救", by_training="yes"))
    assert re.search(r"急救</a></th>\s*<td><span[^>]*>培训取得", shown)
    page = f"/qualifications/{number_of(shown, '/qualifications')}"
    shown = follow(town, town.change(page, page, name="急救员", enforcement="yes"))
    assert re.search(r"急救员</a></th>\s*<td><span[^>]*>执法证件</span> <span[^>]*>培训取得", shown)


@pytest.mark.parametrize("kind", ["organisations", "qualifications"])
def test_what_is_wrong_in_a_list_is_said_and_the_rest_kept(town: Browser, kind: str) -> None:
    path = f"/{kind}/new"
    assert refused(town, path, path, {"code": "X9", "name": ""}, "name") == "此项必填。"
    assert town.post(path, path, code="X9", name="甲").status_code == 302
    shown = town.post(path, path, code="X9", name="乙")
    assert (shown.status_code, "编号 X9 已被使用" in shown.text) == (409, True)
    assert 'value="乙"' in shown.text
    assert town.get(f"/{kind}/999").status_code == 404


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
    follow(town, town.post("/people/1", "/people/1/times", **spans))
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
