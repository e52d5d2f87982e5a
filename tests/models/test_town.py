"""Places, ways, markets and special days: what the database keeps out on either kind."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.models import (
    DayKind,
    Market,
    MarketCalendar,
    Place,
    PlaceKind,
    SpecialDay,
    Town,
    TownState,
    Travel,
)
from tests.conftest import NOW
from tests.models.refusals import DAY, Refused, refusal
from tests.services.small_town import SmallTown


def place(small: SmallTown, **more: Any) -> Place:
    return Place(**{"town_id": small.town.id, "code": "V1", "name": "一号村", "kind": PlaceKind.VILLAGE, **more})


def way(small: SmallTown, **more: Any) -> Travel:
    ends = {"from_place_id": small.village.id, "to_place_id": small.community.id}
    return Travel(**{"town_id": small.town.id, "minutes": 12, **ends, **more})


def market(small: SmallTown) -> Market:
    return Market(town_id=small.town.id, place_id=small.village.id, calendar=MarketCalendar.LUNAR, digits="369")


def holiday(small: SmallTown) -> SpecialDay:
    return SpecialDay(town_id=small.town.id, day=DAY, kind=DayKind.HOLIDAY)


REFUSED: Refused = (
    ("UNIQUE place.town_id, place.code", lambda small: [place(small), place(small)]),
    ("UNIQUE travel.from_place_id, travel.to_place_id", lambda small: [way(small), way(small)]),
    (
        "CHECK ck_travel_ordered",
        lambda small: [way(small, from_place_id=small.community.id, to_place_id=small.village.id)],
    ),
    ("CHECK ck_travel_ordered", lambda small: [way(small, to_place_id=small.village.id)]),
    ("CHECK ck_travel_minutes_not_negative", lambda small: [way(small, minutes=-1)]),
    ("UNIQUE market.place_id", lambda small: [market(small), market(small)]),
    ("UNIQUE special_day.town_id, special_day.day", lambda small: [holiday(small), holiday(small)]),
    ("NOT NULL place.code", lambda small: [place(small, code=None)]),
    ("FOREIGN KEY", lambda small: [place(small, parent_id=10**6)]),
    ("FOREIGN KEY", lambda small: [place(small, town_id=10**6)]),
)


@pytest.mark.parametrize(("constraint", "rows"), REFUSED)
def test_what_cannot_be_is_kept_out(small: SmallTown, constraint: str, rows: Any) -> None:
    assert refusal(small, rows(small)) == constraint


def test_what_can_be_is_let_in_and_so_in_every_town(small: SmallTown) -> None:
    for town in (small, SmallTown(small.session)):
        for row in (place(town), way(town, minutes=0), market(town), holiday(town)):
            town.add(row)
        assert row.name == ""


def test_a_new_town_has_the_settings_that_the_office_starts_with(small: SmallTown) -> None:
    town = small.add(Town(name="新镇", created_at=NOW))
    small.session.expire(town)
    assert {column.key: getattr(town, column.key) for column in Town.__table__.columns if column.key != "id"} == {
        "name": "新镇",
        "timezone": "Asia/Shanghai",
        "state": TownState.ACTIVE,
        "sample": False,
        "created_at": NOW,
        "policy": None,
        "road_factor": 1.35,
        "speed_kmh": 30.0,
        "default_travel_minutes": 20,
        "teams_get_offers": False,
        "revision": 1,
    }
