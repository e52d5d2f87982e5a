"""Places in the console: what the forms store, refuse and keep; ways set by hand."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import said, stored

NEW = "/places/new"
PAGE = "/places/3"
LOOK = "请检查标红的栏目。"
HALL = {"code": "H1", "name": "文化楼", "kind": "venue", "parent_id": "1", "capacity": "60"}


@pytest.fixture
def town(installation: Installation, browser: Browser) -> Browser:
    """The small town with a hall in its village."""
    installation.bring()
    assert browser.post(NEW, NEW, **HALL).headers["Location"] == PAGE
    return browser


def names(town: Browser, query: str = "") -> list[str]:
    """The places that a list links to."""
    return re.findall(r'href="/places/\d+"[^>]*>([^<]+)<', town.get(f"/places{query}").text)


def test_a_place_is_registered_found_and_edited(town: Browser) -> None:
    first = {"revision": ["1"], **{name: [value] for name, value in HALL.items()}, "latitude": [""], "longitude": [""]}
    assert stored(town, PAGE) == first
    answer = town.change(PAGE, PAGE, latitude="22.71", longitude="112.23", capacity="")
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    changed = {**first, "revision": ["2"], "latitude": ["22.71"], "longitude": ["112.23"], "capacity": [""]}
    assert stored(town, PAGE) == changed
    assert [names(town, query) for query in ("", "?q=h1", "?kind=village", "?q=%E9%9B%85&kind=village")] == [
        ["龙山塘村", "雅冈社区", "文化楼"],
        ["文化楼"],
        ["龙山塘村"],
        [],
    ]


TOGETHER = "纬度和经度须同时填写。"
MISSING = "没有编号为 99 的记录。"
CHOOSE = "请从列表中选择。"


@pytest.mark.parametrize(
    ("fields", "status", "sentences"),
    [
        ({"code": "", "name": ""}, 422, {"": LOOK, "code": "此项必填。", "name": "此项必填。"}),
        ({"kind": "castle"}, 422, {"": LOOK, "kind": CHOOSE}),
        ({"kind": ""}, 422, {"": LOOK, "kind": CHOOSE}),
        (
            {"latitude": "91", "longitude": "east"},
            422,
            {"": LOOK, "latitude": "-90 至 90 之间的数。", "longitude": "-180 至 180 之间的数。"},
        ),
        ({"latitude": "nan", "longitude": "0"}, 422, {"": LOOK, "latitude": "-90 至 90 之间的数。"}),
        ({"capacity": "0"}, 422, {"": LOOK, "capacity": "1 至 100000 之间的整数。"}),
        ({"latitude": "22.7"}, 422, {"": TOGETHER, "longitude": TOGETHER}),
        ({"parent_id": "99"}, 422, {"": MISSING, "parent_id": MISSING}),
        ({"code": "V1"}, 409, {"": "编号 V1 已被使用。"}),
    ],
)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    town: Browser, fields: dict[str, str], status: int, sentences: dict[str, str]
) -> None:
    shown = town.post(NEW, NEW, **{**HALL, "code": "H2", **fields})
    assert (shown.status_code, said(shown.text)) == (status, sentences)
    shown = town.change(PAGE, PAGE, **fields)
    assert (shown.status_code, said(shown.text)) == (status, sentences)
    assert (names(town), stored(town, PAGE)["revision"]) == (["龙山塘村", "雅冈社区", "文化楼"], ["1"])


def ways(town: Browser, page: str) -> list[tuple[str, str]]:
    """The places to which a way was set by hand, and its minutes."""
    return re.findall(r"<li><span>([^<]+)</span> <span>(\d+) 分钟</span>", town.get(page).text)


def test_a_way_is_set_by_hand_from_either_end_and_taken_back(town: Browser) -> None:
    assert town.post(PAGE, f"{PAGE}/ways", to_place_id="1", minutes="17").headers["Location"] == PAGE
    assert (ways(town, PAGE), ways(town, "/places/1"), ways(town, "/places/2")) == (
        [("龙山塘村", "17")],
        [("文化楼", "17")],
        [],
    )
    town.post("/places/1", "/places/1/ways", to_place_id="3", minutes="0")
    assert ways(town, PAGE) == [("龙山塘村", "0")]
    assert stored(town, PAGE)["revision"] == ["1"]
    assert town.post(PAGE, f"{PAGE}/ways/1/remove").headers["Location"] == PAGE
    assert ways(town, PAGE) == []


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"minutes": "5"}, {"": LOOK, "to_place_id": "1 至 2147483647 之间的整数。"}),
        ({"to_place_id": "1", "minutes": "1441"}, {"": LOOK, "minutes": "0 至 1440 之间的整数。"}),
        ({"to_place_id": "1", "minutes": ""}, {"": LOOK, "minutes": "0 至 1440 之间的整数。"}),
        ({"to_place_id": "99", "minutes": "5"}, {"": MISSING, "to_place_id": MISSING}),
        ({"to_place_id": "3", "minutes": "5"}, {"": "两处是同一地点。", "to_place_id": "另一地点。"}),
    ],
)
def test_what_is_no_way_is_refused_at_its_field(
    town: Browser, fields: dict[str, str], sentences: dict[str, str]
) -> None:
    shown = town.post(PAGE, f"{PAGE}/ways", **fields)
    assert (shown.status_code, said(shown.text), ways(town, PAGE)) == (422, sentences, [])


def test_a_place_that_there_is_not_has_no_page(town: Browser) -> None:
    assert town.get("/places/99").status_code == 404
    assert town.post(NEW, "/places/99", **HALL).status_code == 404
