"""Teams in the console: registered, edited; members, times, absences."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import CHOOSE, LOOK, MISSING, RANGE, empty, follow, plain, refused, said, stored, table

NEW = "/teams/new"
PAGE = "/teams/1"
FIRST = {
    "revision": ["1"],
    "name": ["一号先锋队"],
    "leader_id": [""],
    "home_id": [""],
    "quorum": ["60"],
    "active": ["yes"],
}


@pytest.fixture
def desk(town: Browser) -> Browser:
    """The small town with a team of nobody yet."""
    assert town.post(NEW, NEW, code="T1", name="一号先锋队").headers["Location"] == PAGE
    return town


def members(desk: Browser) -> list[str]:
    """The names of a team's members."""
    return re.findall(r'<li><a href="/people/\d+">([^<]+)</a>', desk.get(PAGE).text)


def test_a_town_without_teams_says_what_to_do(town: Browser) -> None:
    assert empty(town.get("/teams").text) == ["还没有队伍。可新增，或导入工作簿。"]


def test_a_team_is_registered_changed_and_listed(desk: Browser) -> None:
    assert stored(desk, PAGE) == FIRST
    desk.post(PAGE, f"{PAGE}/members", person_id="3")
    assert desk.change(PAGE, PAGE, name="先锋队", leader_id="3", home_id="2", quorum="50").headers["Location"] == PAGE
    changed = {**FIRST, "name": ["先锋队"], "leader_id": ["3"], "home_id": ["2"], "quorum": ["50"]}
    assert stored(desk, PAGE) == {**changed, "revision": ["3"]}
    assert table(desk.get("/teams").text) == [["T1", "先锋队", "测试丙", "1", "50%"]]


def test_a_new_team_has_a_number_of_its_own_and_a_name(desk: Browser) -> None:
    for fields, status, sentences in (
        ({"code": "", "name": ""}, 422, {"": LOOK, "code": "此项必填。", "name": "此项必填。"}),
        ({"code": "T" * 41, "name": "x"}, 422, {"": LOOK, "code": "最多 40 个字。"}),
        ({"code": "T1", "name": "二号先锋队"}, 409, {"": "编号 T1 已被使用。"}),
    ):
        assert refused(desk, NEW, fields) == (status, sentences)
    assert len(table(desk.get("/teams").text)) == 1


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"name": ""}, {"": LOOK, "name": "此项必填。"}),
        ({"name": "名" * 101}, {"": LOOK, "name": "最多 100 个字。"}),
        ({"quorum": "0"}, {"": LOOK, "quorum": RANGE.format(1, 100)}),
        ({"quorum": "101"}, {"": LOOK, "quorum": RANGE.format(1, 100)}),
        (
            {"quorum": "", "home_id": "x"},
            {"": LOOK, "quorum": RANGE.format(1, 100), "home_id": CHOOSE},
        ),
        ({"home_id": "99"}, {"": MISSING, "home_id": MISSING}),
        ({"leader_id": "1"}, {"": "队长不是本队队员。", "leader_id": "应为队员之一。"}),
    ],
)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    desk: Browser, fields: dict[str, str], sentences: dict[str, str]
) -> None:
    assert refused(desk, PAGE, {**desk.filled(PAGE, PAGE), **fields}) == (422, sentences)
    assert stored(desk, PAGE) == FIRST


def test_members_are_found_in_a_part_of_the_page_and_without_scripts_on_a_page_of_its_own(desk: Browser) -> None:
    found = {query: desk.get(f"{PAGE}/candidates{query}").text for query in ("", "?q=", "?q=测试", "?q=丙", "?q=x")}
    assert {query: re.findall(r'name="person_id" value="(\d)"', text) for query, text in found.items()} == {
        "": [],
        "?q=": [],
        "?q=测试": ["1", "2", "3", "4"],
        "?q=丙": ["3"],
        "?q=x": [],
    }
    assert [query for query, text in found.items() if "没有此姓名的人员" in text] == ["?q=x"]
    part = desk.client.get(f"{PAGE}/candidates?q=丙", headers={"HX-Request": "true"}).text
    page = found["?q=丙"]
    assert ("<html" in part, "<html" in page, f'href="{PAGE}"' in page) == (False, True, True)
    assert plain(part) == "测试丙 志愿者 添加 测试丙"
    assert plain(part) in plain(page)


def test_members_are_taken_in_and_taken_out(desk: Browser) -> None:
    assert "暂无队员" in desk.get(PAGE).text
    for person_id in ("4", "3"):
        assert desk.post(PAGE, f"{PAGE}/members", person_id=person_id).headers["Location"] == PAGE
    assert members(desk) == ["测试丙", "测试丁"]
    assert desk.post(PAGE, f"{PAGE}/members/4/remove").headers["Location"] == PAGE
    assert members(desk) == ["测试丙"]


def test_somebody_in_another_team_is_refused(desk: Browser) -> None:
    desk.post(PAGE, f"{PAGE}/members", person_id="3")
    desk.post(NEW, NEW, code="T2", name="二号先锋队")
    shown = desk.post("/teams/2", "/teams/2/members", person_id="3")
    assert (shown.status_code, said(shown.text)) == (409, {"": "测试丙 已是其他队伍的队员。"})


def test_a_leader_stays_a_member(desk: Browser) -> None:
    desk.post(PAGE, f"{PAGE}/members", person_id="3")
    desk.change(PAGE, PAGE, leader_id="3")
    shown = desk.post(PAGE, f"{PAGE}/members/3/remove")
    assert (shown.status_code, said(shown.text)[""]) == (422, "队长不是本队队员。")
    assert members(desk) == ["测试丙"]


def test_the_weekly_times_of_a_team_are_written_down(desk: Browser) -> None:
    path = f"{PAGE}/times"
    times = {"from.5.0": "08:00", "until.5.0": "12:00"}
    assert desk.change(PAGE, path, **times).headers["Location"] == PAGE
    written = {name: value[0] for name, value in desk.filled(PAGE, path).items() if value[0]}
    assert {name: value for name, value in written.items() if "." in name} == times
    wrong = {**desk.filled(PAGE, path), "until.5.0": "07:00"}
    assert refused(desk, PAGE, wrong, path) == (422, {"": LOOK, "until.5.0": "应晚于开始时间。"})


def test_a_team_is_away_and_back(desk: Browser) -> None:
    away = {"starts_day": "2026-11-24", "starts_time": "08:00", "ends_day": "2026-11-24", "ends_time": "18:00"}
    shown = follow(desk, desk.post(PAGE, f"{PAGE}/absences", **away, reason="集训"))
    assert "11月24日 周二 08:00 – 11月24日 周二 18:00 集训" in plain(shown)
    shown = desk.post("/people/1", "/people/1/absences/1/remove")
    assert (shown.status_code, said(shown.text)) == (404, {"": "没有编号为 1 的记录。"})
    assert "集训" not in follow(desk, desk.post(PAGE, f"{PAGE}/absences/1/remove"))


def test_a_team_that_there_is_not_has_no_page_and_no_form(desk: Browser) -> None:
    for path in ("", "/candidates?q=丙"):
        assert (path, desk.get(f"/teams/99{path}").status_code) == (path, 404)
    for path in ("", "/members", "/members/1/remove", "/times", "/absences", "/absences/1/remove"):
        assert (path, desk.post(NEW, f"/teams/99{path}").status_code) == (path, 404)
