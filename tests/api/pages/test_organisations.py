"""Organisations in the console: listed, added, edited."""

from __future__ import annotations

import re

from tests.api.client import Browser
from tests.api.pages.reading import empty, follow, number_of, problem, refused


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
