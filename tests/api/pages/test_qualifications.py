"""Qualifications in the console: what the forms store, refuse and keep."""

from __future__ import annotations

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import rows, said, stored

NEW = "/qualifications/new"
PAGE = "/qualifications/1"
LOOK = "请检查标红的栏目。"


@pytest.fixture
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town with first aid."""
    installation.bring()
    assert browser.post(NEW, NEW, code="Q1", name="急救", by_training="yes").status_code == 302
    return browser


def test_a_qualification_is_registered_listed_and_edited(town: Browser) -> None:
    first = {"revision": ["1"], "code": ["Q1"], "name": ["急救"], "by_training": ["yes"]}
    assert stored(town, PAGE) == first
    answer = town.change(PAGE, PAGE, name="急救员", enforcement="yes")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/qualifications")
    assert stored(town, PAGE) == {**first, "revision": ["2"], "name": ["急救员"], "enforcement": ["yes"]}
    fields = {name: value for name, value in town.filled(PAGE, PAGE).items() if name != "by_training"}
    assert town.client.post(PAGE, data=fields).status_code == 302
    assert stored(town, PAGE) == {"revision": ["3"], "code": ["Q1"], "name": ["急救员"], "enforcement": ["yes"]}
    assert "急救员" in town.get("/people/1").text


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
    town: Browser, fields: dict[str, str], status: int, sentences: dict[str, str]
) -> None:
    town.post(NEW, NEW, code="Q2", name="驾驶")
    before = rows(town.get("/qualifications").text)
    shown = town.post(NEW, NEW, **{"code": "Q3", "name": "游泳", **fields})
    assert (shown.status_code, said(shown.text)) == (status, sentences)
    shown = town.change(PAGE, PAGE, **fields)
    assert (shown.status_code, said(shown.text)) == (status, sentences)
    assert (rows(town.get("/qualifications").text), stored(town, PAGE)["revision"]) == (before, ["1"])


def test_a_qualification_that_there_is_not_has_no_page(town: Browser) -> None:
    assert town.get("/qualifications/99").status_code == 404
    assert town.post(NEW, "/qualifications/99", code="Q9", name="x").status_code == 404
