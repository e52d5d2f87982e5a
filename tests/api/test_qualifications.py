"""Kinds of qualification over HTTP: whole answers, by equality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import problem, wrong

AID = {"id": 1, "revision": 1, "code": "Q2", "name": "急救", "by_training": True, "enforcement": False}
NEW = {"code": "Q2", "name": "急救", "by_training": True}


def test_qualifications_are_registered_read_changed_and_listed_by_their_numbers(small: Installation) -> None:
    law = {"id": 2, "revision": 1, "code": "Q1", "name": "执法证", "by_training": False, "enforcement": True}
    assert small.told("GET", "/api/qualifications") == (200, [])
    assert small.told("POST", "/api/qualifications", NEW) == (201, AID)
    body = {"code": "Q1", "name": "执法证", "enforcement": True}
    assert small.told("POST", "/api/qualifications", body) == (201, law)
    assert small.told("GET", "/api/qualifications") == (200, [law, AID])
    changed = {**AID, "name": "急救员", "by_training": False, "revision": 2}
    assert small.told("PATCH", "/api/qualifications/1", {"name": "急救员", "by_training": False}) == (200, changed)
    assert small.told("GET", "/api/qualifications/1") == (200, changed)


LENGTH = "From 1 to {} characters."
REFUSED: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"code": ""}, {"code": LENGTH.format(40)}),
    ({"code": 2}, {"code": "A text."}),
    ({"name": "\u200b "}, {"name": LENGTH.format(60)}),
    ({"name": "名" * 61}, {"name": LENGTH.format(60)}),
    ({"by_training": 1}, {"by_training": "Yes or no: true or false."}),
    ({"enforcement": None}, {"enforcement": "This value is needed."}),
    ({"level": 2}, {"level": "There is no such field."}),
)


@pytest.mark.parametrize(("changed", "errors"), REFUSED)
def test_a_wrong_value_is_refused_at_its_field_and_changes_nothing(
    small: Installation, changed: dict[str, Any], errors: dict[str, str]
) -> None:
    small.told("POST", "/api/qualifications", NEW)
    assert small.told("POST", "/api/qualifications", {**NEW, "code": "Q3", **changed}) == wrong(**errors)
    assert small.told("PATCH", "/api/qualifications/1", changed) == wrong(**errors)
    assert small.told("GET", "/api/qualifications") == (200, [AID])


def test_what_is_needed_is_asked_for_only_when_registering(small: Installation) -> None:
    needed = dict.fromkeys(("code", "name"), "This value is needed.")
    assert small.told("POST", "/api/qualifications", {}) == wrong(**needed)
    small.told("POST", "/api/qualifications", NEW)
    assert small.told("PATCH", "/api/qualifications/1", {}) == (200, AID)


def test_a_taken_number_and_a_qualification_that_there_is_not(small: Installation) -> None:
    small.told("POST", "/api/qualifications", NEW)
    small.told("POST", "/api/qualifications", {**NEW, "code": "Q3"})
    taken, missing = "There is an entry with the number Q2 already.", "There is no such entry (number 99)."
    assert small.told("POST", "/api/qualifications", NEW) == problem(409, taken)
    assert small.told("PATCH", "/api/qualifications/2", {"code": "Q2"}) == problem(409, taken)
    assert small.told("GET", "/api/qualifications/99") == problem(404, missing)
    assert small.told("PATCH", "/api/qualifications/99", {"name": "x"}) == problem(404, missing)


def test_each_change_is_in_the_audit_trail(small: Installation) -> None:
    small.told("POST", "/api/qualifications", NEW)
    small.told("PATCH", "/api/qualifications/1", {"enforcement": True})
    rows = small.told("GET", "/api/audit?table_name=qualification")[1]
    first = {"id": 1, "town_id": small.town_id, **NEW, "enforcement": False}
    assert [(row["actor"], row["action"], row["row_id"], row["changes"]) for row in rows] == [
        ("coordinator", "update", 1, {"enforcement": [False, True]}),
        ("coordinator", "insert", 1, {name: [None, value] for name, value in first.items()}),
    ]
