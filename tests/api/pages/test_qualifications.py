"""Kinds of qualifications in the console: listed, added, edited."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, follow, number_of, problem, refused, rows, said, stored

NEW = "/qualifications/new"
PAGE = "/qualifications/1"
LOOK = "请检查标红的栏目。"


@pytest.fixture
def desk(installation: Installation, browser: Browser) -> Browser:
    """The small town with first aid."""
    installation.bring()
    assert browser.post(NEW, NEW, code="Q1", name="急救", by_training="yes").status_code == 302
    return browser


def test_a_qualification_is_registered_listed_and_edited(desk: Browser) -> None:
    first = {"revision": ["1"], "code": ["Q1"], "name": ["急救"], "by_training": ["yes"]}
    assert stored(desk, PAGE) == first
    answer = desk.change(PAGE, PAGE, name="急救员", enforcement="yes")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/qualifications")
    assert stored(desk, PAGE) == {**first, "revision": ["2"], "name": ["急救员"], "enforcement": ["yes"]}
    fields = {name: value for name, value in desk.filled(PAGE, PAGE).items() if name != "by_training"}
    assert desk.client.post(PAGE, data=fields).status_code == 302
    assert stored(desk, PAGE) == {"revision": ["3"], "code": ["Q1"], "name": ["急救员"], "enforcement": ["yes"]}
    assert "急救员" in desk.get("/people/1").text


@pytest.mark.parametrize(
    ("fields", "status", "sentences"),
    [
        ({"code": " ", "name": ""}, 422, {"": LOOK, "code": "此项必填。", "name": "此项必填。"}),
        ({"code": "Q" * 41}, 422, {"": LOOK, "code": "最多 40 个字。"}),
        ({"name": "名" * 61}, 422, {"": LOOK, "name": "最多 60 个字。"}),
        ({"code": "Q2"}, 409, {"": "编号 Q2 已被使用。"}),
    ],
)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    desk: Browser, fields: dict[str, str], status: int, sentences: dict[str, str]
) -> None:
    desk.post(NEW, NEW, code="Q2", name="驾驶")
    before = rows(desk.get("/qualifications").text)
    shown = desk.post(NEW, NEW, **{"code": "Q3", "name": "游泳", **fields})
    assert (shown.status_code, said(shown.text)) == (status, sentences)
    shown = desk.change(PAGE, PAGE, **fields)
    assert (shown.status_code, said(shown.text)) == (status, sentences)
    assert (rows(desk.get("/qualifications").text), stored(desk, PAGE)["revision"]) == (before, ["1"])


def test_a_qualification_that_there_is_not_has_no_page(desk: Browser) -> None:
    assert desk.get("/qualifications/99").status_code == 404
    assert desk.post(NEW, "/qualifications/99", code="Q9", name="x").status_code == 404


def test_a_qualification_is_added_listed_and_edited(town: Browser) -> None:
    path = "/qualifications/new"
    shown = follow(town, town.post(path, path, code="Q9", name="急救", by_training="yes"))
    assert re.search(r"急救</a></th>\s*<td><span[^>]*>培训取得", shown)
    page = f"/qualifications/{number_of(shown, '/qualifications')}"
    shown = follow(town, town.change(page, page, name="急救员", enforcement="yes"))
    assert re.search(r"急救员</a></th>\s*<td><span[^>]*>执法证件</span> <span[^>]*>培训取得", shown)


def test_a_town_without_qualifications_says_so(town: Browser) -> None:
    assert empty(town.get("/qualifications").text) == ["尚无资质类别，请新增或导入表格。"]


def test_what_is_wrong_with_a_qualification_is_said_and_the_rest_kept(town: Browser) -> None:
    path = "/qualifications/new"
    assert refused(town, path, path, {"code": "X9", "name": ""}, "name") == "此项必填。"
    assert town.post(path, path, code="X9", name="甲").status_code == 302
    shown = town.post(path, path, code="X9", name="乙")
    assert (shown.status_code, problem(shown.text)) == (409, "编号 X9 已被使用。")
    assert 'value="乙"' in shown.text
    assert town.get("/qualifications/999").status_code == 404
