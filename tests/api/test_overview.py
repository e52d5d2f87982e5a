"""A period looked over, by the API."""

from __future__ import annotations

from tests.api.client import Installation

PERIOD = "first_day=2026-11-23&last_day=2026-11-25"


def test_a_period_is_told_with_its_demand_its_days_and_what_to_mend(small: Installation) -> None:
    status, told = small.told("GET", f"/api/overview?{PERIOD}")
    demand = {"activities": 2, "slots": 5, "teams": 0, "minutes": 600}
    assert status == 200
    assert told.pop("days") == [
        {
            "day": f"2026-11-{day}",
            "lunar": lunar,
            "kind": None,
            "name": "",
            "rest": False,
            "markets": [],
            "demand": {"activities": activities, "slots": slots, "teams": 0, "minutes": minutes},
            "people": 4,
            "teams": 0,
        }
        for day, lunar, activities, slots, minutes in (
            (23, "十月十五", 0, 0, 0),
            (24, "十月十六", 1, 2, 240),
            (25, "十月十七", 1, 3, 360),
        )
    ]
    assert told == {
        "first_day": "2026-11-23",
        "last_day": "2026-11-25",
        "demand": demand,
        "places": [{"place": {"id": 1, "name": "龙山塘村"}, "demand": demand}],
        "kinds": [{"kind": "service", "demand": demand}],
        "expiring": [],
        "absent": [],
        "absent_teams": [],
        "unasked": 4,
        "without_roles": [],
        "unlocated": [],
        "untrained": [],
        "unseeded": [2026],
    }


def test_what_expires_and_what_nobody_is_trained_for_is_named(small: Installation) -> None:
    small.told("POST", "/api/qualifications", {"code": "Q1", "name": "防汛巡查", "by_training": True})
    held = {"qualification_id": 1, "valid_until": "2026-11-24"}
    small.told("POST", "/api/people/3/qualifications", held)
    role = {"name": "协助", "accepts": ["volunteer"], "minimum": 1, "wanted": 2, "qualification_id": 1}
    small.told("PUT", "/api/activities/2/roles", {"roles": [role]})
    told = small.told("GET", f"/api/overview?{PERIOD}")[1]
    asking = [{"id": 2, "title": "便民咨询", "starts_at": "2026-11-25T06:00:00+00:00"}]
    assert told["expiring"] == [
        {
            "person": {"id": 3, "name": "测试丙"},
            "qualification": {"id": 1, "name": "防汛巡查"},
            "valid_until": "2026-11-24",
            "lost": asking,
        }
    ]
    qualification = {"id": 1, "name": "防汛巡查"}
    assert told["untrained"] == [{"qualification": qualification, "activities": asking, "holders": 0, "wanted": 2}]


def test_days_that_are_no_period_are_refused(small: Installation) -> None:
    status, told = small.told("GET", "/api/overview?first_day=2026-11-25&last_day=2026-11-23")
    assert (status, told["errors"]) == (422, {"last_day": "Not before 25 Nov 2026."})
    assert small.told("GET", "/api/overview")[0] == 422
