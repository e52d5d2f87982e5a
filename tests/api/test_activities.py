"""Activities over HTTP: whole answers, by equality."""

from __future__ import annotations

from typing import Any

from tests.api.client import Installation
from tests.api.expected import ACTIVITIES, ASSISTANT, ROLE, activity

TRAINING: dict[str, Any] = {
    **activity(3, "急救培训", "2026-11-26T01:00:00+00:00", "2026-11-26T02:00:00+00:00", [{**ROLE, "id": 5}]),
    "kind": "training",
    "grants_id": 1,
    "code": "N1",
}
NEW = {
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
    roles = [{**NEW["roles"][0], "id": 5, "wanted": 3}, body]  # type: ignore[dict-item]
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
