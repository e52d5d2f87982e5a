"""Special days over HTTP: whole answers, by equality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import problem, wrong

HOLIDAY = {"day": "2027-01-01", "kind": "holiday", "name": "元旦"}
WEEKEND = {"day": "2027-01-03", "kind": "working_weekend", "name": ""}
PERIOD = "/api/days?first_day=2027-01-01&last_day=2027-01-03"


def put(small: Installation, day: str, **values: Any) -> tuple[int, Any]:
    return small.told("PUT", f"/api/days/{day}", values)


def test_days_are_said_listed_said_anew_and_cleared(small: Installation) -> None:
    assert small.told("GET", PERIOD) == (200, [])
    assert put(small, "2027-01-03", kind="working_weekend") == (200, WEEKEND)
    assert put(small, "2027-01-01", kind="unannounced", name="未定") == (
        200,
        {**HOLIDAY, "kind": "unannounced", "name": "未定"},
    )
    assert put(small, "2027-01-01", kind="holiday", name="元旦") == (200, HOLIDAY)
    assert small.told("GET", PERIOD) == (200, [HOLIDAY, WEEKEND])
    assert small.told("GET", "/api/days?first_day=2027-01-02&last_day=2027-01-02") == (200, [])
    assert small.told("DELETE", "/api/days/2027-01-01") == (204, None)
    assert small.told("GET", PERIOD) == (200, [WEEKEND])
    nothing = problem(404, "There is nothing special about 1 Jan 2027.")
    assert small.told("DELETE", "/api/days/2027-01-01") == nothing


def test_a_year_is_seeded_once_and_what_was_set_by_hand_stays(small: Installation) -> None:
    mine = {**HOLIDAY, "kind": "unannounced", "name": "人工"}
    put(small, "2026-01-01", kind="unannounced", name="人工")
    status, seeded = small.told("POST", "/api/days/years", {"year": 2026})
    found = small.told("GET", "/api/days?first_day=2026-01-01&last_day=2026-12-31")[1]
    assert (status, found) == (200, [{**mine, "day": "2026-01-01"}, *seeded])
    national = [row for row in seeded if "2026-10-01" <= row["day"] <= "2026-10-10"]
    assert national == [
        *({"day": f"2026-10-{day:02d}", "kind": "holiday", "name": "国庆节"} for day in range(1, 8)),
        {"day": "2026-10-10", "kind": "working_weekend", "name": "国庆节"},
    ]
    assert small.told("POST", "/api/days/years", {"year": 2026}) == (200, [])


def test_of_a_year_that_is_not_announced_the_statutory_days_come_as_unannounced(small: Installation) -> None:
    status, seeded = small.told("POST", "/api/days/years", {"year": 2099})
    assert (status, {row["kind"] for row in seeded}) == (200, {"unannounced"})
    assert {"day": "2099-10-01", "kind": "unannounced", "name": "国庆节"} in seeded


KINDS = "One of holiday, working_weekend, unannounced."
REFUSED: tuple[tuple[str, str, Any, str, dict[str, str]], ...] = (
    ("PUT", "2027-01-04", {"kind": "holy"}, "Some values are not right.", {"kind": KINDS}),
    ("PUT", "2027-01-04", {}, "Some values are not right.", {"kind": "This value is needed."}),
    (
        "PUT",
        "2027-01-04",
        {"kind": "holiday", "name": "名" * 61},
        "Some values are not right.",
        {"name": "From 0 to 60 characters."},
    ),
    (
        "PUT",
        "2027-01-04",
        {"kind": "working_weekend"},
        "A working weekend falls on a Saturday or Sunday.",
        {"day": "A Saturday or Sunday."},
    ),
    (
        "POST",
        "years",
        {"year": 2101},
        "Some values are not right.",
        {"year": "A whole number from 2004 to 2100."},
    ),
)


@pytest.mark.parametrize(("method", "path", "body", "sentence", "errors"), REFUSED)
def test_a_wrong_value_is_refused_at_its_field_and_changes_nothing(
    small: Installation, method: str, path: str, body: Any, sentence: str, errors: dict[str, str]
) -> None:
    assert small.told(method, f"/api/days/{path}", body) == problem(422, sentence, **errors)
    assert small.told("GET", "/api/days?first_day=1900-01-01&last_day=2199-12-31") == (200, [])


def test_a_period_is_asked_for_in_order(small: Installation) -> None:
    asked = small.told("GET", "/api/days?first_day=2027-01-02&last_day=2027-01-01")
    assert asked == problem(422, "The period ends before it begins.", last_day="Not before 2 Jan 2027.")
    assert small.told("GET", "/api/days?first_day=soon") == wrong(
        first_day="A day such as 2026-11-30.", last_day="This value is needed."
    )
    assert small.told("DELETE", "/api/days/soon")[0] == 404


def test_each_change_is_in_the_audit_trail(small: Installation) -> None:
    put(small, "2027-01-03", kind="working_weekend")
    put(small, "2027-01-03", kind="holiday")
    small.told("DELETE", "/api/days/2027-01-03")
    rows = small.told("GET", "/api/audit?table_name=special_day")[1]
    first = {"id": 1, "town_id": small.town_id, **WEEKEND}
    assert [(row["actor"], row["action"], row["changes"]) for row in rows] == [
        ("coordinator", "delete", {name: [value, None] for name, value in {**first, "kind": "holiday"}.items()}),
        ("coordinator", "update", {"kind": ["working_weekend", "holiday"]}),
        ("coordinator", "insert", {name: [None, value] for name, value in first.items()}),
    ]
