"""Organisations in the console: listed, added, edited."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, follow, number_of, problem, refused, rows, said, stored

NEW = "/organisations/new"
PAGE = "/organisations/1"
LOOK = "请检查标红的栏目。"


@pytest.fixture
def desk(installation: Installation, browser: Browser) -> Browser:
    """The small town with a police station."""
    installation.bring()
    assert browser.post(NEW, NEW, code="D1", name="派出所", place_id="1", enforces="yes").status_code == 302
    return browser


def listed(desk: Browser) -> list[tuple[str, ...]]:
    """Numbers, names, seats and whether they act in joint enforcement."""
    return rows(desk.get("/organisations").text)


def test_an_organisation_is_registered_listed_and_edited(desk: Browser) -> None:
    first = {"revision": ["1"], "code": ["D1"], "name": ["派出所"], "place_id": ["1"], "enforces": ["yes"]}
    assert (stored(desk, PAGE), listed(desk)) == (first, [("D1", "派出所", "龙山塘村", "参与")])
    answer = desk.change(PAGE, PAGE, name="镇派出所", place_id="")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/organisations")
    assert stored(desk, PAGE) == {**first, "revision": ["2"], "name": ["镇派出所"], "place_id": [""]}
    fields = {name: value for name, value in desk.filled(PAGE, PAGE).items() if name != "enforces"}
    assert desk.client.post(PAGE, data={**fields, "place_id": "2"}).status_code == 302
    unticked = {name: value for name, value in first.items() if name != "enforces"}
    assert stored(desk, PAGE) == {**unticked, "revision": ["3"], "name": ["镇派出所"], "place_id": ["2"]}
    assert listed(desk) == [("D1", "镇派出所", "雅冈社区", "—")]
    assert "镇派出所" in desk.get("/people/new").text


@pytest.mark.parametrize(
    ("fields", "status", "sentences"),
    [
        ({"code": "", "name": " "}, 422, {"": LOOK, "code": "此项必填。", "name": "此项必填。"}),
        ({"code": "D" * 41}, 422, {"": LOOK, "code": "最多 40 个字。"}),
        ({"name": "名" * 101}, 422, {"": LOOK, "name": "最多 100 个字。"}),
        ({"place_id": "x"}, 422, {"": LOOK, "place_id": "请从列表中选择。"}),
        ({"place_id": "99"}, 422, {"": "没有编号为 99 的记录。", "place_id": "没有编号为 99 的记录。"}),
        ({"code": "D2"}, 409, {"": "编号 D2 已被使用。"}),
    ],
)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    desk: Browser, fields: dict[str, str], status: int, sentences: dict[str, str]
) -> None:
    desk.post(NEW, NEW, code="D2", name="民政办")
    before = listed(desk)
    shown = desk.post(NEW, NEW, **{"code": "D3", "name": "新单位", **fields})
    assert (shown.status_code, said(shown.text)) == (status, sentences)
    shown = desk.change(PAGE, PAGE, **fields)
    assert (shown.status_code, said(shown.text)) == (status, sentences)
    assert (listed(desk), stored(desk, PAGE)["revision"]) == (before, ["1"])


def test_an_organisation_that_there_is_not_has_no_page(desk: Browser) -> None:
    assert desk.get("/organisations/99").status_code == 404
    assert desk.post(NEW, "/organisations/99", code="D9", name="x").status_code == 404


def test_an_organisation_is_added_listed_and_edited(town: Browser) -> None:
    path = "/organisations/new"
    shown = follow(town, town.post(path, path, code="O9", name="派出所", place_id="1", enforces="yes"))
    assert re.search(r"派出所</a></th>\s*<td class=\"second\">[^<—]+</td><td><span[^>]*>参与", shown)
    page = f"/organisations/{number_of(shown, '/organisations')}"
    shown = follow(town, town.change(page, page, name="镇派出所"))
    assert "镇派出所" in shown
    assert "镇派出所" in town.get("/people/new").text


def test_a_town_without_organisations_says_so(town: Browser) -> None:
    assert empty(town.get("/organisations").text) == ["尚无单位，请新增或导入表格。"]


def test_what_is_wrong_with_an_organisation_is_said_and_the_rest_kept(town: Browser) -> None:
    path = "/organisations/new"
    assert refused(town, path, path, {"code": "X9", "name": ""}, "name") == "此项必填。"
    assert town.post(path, path, code="X9", name="甲").status_code == 302
    shown = town.post(path, path, code="X9", name="乙")
    assert (shown.status_code, problem(shown.text)) == (409, "编号 X9 已被使用。")
    assert 'value="乙"' in shown.text
    assert town.get("/organisations/999").status_code == 404
