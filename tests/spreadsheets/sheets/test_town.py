"""Sheets about the town: what their cells mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scheduler.models import DayKind, MarketCalendar, PlaceKind
from scheduler.spreadsheets.cells import CellError
from scheduler.spreadsheets.sheets.town import CALENDARS, DAY_KINDS, DIGITS, PLACE_KINDS, read_digits
from tests.spreadsheets.sheets.reading import needed, references, values


def test_the_cells_of_a_place_are_read_from_the_example() -> None:
    village = {"code": "V01", "name": "一号村", "kind": PlaceKind.VILLAGE, "parent": "TOWN"}
    assert values("place", 1) == {**village, "latitude": 22.60, "longitude": 112.20}
    hall = {
        "code": "H1",
        "name": "镇党校",
        "kind": PlaceKind.VENUE,
        "parent": "TOWN",
        "capacity": 80,
        "owner": "镇党校",
    }
    assert values("place", 2) == hall
    assert (needed("place"), references("place")) == (["编号*", "名称*", "类型*"], {"parent": "Place"})


def test_the_cells_of_a_market_are_read_from_the_example() -> None:
    assert values("market") == {"place": "M1", "calendar": MarketCalendar.LUNAR, "digits": "369"}
    assert (needed("market"), references("market")) == (["地点编号*", "历法*", "逢尾数*"], {"place": "Place"})


def test_the_cells_of_a_special_day_are_read_from_the_example() -> None:
    assert values("special_day") == {"day": date(2027, 1, 1), "kind": DayKind.HOLIDAY, "name": "元旦"}
    assert (needed("special_day"), references("special_day")) == (["日期*", "类型*"], {})


def test_the_cells_of_a_way_are_read_from_the_example() -> None:
    assert values("travel") == {"one": "V01", "other": "H1", "minutes": 25}
    assert needed("travel") == ["地点一编号*", "地点二编号*", "分钟*"]
    assert references("travel") == {"one": "Place", "other": "Place"}


def test_the_cells_of_an_organisation_are_read_from_the_example() -> None:
    assert values("organisation") == {"code": "D01", "name": "派出所", "place": "TOWN", "enforces": True}
    assert (needed("organisation"), references("organisation")) == (["编号*", "名称*"], {"place": "Place"})


def test_the_cells_of_a_qualification_are_read_from_the_example() -> None:
    assert values("qualification", 0) == {"code": "Q01", "name": "急救员", "by_training": True, "enforcement": False}
    assert values("qualification", 1)["enforcement"] is True
    assert (needed("qualification"), references("qualification")) == (["编号*", "名称*"], {})


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (
            PLACE_KINDS,
            {"镇": "town", "圩镇": "market", "村": "village", "社区": "community", "网格": "grid", "场地": "venue"},
        ),
        (CALENDARS, {"农历": "lunar", "公历": "gregorian"}),
        (DAY_KINDS, {"放假": "holiday", "调休上班": "working_weekend", "未公布": "unannounced"}),
    ],
)
def test_words_to_choose_from_are_read_in_chinese_and_english(form: Any, words: dict[str, str]) -> None:
    assert {word: form.read(word).value for word in form.words} == words
    assert {form.write(form.read(value.replace("_", " "))): value for value in words.values()} == words


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("3、6、9", "369"),
        ("9,6,3", "369"),
        ("1 4 7", "147"),
        (25, "25"),
        (0, "0"),
        ("5;5", "5"),
        ("3、6、", "36"),
        ("\uff13\uff16", "36"),
    ],
)
def test_last_digits_are_read_in_order_and_once(cell: Any, digits: str) -> None:
    assert read_digits(cell) == digits
    assert read_digits(DIGITS.write(digits)) == digits


@pytest.mark.parametrize("cell", ["", "、", "逢三", "3-6", "3.6", "-1", "3、19", "13、16、19"])
def test_what_are_no_digits_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="last digits such as 3、6、9"):
        read_digits(cell)
