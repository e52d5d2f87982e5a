"""Places, units and qualifications of the sample town."""

from __future__ import annotations

from collections import Counter

import pytest

from scheduler.domain.travel import distance_km
from scheduler.sample.places import (
    CENTRE,
    CERTIFICATE,
    SERVICES,
    VILLAGES,
    chinese,
    grids,
    markets,
    organisations,
    places,
    qualifications,
    spot,
    village_code,
)

ROWS = places()
LIES_IN = {
    "镇": {None},
    "圩镇": {"镇"},
    "村": {"镇"},
    "社区": {"镇"},
    "网格": {"镇", "村", "社区", "网格"},
    "场地": {"镇", "村"},
}


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_numbers_are_written_as_a_name_has_them(number: int, word: str) -> None:
    assert chinese(number) == word


def test_every_code_is_one_places_and_everything_lies_where_it_can() -> None:
    kinds = {row["code"]: row["kind"] for row in ROWS}
    assert [code for code, count in Counter(row["code"] for row in ROWS).items() if count > 1] == []
    assert [
        row for row in ROWS if (kinds.get(row["parent"]) if row["parent"] else None) not in LIES_IN[row["kind"]]
    ] == []


def test_grids_are_one_large_31_medium_299_small_and_4_micro() -> None:
    names = Counter(row["name"].rstrip("网格")[-1] for row in grids())
    assert names == {"大": 1, "中": 31, "小": 299, "微": 4}
    assert [row for row in grids() if "latitude" in row] == []


def test_villages_lie_around_the_centre_within_ten_kilometres_each_elsewhere() -> None:
    villages = [row for row in ROWS if row["kind"] in ("村", "社区")]
    points = [(row["latitude"], row["longitude"]) for row in villages]
    away = [distance_km(CENTRE, point) for point in points]
    assert (len(set(points)), [row["code"] for row in villages]) == (VILLAGES, [village_code(n) for n in range(1, 32)])
    assert (min(away) > 2, max(away) < 10) == (True, True)


def test_a_spot_lies_so_far_from_the_centre_in_its_direction() -> None:
    north, east = spot("A", "甲", "村", None, 11.1, 0.0), spot("B", "乙", "村", None, 10.0, 1.5707963)
    assert (north["latitude"], north["longitude"]) == (CENTRE[0] + 0.1, CENTRE[1])
    assert distance_km(CENTRE, (east["latitude"], east["longitude"])) == pytest.approx(10, abs=0.05)


def test_there_are_ten_units_of_which_four_enforce_and_two_markets_by_two_calendars() -> None:
    assert [row["code"] for row in organisations() if row["enforces"] == "是"] == ["D1", "D2", "D3", "D4"]
    assert len(organisations()) == 10
    assert {row["calendar"]: row["digits"] for row in markets()} == {"农历": "3、6、9", "公历": "2、7"}


def test_each_service_has_its_qualification_and_one_is_gained_by_training() -> None:
    rows = qualifications()
    assert [row["name"] for row in rows[: len(SERVICES)]] == list(SERVICES)
    assert [row["code"] for row in rows if row["by_training"] == "是"] == ["QXL"]
    assert [row["code"] for row in rows if row.get("enforcement") == "是"] == [CERTIFICATE]
