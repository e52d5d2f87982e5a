"""Organisations in the console: listed, added, edited."""

from __future__ import annotations

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import CHOOSE, LOOK, MISSING, empty, refused, stored, table

NEW = "/organisations/new"
PAGE = "/organisations/1"


@pytest.fixture
def desk(town: Browser) -> Browser:
    """The small town with a police station."""
    assert town.post(NEW, NEW, code="D1", name="派出所", place_id="1", enforces="yes").status_code == 302
    return town


def listed(desk: Browser) -> list[list[str]]:
    """Numbers, names, seats and whether they act in joint enforcement."""
    return table(desk.get("/organisations").text)


def test_a_town_without_organisations_says_so(town: Browser) -> None:
    assert empty(town.get("/organisations").text) == ["还没有单位。可新增，或导入工作簿。"]


def test_an_organisation_is_registered_listed_and_edited(desk: Browser) -> None:
    first = {"revision": ["1"], "code": ["D1"], "name": ["派出所"], "place_id": ["1"], "enforces": ["yes"]}
    assert (stored(desk, PAGE), listed(desk)) == (first, [["D1", "派出所", "龙山塘村", "参与"]])
    answer = desk.change(PAGE, PAGE, name="镇派出所", place_id="")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/organisations")
    assert stored(desk, PAGE) == {**first, "revision": ["2"], "name": ["镇派出所"], "place_id": [""]}
    fields = {name: value for name, value in desk.filled(PAGE, PAGE).items() if name != "enforces"}
    assert desk.client.post(PAGE, data={**fields, "place_id": "2"}).status_code == 302
    unticked = {name: value for name, value in first.items() if name != "enforces"}
    assert stored(desk, PAGE) == {**unticked, "revision": ["3"], "name": ["镇派出所"], "place_id": ["2"]}
    assert listed(desk) == [["D1", "镇派出所", "雅冈社区", "—"]]
    assert "镇派出所" in desk.get("/people/new").text


@pytest.mark.parametrize(
    ("fields", "status", "sentences"),
    [
        ({"code": "", "name": " "}, 422, {"": LOOK, "code": "此项必填。", "name": "此项必填。"}),
        ({"code": "D" * 41}, 422, {"": LOOK, "code": "最多 40 个字。"}),
        ({"name": "名" * 101}, 422, {"": LOOK, "name": "最多 100 个字。"}),
        ({"place_id": "x"}, 422, {"": LOOK, "place_id": CHOOSE}),
        ({"place_id": "99"}, 422, {"": MISSING, "place_id": MISSING}),
        ({"code": "D2"}, 409, {"": "编号 D2 已被使用。"}),
    ],
)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    desk: Browser, fields: dict[str, str], status: int, sentences: dict[str, str]
) -> None:
    desk.post(NEW, NEW, code="D2", name="民政办")
    before = listed(desk)
    assert refused(desk, NEW, {"code": "D3", "name": "新单位", **fields}) == (status, sentences)
    assert refused(desk, PAGE, {**desk.filled(PAGE, PAGE), **fields}) == (status, sentences)
    assert (listed(desk), stored(desk, PAGE)["revision"]) == (before, ["1"])


def test_an_organisation_that_there_is_not_has_no_page(desk: Browser) -> None:
    assert desk.get("/organisations/99").status_code == 404
    assert desk.post(NEW, "/organisations/99", code="D9", name="x").status_code == 404
