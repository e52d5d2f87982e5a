"""Recurring activities over HTTP: whole answers, by equality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.expected import ASSISTANT, DEMAND, ROLE, activity
from tests.api.problems import problem, wrong

SERIES: dict[str, Any] = {
    **DEMAND,
    "id": 1,
    "revision": 1,
    "code": "S1",
    "kind": "station",
    "title": "驻点",
    "recurrence": "weekly",
    "weekdays": "0",
    "every_weeks": 1,
    "market_id": None,
    "first_day": "2026-11-30",
    "last_day": "2026-12-13",
    "start_minute": 540,
    "end_minute": 600,
    "skip_holidays": True,
    "roles": [{**ROLE, "id": 1}],
}
NEEDED = ("code", "kind", "title", "place_id", "recurrence", "first_day", "last_day", "start_minute", "end_minute")
BODY = {"name": "负责人", "accepts": ["social_worker"], "minimum": 1, "wanted": 1}
HELPER = {"name": "协助", "accepts": ["volunteer"], "minimum": 1, "wanted": 1}
NEW: dict[str, Any] = {**{name: SERIES[name] for name in NEEDED}, "weekdays": "0", "roles": [BODY]}


def days_made(small: Installation) -> list[str]:
    """The days of the activities that an expansion makes."""
    status, made = small.told("POST", "/api/series/1/expansion")
    assert status == 200
    return [row["day"] for row in made]


def test_a_series_is_registered_read_listed_and_changed(small: Installation) -> None:
    assert small.told("POST", "/api/series", NEW) == (201, SERIES)
    assert small.told("GET", "/api/series") == (200, [SERIES])
    assert small.told("GET", "/api/series/1") == (200, SERIES)
    patch = {"weekdays": "04", "notes": "带伞", "every_weeks": 2, "skip_holidays": False}
    changed = {**SERIES, **patch, "revision": 2}
    assert small.told("PATCH", "/api/series/1", patch) == (200, changed)
    assert small.told("GET", "/api/series/1") == (200, changed)
    assert small.told("GET", "/api/series?page=2&page_size=1") == (200, [])


def test_roles_of_a_series_are_replaced_those_named_by_their_number_kept(small: Installation) -> None:
    small.told("POST", "/api/series", NEW)
    roles = [{**BODY, "id": 1, "wanted": 2}, HELPER]
    changed = {**SERIES, "roles": [{**ROLE, "id": 1, "wanted": 2}, {**ASSISTANT, "id": 2}], "revision": 2}
    assert small.told("PATCH", "/api/series/1", {"roles": roles}) == (200, changed)
    assert small.told("PATCH", "/api/series/1", {"roles": [{**HELPER, "id": 2}]}) == (
        200,
        {**SERIES, "roles": [{**ASSISTANT, "id": 2}], "revision": 3},
    )
    sentence = "This activity has no role 1."
    assert small.told("PATCH", "/api/series/1", {"roles": [{**BODY, "id": 1}]}) == problem(
        422, sentence, roles__0__id=sentence
    )


def test_an_expansion_makes_each_dated_activity_once(small: Installation) -> None:
    small.told("POST", "/api/series", NEW)
    status, made = small.told("POST", "/api/series/1/expansion")
    expected = [
        {
            **activity(number, "驻点", f"{day}T01:00:00+00:00", f"{day}T02:00:00+00:00", [{**ROLE, "id": role}]),
            "code": f"S1-{day.replace('-', '')}",
            "kind": "station",
            "series_id": 1,
            "day": day,
        }
        for number, role, day in ((3, 5, "2026-11-30"), (4, 6, "2026-12-07"))
    ]
    assert (status, [{**row, "revision": 1} for row in made]) == (200, expected)
    assert days_made(small) == []
    small.told("PATCH", "/api/series/1", {"weekdays": "04"})
    assert days_made(small) == ["2026-12-04", "2026-12-11"]


def test_a_series_on_market_days_goes_by_its_market(small: Installation) -> None:
    small.told("PUT", "/api/markets", {"place_id": 1, "calendar": "gregorian", "digits": "5"})
    body = {**NEW, "recurrence": "market", "market_id": 1, "weekdays": ""}
    assert small.told("POST", "/api/series", body) == (
        201,
        {**SERIES, "recurrence": "market", "market_id": 1, "weekdays": ""},
    )
    assert days_made(small) == ["2026-12-05"]


RANGE = "A whole number from {} to {}."
SHAPES: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"code": "S" * 51}, {"code": "From 1 to 50 characters."}),
    ({"title": ""}, {"title": "From 1 to 120 characters."}),
    ({"recurrence": "daily"}, {"recurrence": "One of weekly, market."}),
    ({"weekdays": "01234560"}, {"weekdays": "From 0 to 7 characters."}),
    ({"every_weeks": 0}, {"every_weeks": RANGE.format(1, 52)}),
    ({"first_day": "30.11.2026"}, {"first_day": "A day such as 2026-11-30."}),
    ({"start_minute": 1440}, {"start_minute": RANGE.format(0, 1439)}),
    ({"end_minute": 2881}, {"end_minute": RANGE.format(1, 2880)}),
    ({"priority": 5}, {"priority": RANGE.format(1, 4)}),
    ({"roles": []}, {"roles": "From 1 to 1000 entries."}),
    ({"roles": [{**BODY, "wanted": 0}]}, {"roles__0__wanted": RANGE.format(1, 999)}),
    (
        {"roles": [BODY, {"name": "协助"}]},
        {f"roles__1__{name}": "This value is needed." for name in BODY if name != "name"},
    ),
)
MISSING = "There is no such entry (number 99)."
SLOTS = "At least one slot is wanted, and no more are needed than wanted."
CONTRADICTIONS: tuple[tuple[dict[str, Any], str, dict[str, str]], ...] = (
    ({"weekdays": "7"}, "A weekly series needs its weekdays.", {"weekdays": "Digits of weekdays, 0 for Monday."}),
    ({"weekdays": ""}, "A weekly series needs its weekdays.", {"weekdays": "Digits of weekdays, 0 for Monday."}),
    ({"recurrence": "market"}, "A series on market days needs a market.", {"market_id": "The number of a market."}),
    ({"market_id": 99}, MISSING, {"market_id": MISSING}),
    ({"place_id": 99}, MISSING, {"place_id": MISSING}),
    ({"departments": ["D9"]}, "There is no organisation D9.", {"departments": "There is no organisation D9."}),
    *(
        ({"last_day": day}, sentence, {"last_day": sentence})
        for day, sentence in dict.fromkeys(
            ("2026-11-29", "2029-02-08"), "From the first day on, at most 800 days."
        ).items()
    ),
    *(
        ({"end_minute": minute}, sentence, {"end_minute": sentence})
        for minute, sentence in dict.fromkeys((540, 1981), "After its start, at most a day later.").items()
    ),
    ({"roles": [BODY, {**HELPER, "minimum": 2}]}, SLOTS, {"roles__1__wanted": SLOTS}),
    ({"roles": [{**BODY, "team_id": 99}]}, MISSING, {"roles__0__team_id": MISSING}),
)
REFUSED = (*((changed, "Some values are not right.", errors) for changed, errors in SHAPES), *CONTRADICTIONS)


@pytest.mark.parametrize(("changed", "sentence", "errors"), REFUSED)
def test_a_wrong_value_is_refused_at_its_field_and_changes_nothing(
    small: Installation, changed: dict[str, Any], sentence: str, errors: dict[str, str]
) -> None:
    small.told("POST", "/api/series", NEW)
    assert small.told("POST", "/api/series", {**NEW, "code": "S2", **changed}) == problem(422, sentence, **errors)
    assert small.told("PATCH", "/api/series/1", changed) == problem(422, sentence, **errors)
    assert small.told("GET", "/api/series") == (200, [SERIES])


def test_what_is_needed_a_taken_number_and_a_series_that_there_is_not(small: Installation) -> None:
    needed = dict.fromkeys((*NEEDED, "roles"), "This value is needed.")
    taken = "There is an entry with the number S1 already."
    assert small.told("POST", "/api/series", {}) == wrong(**needed)
    small.told("POST", "/api/series", NEW)
    small.told("POST", "/api/series", {**NEW, "code": "S2"})
    assert small.told("POST", "/api/series", NEW) == problem(409, taken)
    assert small.told("PATCH", "/api/series/2", {"code": "S1"}) == problem(409, taken)
    assert small.told("GET", "/api/series/99") == problem(404, MISSING)
    assert small.told("PATCH", "/api/series/99", {"title": "x"}) == problem(404, MISSING)
    assert small.told("POST", "/api/series/99/expansion") == problem(404, MISSING)


def test_each_change_is_in_the_audit_trail(small: Installation) -> None:
    small.told("POST", "/api/series", NEW)
    small.told("PATCH", "/api/series/1", {"title": "值守", "roles": [{**BODY, "id": 1, "wanted": 2}]})
    changes = {
        table: [
            (row["actor"], row["action"], row["changes"])
            for row in small.told("GET", f"/api/audit?table_name={table}")[1]
        ][0]
        for table in ("series", "series_role")
    }
    assert changes == {
        "series": ("coordinator", "update", {"title": ["驻点", "值守"]}),
        "series_role": ("coordinator", "update", {"wanted": [1, 2]}),
    }
