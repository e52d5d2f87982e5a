"""Places over HTTP: whole answers, by equality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.expected import PLACES
from tests.api.problems import problem, wrong

HALL: dict[str, Any] = {
    "id": 3,
    "revision": 1,
    "code": "H1",
    "name": "文化楼",
    "kind": "venue",
    "parent_id": 1,
    "latitude": None,
    "longitude": None,
    "capacity": 60,
    "owner": None,
}
NEW = {"code": "H1", "name": "文化楼", "kind": "venue", "parent_id": 1, "capacity": 60}


def test_a_place_is_registered_read_and_changed(small: Installation) -> None:
    assert small.told("POST", "/api/places", NEW) == (201, HALL)
    patch = {"latitude": 22.71, "longitude": 112.23, "capacity": None}
    changed = {**HALL, **patch, "revision": 2}
    assert small.told("PATCH", "/api/places/3", patch) == (200, changed)
    assert small.told("GET", "/api/places/3") == (200, changed)
    patch = {"latitude": None, "longitude": None, "kind": "grid", "parent_id": None}
    assert small.told("PATCH", "/api/places/3", patch) == (200, {**changed, **patch, "revision": 3})


def test_places_are_listed_and_found(small: Installation) -> None:
    small.told("POST", "/api/places", NEW)
    for query, found in (
        ("", [*PLACES, HALL]),
        ("?text=雅冈", [PLACES[1]]),
        ("?text=h1", [HALL]),
        ("?kind=village", [PLACES[0]]),
        ("?parent_id=1", [HALL]),
        ("?page=2&page_size=2", [HALL]),
    ):
        assert (query, *small.told("GET", f"/api/places{query}")) == (query, 200, found)


KINDS = "One of town, market, village, community, grid, venue."
REFUSED: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"code": ""}, {"code": "From 1 to 40 characters."}),
    ({"name": "名" * 101}, {"name": "From 1 to 100 characters."}),
    ({"kind": "castle"}, {"kind": KINDS}),
    ({"parent_id": "1"}, {"parent_id": "A whole number from 1 to 2147483647."}),
    ({"latitude": 90.1, "longitude": 0}, {"latitude": "A number from -90 to 90."}),
    ({"latitude": 0, "longitude": -180.1}, {"longitude": "A number from -180 to 180."}),
    ({"capacity": 0}, {"capacity": "A whole number from 1 to 100000."}),
    ({"capacity": 1.5}, {"capacity": "A whole number from 1 to 100000."}),
    ({"floor": 2}, {"floor": "There is no such field."}),
)


@pytest.mark.parametrize(("changed", "errors"), REFUSED)
def test_a_wrong_value_is_refused_at_its_field_and_changes_nothing(
    small: Installation, changed: dict[str, Any], errors: dict[str, str]
) -> None:
    small.told("POST", "/api/places", NEW)
    assert small.told("POST", "/api/places", {**NEW, "code": "H2", **changed}) == wrong(**errors)
    assert small.told("PATCH", "/api/places/3", changed) == wrong(**errors)
    assert small.told("GET", "/api/places") == (200, [*PLACES, HALL])


TOGETHER = "Latitude and longitude go together."
HOLDS = "文化楼 lies in it, and such a place holds none like it."
ITSELF = "A place does not lie in itself."
MISSING = "There is no such entry (number 99)."
CONTRADICTIONS: tuple[tuple[int, dict[str, Any], str, str], ...] = (
    (3, {"latitude": 22.7}, TOGETHER, "longitude"),
    (3, {"longitude": 112.2}, TOGETHER, "latitude"),
    (1, {"latitude": None}, TOGETHER, "latitude"),
    (1, {"kind": "venue"}, HOLDS, "kind"),
    (2, {"parent_id": 1}, "Such a place does not lie in 龙山塘村.", "parent_id"),
    (3, {"parent_id": 99}, MISSING, "parent_id"),
)


@pytest.mark.parametrize(("place_id", "patch", "sentence", "field"), CONTRADICTIONS)
def test_what_contradicts_the_rest_is_refused_at_its_field(
    small: Installation, place_id: int, patch: dict[str, Any], sentence: str, field: str
) -> None:
    small.told("POST", "/api/places", NEW)
    assert small.told("PATCH", f"/api/places/{place_id}", patch) == problem(422, sentence, **{field: sentence})
    assert small.told("GET", "/api/places") == (200, [*PLACES, HALL])


def test_a_grid_does_not_lie_in_itself(small: Installation) -> None:
    for code, parent in (("G1", 1), ("G2", 3)):
        small.told("POST", "/api/places", {"code": code, "name": code, "kind": "grid", "parent_id": parent})
    assert small.told("PATCH", "/api/places/3", {"parent_id": 4}) == problem(422, ITSELF, parent_id=ITSELF)


def test_what_is_needed_a_taken_number_and_a_place_that_there_is_not(small: Installation) -> None:
    needed = dict.fromkeys(("code", "name", "kind"), "This value is needed.")
    taken = "There is an entry with the number V1 already."
    assert small.told("POST", "/api/places", {}) == wrong(**needed)
    assert small.told("POST", "/api/places", {**NEW, "code": "V1"}) == problem(409, taken)
    assert small.told("PATCH", "/api/places/2", {"code": "V1"}) == problem(409, taken)
    assert small.told("GET", "/api/places/99") == problem(404, MISSING)
    assert small.told("PATCH", "/api/places/99", {"name": "x"}) == problem(404, MISSING)
    assert small.told("GET", "/api/places") == (200, PLACES)


def test_each_change_is_in_the_audit_trail(small: Installation) -> None:
    small.told("POST", "/api/places", NEW)
    small.told("PATCH", "/api/places/3", {"capacity": 80})
    rows = small.told("GET", "/api/audit?table_name=place&row_id=3")[1]
    first = {"id": 3, "town_id": small.town_id, **NEW}
    assert [(row["actor"], row["action"], row["changes"]) for row in rows] == [
        ("coordinator", "update", {"capacity": [60, 80]}),
        ("coordinator", "insert", {name: [None, value] for name, value in first.items()}),
    ]
