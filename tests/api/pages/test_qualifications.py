"""Kinds of qualifications in the console: listed, added, edited."""

from __future__ import annotations

import re

from tests.api.client import Browser
from tests.api.pages.reading import empty, follow, number_of, problem, refused


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
