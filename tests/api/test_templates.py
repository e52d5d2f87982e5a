"""Templates by the API."""

from __future__ import annotations

from tests.api.client import Installation

TIMES = {"starts_at": "2026-11-26T09:00:00+08:00", "ends_at": "2026-11-26T11:00:00+08:00"}


def test_an_activity_is_registered_with_what_a_template_says(small: Installation) -> None:
    status, told = small.told("GET", "/api/templates")
    assert (status, [(row["key"], row["own"]) for row in told]) == (
        200,
        [("enforcement", False), ("service", False), ("training", False)],
    )
    for number, template in enumerate(told):
        body = {**template["values"], **TIMES, "code": f"N{number}", "place_id": 1}
        status, made = small.told("POST", "/api/activities", body)
        assert (status, made["title"]) == (201, template["values"]["title"])
    assert told[1]["values"]["roles"][0] == {
        "name": "Leading social worker",
        "accepts": ["social_worker"],
        "minimum": 1,
        "wanted": 1,
        "priority": 3,
        "qualification_id": None,
        "level": 1,
        "organisation_id": None,
        "team_id": None,
        "trains": False,
    }


def test_a_template_is_kept_from_an_activity_and_forgotten(small: Installation) -> None:
    status, kept = small.told("POST", "/api/activities/1/template", {"name": "敬老"})
    assert (status, kept["name"], kept["own"]) == (201, "敬老", True)
    assert (kept["start_minute"], kept["end_minute"], kept["values"]["title"]) == (540, 660, "敬老服务")
    assert small.told("GET", "/api/templates")[1][3:] == [kept]
    body = {**kept["values"], **TIMES, "code": "N1"}
    assert small.told("POST", "/api/activities", body)[0] == 201
    assert small.told("DELETE", f"/api/templates/{kept['key']}") == (204, None)
    assert small.told("DELETE", f"/api/templates/{kept['key']}")[0] == 404
    assert small.told("POST", "/api/activities/1/template", {"name": ""})[0] == 422
