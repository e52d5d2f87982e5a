"""Kinds of qualifications in the console: listed, added, edited."""

from __future__ import annotations

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import LOOK, empty, refused, stored, table

NEW = "/qualifications/new"
PAGE = "/qualifications/1"


@pytest.fixture
def desk(town: Browser) -> Browser:
    """The small town with first aid."""
    assert town.post(NEW, NEW, code="Q1", name="急救", by_training="yes").status_code == 302
    return town


def listed(desk: Browser) -> list[list[str]]:
    """Numbers, names and what they are."""
    return table(desk.get("/qualifications").text)


def test_a_town_without_qualifications_says_so(town: Browser) -> None:
    assert empty(town.get("/qualifications").text) == ["还没有资质类别。可新增，或导入工作簿。"]


def test_a_qualification_is_registered_listed_and_edited(desk: Browser) -> None:
    first = {"revision": ["1"], "code": ["Q1"], "name": ["急救"], "by_training": ["yes"]}
    assert (stored(desk, PAGE), listed(desk)) == (first, [["Q1", "急救", "培训取得"]])
    answer = desk.change(PAGE, PAGE, name="急救员", enforcement="yes")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/qualifications")
    assert stored(desk, PAGE) == {**first, "revision": ["2"], "name": ["急救员"], "enforcement": ["yes"]}
    assert listed(desk) == [["Q1", "急救员", "执法证件 培训取得"]]
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
    before = listed(desk)
    assert refused(desk, NEW, {"code": "Q3", "name": "游泳", **fields}) == (status, sentences)
    assert refused(desk, PAGE, {**desk.filled(PAGE, PAGE), **fields}) == (status, sentences)
    assert (listed(desk), stored(desk, PAGE)["revision"]) == (before, ["1"])


def test_a_qualification_that_there_is_not_has_no_page(desk: Browser) -> None:
    assert desk.get("/qualifications/99").status_code == 404
    assert desk.post(NEW, "/qualifications/99", code="Q9", name="x").status_code == 404
