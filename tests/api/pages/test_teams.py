"""Teams in the console: registered, edited; members, times, absences."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, follow, plain, problem, refused, rows, said, stored, table

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
def desk(installation: Installation, browser: Browser) -> Browser:
    """The small town with a team of nobody yet."""
    installation.bring()
    assert browser.post(NEW, NEW, code="T1", name="一号先锋队").headers["Location"] == PAGE
    return browser


def members(desk: Browser) -> list[str]:
    """The names of a team's members."""
    return re.findall(r'<li><a href="/people/\d+">([^<]+)</a>', desk.get(PAGE).text)


def test_a_team_is_registered_changed_and_listed(desk: Browser) -> None:
    assert stored(desk, PAGE) == FIRST
    desk.post(PAGE, f"{PAGE}/members", person_id="3")
    assert desk.change(PAGE, PAGE, name="先锋队", leader_id="3", home_id="2", quorum="50").headers["Location"] == PAGE
    changed = {**FIRST, "name": ["先锋队"], "leader_id": ["3"], "home_id": ["2"], "quorum": ["50"]}
    assert stored(desk, PAGE) == {**changed, "revision": ["3"]}
    assert [(row[0], row[1]) for row in rows(desk.get("/teams").text)] == [("T1", "先锋队")]


def test_members_are_found_taken_in_and_taken_out(desk: Browser) -> None:
    candidates = desk.get(f"{PAGE}/candidates?q=测试").text
    assert re.findall(r'name="person_id" value="(\d)"', candidates) == ["1", "2", "3", "4"]
    assert re.findall(r'name="person_id"', desk.get(f"{PAGE}/candidates?q=").text) == []
    for person_id in ("4", "3"):
        assert desk.post(PAGE, f"{PAGE}/members", person_id=person_id).headers["Location"] == PAGE
    assert members(desk) == ["测试丙", "测试丁"]
    assert desk.post(PAGE, f"{PAGE}/members/4/remove").headers["Location"] == PAGE
    assert members(desk) == ["测试丙"]
    desk.post(NEW, NEW, code="T2", name="二号先锋队")
    other = "/teams/2"
    shown = desk.post(other, f"{other}/members", person_id="3")
    assert (shown.status_code, said(shown.text)) == (409, {"": "测试丙 已是其他队伍的队员。"})


def test_a_leader_stays_a_member(desk: Browser) -> None:
    desk.post(PAGE, f"{PAGE}/members", person_id="3")
    desk.change(PAGE, PAGE, leader_id="3")
    shown = desk.post(PAGE, f"{PAGE}/members/3/remove")
    assert (shown.status_code, said(shown.text)[""]) == (422, "队长不是本队队员。")
    assert members(desk) == ["测试丙"]


RANGE, CHOOSE, MISSING = "{} 至 {} 之间的整数。", "请从列表中选择。", "没有编号为 99 的记录。"


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"name": ""}, {"": LOOK, "name": "此项必填。"}),
        ({"name": "名" * 101}, {"": LOOK, "name": "最多 100 个字。"}),
        ({"quorum": "0"}, {"": LOOK, "quorum": RANGE.format(1, 100)}),
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
    shown = desk.change(PAGE, PAGE, **fields)
    assert (shown.status_code, said(shown.text), stored(desk, PAGE)) == (422, sentences, FIRST)


def test_a_new_team_has_a_number_of_its_own_and_a_name(desk: Browser) -> None:
    for fields, status, sentences in (
        ({"code": "", "name": ""}, 422, {"": LOOK, "code": "此项必填。", "name": "此项必填。"}),
        ({"code": "T" * 41, "name": "x"}, 422, {"": LOOK, "code": "最多 40 个字。"}),
        ({"code": "T1", "name": "x"}, 409, {"": "编号 T1 已被使用。"}),
    ):
        shown = desk.post(NEW, NEW, **fields)
        assert (shown.status_code, said(shown.text)) == (status, sentences)
    assert len(rows(desk.get("/teams").text)) == 1


def test_times_and_absences_of_a_team(desk: Browser) -> None:
    path = f"{PAGE}/times"
    times = {"from.5.0": "08:00", "until.5.0": "12:00"}
    assert desk.change(PAGE, path, **times).headers["Location"] == PAGE
    written = {name: value[0] for name, value in desk.filled(PAGE, path).items() if value[0]}
    assert {name: value for name, value in written.items() if "." in name} == times
    shown = desk.change(PAGE, path, **{"until.5.0": "07:00"})
    assert (shown.status_code, said(shown.text)) == (422, {"": LOOK, "until.5.0": "应晚于开始时间。"})
    away = {"starts_day": "2026-11-24", "starts_time": "08:00", "ends_day": "2026-11-24", "ends_time": "12:00"}
    assert desk.post(PAGE, f"{PAGE}/absences", **away, reason="集训").headers["Location"] == PAGE
    assert "集训" in desk.get(PAGE).text
    shown = desk.post("/people/1", "/people/1/absences/1/remove")
    assert (shown.status_code, said(shown.text)) == (404, {"": "没有编号为 1 的记录。"})
    desk.post(PAGE, f"{PAGE}/absences/1/remove")
    assert "集训" not in desk.get(PAGE).text


