"""Places in the console: listed, added, edited; the ways between them."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.filled import PLACE
from tests.api.pages.reading import empty, follow, plain, refused, said, stored, table

NEW = "/places/new"
PAGE = "/places/3"
LOOK = "请检查标红的栏目。"
HALL = {"code": "H1", "name": "文化楼", "kind": "venue", "parent_id": "1", "capacity": "60"}


@pytest.fixture
def desk(installation: Installation, browser: Browser) -> Browser:
    """The small town with a hall in its village."""
    installation.bring()
    assert browser.post(NEW, NEW, **HALL).headers["Location"] == PAGE
    return browser


def names(desk: Browser, query: str = "") -> list[str]:
    """The places that a list links to."""
    return re.findall(r'href="/places/\d+"[^>]*>([^<]+)<', desk.get(f"/places{query}").text)


def test_a_place_is_registered_found_and_edited(desk: Browser) -> None:
    first = {"revision": ["1"], **{name: [value] for name, value in HALL.items()}, "latitude": [""], "longitude": [""]}
    assert stored(desk, PAGE) == first
    answer = desk.change(PAGE, PAGE, latitude="22.71", longitude="112.23", capacity="")
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    changed = {**first, "revision": ["2"], "latitude": ["22.71"], "longitude": ["112.23"], "capacity": [""]}
    assert stored(desk, PAGE) == changed
    assert [names(desk, query) for query in ("", "?q=h1", "?kind=village", "?q=%E9%9B%85&kind=village")] == [
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
    desk: Browser, fields: dict[str, str], status: int, sentences: dict[str, str]
) -> None:
    shown = desk.post(NEW, NEW, **{**HALL, "code": "H2", **fields})
    assert (shown.status_code, said(shown.text)) == (status, sentences)
    shown = desk.change(PAGE, PAGE, **fields)
    assert (shown.status_code, said(shown.text)) == (status, sentences)
    assert (names(desk), stored(desk, PAGE)["revision"]) == (["龙山塘村", "雅冈社区", "文化楼"], ["1"])


def ways(desk: Browser, page: str) -> list[tuple[str, str]]:
    """The places to which a way was set by hand, and its minutes."""
    return re.findall(r"<li><span>([^<]+)</span> <span>(\d+) 分钟</span>", desk.get(page).text)


def test_a_way_is_set_by_hand_from_either_end_and_taken_back(desk: Browser) -> None:
    assert desk.post(PAGE, f"{PAGE}/ways", to_place_id="1", minutes="17").headers["Location"] == PAGE
    assert (ways(desk, PAGE), ways(desk, "/places/1"), ways(desk, "/places/2")) == (
        [("龙山塘村", "17")],
        [("文化楼", "17")],
        [],
    )
    desk.post("/places/1", "/places/1/ways", to_place_id="3", minutes="0")
    assert ways(desk, PAGE) == [("龙山塘村", "0")]
    assert stored(desk, PAGE)["revision"] == ["1"]
    assert desk.post(PAGE, f"{PAGE}/ways/1/remove").headers["Location"] == PAGE
    assert ways(desk, PAGE) == []


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"minutes": "5"}, {"": LOOK, "to_place_id": CHOOSE}),
        ({"to_place_id": "1", "minutes": "1441"}, {"": LOOK, "minutes": "0 至 1440 之间的整数。"}),
        ({"to_place_id": "1", "minutes": ""}, {"": LOOK, "minutes": "0 至 1440 之间的整数。"}),
        ({"to_place_id": "99", "minutes": "5"}, {"": MISSING, "to_place_id": MISSING}),
        ({"to_place_id": "3", "minutes": "5"}, {"": "两处是同一地点。", "to_place_id": "另一地点。"}),
    ],
)
def test_what_is_no_way_is_refused_at_its_field(
    desk: Browser, fields: dict[str, str], sentences: dict[str, str]
) -> None:
    shown = desk.post(PAGE, f"{PAGE}/ways", **fields)
    assert (shown.status_code, said(shown.text), ways(desk, PAGE)) == (422, sentences, [])


def test_a_place_that_there_is_not_has_no_page(desk: Browser) -> None:
    assert desk.get("/places/99").status_code == 404
    assert desk.post(NEW, "/places/99", **HALL).status_code == 404


def test_places_are_edited_and_ways_set_by_hand(town: Browser) -> None:
    place = {"code": "X1", "name": "新场地", "kind": "venue", "capacity": "30"}
    shown = follow(town, town.post("/places/new", "/places/new", **place))
    assert "路程为估算" in shown
    assert "估算" in town.get("/places/3/way?to_place_id=1").text
    follow(town, town.post("/places/3", "/places/3/ways", to_place_id="1", minutes="17"))
    assert "17 分钟" in town.get("/places/1").text
    assert "人工设定" in town.get("/places/3/way?to_place_id=1").text
    assert "17 分钟" not in follow(town, town.post("/places/3", "/places/3/ways/1/remove"))
    half = {**town.filled("/places/3", "/places/3"), "latitude": "22.7"}
    assert refused(town, "/places/3", "/places/3", half, "longitude") == "纬度和经度须同时填写。"
    assert "22.7" in town.client.post("/places/3", data=half).text


def test_places_are_listed_found_and_counted(town: Browser) -> None:
    assert table(town.get("/places").text) == [
        ["V1", "龙山塘村", "村", "22.7000, 112.2200", ""],
        ["V2", "雅冈社区", "社区", "22.7200, 112.2500", ""],
    ]
    assert [row[1] for row in table(town.get("/places?kind=community").text)] == ["雅冈社区"]
    assert empty(town.get("/places?q=x").text) == ["没有找到地点。可新增，或导入工作簿。"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "此项必填。"),
        ("kind", "moon", "请从列表中选择。"),
        ("latitude", "91", "-90 至 90 之间的数。"),
        ("capacity", "many", "之间的整数。"),
    ],
)
def test_what_is_wrong_with_a_place_is_said_at_its_field(town: Browser, field: str, value: str, sentence: str) -> None:
    assert refused(town, "/places/new", "/places/new", {**PLACE, field: value}, field).endswith(sentence)


def test_a_way_to_nowhere_is_refused_at_its_field(town: Browser) -> None:
    for field in ("to_place_id", "minutes"):
        fields = {"to_place_id": "2", "minutes": "17", field: ""}
        assert refused(town, "/places/1", "/places/1/ways", fields, field) != ""
    assert plain(town.get("/places/1/way?to_place_id=x").text) == ""
