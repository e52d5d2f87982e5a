"""The attendance list of a training session: people put on it and taken off."""

from __future__ import annotations

import re

from tests.api.client import Browser
from tests.api.pages.filled import ACTIVITY
from tests.api.pages.reading import follow, plain


def training(town: Browser) -> str:
    """The page of a training session that grants a qualification."""
    follow(town, town.post("/qualifications/new", "/qualifications/new", code="Q9", name="急救", by_training="yes"))
    training = {**ACTIVITY, "kind": "training", "grants_id": "1"}
    return str(town.post("/activities/new", "/activities/new", **training).headers["Location"])


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


def test_people_are_found_in_a_part_of_the_page_and_without_scripts_on_a_page_of_its_own(town: Browser) -> None:
    path = f"{training(town)}/attendance/candidates?q=丙"
    part = town.client.get(path, headers={"HX-Request": "true"}).text
    page = town.get(path).text
    assert ("<html" in part, "<html" in page) == (False, True)
    assert plain(part) == "测试丙 志愿者 添加 测试丙"
    assert plain(part) in plain(page)
    assert town.get("/activities/999/attendance/candidates?q=丙").status_code == 404
