"""Places in the console: listed, added, edited; the ways between them."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser
from tests.api.pages.reading import CHOOSE, LOOK, MISSING, RANGE, empty, plain, refused, stored, table

NEW = "/places/new"
PAGE = "/places/3"
HALL = {"code": "H1", "name": "文化楼", "kind": "venue", "parent_id": "1", "capacity": "60"}


@pytest.fixture
def desk(town: Browser) -> Browser:
    """The small town with a hall in its village."""
    assert town.post(NEW, NEW, **HALL).headers["Location"] == PAGE
    return town


def listed(desk: Browser, query: str = "") -> list[str]:
    """The names that a list shows."""
    return [row[1] for row in table(desk.get(f"/places{query}").text)]


def test_places_are_listed_with_kind_coordinates_and_room(desk: Browser) -> None:
    assert table(desk.get("/places").text) == [
        ["V1", "龙山塘村", "村", "22.7000, 112.2200", ""],
        ["V2", "雅冈社区", "社区", "22.7200, 112.2500", ""],
        ["H1", "文化楼", "场地", "路程为估算", "60"],
    ]


def test_a_place_is_registered_found_and_edited(desk: Browser) -> None:
    first = {
        "revision": ["1"],
        **{name: [value] for name, value in HALL.items()},
        "latitude": [""],
        "longitude": [""],
        "owner": [""],
    }
    assert stored(desk, PAGE) == first
    answer = desk.change(PAGE, PAGE, latitude="22.71", longitude="112.23", capacity="")
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    changed = {**first, "revision": ["2"], "latitude": ["22.71"], "longitude": ["112.23"], "capacity": [""]}
    assert stored(desk, PAGE) == changed
    assert [listed(desk, query) for query in ("?q=h1", "?kind=village", "?kind=community", "?q=雅&kind=village")] == [
        ["文化楼"],
        ["龙山塘村"],
        ["雅冈社区"],
        [],
    ]
    assert empty(desk.get("/places?q=x").text) == ["没有找到地点。可新增，或导入工作簿。"]


TOGETHER = "纬度和经度须同时填写。"


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
        ({"capacity": "0"}, 422, {"": LOOK, "capacity": RANGE.format(1, 100000)}),
        ({"capacity": "many"}, 422, {"": LOOK, "capacity": RANGE.format(1, 100000)}),
        ({"latitude": "22.7"}, 422, {"": TOGETHER, "longitude": TOGETHER}),
        ({"parent_id": "99"}, 422, {"": MISSING, "parent_id": MISSING}),
        ({"code": "V1"}, 409, {"": "编号 V1 已被使用。"}),
    ],
)
def test_a_refused_form_says_what_is_wrong_at_its_fields_and_stores_nothing(
    desk: Browser, fields: dict[str, str], status: int, sentences: dict[str, str]
) -> None:
    assert refused(desk, NEW, {**HALL, "code": "H2", **fields}) == (status, sentences)
    assert refused(desk, PAGE, {**desk.filled(PAGE, PAGE), **fields}) == (status, sentences)
    assert (listed(desk), stored(desk, PAGE)["revision"]) == (["龙山塘村", "雅冈社区", "文化楼"], ["1"])


def test_a_place_that_there_is_not_has_no_page(desk: Browser) -> None:
    assert desk.get("/places/99").status_code == 404
    assert desk.post(NEW, "/places/99", **HALL).status_code == 404


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


def test_a_way_says_whether_it_is_estimated_or_set_by_hand(desk: Browser) -> None:
    assert "路程为估算" in desk.get(PAGE).text
    assert "估算" in desk.get(f"{PAGE}/way?to_place_id=1").text
    desk.post(PAGE, f"{PAGE}/ways", to_place_id="1", minutes="17")
    assert "人工设定" in desk.get(f"{PAGE}/way?to_place_id=1").text
    assert plain(desk.get(f"{PAGE}/way?to_place_id=x").text) == ""


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"minutes": "5"}, {"": LOOK, "to_place_id": CHOOSE}),
        ({"to_place_id": "1", "minutes": "1441"}, {"": LOOK, "minutes": RANGE.format(0, 1440)}),
        ({"to_place_id": "1", "minutes": ""}, {"": LOOK, "minutes": RANGE.format(0, 1440)}),
        ({"to_place_id": "99", "minutes": "5"}, {"": MISSING, "to_place_id": MISSING}),
        ({"to_place_id": "3", "minutes": "5"}, {"": "两处是同一地点。", "to_place_id": "另一地点。"}),
    ],
)
def test_what_is_no_way_is_refused_at_its_field(
    desk: Browser, fields: dict[str, str], sentences: dict[str, str]
) -> None:
    assert refused(desk, PAGE, fields, f"{PAGE}/ways") == (422, sentences)
    assert ways(desk, PAGE) == []
