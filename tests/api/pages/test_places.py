"""Places in the console: listed, added, edited; the ways between them."""

from __future__ import annotations

import pytest

from tests.api.client import Browser
from tests.api.pages.filled import PLACE
from tests.api.pages.reading import empty, follow, plain, refused, table


def test_places_are_edited_and_ways_set_by_hand(town: Browser) -> None:
    place = {"code": "X1", "name": "新场地", "kind": "venue", "capacity": "30"}
    shown = follow(town, town.post("/places/new", "/places/new", **place))
    assert "路程为估算" in shown
    assert "估算" in town.get("/places/3/way?to_place_id=1").text
    follow(town, town.post("/places/3", "/places/3/ways", to_place_id="1", minutes="17"))
    assert "17 分钟" in town.get("/places/1").text
    assert "人工设定" in town.get("/places/3/way?to_place_id=1").text
    assert "17 分钟" not in follow(town, town.post("/places/3", "/places/3/ways/1/remove"))
    half = {**place, "latitude": "22.7"}
    assert refused(town, "/places/3", "/places/3", half, "longitude") == "纬度和经度须同时填写。"
    assert "22.7" in town.post("/places/3", "/places/3", **half).text


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
