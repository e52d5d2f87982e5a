"""If-Match and ETag: an edit names the version that it changes, of the row and of all that belongs to it."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tests.api.client import Installation

ROLE = {"name": "负责人", "accepts": ["social_worker"], "minimum": 1, "wanted": 1}
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
    installation.call("POST", "/api/teams", json=TEAM)
    installation.call("POST", "/api/rosters", json={"first_day": "2026-11-23", "last_day": "2026-11-29"})
    return installation


EDITS: tuple[tuple[str, str, str, Any], ...] = (
    ("PATCH", "/api/people/1", "/api/people/1", {"name": "测试新"}),
    ("PUT", "/api/people/1/times", "/api/people/1", {"weekly": []}),
    ("PUT", "/api/people/1/wishes", "/api/people/1", {"wishes": []}),
    ("PATCH", "/api/teams/1", "/api/teams/1", {"quorum": 70}),
    ("PUT", "/api/teams/1/times", "/api/teams/1", {"weekly": []}),
    ("PATCH", "/api/activities/1", "/api/activities/1", {"title": "新"}),
    ("PUT", "/api/activities/1/roles", "/api/activities/1", {"roles": [ROLE]}),
    ("PUT", "/api/activities/1/attendance", "/api/activities/1", {"person_ids": []}),
    ("PATCH", "/api/rosters/1", "/api/rosters/1", {"keep_published": True}),
    ("DELETE", "/api/rosters/1", "/api/rosters/1", None),
)


def test_an_edit_without_if_match_is_refused_a_stale_one_too_and_the_right_one_done(town: Installation) -> None:
    for method, path, row, body in EDITS:
        without = town.call(method, path, json=body)
        stale = town.call(method, path, json=body, headers={"If-Match": '"0"'})
        weak = town.call(method, path, json=body, headers={"If-Match": f"W/{etag(town, row)}"})
        right = town.call(method, path, json=body, headers={"If-Match": etag(town, row)})
        found = (without.status_code, stale.status_code, weak.status_code, right.status_code)
        assert (method, path, found) == (method, path, (428, 412, 412, 204 if method == "DELETE" else 200))
        assert {without.content_type, stale.content_type} == {"application/problem+json"}


BELONGINGS: tuple[tuple[str, str, str, Any], ...] = (
    ("/api/people/1", "PATCH", "/api/people/1", {"capacities": ["volunteer"]}),
    ("/api/people/1", "POST", "/api/people/1/qualifications", {"qualification_id": 1}),
    ("/api/people/1", "POST", "/api/people/1/qualifications", {"qualification_id": 1, "level": 2}),
    ("/api/people/1", "DELETE", "/api/people/1/qualifications/1", None),
    (
        "/api/people/1",
        "PUT",
        "/api/people/1/times",
        {"weekly": [{"weekday": 0, "start_minute": 0, "end_minute": 60}]},
    ),
    ("/api/people/1", "PUT", "/api/people/1/wishes", {"wishes": [{"weekday": 0, "part": "day", "liking": 1}]}),
    (
        "/api/people/1",
        "POST",
        "/api/people/1/absences",
        {"starts_at": "2026-12-01T00:00:00+08:00", "ends_at": "2026-12-02T00:00:00+08:00"},
    ),
    ("/api/people/1", "DELETE", "/api/absences/1", None),
    ("/api/teams/1", "PATCH", "/api/teams/1", {"member_ids": [3]}),
    ("/api/teams/1", "PATCH", "/api/teams/1", {"member_ids": [3, 4]}),
    ("/api/activities/1", "PUT", "/api/activities/1/roles", {"roles": [ROLE]}),
    ("/api/activities/1", "PATCH", "/api/activities/1", {"grants_id": 1}),
    ("/api/activities/1", "PUT", "/api/activities/1/attendance", {"person_ids": [3]}),
    ("/api/activities/1", "PUT", "/api/activities/1/attendance", {"person_ids": []}),
)


def test_a_change_of_what_belongs_to_a_row_raises_the_rows_version(town: Installation) -> None:
    for row, method, path, body in BELONGINGS:
        before = etag(town, row)
        answer = town.call(method, path, json=body, headers={"If-Match": before})
        assert answer.status_code < 300, (method, path, answer.json)
        assert (path, int(etag(town, row).strip('"')) > int(before.strip('"'))) == (path, True)


def test_an_edit_that_changes_nothing_keeps_the_version(town: Installation) -> None:
    before = etag(town, "/api/people/1")
    same = {"name": town.call("GET", "/api/people/1").json["name"], "capacities": ["social_worker"]}
    answer = town.call("PATCH", "/api/people/1", json=same, headers={"If-Match": before})
    assert (answer.status_code, answer.headers["ETag"]) == (200, before)


@pytest.mark.parametrize("path", ["/api/people/1", "/api/people/1/times", "/api/teams/1", "/api/activities/1"])
def test_a_reader_who_has_the_version_gets_304(town: Installation, path: str) -> None:
    answer = town.call("GET", path, headers={"If-None-Match": etag(town, path)})
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag(town, path))


def test_of_edits_of_one_version_at_the_same_moment_one_is_done(town: Installation) -> None:
    version = etag(town, "/api/people/1")
    ready = threading.Barrier(6)
    statuses: list[int] = []

    def edit(number: int) -> None:
        client = town.app.test_client()
        headers = {"Authorization": f"Bearer {town.token}", "If-Match": version}
        ready.wait()
        body = {"capacities": ["volunteer"]} if number % 2 else {"minutes_a_week": number + 1}
        statuses.append(client.patch("/api/people/1", json=body, headers=headers).status_code)

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 412, 412, 412, 412, 412]


def test_a_job_is_watched_by_its_etag(town: Installation) -> None:
    run = town.call("POST", "/api/rosters/1/runs", json={"seconds": 60, "effort": 20}).json
    path = f"/api/jobs/{run['job']['id']}"
    waiting = etag(town, path)
    assert town.call("GET", path, headers={"If-None-Match": waiting}).status_code == 304
    town.work()
    done = town.call("GET", path, headers={"If-None-Match": waiting})
    assert (done.status_code, done.json["state"]) == (200, "done")
