"""Rows about the town: places, markets, holidays, travel, partner organisations, qualifications."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from scheduler.models import (
    DayKind,
    Market,
    MarketCalendar,
    Organisation,
    PlaceKind,
    Qualification,
    SpecialDay,
    Travel,
)
from scheduler.services.register.exports.register import Register
from scheduler.services.register.exports.town import (
    markets,
    organisations,
    places,
    qualifications,
    special_days,
    travel,
)
from tests.services.small_town import SmallTown


def test_places_are_told_with_where_they_lie(small: SmallTown) -> None:
    where = {"latitude": 22.7, "longitude": 112.2, "capacity": 80, "owner": "陈记"}
    small.place("党校", PlaceKind.VENUE, parent_id=small.village.id, **where)
    without = dict.fromkeys(("latitude", "longitude", "capacity", "owner", "parent"))
    assert list(places(Register(small.session, small.town))) == [
        {"code": "N001", "name": "龙山塘村", "kind": PlaceKind.VILLAGE, **without},
        {"code": "N002", "name": "雅冈社区", "kind": PlaceKind.COMMUNITY, **without},
        {
            "code": "N003",
            "name": "党校",
            "kind": PlaceKind.VENUE,
            **where,
            "parent": "N001",
        },
    ]


ROWS: list[tuple[Callable[[SmallTown], Any], Any, dict[str, Any]]] = [
    (
        lambda small: Market(place_id=small.village.id, calendar=MarketCalendar.LUNAR, digits="369"),
        markets,
        {"calendar": MarketCalendar.LUNAR, "digits": "369", "place": "N001"},
    ),
    (
        lambda _: SpecialDay(day=date(2027, 1, 1), kind=DayKind.HOLIDAY, name="元旦"),
        special_days,
        {"day": date(2027, 1, 1), "kind": DayKind.HOLIDAY, "name": "元旦"},
    ),
    (
        lambda small: Travel(from_place_id=small.village.id, to_place_id=small.community.id, minutes=25),
        travel,
        {"one": "N001", "other": "N002", "minutes": 25},
    ),
    (
        lambda small: Organisation(code="D1", name="派出所", enforces=True, place_id=small.community.id),
        organisations,
        {"code": "D1", "name": "派出所", "enforces": True, "place": "N002"},
    ),
    (
        lambda _: Qualification(code="Q1", name="急救", by_training=True),
        qualifications,
        {"code": "Q1", "name": "急救", "by_training": True, "enforcement": False},
    ),
]


@pytest.mark.parametrize(("made", "told", "values"), ROWS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_row_is_told_with_all_that_its_sheet_asks(
    small: SmallTown, made: Callable[[SmallTown], Any], told: Any, values: dict[str, Any]
) -> None:
    row = made(small)
    row.town_id = small.town.id
    small.add(row)
    assert list(told(Register(small.session, small.town))) == [values]
    assert list(told(Register(small.session, SmallTown(small.session).town))) == []
