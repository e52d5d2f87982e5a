"""Activities over HTTP: whole answers, by equality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.expected import ACTIVITIES, ASSISTANT, ROLE, activity
from tests.api.problems import problem, wrong

TRAINING: dict[str, Any] = {
    **activity(3, "急救培训", "2026-11-26T01:00:00+00:00", "2026-11-26T02:00:00+00:00", [{**ROLE, "id": 5}]),
    "kind": "training",
    "grants_id": 1,
    "code": "N1",
}
NEW: dict[str, Any] = {
    "code": "N1",
    "kind": "training",
    "title": "急救培训",
    "place_id": 1,
    "grants_id": 1,
    "starts_at": "2026-11-26T09:00:00+08:00",
    "ends_at": "2026-11-26T10:00:00+08:00",
    "roles": [{"name": "负责人", "accepts": ["social_worker"], "minimum": 1, "wanted": 1}],
}


def train(small: Installation) -> None:
    small.told("POST", "/api/qualifications", {"code": "Q1", "name": "急救", "by_training": True})
    status, made = small.told("POST", "/api/activities", NEW)
    assert (status, {**made, "revision": 1}) == (201, TRAINING)


def test_activities_are_listed_in_order_of_time_and_found(small: Installation) -> None:
    status, found = small.told("GET", "/api/activities")
    assert (status, [{**row, "revision": 1} for row in found]) == (200, ACTIVITIES)
    one, two = found
    for query, rows in (
        ("?first_day=2026-11-25", [two]),
        ("?last_day=2026-11-24", [one]),
        ("?first_day=2026-11-24&last_day=2026-11-24", [one]),
        ("?kind=service&text=便民", [two]),
        ("?kind=training", []),
        ("?page=2&page_size=1", [two]),
    ):
        assert (query, *small.told("GET", f"/api/activities{query}")) == (query, 200, rows)
    assert small.told("GET", "/api/activities/1") == (200, one)


def test_an_activity_is_registered_changed_and_called_off(small: Installation) -> None:
    train(small)
    before = small.told("GET", "/api/activities/3")[1]
    patch = {"title": "培训", "priority": 4, "ends_at": "2026-11-26T11:00:00+08:00"}
    status, changed = small.told("PATCH", "/api/activities/3", patch)
    expected = {**before, **patch, "ends_at": "2026-11-26T03:00:00+00:00", "revision": before["revision"] + 1}
    assert (status, changed) == (200, expected)
    off = {**expected, "state": "cancelled", "revision": before["revision"] + 2}
    assert small.told("POST", "/api/activities/3/cancellation") == (200, off)
    assert small.told("GET", "/api/activities/3") == (200, off)


def test_roles_are_replaced_those_named_by_their_number_kept(small: Installation) -> None:
    train(small)
    body = {"name": "协助", "accepts": ["volunteer"], "minimum": 1, "wanted": 1}
    roles = [{**NEW["roles"][0], "id": 5, "wanted": 3}, body]
    status, changed = small.told("PUT", "/api/activities/3/roles", {"roles": roles})
    assert (status, changed["roles"]) == (200, [{**ROLE, "id": 5, "wanted": 3}, {**ASSISTANT, "id": 6}])
    status, refused = small.told("PUT", "/api/activities/3/roles", {"roles": [{**body, "id": 1}]})
    assert (status, refused["errors"]) == (422, {"roles.0.id": "This activity has no role 1."})


def test_an_attendance_list_is_replaced(small: Installation) -> None:
    train(small)
    assert small.told("GET", "/api/activities/3/attendance") == (200, {"person_ids": []})
    assert small.told("PUT", "/api/activities/3/attendance", {"person_ids": [3, 1, 3]}) == (200, {"person_ids": [1, 3]})
    assert small.told("GET", "/api/activities/3/attendance") == (200, {"person_ids": [1, 3]})
    status, refused = small.told("PUT", "/api/activities/1/attendance", {"person_ids": [1]})
    assert (status, list(refused["errors"])) == (422, ["person_ids"])


RANGE, MISSING = "A whole number from {} to {}.", "There is no such entry (number 99)."
WHEN = "A time with its zone, such as 2026-11-23T14:30:00+08:00."
SHAPES: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"code": ""}, {"code": "From 1 to 50 characters."}),
    ({"kind": "party"}, {"kind": "One of service, training, enforcement, station, shared, emergency."}),
    ({"title": "名" * 121}, {"title": "From 1 to 120 characters."}),
    ({"place_id": None}, {"place_id": "This value is needed."}),
    ({"priority": 0}, {"priority": RANGE.format(1, 4)}),
    ({"women": 100, "men": -1}, {"women": RANGE.format(0, 99), "men": RANGE.format(0, 99)}),
    ({"attendees": 10000}, {"attendees": RANGE.format(0, 9999)}),
    (
        {"grants_level": 10, "grants_months": 0},
        {"grants_level": RANGE.format(1, 9), "grants_months": RANGE.format(1, 600)},
    ),
    ({"notes": "字" * 501}, {"notes": "From 0 to 500 characters."}),
    ({"starts_at": "2026-11-26T09:00:00"}, {"starts_at": WHEN}),
    ({"ends_at": "tomorrow"}, {"ends_at": WHEN}),
    ({"local": "no"}, {"local": "Yes or no: true or false."}),
    ({"departments": "D1"}, {"departments": "A list."}),
    ({"state": "cancelled"}, {"state": "There is no such field."}),
    ({"roles": []}, {"roles": "From 1 to 1000 entries."}),
    ({"roles": [{**NEW["roles"][0], "wanted": 1000}]}, {"roles__0__wanted": RANGE.format(1, 999)}),
    ({"roles": [{**NEW["roles"][0], "accepts": []}]}, {"roles__0__accepts": "From 1 to 1000 entries."}),
)
SLOTS, WHO = (
    "At least one slot is wanted, and no more are needed than wanted.",
    "Capacities of people, or whole teams alone.",
)
CONTRADICTIONS: tuple[tuple[dict[str, Any], str, dict[str, str]], ...] = (
    ({"ends_at": NEW["starts_at"]}, "The activity ends before it starts.", {"ends_at": "After its start."}),
    (
        {"ends_at": "2026-11-29T09:01:00+08:00"},
        "The activity is too long.",
        {"ends_at": "No later than the end of the next day."},
    ),
    ({"place_id": 99}, MISSING, {"place_id": MISSING}),
    ({"venue_id": 99}, MISSING, {"venue_id": MISSING}),
    ({"grants_id": 99}, MISSING, {"grants_id": MISSING}),
    ({"departments": ["D9"]}, "There is no organisation D9.", {"departments": "There is no organisation D9."}),
    ({"roles": [{**NEW["roles"][0], "minimum": 2}]}, SLOTS, {"roles__0__wanted": SLOTS}),
    ({"roles": [{**NEW["roles"][0], "accepts": ["team", "volunteer"]}]}, WHO, {"roles__0__accepts": WHO}),
    ({"roles": [{**NEW["roles"][0], "qualification_id": 99}]}, MISSING, {"roles__0__qualification_id": MISSING}),
)
REFUSED = (*((changed, "Some values are not right.", errors) for changed, errors in SHAPES), *CONTRADICTIONS)


@pytest.mark.parametrize(("changed", "sentence", "errors"), REFUSED)
def test_a_wrong_value_is_refused_at_its_field_and_changes_nothing(
    small: Installation, changed: dict[str, Any], sentence: str, errors: dict[str, str]
) -> None:
    train(small)
    before = small.told("GET", "/api/activities")
    assert small.told("POST", "/api/activities", {**NEW, "code": "N2", **changed}) == problem(422, sentence, **errors)
    assert small.told("PATCH", "/api/activities/3", changed) == problem(422, sentence, **errors)
    assert small.told("GET", "/api/activities") == before


def test_what_is_needed_a_taken_number_and_an_activity_that_there_is_not(small: Installation) -> None:
    needed = ("code", "kind", "title", "place_id", "starts_at", "ends_at", "roles")
    assert small.told("POST", "/api/activities", {}) == wrong(**dict.fromkeys(needed, "This value is needed."))
    taken = problem(409, "There is an entry with the number A1 already.")
    assert small.told("PATCH", "/api/activities/2", {"code": "A1"}) == taken
    assert small.told("GET", "/api/activities/99") == problem(404, MISSING)
    for method, path, body in (
        ("PATCH", "", {"title": "x"}),
        ("PUT", "/roles", {"roles": NEW["roles"]}),
        ("POST", "/cancellation", None),
        ("GET", "/attendance", None),
        ("PUT", "/attendance", {"person_ids": []}),
    ):
        assert small.told(method, f"/api/activities/99{path}", body) == problem(404, MISSING)


def test_only_people_that_there_are_attend(small: Installation) -> None:
    train(small)
    assert small.told("PUT", "/api/activities/3/attendance", {"person_ids": [1, 99]}) == problem(
        422, MISSING, person_ids=MISSING
    )
    assert small.told("PUT", "/api/activities/3/attendance", {"person_ids": [0]}) == wrong(
        person_ids__0=RANGE.format(1, 2147483647)
    )
    assert small.told("GET", "/api/activities/3/attendance") == (200, {"person_ids": []})


def test_a_role_that_people_were_told_of_stays(small: Installation) -> None:
    small.published()
    body = {"roles": [{"name": "新岗", "accepts": ["volunteer"], "minimum": 0, "wanted": 1}]}
    status, refused = small.told("PUT", "/api/activities/1/roles", body)
    assert (status, refused["detail"]) == (409, "People were told of the role 负责人; it cannot be taken away.")


def test_each_change_is_in_the_audit_trail(small: Installation) -> None:
    train(small)
    small.told("PATCH", "/api/activities/3", {"title": "培训", "roles": [{**NEW["roles"][0], "id": 5, "wanted": 2}]})
    small.told("PUT", "/api/activities/3/attendance", {"person_ids": [1]})
    small.told("POST", "/api/activities/3/cancellation")
    rows = small.told("GET", "/api/audit?page_size=4")[1]
    told = {(row["table_name"], row["action"], *sorted(row["changes"])): row["changes"] for row in rows}
    listed = {"id": 1, "town_id": small.town_id, "activity_id": 3, "person_id": 1}
    assert told == {
        ("activity", "update", "title"): {"title": ["急救培训", "培训"]},
        ("role", "update", "wanted"): {"wanted": [1, 2]},
        ("attendance", "insert", *sorted(listed)): {name: [None, value] for name, value in listed.items()},
        ("activity", "update", "state"): {"state": ["planned", "cancelled"]},
    }


NOTHING = dict.fromkeys(("gender", "capacity", "organisation_id", "team_id", "qualification_id", "new", "local"))


def test_quotas_and_company_are_told_as_they_are_stored(small: Installation) -> None:
    train(small)
    before = small.told("GET", "/api/activities/3")[1]
    asked = {"organisations": 2, "never_alone": True}
    quotas = [{"least": 1, "gender": "female", "capacity": "volunteer"}, {"most": 1, "new": True}]
    told = [
        {"least": 1, "most": None, **NOTHING, "gender": "female", "capacity": "volunteer"},
        {"least": 0, "most": 1, **NOTHING, "new": True},
    ]
    status, changed = small.told("PATCH", "/api/activities/3", {**asked, "quotas": quotas})
    assert (status, changed) == (200, {**before, **asked, "quotas": told, "revision": before["revision"] + 1})
    assert small.told("PATCH", "/api/activities/3", {"quotas": told})[1]["quotas"] == told


def test_a_role_says_that_it_trains(small: Installation) -> None:
    train(small)
    roles = [{**NEW["roles"][0], "id": 5, "trains": True}]
    assert small.told("PUT", "/api/activities/3/roles", {"roles": roles})[1]["roles"] == [
        {**ROLE, "id": 5, "trains": True}
    ]


@pytest.mark.parametrize(
    ("quota", "errors"),
    [
        ({"least": 1}, {"quotas.0.least": "How many, and of whom."}),
        ({"least": 1, "team_id": 9}, {"quotas.0.team_id": "There is no such entry (number 9)."}),
    ],
)
def test_a_quota_that_cannot_be_is_refused(small: Installation, quota: Any, errors: dict[str, str]) -> None:
    status, refused = small.told("PATCH", "/api/activities/1", {"quotas": [quota]})
    assert (status, refused["errors"]) == (422, errors)


def test_a_role_that_trains_for_nothing_is_refused_at_its_field(small: Installation) -> None:
    roles = [{**NEW["roles"][0], "trains": True}]
    status, refused = small.told("PATCH", "/api/activities/1", {"roles": roles})
    message = "Only an activity that grants a qualification trains those who serve."
    assert (status, refused["errors"]) == (422, {"roles.0.trains": message})
