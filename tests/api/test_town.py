"""The town over HTTP: settings and what is to do; whole answers, by equality."""

from __future__ import annotations

from tests.api.client import Installation
from tests.api.problems import STRANGER, problem, wrong


def test_settings_and_what_is_still_to_do(small: Installation) -> None:
    town = {
        "default_travel_minutes": 20,
        "id": small.town_id,
        "name": "六祖镇",
        "revision": 1,
        "road_factor": 1.35,
        "sample": False,
        "speed_kmh": 30.0,
        "state": "active",
        "teams_get_offers": False,
        "timezone": "Asia/Shanghai",
    }
    patch = {"name": "新六祖镇", "road_factor": 1.5, "teams_get_offers": True}
    assert small.told("GET", "/api/town") == (200, town)
    assert small.told("PATCH", "/api/town", patch) == (200, {**town, **patch, "revision": 2})
    assert small.told("GET", "/api/town") == (200, {**town, **patch, "revision": 2})
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
        ("PATCH", {"name": ""}, wrong(name="From 1 to 100 characters.")),
        ("PATCH", {"name": " \n "}, wrong(name="From 1 to 100 characters.")),
        ("PATCH", {"road_factor": 0.9}, wrong(road_factor="A number from 1 to 5.")),
        ("PATCH", {"speed_kmh": "30"}, wrong(speed_kmh="A number from 1 to 200.")),
        (
            "PATCH",
            {"default_travel_minutes": 1441},
            wrong(default_travel_minutes="A whole number from 0 to 1440."),
        ),
        ("PATCH", {"teams_get_offers": 1}, wrong(teams_get_offers="Yes or no: true or false.")),
        ("PATCH", {"sample": True}, wrong(sample="There is no such field.")),
        ("POST", {}, wrong(name="This value is needed.")),
        ("POST", {"name": "新镇"}, problem(422, "This is your own town already.")),
    ):
        assert (body, *small.told(method, "/api/town", body)) == (body, *refusal)
    for method in ("GET", "PATCH", "POST"):
        answer = small.api.open("/api/town?lang=en", method=method)
        assert (method, answer.status_code, answer.json) == (method, *STRANGER)
