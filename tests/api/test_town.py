"""The town over HTTP: settings, places, travel, markets, special days, the audit trail; whole answers, by equality."""

from __future__ import annotations

import pytest

from tests.api.client import Installation
from tests.api.expected import PLACES
from tests.api.problems import STRANGER, WRONG, problem

HALL = {
    "capacity": 60,
    "code": "H1",
    "id": 3,
    "kind": "venue",
    "latitude": None,
    "longitude": None,
    "name": "文化楼",
    "parent_id": 1,
}


def test_settings_and_what_is_still_to_do(small: Installation) -> None:
    town = {
        "default_travel_minutes": 20,
        "id": small.town_id,
        "name": "六祖镇",
        "road_factor": 1.35,
        "sample": False,
        "speed_kmh": 30.0,
        "state": "active",
        "teams_get_offers": False,
        "timezone": "Asia/Shanghai",
    }
    patch = {"name": "新六祖镇", "road_factor": 1.5, "teams_get_offers": True}
    assert small.told("GET", "/api/town") == (200, town)
    assert small.told("PATCH", "/api/town", patch) == (200, {**town, **patch})
    assert small.told("GET", "/api/town") == (200, {**town, **patch})
    steps = [
        ("places", "Enter villages, communities and venues", 2),
        ("people", "Enter people with their capacities and times", 4),
        ("teams", "Enter vanguard teams with their members", 0),
        ("activities", "Enter activities with their roles", 2),
        ("rosters", "Make a roster", 0),
        ("published", "Publish it", 0),
        ("calendars", "Have people subscribe to their calendars", 0),
    ]
    assert small.told("GET", "/api/town/checklist") == (
        200,
        [{"key": key, "sentence": sentence, "count": count, "done": count > 0} for key, sentence, count in steps],
    )


def test_each_refusal_to_change_the_town_says_why(small: Installation) -> None:
    for method, body, refusal in (
        ("PATCH", {"name": ""}, problem(422, WRONG, name="From 1 to 100 characters.")),
        ("PATCH", {"name": " \n "}, problem(422, WRONG, name="From 1 to 100 characters.")),
        ("PATCH", {"road_factor": 0.9}, problem(422, WRONG, road_factor="A number from 1 to 5.")),
        ("PATCH", {"speed_kmh": "30"}, problem(422, WRONG, speed_kmh="A number from 1 to 200.")),
        (
            "PATCH",
            {"default_travel_minutes": 1441},
            problem(422, WRONG, default_travel_minutes="A whole number from 0 to 1440."),
        ),
        ("PATCH", {"teams_get_offers": 1}, problem(422, WRONG, teams_get_offers="Yes or no: true or false.")),
        ("PATCH", {"sample": True}, problem(422, WRONG, sample="There is no such field.")),
        ("POST", {}, problem(422, WRONG, name="This value is needed.")),
        ("POST", {"name": "新镇"}, problem(422, "This is your own town already.")),
    ):
        assert (body, *small.told(method, "/api/town", body)) == (body, *refusal)
    for method in ("GET", "PATCH", "POST"):
        answer = small.api.open("/api/town?lang=en", method=method)
        assert (method, answer.status_code, answer.json) == (method, *STRANGER)


def test_places(small: Installation) -> None:
    body = {"code": "H1", "name": "文化楼", "kind": "venue", "parent_id": 1, "capacity": 60}
    assert small.told("POST", "/api/places", body) == (201, HALL)
    for query, found in (
        ("", [*PLACES, HALL]),
        ("?text=雅冈", [PLACES[1]]),
        ("?text=h1", [HALL]),
        ("?kind=village", [PLACES[0]]),
        ("?parent_id=1", [HALL]),
        ("?page=2&page_size=2", [HALL]),
    ):
        assert (query, *small.told("GET", f"/api/places{query}")) == (query, 200, found)
    patch = {"latitude": 22.71, "longitude": 112.23, "capacity": None}
    assert small.told("PATCH", "/api/places/3", patch) == (200, {**HALL, **patch})
    assert small.told("GET", "/api/places/3") == (200, {**HALL, **patch})
    status, refused = small.told("PATCH", "/api/places/1", {"kind": "venue"})
    assert (status, refused["errors"]) == (422, {"kind": "文化楼 lies in it, and such a place holds none like it."})


