"""Markets and their days over HTTP: whole answers, by equality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import problem

RULE = {"calendar": "lunar", "digits": "9"}
NEW = {"place_id": 1, **RULE}
ROW = {"id": 1, **NEW}
DAYS = [
    {"day": "2026-11-27", "lunar": "十月十九"},
    {"day": "2026-12-07", "lunar": "十月廿九"},
    {"day": "2026-12-17", "lunar": "冬月初九"},
]


def test_a_market_is_said_listed_said_anew_and_forgotten(small: Installation) -> None:
    assert small.told("GET", "/api/markets") == (200, [])
    assert small.told("PUT", "/api/markets", {**NEW, "digits": "99"}) == (200, ROW)
    assert small.told("GET", "/api/markets") == (200, [ROW])
    changed = {**ROW, "calendar": "gregorian", "digits": "05"}
    assert small.told("PUT", "/api/markets", {**NEW, "calendar": "gregorian", "digits": "50"}) == (200, changed)
    assert small.told("GET", "/api/markets") == (200, [changed])
    assert small.told("DELETE", "/api/markets/1") == (204, None)
    assert small.told("GET", "/api/markets") == (200, [])


@pytest.mark.usefixtures("before_the_duties")
def test_the_days_of_a_market_and_of_a_rule_are_those_of_the_next_month(small: Installation) -> None:
    small.token = small.sign_in()
    small.told("PUT", "/api/markets", NEW)
    assert small.told("GET", "/api/markets/1/days") == (200, DAYS)
    assert small.told("GET", "/api/markets/preview?calendar=lunar&digits=9") == (200, DAYS)
    assert small.told("GET", "/api/markets/preview?calendar=gregorian&digits=0")[1] == [
        {"day": "2026-11-20", "lunar": "十月十二"},
        {"day": "2026-11-30", "lunar": "十月廿二"},
        {"day": "2026-12-10", "lunar": "冬月初二"},
        {"day": "2026-12-20", "lunar": "冬月十二"},
    ]


DIGITS = "Last digits of the market days, such as 369."
MISSING = "There is no such entry (number 99)."
SHAPE = "Some values are not right."
REFUSED: tuple[tuple[dict[str, Any], str, dict[str, str]], ...] = (
    ({"digits": "3x"}, DIGITS, {"digits": DIGITS}),
    ({"digits": ""}, SHAPE, {"digits": "From 1 to 10 characters."}),
    ({"digits": 3}, SHAPE, {"digits": "A text."}),
    ({"calendar": "julian"}, SHAPE, {"calendar": "One of lunar, gregorian."}),
    ({"place_id": 99}, MISSING, {"place_id": MISSING}),
    ({"place_id": None}, SHAPE, {"place_id": "This value is needed."}),
)


@pytest.mark.parametrize(("changed", "sentence", "errors"), REFUSED)
def test_a_wrong_value_is_refused_at_its_field_and_changes_nothing(
    small: Installation, changed: dict[str, Any], sentence: str, errors: dict[str, str]
) -> None:
    small.told("PUT", "/api/markets", NEW)
    assert small.told("PUT", "/api/markets", {**NEW, **changed}) == problem(422, sentence, **errors)
    assert small.told("GET", "/api/markets") == (200, [ROW])


def test_a_market_that_there_is_not_and_one_that_a_series_goes_by(small: Installation) -> None:
    assert small.told("GET", "/api/markets/99/days") == problem(404, MISSING)
    assert small.told("DELETE", "/api/markets/99") == problem(404, MISSING)
    small.told("PUT", "/api/markets", NEW)
    series = {
        "code": "S1",
        "kind": "enforcement",
        "title": "联合执法",
        "place_id": 1,
        "recurrence": "market",
        "market_id": 1,
        "first_day": "2026-11-23",
        "last_day": "2026-12-20",
        "start_minute": 540,
        "end_minute": 600,
        "roles": [{"name": "带队", "accepts": ["officer"], "minimum": 1, "wanted": 2}],
    }
    assert small.told("POST", "/api/series", series)[0] == 201
    assert small.told("DELETE", "/api/markets/1") == problem(409, "A series takes place on the days of this market.")
    assert small.told("GET", "/api/markets") == (200, [ROW])


def test_each_change_is_in_the_audit_trail(small: Installation) -> None:
    small.told("PUT", "/api/markets", NEW)
    small.told("PUT", "/api/markets", {**NEW, "digits": "369"})
    small.told("DELETE", "/api/markets/1")
    rows = small.told("GET", "/api/audit?table_name=market")[1]
    first, last = {**ROW, "town_id": small.town_id}, {**ROW, "town_id": small.town_id, "digits": "369"}
    assert [(row["actor"], row["action"], row["changes"]) for row in rows] == [
        ("coordinator", "delete", {name: [value, None] for name, value in last.items()}),
        ("coordinator", "update", {"digits": ["9", "369"]}),
        ("coordinator", "insert", {name: [None, value] for name, value in first.items()}),
    ]
