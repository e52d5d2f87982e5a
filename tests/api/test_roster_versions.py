"""Publishing over HTTP: what it would do, versions, what differs between them, an earlier one published again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.expected import ASSISTANT, ROLE

pytestmark = pytest.mark.usefixtures("before_the_duties")

WEEK = {"first_day": "2026-11-23", "last_day": "2026-11-29"}
WHEN = "Tue 24 Nov 09:00–11:00, 龙山塘村"
ROLES = [{"id": 1, **ROLE, "minimum": 0}, {"id": 2, **ASSISTANT}]
SENT = "您已被安排任务：敬老服务（负责人），11月24日 周二 09:00–11:00，龙山塘村。"


@pytest.fixture
def versions(small: Installation) -> Installation:
    """Two published versions: two hold the first activity in one, and nobody does in the other."""
    pinned(small)
    assert small.told("POST", "/api/rosters/1/publication")[0] == 200
    assert small.told("POST", "/api/rosters", WEEK)[1]["id"] == 2
    for row in small.told("GET", "/api/rosters/2/assignments")[1]:
        small.told("DELETE", f"/api/assignments/{row['id']}")
    assert small.told("POST", "/api/rosters/2/publication")[0] == 200
    return small


def pinned(small: Installation) -> None:
    """A draft in which a worker and a volunteer hold the first activity."""
    number = small.told("POST", "/api/rosters", WEEK)[1]["id"]
    for role, person in ((1, 1), (2, 3)):
        body = {"role_id": role, "person_id": person}
        assert small.told("POST", f"/api/rosters/{number}/assignments", body)[0] == 201


def test_what_publishing_would_do_is_told_word_for_word(small: Installation) -> None:
    pinned(small)
    word = {"kind": "assigned", "state": "assigned", "role_id": 1, "activity_id": 1, "text": SENT}
    reach = {"calendar": False, "mail": None, "phone": "+8613800000001", "nobody": False}
    expected = {
        "forbidden": False,
        "cautions": [{"sentence": "Other slots that are open: 3", "forbids": False, "activity_id": None}],
        "people": [{"person_id": 1, "name": "测试甲", "words": [word], "reach": reach}],
    }
    status, found = small.told("GET", "/api/rosters/1/publication")
    volunteer = found["people"].pop()
    assert (status, found) == (200, expected)
    assert (volunteer["name"], volunteer["words"][0]["kind"]) == ("测试丙", "offered")
    assert small.told("POST", "/api/rosters/1/publication")[0] == 200
    assert small.told("GET", "/api/people/1/notices")[1][0]["kind"] == "assigned"
    status, refusal = small.told("GET", "/api/rosters/1/publication")
    assert (status, refusal["detail"]) == (409, "This roster was published already.")


def test_versions_are_listed_with_who_published_them_and_what_each_changed(versions: Installation) -> None:
    status, found = versions.told("GET", "/api/rosters/1/versions")
    told = [
        (one["roster"]["version"], one["roster"]["state"], one["roster"]["published_by"], one["restorable"])
        for one in found
    ]
    assert (status, told) == (200, [(2, "published", "coordinator", False), (1, "superseded", "coordinator", True)])
    assert [one["changed"] for one in found] == [
        {"people": 2, "added": 0, "removed": 2, "moved": 0},
        {"people": 2, "added": 2, "removed": 0, "moved": 0},
    ]


def test_two_versions_are_compared_by_person_and_by_activity(versions: Installation) -> None:
    expected: dict[str, Any] = {
        "roster_id": 1,
        "against_id": 2,
        "people": [
            {"person_id": 1, "name": "测试甲", "sentences": [f"newly 敬老服务 (负责人), {WHEN}"]},
            {"person_id": 3, "name": "测试丙", "sentences": [f"newly 敬老服务 (协助), {WHEN}"]},
        ],
        "activities": [
            {
                "activity_id": 1,
                "title": "敬老服务",
                "starts_at": "2026-11-24T01:00:00+00:00",
                "sentences": ["负责人: 测试甲 added", "协助: 测试丙 added"],
            }
        ],
    }
    assert versions.told("GET", "/api/rosters/1/comparison?against_id=2") == (200, expected)
    assert versions.told("GET", "/api/rosters/1/comparison")[0] == 422
    versions.told("POST", "/api/rosters", {"first_day": "2026-11-30", "last_day": "2026-12-06"})
    assert versions.told("GET", "/api/rosters/1/comparison?against_id=3")[0] == 422


def test_an_earlier_version_is_previewed_and_published_again_once(versions: Installation) -> None:
    status, found = versions.told("GET", "/api/rosters/1/restoration")
    assert (status, found["published_id"], found["lost"], found["notes"]) == (200, 2, [], [])
    assert [(one["name"], [word["kind"] for word in one["words"]]) for one in found["people"]] == [
        ("测试甲", ["assigned"]),
        ("测试丙", ["offered"]),
    ]
    key = {"Idempotency-Key": "once"}
    answers = [versions.told("POST", "/api/rosters/1/restoration", **key) for _ in range(2)]
    assert [(status, roster["id"], roster["restores_id"]) for status, roster in answers] == [(201, 3, 1)] * 2
    status, refusal = versions.told("POST", "/api/rosters/1/restoration")
    assert (status, refusal["detail"]) == (
        409,
        "Nothing would change: what can be restored of this version is published already.",
    )


def test_what_cannot_be_restored_is_told_with_the_reason(versions: Installation) -> None:
    away = {"starts_at": "2026-11-24T00:00:00+08:00", "ends_at": "2026-11-25T00:00:00+08:00"}
    assert versions.told("POST", "/api/people/1/absences", away)[0] == 201
    status, refusal = versions.told("GET", "/api/rosters/1/restoration")
    assert (status, refusal["detail"][:20]) == (409, "Nothing would change")
    assert versions.told("PUT", "/api/activities/1/roles", {"roles": ROLES})[0] == 200
    status, found = versions.told("GET", "/api/rosters/1/restoration")
    assert (status, [one["name"] for one in found["people"]]) == (200, ["测试丙"])
    who = {"name": "测试甲", "person_id": 1, "team_id": None}
    assert found["lost"] == [{**who, "role_id": 1, "activity_id": 1, "reason": "Not met: Available"}]
