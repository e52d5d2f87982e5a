"""If-Match and ETag: an edit names the version that it changes, of the row and of all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from scheduler.models import Roster
from scheduler.services.problems.trying import Tried
from tests.api.client import Installation
from tests.api.test_doors import ABSENCE, ROLE, SERIES, WEEKLY
from tests.at_once import at_once

TEAM = {"code": "T1", "name": "一队", "member_ids": [3, 4]}


def etag(town: Installation, path: str) -> str:
    answer = town.call("GET", path)
    assert answer.status_code == 200, answer.json
    value: str = answer.headers["ETag"]
    return value


@pytest.fixture
def town(installation: Installation) -> Installation:
    installation.bring()
    installation.call("POST", "/api/qualifications", json={"code": "Q1", "name": "急救"})
    installation.call("POST", "/api/organisations", json={"code": "D1", "name": "派出所"})
    installation.call("POST", "/api/teams", json=TEAM)
    installation.call("POST", "/api/series", json=SERIES)
    for _ in range(2):
        installation.call("POST", "/api/rosters", json={"first_day": "2026-11-23", "last_day": "2026-11-29"})
    with installation.factory.begin() as session:
        session.get_one(Roster, 2).what_if = {**Tried().stored, "against": 1, "in_force": None}
    return installation


EDITS: tuple[tuple[str, str, Any], ...] = (
    ("PATCH", "/api/people/1", {"capacities": ["volunteer"]}),
    ("POST", "/api/people/1/qualifications", {"qualification_id": 1}),
    ("DELETE", "/api/people/1/qualifications/1", None),
    ("PUT", "/api/people/1/times", WEEKLY),
    ("PUT", "/api/people/1/wishes", {"wishes": [{"weekday": 0, "part": "day", "liking": 1}]}),
    ("POST", "/api/people/1/absences", ABSENCE),
    ("POST", "/api/people/1/recusals", {"place_id": 1}),
    ("DELETE", "/api/people/1/recusals/1", None),
    ("POST", "/api/people/1/couples", {"other_id": 3, "company": "together"}),
    ("DELETE", "/api/people/1/couples/1", None),
    ("PATCH", "/api/teams/1", {"member_ids": [3]}),
    ("PUT", "/api/teams/1/times", WEEKLY),
    ("POST", "/api/teams/1/absences", ABSENCE),
    ("DELETE", "/api/people/1/absences/1", None),
    ("DELETE", "/api/teams/1/absences/2", None),
    ("PATCH", "/api/activities/1", {"grants_id": 1}),
    ("PUT", "/api/activities/1/roles", {"roles": [ROLE]}),
    ("PUT", "/api/activities/1/attendance", {"person_ids": [3]}),
    ("PUT", "/api/activities/1/day", {"day": "2026-11-26"}),
    ("POST", "/api/activities/1/cancellation", None),
    ("PATCH", "/api/series/1", {"roles": [ROLE, {**ROLE, "name": "协助"}]}),
    ("PATCH", "/api/places/1", {"name": "新村"}),
    ("PATCH", "/api/organisations/1", {"name": "镇派出所"}),
    ("PATCH", "/api/qualifications/1", {"name": "急救员"}),
    ("PATCH", "/api/town", {"name": "新六祖镇"}),
    ("PUT", "/api/town/policy", {"rules": [{"rule": "Evenings"}]}),
    ("DELETE", "/api/town/policy", None),
    ("POST", "/api/town/policy/history/{change}/restoration", None),
    ("DELETE", "/api/rosters/2/what-if", None),
    ("DELETE", "/api/rosters/1", None),
)
"""Every edit of a row, or of what belongs to the row at the head of its address, in an order that can be. `{change}` is
the first change of the policy.
"""

NAMED_NONE = {
    "type": "about:blank",
    "title": "Precondition Required",
    "status": 428,
    "detail": "Say by If-Match which version you change.",
}
NAMED_ANOTHER = {
    "type": "about:blank",
    "title": "Precondition Failed",
    "status": 412,
    "detail": "Somebody else changed this meanwhile. Load it again.",
}


def expected(method: str, path: str) -> int:
    """The status of an edit that is done."""
    made = method == "POST" and not path.endswith(("/cancellation", "/restoration"))
    return 204 if method == "DELETE" else 201 if made else 200


def head(path: str) -> str:
    """The address of the row at the head of an address."""
    return "/".join(path.split("/")[:4])


def first_change(town: Installation) -> str:
    """The number of the first change of the policy."""
    return str(town.call("GET", "/api/town/policy/history").json[-1]["id"])


def test_an_edit_without_if_match_is_refused_a_stale_one_too_and_the_right_one_done(town: Installation) -> None:
    for method, address, body in EDITS:
        path = address.replace("{change}", first_change(town)) if "{change}" in address else address
        before = etag(town, head(path))
        refused = [
            town.call(method, f"{path}?lang=en", json=body, headers=named)
            for named in ({}, {"If-Match": '"0"'}, {"If-Match": f"W/{before}"})
        ]
        more = {name: told for name, told in refused[1].json.items() if name == "changed"}
        assert (method, path, [answer.json for answer in refused]) == (
            *(method, path),
            [NAMED_NONE, {**NAMED_ANOTHER, **more}, {**NAMED_ANOTHER, **more}],
        )
        assert set(more.get("changed", ())) == (set(body) if method == "PATCH" else set())
        assert {answer.content_type for answer in refused} == {"application/problem+json"}
        assert etag(town, head(path)) == before
        done = town.call(method, path, json=body, headers={"If-Match": before})
        assert (method, path, done.status_code) == (method, path, expected(method, path))
        if (method, path) == ("DELETE", "/api/rosters/1"):
            assert town.call("GET", path).status_code == 404
        else:
            after = etag(town, head(path))
            assert (path, done.headers["ETag"], int(after.strip('"')) > int(before.strip('"'))) == (path, after, True)


def operations(town: Installation) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation."""
    for path, item in town.api.get("/api/openapi.json").json["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield method.upper(), path, operation


def test_the_description_asks_if_match_of_these_edits_alone(town: Installation) -> None:
    asking = {
        (method, re.sub(r"{\w+}", "*", path), {"412", "428"} <= operation["responses"].keys())
        for method, path, operation in operations(town)
        if any(each.get("name") == "If-Match" and each["required"] for each in operation.get("parameters", []))
    }
    assert asking == {(method, re.sub(r"\d+|{\w+}", "*", path), True) for method, path, _ in EDITS}


def test_the_description_tells_of_the_etag_of_every_answer_that_has_one(town: Installation) -> None:
    silent = {
        (method, path)
        for method, path, operation in operations(town)
        if operation["responses"].keys() & {"304", "412"}
        and not any("ETag" in answer.get("headers", {}) for answer in operation["responses"].values())
    }
    assert silent == {("DELETE", "/api/rosters/{roster_id}")}


def test_an_edit_that_changes_nothing_keeps_the_version(town: Installation) -> None:
    before = etag(town, "/api/people/1")
    same = {"name": town.call("GET", "/api/people/1").json["name"], "capacities": ["social_worker"]}
    answer = town.call("PATCH", "/api/people/1", json=same, headers={"If-Match": before})
    assert (answer.status_code, answer.headers["ETag"]) == (200, before)


READ = (
    "/api/people/1",
    "/api/people/1/times",
    "/api/people/1/wishes",
    "/api/teams/1",
    "/api/teams/1/times",
    "/api/activities/1",
    "/api/activities/1/attendance",
    "/api/series/1",
    "/api/places/1",
    "/api/organisations/1",
    "/api/qualifications/1",
    "/api/rosters/1",
    "/api/town",
    "/api/town/policy",
)


@pytest.mark.parametrize("path", READ)
def test_a_reader_who_has_the_version_gets_304(town: Installation, path: str) -> None:
    answer = town.call("GET", path, headers={"If-None-Match": etag(town, path)})
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag(town, head(path)))


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("/api/people/1", {"capacities": ["volunteer"]}, "minutes_a_week"),
        ("/api/series/1", {"roles": [ROLE, {**ROLE, "name": "协助"}]}, "every_weeks"),
        ("/api/places/1", {"name": "新村"}, "capacity"),
        ("/api/organisations/1", {"enforces": True}, "place_id"),
        ("/api/qualifications/1", {"enforcement": True}, None),
        ("/api/town", {"name": "新六祖镇"}, "speed_kmh"),
    ],
)
def test_of_edits_of_one_version_at_the_same_moment_one_is_done(
    town: Installation, path: str, one: dict[str, Any], other: str | None
) -> None:
    version = etag(town, path)

    def edit(number: int) -> int:
        headers = {"Authorization": f"Bearer {town.token}", "If-Match": version}
        body = {other: 2} if other and number % 2 else one
        return town.app.test_client().patch(path, json=body, headers=headers).status_code

    statuses = at_once(*(partial(edit, number) for number in range(6)))
    assert sorted(statuses) == [200, 412, 412, 412, 412, 412]
    assert int(etag(town, path).strip('"')) > int(version.strip('"'))


def test_a_job_is_watched_by_its_etag(town: Installation) -> None:
    run = town.call("POST", "/api/rosters/1/runs", json={"seconds": 60, "effort": 20}).json
    path = f"/api/jobs/{run['job']['id']}"
    waiting = etag(town, path)
    assert town.call("GET", path, headers={"If-None-Match": waiting}).status_code == 304
    town.work()
    done = town.call("GET", path, headers={"If-None-Match": waiting})
    assert (done.status_code, done.json["state"]) == (200, "done")