def test_travel(small: Installation) -> None:
    small.told("POST", "/api/places", {"code": "H1", "name": "文化楼", "kind": "venue"})

    def way(one: int, other: int, minutes: int, **facts: bool) -> tuple[int, dict[str, object]]:
        ends = {"from_place_id": one, "to_place_id": other, "minutes": minutes}
        return 200, {**ends, "estimated": False, "by_hand": False, **facts}

    row = {"id": 1, "from_place_id": 1, "to_place_id": 3, "minutes": 12}
    assert small.told("GET", "/api/travel?from_place_id=1&to_place_id=2") == way(1, 2, 16)
    assert small.told("GET", "/api/travel?from_place_id=1&to_place_id=3") == way(1, 3, 20, estimated=True)
    assert small.told("PUT", "/api/travel/overrides", {"from_place_id": 3, "to_place_id": 1, "minutes": 12}) == (
        200,
        row,
    )
    assert small.told("GET", "/api/travel?from_place_id=3&to_place_id=1") == way(3, 1, 12, by_hand=True)
    assert small.told("GET", "/api/travel/overrides") == (200, [row])
    assert small.told("DELETE", "/api/travel/overrides/1") == (204, None)
    assert small.told("GET", "/api/travel/overrides") == (200, [])
    status, refused = small.told("PUT", "/api/travel/overrides", {"from_place_id": 1, "to_place_id": 1, "minutes": 1})
    assert (status, refused["errors"]) == (422, {"to_place_id": "Another place."})


@pytest.mark.usefixtures("before_the_duties")
def test_markets(small: Installation) -> None:
    small.token = small.sign_in()
    row = {"id": 1, "place_id": 1, "calendar": "lunar", "digits": "9"}
    days = [
        {"day": "2026-11-27", "lunar": "十月十九"},
        {"day": "2026-12-07", "lunar": "十月廿九"},
        {"day": "2026-12-17", "lunar": "冬月初九"},
    ]
    assert small.told("GET", "/api/markets") == (200, [])
    assert small.told("PUT", "/api/markets", {"place_id": 1, "calendar": "lunar", "digits": "99"}) == (200, row)
    assert small.told("GET", "/api/markets") == (200, [row])
    assert small.told("GET", "/api/markets/1/days") == (200, days)
    assert small.told("GET", "/api/markets/preview?calendar=lunar&digits=9") == (200, days)
    assert small.told("DELETE", "/api/markets/1") == (204, None)
    assert small.told("GET", "/api/markets") == (200, [])


def test_special_days(small: Installation) -> None:
    holiday = {"day": "2027-01-01", "kind": "holiday", "name": "元旦"}
    weekend = {"day": "2027-01-03", "kind": "working_weekend", "name": ""}
    assert small.told("PUT", "/api/days/2027-01-01", {"kind": "holiday", "name": "元旦"}) == (200, holiday)
    assert small.told("PUT", "/api/days/2027-01-03", {"kind": "working_weekend"}) == (200, weekend)
    period = "/api/days?first_day=2027-01-01&last_day=2027-01-03"
    assert small.told("GET", period) == (200, [holiday, weekend])
    status, seeded = small.told("POST", "/api/days/years", {"year": 2027})
    assert (status, len(seeded), holiday in seeded) == (200, 12, False)
    assert small.told("DELETE", "/api/days/2027-01-01") == (204, None)
    assert small.told("GET", period) == (200, [weekend])
    status, refused = small.told("PUT", "/api/days/2027-01-04", {"kind": "working_weekend"})
    assert (status, list(refused["errors"])) == (422, ["day"])


def test_the_audit_trail(small: Installation) -> None:
    small.told("POST", "/api/organisations", {"code": "D1", "name": "派出所"})
    small.told("PATCH", "/api/organisations/1", {"enforces": True})
    for query, actions in (("", ["update", "insert"]), ("&row_id=2", []), ("&page_size=1&page=2", ["insert"])):
        rows = small.told("GET", f"/api/audit?table_name=organisation{query}")[1]
        assert (query, [row["action"] for row in rows]) == (query, actions)
    newest = small.told("GET", "/api/audit?page_size=1")[1][0]
    assert newest == {
        "id": newest["id"],
        "at": newest["at"],
        "actor": "coordinator",
        "action": "update",
        "table_name": "organisation",
        "row_id": 1,
        "changes": {"enforces": [False, True]},
    }
