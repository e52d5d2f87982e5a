"""Ways between places over HTTP: computed, or set by hand; whole answers, by equality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import problem, wrong

ROW = {"id": 1, "from_place_id": 1, "to_place_id": 3, "minutes": 12}


@pytest.fixture
def three(small: Installation) -> Installation:
    """The small town with a venue whose coordinates nobody knows."""
    small.told("POST", "/api/places", {"code": "H1", "name": "文化楼", "kind": "venue"})
    return small


def way(town: Installation, one: int, other: int) -> tuple[int, Any]:
    return town.told("GET", f"/api/travel?from_place_id={one}&to_place_id={other}")


def put(town: Installation, one: Any, other: Any, minutes: Any) -> tuple[int, Any]:
    body = {"from_place_id": one, "to_place_id": other, "minutes": minutes}
    return town.told("PUT", "/api/travel/overrides", body)


def test_a_way_is_computed_estimated_or_set_by_hand_both_ways(three: Installation) -> None:
    def told(one: int, other: int, minutes: int, **facts: bool) -> tuple[int, dict[str, object]]:
        ends = {"from_place_id": one, "to_place_id": other, "minutes": minutes}
        return 200, {**ends, "estimated": False, "by_hand": False, **facts}

    assert way(three, 1, 2) == told(1, 2, 16)
    assert way(three, 1, 3) == told(1, 3, 20, estimated=True)
    assert put(three, 3, 1, 12) == (200, ROW)
    assert way(three, 1, 3) == told(1, 3, 12, by_hand=True)
    assert way(three, 3, 1) == told(3, 1, 12, by_hand=True)
    assert three.told("DELETE", "/api/travel/overrides/1") == (204, None)
    assert way(three, 3, 1) == told(3, 1, 20, estimated=True)


def test_what_is_set_by_hand_stands_in_place_of_what_was(three: Installation) -> None:
    assert three.told("GET", "/api/travel/overrides") == (200, [])
    put(three, 3, 1, 12)
    assert put(three, 1, 3, 0) == (200, {**ROW, "minutes": 0})
    assert three.told("GET", "/api/travel/overrides") == (200, [{**ROW, "minutes": 0}])
    three.told("DELETE", "/api/travel/overrides/1")
    assert three.told("GET", "/api/travel/overrides") == (200, [])
    gone = problem(404, "There is no such entry (number 1).")
    assert three.told("DELETE", "/api/travel/overrides/1") == gone


ID = "A whole number from 1 to 2147483647."
MISSING = "There is no such entry (number 99)."
SHAPE = "Some values are not right."


@pytest.mark.parametrize(
    ("one", "other", "minutes", "sentence", "errors"),
    [
        (1, 1, 1, "These are the same place.", {"to_place_id": "Another place."}),
        (1, 99, 1, MISSING, {"to_place_id": MISSING}),
        (99, 1, 1, MISSING, {"from_place_id": MISSING}),
        (0, "1", -1, SHAPE, {"from_place_id": ID, "to_place_id": ID, "minutes": "A whole number from 0 to 1440."}),
        (1, 2, 1441, SHAPE, {"minutes": "A whole number from 0 to 1440."}),
        (1, 2, None, SHAPE, {"minutes": "This value is needed."}),
    ],
)
def test_what_is_no_way_is_refused_at_its_field(
    small: Installation, one: Any, other: Any, minutes: Any, sentence: str, errors: dict[str, str]
) -> None:
    assert put(small, one, other, minutes) == problem(422, sentence, **errors)
    assert small.told("GET", "/api/travel/overrides") == (200, [])


def test_a_way_is_asked_for_by_two_places(small: Installation) -> None:
    assert small.told("GET", "/api/travel?from_place_id=1") == wrong(to_place_id="This value is needed.")
    assert way(small, 1, 99) == problem(422, MISSING, to_place_id=MISSING)


def test_each_change_is_in_the_audit_trail(three: Installation) -> None:
    put(three, 3, 1, 12)
    put(three, 3, 1, 15)
    three.told("DELETE", "/api/travel/overrides/1")
    rows = three.told("GET", "/api/audit?table_name=travel")[1]
    ends = {"id": 1, "town_id": three.town_id, "from_place_id": 1, "to_place_id": 3}
    assert [(row["actor"], row["action"], row["changes"]) for row in rows] == [
        ("coordinator", "delete", {**{name: [end, None] for name, end in ends.items()}, "minutes": [15, None]}),
        ("coordinator", "update", {"minutes": [12, 15]}),
        ("coordinator", "insert", {**{name: [None, end] for name, end in ends.items()}, "minutes": [None, 12]}),
    ]
