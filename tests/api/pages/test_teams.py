"""Teams in the console: what their forms store, refuse and keep; members, times and absences."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import rows, said, stored

NEW = "/teams/new"
PAGE = "/teams/1"
LOOK = "请检查标红的栏目。"
FIRST = {
    "revision": ["1"],
    "name": ["一号先锋队"],
    "leader_id": [""],
    "home_id": [""],
    "quorum": ["60"],
    "active": ["yes"],
}


@pytest.fixture
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town with a team of nobody yet."""
    installation.bring()
    assert browser.post(NEW, NEW, code="T1", name="一号先锋队").headers["Location"] == PAGE
    return browser


def members(town: Browser) -> list[str]:
    """The names of a team's members."""
    return re.findall(r'<li><a href="/people/\d+">([^<]+)</a>', town.get(PAGE).text)


def test_a_team_is_registered_changed_and_listed(town: Browser) -> None:
    assert stored(town, PAGE) == FIRST
    town.post(PAGE, f"{PAGE}/members", person_id="3")
    assert town.change(PAGE, PAGE, name="先锋队", leader_id="3", home_id="2", quorum="50").headers["Location"] == PAGE
    changed = {**FIRST, "name": ["先锋队"], "leader_id": ["3"], "home_id": ["2"], "quorum": ["50"]}
    assert stored(town, PAGE) == {**changed, "revision": ["3"]}
    assert [(row[0], row[1]) for row in rows(town.get("/teams").text)] == [("T1", "先锋队")]


def test_members_are_found_taken_in_and_taken_out(town: Browser) -> None:
    candidates = town.get(f"{PAGE}/candidates?q=测试").text
    assert re.findall(r'name="person_id" value="(\d)"', candidates) == ["1", "2", "3", "4"]
    assert re.findall(r'name="person_id"', town.get(f"{PAGE}/candidates?q=").text) == []
    for person_id in ("4", "3"):
        assert town.post(PAGE, f"{PAGE}/members", person_id=person_id).headers["Location"] == PAGE
    assert members(town) == ["测试丙", "测试丁"]
    assert town.post(PAGE, f"{PAGE}/members/4/remove").headers["Location"] == PAGE
    assert members(town) == ["测试丙"]
    town.post(NEW, NEW, code="T2", name="二号先锋队")
    other = "/teams/2"
    shown = town.post(other, f"{other}/members", person_id="3")
    assert (shown.status_code, said(shown.text)) == (409, {"": "测试丙 已是其他队伍的队员。"})


def test_a_leader_stays_a_member(town: Browser) -> None:
    town.post(PAGE, f"{PAGE}/members", person_id="3")
    town.change(PAGE, PAGE, leader_id="3")
    shown = town.post(PAGE, f"{PAGE}/members/3/remove")
    assert (shown.status_code, said(shown.text)[""]) == (422, "队长不是本队队员。")
    assert members(town) == ["测试丙"]


RANGE, MISSING = "{} 至 {} 之间的整数。", "没有编号为 99 的记录。"


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"name": ""}, {"": LOOK, "name": "此项必填。"}),
        ({"name": "名" * 101}, {"": LOOK, "name": "最多 100 个字。"}),
        ({"quorum": "0"}, {"": LOOK, "quorum": RANGE.format(1, 100)}),
        (
            {"quorum": "", "home_id": "x"},
            {"": LOOK, "quorum": RANGE.format(1, 100), "home_id": RANGE.format(1, 2147483647)},
        ),
        ({"home_id": "99"}, {"": MISSING, "home_id": MISSING}),
        ({"leader_id": "1"}, {"": "队长不是本队队员。", "leader_id": "应为队员之一。"}),
    ],
)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    town: Browser, fields: dict[str, str], sentences: dict[str, str]
) -> None:
    shown = town.change(PAGE, PAGE, **fields)
    assert (shown.status_code, said(shown.text), stored(town, PAGE)) == (422, sentences, FIRST)


def test_a_new_team_has_a_number_of_its_own_and_a_name(town: Browser) -> None:
    for fields, status, sentences in (
        ({"code": "", "name": ""}, 422, {"": LOOK, "code": "此项必填。", "name": "此项必填。"}),
        ({"code": "T" * 41, "name": "x"}, 422, {"": LOOK, "code": "最多 40 个字。"}),
        ({"code": "T1", "name": "x"}, 409, {"": "编号 T1 已被使用。"}),
    ):
        shown = town.post(NEW, NEW, **fields)
        assert (shown.status_code, said(shown.text)) == (status, sentences)
    assert len(rows(town.get("/teams").text)) == 1


def test_times_and_absences_of_a_team(town: Browser) -> None:
    path = f"{PAGE}/times"
    times = {"from.5.0": "08:00", "until.5.0": "12:00"}
    assert town.change(PAGE, path, **times).headers["Location"] == PAGE
    written = {name: value[0] for name, value in town.filled(PAGE, path).items() if value[0]}
    assert {name: value for name, value in written.items() if "." in name} == times
    shown = town.change(PAGE, path, **{"until.5.0": "07:00"})
    assert (shown.status_code, said(shown.text)) == (422, {"": LOOK, "until.5.0": "应晚于开始时间。"})
    away = {"starts_day": "2026-11-24", "starts_time": "08:00", "ends_day": "2026-11-24", "ends_time": "12:00"}
    assert town.post(PAGE, f"{PAGE}/absences", **away, reason="集训").headers["Location"] == PAGE
    assert "集训" in town.get(PAGE).text
    shown = town.post("/people/1", "/people/1/absences/1/remove")
    assert (shown.status_code, said(shown.text)) == (404, {"": "没有编号为 1 的记录。"})
    town.post(PAGE, f"{PAGE}/absences/1/remove")
    assert "集训" not in town.get(PAGE).text


def test_a_team_that_there_is_not_has_no_page_and_no_form(town: Browser) -> None:
    assert town.get("/teams/99").status_code == 404
    for path in ("", "/members", "/members/1/remove", "/times", "/absences", "/absences/1/remove"):
        assert (path, town.post(NEW, f"/teams/99{path}").status_code) == (path, 404)
