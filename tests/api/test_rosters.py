"""Rosters over HTTP, from a draft to a volunteer's answer: whole answers, by equality."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.expected import ASSISTANT, PIN, ROLE
from tests.api.test_doors import person_token
from tests.at_once import at_once

pytestmark = pytest.mark.usefixtures("before_the_duties")

WEEK = {"first_day": "2026-11-23", "last_day": "2026-11-29"}
DRAFT: dict[str, Any] = {
    **WEEK,
    "based_on_id": None,
    "restores_id": None,
    "bound": None,
    "cost": None,
    "costs": {},
    "id": 1,
    "published_at": None,
    "published_by": None,
    "revision": 1,
    "state": "draft",
    "tiers": [],
    "what_if": False,
    "version": 1,
}
OTHER = {"name": "测试乙", "person_id": 2, "team_id": None}
OFFER: dict[str, Any] = {**PIN, "id": 2, "capacity": "volunteer", "person_id": 3, "role_id": 2}


@pytest.fixture
def pinned(small: Installation) -> Installation:
    """A draft in which two hold the first activity by hand."""
    status, made = small.told("POST", "/api/rosters", WEEK)
    assert (status, {**made, "revision": 1}) == (201, DRAFT)
    assert small.told("POST", "/api/rosters/1/assignments", {"role_id": 1, "person_id": 1}) == (201, PIN)
    assert small.told("POST", "/api/rosters/1/assignments", {"role_id": 2, "person_id": 3}) == (201, OFFER)
    return small


def test_assignments_are_listed_found_released_and_taken_away(pinned: Installation) -> None:
    for query, rows in (
        ("", [PIN, OFFER]),
        ("?person_id=3", [OFFER]),
        ("?team_id=1", []),
        ("?activity_id=2", []),
        ("?page=2&page_size=1", [OFFER]),
    ):
        assert (query, *pinned.told("GET", f"/api/rosters/1/assignments{query}")) == (query, 200, rows)
    assert pinned.told("PATCH", "/api/assignments/2", {"pinned": False}) == (200, {**OFFER, "pinned": False})
    assert pinned.told("DELETE", "/api/assignments/2") == (204, None)
    assert pinned.told("GET", "/api/rosters/1/assignments") == (200, [PIN])


def test_what_a_draft_fills_and_leaves_open(pinned: Installation) -> None:
    assert pinned.told("GET", "/api/rosters/1/summary") == (200, {"activities": 2, "filled": 2, "wanted": 5})
    could = "2 could, once the activity can go ahead"
    willing = {"reasons": [could], "activity_id": 2, "cannot_go_ahead": True}
    status, slots = pinned.told("GET", "/api/rosters/1/open-slots")
    best = [[(one["name"], one["person_id"], one["team_id"]) for one in slot.pop("best")] for slot in slots]
    assert list(map(sorted, best)) == [
        [("测试乙", 2, None), ("测试甲", 1, None)],
        [("测试丁", 4, None), ("测试丙", 3, None)],
    ]
    assert (status, slots) == (
        200,
        [
            {**willing, "role": {**ROLE, "id": 3}, "slots": 1},
            {
                **willing,
                "role": {**ASSISTANT, "id": 4, "minimum": 0, "wanted": 2},
                "slots": 2,
            },
        ],
    )
    holder = {"assignment": PIN, "name": "测试甲", "state": None}
    other = {"assignment": OFFER, "name": "测试丙", "state": None}
    assert pinned.told("GET", "/api/rosters/1/activities/1") == (
        200,
        [
            {"role": {**ROLE, "id": 1}, "holders": [holder], "wanted": 1, "open": 0},
            {"role": {**ASSISTANT, "id": 2}, "holders": [other], "wanted": 1, "open": 0},
        ],
    )
    status, found = pinned.told("GET", "/api/rosters/1/roles/3/why-not?person_id=2")
    assert (status, found["sentences"]) == (200, ["Nothing forbids it."])
    assert found["standing"] == {
        "cheaper": 1,
        "cost": found["cost"],
        "free": 2,
        "instead_of": None,
        "one": {"cost": found["cost"], "costs": found["standing"]["one"]["costs"], **OTHER},
        "others": [found["standing"]["others"][0]],
        "sentences": ["1 of 2 who could hold the slot would cost less"],
    }
    status, found = pinned.told("GET", "/api/rosters/1/roles/3/why-not?person_id=3")
    assert (status, found["sentences"], found["standing"]) == (200, ["Not met: Serves in an accepted capacity"], None)
    assert pinned.told("GET", "/api/rosters/1/roles/3/why-not")[0] == 422


def test_why_a_role_is_held_and_what_would_fill_it(pinned: Installation) -> None:
    status, found = pinned.told("GET", "/api/rosters/1/roles/1/why")
    (held,) = found.pop("holders")
    assert (status, found) == (200, {"role": {**ROLE, "id": 1}, "open": None, "free": [], "changes": []})
    standing = held.pop("standing")
    assert held == {"name": "测试甲", "person_id": 1, "team_id": None, "pinned": True}
    assert (standing["free"], standing["cheaper"], [one["name"] for one in standing["others"]]) == (2, 0, ["测试乙"])
    assert standing["one"]["cost"] == standing["cost"] == sum(standing["one"]["costs"].values())
    assert pinned.told("PATCH", "/api/people/2", {"active": False})[0] == 200
    assert pinned.told("PATCH", "/api/people/1", {"duties_a_month": 1})[0] == 200
    status, found = pinned.told("GET", "/api/rosters/1/roles/3/why")
    assert (status, found["role"], found["holders"]) == (200, {**ROLE, "id": 3}, [])
    assert (found["open"]["activity_id"], found["open"]["reasons"]) == (2, ["1 have reached their duties of the month"])
    changes = [{key: one[key] for key in ("kind", "name", "person_id", "sentences")} for one in found["changes"]]
    more = "1 duties more in the month for 测试甲"
    assert {"kind": "limit", "name": "测试甲", "person_id": 1, "sentences": [more]} in changes
    assert pinned.told("GET", "/api/rosters/1/roles/99/why")[0] == 404
    assert pinned.told("GET", "/api/rosters/9/roles/1/why")[0] == 404


def test_what_a_roster_costs_by_person_and_against_another_version(pinned: Installation) -> None:
    answer = pinned.call("GET", "/api/rosters/1/person-costs?page_size=1")
    (most,) = answer.json
    assert (answer.status_code, sorted(most)) == (200, ["cost", "costs", "name", "person_id", "team_id"])
    assert (most["name"], most["cost"]) == ("测试丙", sum(most["costs"].values()))
    assert json.loads(answer.headers["X-Pagination"])["total"] == 2
    status, problem = pinned.told("GET", "/api/rosters/1/difference")
    assert (status, problem["detail"]) == (422, "This roster is based on no other. Name the one to compare it with.")
    assert pinned.told("POST", "/api/rosters", WEEK)[0] == 201
    status, found = pinned.told("GET", "/api/rosters/1/difference?against_id=2")
    assert (status, found["against_id"], found["removed"], found["cost"]) == (200, 2, [], sum(found["costs"].values()))
    assert found["added"] == [
        {"name": "测试甲", "person_id": 1, "team_id": None, "role_id": 1, "activity_id": 1},
        {"name": "测试丙", "person_id": 3, "team_id": None, "role_id": 2, "activity_id": 1},
    ]
    assert pinned.told("GET", "/api/rosters/1/difference?against_id=99")[0] == 404


def test_the_board_shows_the_lines_of_a_group(pinned: Installation) -> None:
    answer = pinned.call("GET", "/api/rosters/1/board?group=social_workers&page_size=1")
    days = [{"day": f"2026-11-{day}", "kind": None, "name": ""} for day in range(23, 30)]
    chip = {
        "activity_id": 1,
        "assignment_id": 1,
        "ends_at": "2026-11-24T03:00:00+00:00",
        "pinned": True,
        "role_id": 1,
        "starts_at": "2026-11-24T01:00:00+00:00",
        "state": None,
        "title": "敬老服务",
        "with_team": False,
    }
    line = {"name": "测试甲", "person_id": 1, "team_id": None, "minutes": 120, "cells": {"2026-11-24": [chip]}}
    window = {"first": "2026-11-23", "last": "2026-11-29", "before": None, "after": None}
    assert answer.json == {"days": days, "lines": [{**line, "heading": None}], "window": window}
    assert answer.headers["X-Pagination"] == '{"total": 2, "page": 1, "page_size": 1, "last_page": 2}'


def test_a_board_shows_the_part_that_is_asked_for_under_headings(pinned: Installation) -> None:
    asked = "view=day&day=2026-11-24&by=kind&only=idle&village_id=1&text=csy"
    found = pinned.told("GET", f"/api/rosters/1/board?group=social_workers&{asked}")[1]
    window = {"first": "2026-11-24", "last": "2026-11-24", "before": "2026-11-23", "after": "2026-11-25"}
    assert (found["window"], [line["name"] for line in found["lines"]]) == (window, [])
    found = pinned.told("GET", "/api/rosters/1/board?group=social_workers&view=week&by=kind&text=csj")[1]
    assert [(line["name"], line["heading"]) for line in found["lines"]] == [("测试甲", "service")]


def test_the_board_of_activities_shows_who_is_on_them(pinned: Installation) -> None:
    answer = pinned.call("GET", "/api/rosters/1/activity-board?by=kind&text=cs&page_size=1")
    post = {
        "activity_id": 1,
        "starts_at": "2026-11-24T01:00:00+00:00",
        "ends_at": "2026-11-24T03:00:00+00:00",
        "names": ["测试甲", "测试丙"],
        "filled": 2,
        "wanted": 2,
        "open": False,
    }
    line = {"title": "敬老服务", "kind": "service", "place": "龙山塘村", "heading": "service"}
    assert answer.json["lines"] == [{**line, "cells": {"2026-11-24": [post]}}]
    assert answer.headers["X-Pagination"] == '{"total": 1, "page": 1, "page_size": 1, "last_page": 1}'


def test_of_two_publishes_at_once_one_wins_and_the_other_is_told(pinned: Installation) -> None:
    pinned.told("POST", "/api/rosters", WEEK)

    def publish(roster_id: int) -> tuple[int, str]:
        headers = {"Authorization": f"Bearer {pinned.token}", "If-Match": "*"}
        answer = pinned.app.test_client().post(f"/api/rosters/{roster_id}/publication?lang=en", headers=headers)
        return answer.status_code, answer.json.get("detail", answer.json.get("state"))

    said = at_once(partial(publish, 1), partial(publish, 2))
    meanwhile = "Another version of this period was published meanwhile. Make a new version from it and generate again."
    assert sorted(said) == [(200, "published"), (409, meanwhile)]
    states = [roster["state"] for roster in pinned.told("GET", "/api/rosters")[1]]
    assert sorted(states) == ["draft", "published"]


def test_what_publishing_changes_and_a_volunteers_answer(pinned: Installation) -> None:
    changes = [
        {"person_id": 1, "added": [1], "removed": [], "moved": []},
        {"person_id": 3, "added": [2], "removed": [], "moved": []},
    ]
    assert pinned.told("GET", "/api/rosters/1/changes") == (200, changes)
    status, published = pinned.told("POST", "/api/rosters/1/publication")
    assert (status, published["state"], published["published_by"]) == (200, "published", "coordinator")
    assert pinned.told("GET", "/api/rosters") == (200, [published])
    assert pinned.told("POST", "/api/rosters/1/publication")[0] == 409
    duty = {
        "activity_id": 1,
        "capacity": "volunteer",
        "ends_at": "2026-11-24T03:00:00+00:00",
        "place": "龙山塘村",
        "role": "协助",
        "role_id": 2,
        "starts_at": "2026-11-24T01:00:00+00:00",
        "state": "offered",
        "team_id": None,
        "title": "敬老服务",
    }
    status, (told,) = pinned.told("GET", "/api/people/3/duties")
    number = told.pop("id")
    assert (status, told) == (200, duty)
    mine = {"Authorization": f"Bearer {person_token(pinned, 3)}"}
    for answer, state in (("accept", "accepted"), ("decline", "declined")):
        given = pinned.api.post(f"/api/duties/{number}/{answer}", headers=mine).json
        assert given == {"id": number, "state": state, "answered_at": given["answered_at"]}
        assert given["answered_at"].startswith("2026-11-20T01:")
    assert pinned.told("POST", f"/api/duties/{number}/accept")[0] == 403
    assert pinned.told("GET", "/api/people/3/duties")[1] == [{**duty, "id": number, "state": "declined"}]


def test_a_run_and_its_job_are_watched_until_they_are_done(pinned: Installation) -> None:
    status, run = pinned.told("POST", "/api/rosters/1/runs", {"seconds": 60, "effort": 20})
    job = {"attempt": 0, "error": None, "id": run["job"]["id"], "kind": "solve", "progress": {}, "result": None}
    waiting = {**job, "state": "queued"}
    assert (status, run) == (
        202,
        {"id": 1, "roster_id": 1, "seconds": 60.0, "mode": "best", "beside_id": None, "job": waiting},
    )
    assert pinned.told("GET", "/api/runs/1") == (200, run)
    answer = pinned.call("GET", f"/api/jobs/{job['id']}")
    assert answer.json == waiting
    again = pinned.call("GET", f"/api/jobs/{job['id']}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert pinned.told("POST", "/api/rosters/1/runs", {"seconds": 60})[0] == 409
    pinned.work()
    status, done = pinned.told("GET", f"/api/jobs/{job['id']}")
    assert (status, done["state"], done["attempt"], done["error"]) == (200, "done", 1, None)
    assert pinned.told("GET", "/api/rosters/1/summary") == (200, {"activities": 2, "filled": 5, "wanted": 5})


def test_a_draft_is_thrown_away(pinned: Installation) -> None:
    assert pinned.told("DELETE", "/api/rosters/1") == (204, None)
    assert pinned.told("GET", "/api/rosters") == (200, [])


def test_what_if_people_were_missing_and_more_were_wanted_is_asked_and_told(installation: Installation) -> None:
    installation.bring()
    roster = installation.solved()
    asked = {"without": [1], "demand": [{"kind": "service", "slots": 1}, {"activity_id": 2, "percent": 50}]}
    status, run = installation.told("POST", f"/api/rosters/{roster}/what-ifs", asked)
    installation.work()
    told = installation.told("GET", f"/api/rosters/{run['roster_id']}/what-if")[1]
    assert (status, told["against_id"], told["ready"]) == (202, roster, True)
    assert told["sentences"][:2] == ["Without 测试甲", "Service project: 1 more slots in each role"]
    assert {pair["person_id"] for pair in told["difference"]["removed"]} >= {1}
    assert installation.told("GET", f"/api/rosters/{run['roster_id']}")[1]["what_if"] is True
    assert installation.told("POST", f"/api/rosters/{run['roster_id']}/publication")[0] == 409
    assert installation.told("DELETE", f"/api/rosters/{run['roster_id']}/what-if") == (204, None)
    assert installation.told("GET", f"/api/rosters/{run['roster_id']}/what-if")[0] == 404
    bad = {"demand": [{"slots": 1000, "kind": "party"}]}
    assert installation.told("POST", f"/api/rosters/{roster}/what-ifs", bad)[0] == 422
    assert installation.told("POST", f"/api/rosters/{roster}/what-ifs", {})[0] == 422
