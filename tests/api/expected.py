"""What the API tells of the small town's rows, for tests that compare whole answers."""

from __future__ import annotations

from typing import Any

ROLE: dict[str, Any] = {
    "accepts": ["social_worker"],
    "level": 1,
    "trains": False,
    "minimum": 1,
    "name": "负责人",
    "organisation_id": None,
    "priority": 2,
    "qualification_id": None,
    "team_id": None,
    "wanted": 1,
}
DEMAND: dict[str, Any] = {
    "adults_only": False,
    "attendees": 0,
    "confidential": False,
    "departments": [],
    "grants_id": None,
    "grants_level": 1,
    "grants_months": 12,
    "kind": "service",
    "local": False,
    "men": 0,
    "organisations": 0,
    "never_alone": False,
    "quotas": [],
    "notes": "",
    "place_id": 1,
    "priority": 2,
    "unpleasant": False,
    "venue_id": None,
    "women": 0,
}
ASSISTANT: dict[str, Any] = {**ROLE, "name": "协助", "accepts": ["volunteer"]}


def person(number: int, name: str, capacity: str, home: int, **more: Any) -> dict[str, Any]:
    """A person of the small town as the import made them, capacities and all."""
    return {
        "active": True,
        "born_on": None,
        "capacities": [capacity],
        "code": f"P0{number}",
        "duties_a_month": None,
        "email": None,
        "gender": None,
        "home_id": home,
        "id": number,
        "minutes_a_day": None,
        "minutes_a_week": None,
        "name": name,
        "new": False,
        "not_alone": False,
        "organisation_id": None,
        "phone": f"+86138000000{number:02d}",
        "qualifications": [],
        "revision": 1,
        **more,
    }


PEOPLE = [
    person(1, "测试甲", "social_worker", 1),
    person(2, "测试乙", "social_worker", 2),
    person(3, "测试丙", "volunteer", 1, email="bing@example.org"),
    person(4, "测试丁", "volunteer", 2),
]


def activity(number: int, title: str, starts_at: str, ends_at: str, roles: list[dict[str, Any]]) -> dict[str, Any]:
    """A planned activity of the small town."""
    return {
        **DEMAND,
        "code": f"A{number}",
        "day": None,
        "ends_at": ends_at,
        "id": number,
        "revision": 1,
        "roles": roles,
        "series_id": None,
        "starts_at": starts_at,
        "state": "planned",
        "title": title,
    }


ACTIVITIES = [
    activity(
        1,
        "敬老服务",
        "2026-11-24T01:00:00+00:00",
        "2026-11-24T03:00:00+00:00",
        [{**ROLE, "id": 1}, {**ASSISTANT, "id": 2}],
    ),
    activity(
        2,
        "便民咨询",
        "2026-11-25T06:00:00+00:00",
        "2026-11-25T08:00:00+00:00",
        [{**ROLE, "id": 3}, {**ASSISTANT, "id": 4, "minimum": 0, "wanted": 2}],
    ),
]
PLACES = [
    {
        "capacity": None,
        "code": "V1",
        "id": 1,
        "kind": "village",
        "latitude": 22.7,
        "longitude": 112.22,
        "name": "龙山塘村",
        "owner": None,
        "parent_id": None,
        "revision": 1,
    },
    {
        "capacity": None,
        "code": "V2",
        "id": 2,
        "kind": "community",
        "latitude": 22.72,
        "longitude": 112.25,
        "name": "雅冈社区",
        "owner": None,
        "parent_id": None,
        "revision": 1,
    },
]
PIN: dict[str, Any] = {
    "capacity": "social_worker",
    "crew": [],
    "id": 1,
    "person_id": 1,
    "pinned": True,
    "role_id": 1,
    "roster_id": 1,
    "team_id": None,
}
"""The first social worker held in the first role of the first roster."""
