"""Partner organisations over HTTP: whole answers, by equality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import problem, wrong

POLICE = {"id": 1, "revision": 1, "code": "D2", "name": "派出所", "place_id": None, "enforces": True}
NEW = {"code": "D2", "name": "派出所", "enforces": True}


def test_organisations_are_registered_read_changed_and_listed_by_their_numbers(small: Installation) -> None:
    office = {"id": 2, "revision": 1, "code": "D1", "name": "民政办", "place_id": 1, "enforces": False}
    assert small.told("GET", "/api/organisations") == (200, [])
    assert small.told("POST", "/api/organisations", NEW) == (201, POLICE)
    assert small.told("POST", "/api/organisations", {"code": "D1", "name": "民政办", "place_id": 1}) == (201, office)
    assert small.told("GET", "/api/organisations") == (200, [office, POLICE])
    changed = {**POLICE, "place_id": 2, "revision": 2}
    assert small.told("PATCH", "/api/organisations/1", {"place_id": 2}) == (200, changed)
    assert small.told("GET", "/api/organisations/1") == (200, changed)
    assert small.told("PATCH", "/api/organisations/1", {"place_id": None, "name": "镇派出所"}) == (
        200,
        {**POLICE, "name": "镇派出所", "revision": 3},
    )


LENGTH = "From 1 to {} characters."
REFUSED: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"code": " "}, {"code": LENGTH.format(40)}),
    ({"code": "D" * 41}, {"code": LENGTH.format(40)}),
    ({"name": ""}, {"name": LENGTH.format(100)}),
    ({"name": "名" * 101}, {"name": LENGTH.format(100)}),
    ({"name": None}, {"name": "This value is needed."}),
    ({"place_id": 0}, {"place_id": "A whole number from 1 to 2147483647."}),
    ({"enforces": "yes"}, {"enforces": "Yes or no: true or false."}),
    ({"id": 7}, {"id": "There is no such field."}),
    ({"revision": 7}, {"revision": "There is no such field."}),
)


@pytest.mark.parametrize(("changed", "errors"), REFUSED)
def test_a_wrong_value_is_refused_at_its_field_and_changes_nothing(
    small: Installation, changed: dict[str, Any], errors: dict[str, str]
) -> None:
    small.told("POST", "/api/organisations", NEW)
    assert small.told("POST", "/api/organisations", {**NEW, "code": "D3", **changed}) == wrong(**errors)
    assert small.told("PATCH", "/api/organisations/1", changed) == wrong(**errors)
    assert small.told("GET", "/api/organisations") == (200, [POLICE])


def test_what_is_needed_is_asked_for_only_when_registering(small: Installation) -> None:
    needed = dict.fromkeys(("code", "name"), "This value is needed.")
    assert small.told("POST", "/api/organisations", {}) == wrong(**needed)
    small.told("POST", "/api/organisations", NEW)
    assert small.told("PATCH", "/api/organisations/1", {}) == (200, POLICE)


def test_a_taken_number_a_place_and_an_organisation_that_there_are_not(small: Installation) -> None:
    small.told("POST", "/api/organisations", NEW)
    small.told("POST", "/api/organisations", {**NEW, "code": "D3"})
    taken, missing = "There is an entry with the number D2 already.", "There is no such entry (number 99)."
    assert small.told("POST", "/api/organisations", NEW) == problem(409, taken)
    assert small.told("PATCH", "/api/organisations/2", {"code": "D2"}) == problem(409, taken)
    assert small.told("PATCH", "/api/organisations/1", {"place_id": 99}) == problem(422, missing, place_id=missing)
    assert small.told("GET", "/api/organisations/99") == problem(404, missing)
    assert small.told("PATCH", "/api/organisations/99", {"name": "x"}) == problem(404, missing)
    assert small.told("GET", "/api/organisations/1") == (200, POLICE)


def test_each_change_is_in_the_audit_trail(small: Installation) -> None:
    small.told("POST", "/api/organisations", NEW)
    small.told("PATCH", "/api/organisations/1", {"enforces": False})
    rows = small.told("GET", "/api/audit?table_name=organisation")[1]
    assert [(row["actor"], row["action"], row["row_id"], row["changes"]) for row in rows] == [
        ("coordinator", "update", 1, {"enforces": [True, False]}),
        (
            "coordinator",
            "insert",
            1,
            {
                "id": [None, 1],
                "town_id": [None, small.town_id],
                **{name: [None, value] for name, value in NEW.items()},
            },
        ),
    ]