def test_a_team_that_there_is_not_has_no_page_and_no_form(desk: Browser) -> None:
    assert desk.get("/teams/99").status_code == 404
    for path in ("", "/members", "/members/1/remove", "/times", "/absences", "/absences/1/remove"):
        assert (path, desk.post(NEW, f"/teams/99{path}").status_code) == (path, 404)


def test_a_team_is_added_filled_and_led(town: Browser) -> None:
    shown = follow(town, town.post("/teams/new", "/teams/new", code="T1", name="一号先锋队"))
    assert "暂无队员" in shown
    assert "测试丙" in town.get("/teams/1/candidates?q=测试丙").text
    follow(town, town.post("/teams/1", "/teams/1/members", person_id="3"))
    shown = follow(town, town.change("/teams/1", "/teams/1", quorum="50", leader_id="3"))
    assert re.search(r'value="3" selected>测试丙', shown)
    shown = town.post("/teams/1", "/teams/1/members/3/remove")
    assert (shown.status_code, "队长不是本队队员。" in shown.text) == (422, True)
    follow(town, town.change("/teams/1", "/teams/1/times", **{"from.5.0": "08:00", "until.5.0": "12:00"}))
    fields = {**town.filled("/teams/1", "/teams/1"), "quorum": "101"}
    assert refused(town, "/teams/1", "/teams/1", fields, "quorum") == "1 至 100 之间的整数。"


def test_teams_are_listed_with_leader_members_and_quorum(town: Browser) -> None:
    assert empty(town.get("/teams").text) == ["还没有队伍。可新增，或导入工作簿。"]
    follow(town, town.post("/teams/new", "/teams/new", code="T1", name="一号先锋队"))
    follow(town, town.post("/teams/1", "/teams/1/members", person_id="3"))
    follow(town, town.change("/teams/1", "/teams/1", leader_id="3", quorum="60"))
    assert [row[-4:] for row in table(town.get("/teams").text)] == [["一号先锋队", "测试丙", "1", "60%"]]


@pytest.mark.parametrize(("field", "sentence"), [("code", "此项必填。"), ("name", "此项必填。")])
def test_a_new_team_needs_number_and_name(town: Browser, field: str, sentence: str) -> None:
    fields = {"code": "T1", "name": "一号先锋队", field: ""}
    assert refused(town, "/teams/new", "/teams/new", fields, field) == sentence
    assert table(town.get("/teams").text) == []


def test_a_number_that_a_team_has_is_refused_over_the_form(town: Browser) -> None:
    follow(town, town.post("/teams/new", "/teams/new", code="T1", name="一号先锋队"))
    shown = town.post("/teams/new", "/teams/new", code="T1", name="二号先锋队")
    assert (shown.status_code, problem(shown.text)) == (409, "编号 T1 已被使用。")
    assert 'value="二号先锋队"' in shown.text


def test_members_are_found_in_a_part_of_the_page_and_without_scripts_on_a_page_of_its_own(town: Browser) -> None:
    follow(town, town.post("/teams/new", "/teams/new", code="T1", name="一号先锋队"))
    part = town.client.get("/teams/1/candidates?q=丙", headers={"HX-Request": "true"}).text
    page = town.get("/teams/1/candidates?q=丙").text
    assert ("<html" in part, "<html" in page) == (False, True)
    assert plain(part) == "测试丙 志愿者 添加 测试丙"
    assert plain(part) in plain(page)
    assert 'href="/teams/1"' in page
    assert "没有此姓名的人员" in town.get("/teams/1/candidates?q=x").text
    assert "没有此姓名的人员" not in town.get("/teams/1/candidates").text
    assert town.get("/teams/9/candidates?q=丙").status_code == 404


def test_somebody_in_another_team_is_refused(town: Browser) -> None:
    for number in "12":
        follow(town, town.post("/teams/new", "/teams/new", code=f"T{number}", name=f"{number}号先锋队"))
    follow(town, town.post("/teams/1", "/teams/1/members", person_id="3"))
    shown = town.post("/teams/2", "/teams/2/members", person_id="3")
    assert (shown.status_code, "测试丙 已是其他队伍的队员。" in shown.text) == (409, True)


def test_a_team_is_away_and_back(town: Browser) -> None:
    follow(town, town.post("/teams/new", "/teams/new", code="T1", name="一号先锋队"))
    away = {"starts_day": "2026-11-24", "starts_time": "08:00", "ends_day": "2026-11-24", "ends_time": "18:00"}
    shown = follow(town, town.post("/teams/1", "/teams/1/absences", **away, reason="集训"))
    assert "11月24日 周二 08:00 – 11月24日 周二 18:00 集训" in plain(shown)
    assert "集训" not in follow(town, town.post("/teams/1", "/teams/1/absences/1/remove"))
