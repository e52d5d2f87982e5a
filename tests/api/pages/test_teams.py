"""Teams in the console: registered, edited; members, times, absences."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import empty, follow, plain, problem, refused, table


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
