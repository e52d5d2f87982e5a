"""Runs and their jobs over the API: refused, stopped before and while they work, watched."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from scheduler.models import JobKind
from scheduler.services import jobs, towns
from scheduler.services.jobs import Claim
from tests.api.client import Installation
from tests.api.problems import FORBIDDEN, STRANGER, missing, problem, wrong
from tests.api.test_doors import person_token
from tests.conftest import NOW
from tests.workbooks import ACTIVITIES, activity, small_town

pytestmark = pytest.mark.usefixtures("before_the_duties")

LIMITS = {"seconds": 60, "effort": 20}
JOB: dict[str, Any] = {
    "id": 1,
    "kind": "solve",
    "state": "queued",
    "attempt": 0,
    "progress": {},
    "result": None,
    "error": None,
}
RUN = {"id": 1, "roster_id": 1, "mode": "best", "beside_id": None, "seconds": 60.0, "job": JOB}
BUSY = problem(409, "This roster is being solved. Wait for the end, or stop it.")
FROZEN = problem(409, "This roster is published and cannot change. Make a new version of it.")


@pytest.fixture
def draft(small: Installation) -> Installation:
    small.token = small.sign_in()
    small.told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    return small


def claimed(installation: Installation) -> Claim:
    """The job in a worker's hands."""
    with installation.factory.begin() as session:
        claim = jobs.claim(session, 1, now=datetime.now(UTC))
    assert claim is not None
    return claim


def watched(installation: Installation, etag: str = "") -> tuple[int, str]:
    answer = installation.call("GET", "/api/jobs/1", headers={"If-None-Match": etag})
    return answer.status_code, answer.headers["ETag"]


def test_a_run_that_nobody_does_yet_is_cancelled_at_once_and_the_draft_can_change_again(draft: Installation) -> None:
    assert draft.told("POST", "/api/rosters/1/runs", LIMITS) == (202, RUN)
    pin = ("POST", "/api/rosters/1/assignments", {"role_id": 1, "person_id": 1})
    assert draft.told(*pin) == BUSY
    cancelled = {**RUN, "job": {**JOB, "state": "cancelled"}}
    assert draft.told("POST", "/api/runs/1/stop") == (202, cancelled)
    assert draft.told("POST", "/api/runs/1/stop") == (202, cancelled)
    assert draft.told("GET", "/api/runs/1") == (200, cancelled)
    draft.work()
    assert draft.told("GET", "/api/jobs/1") == (200, {**JOB, "state": "cancelled"})
    assert draft.told(*pin)[0] == 201


def test_a_run_that_works_is_told_to_stop_and_keeps_what_it_has(draft: Installation) -> None:
    draft.told("POST", "/api/rosters/1/runs", LIMITS)
    claim = claimed(draft)
    running = {**RUN, "job": {**JOB, "state": "running", "attempt": 1}}
    assert draft.told("POST", "/api/runs/1/stop") == (202, running)
    with draft.factory.begin() as session:
        assert jobs.heartbeat(session, claim, now=datetime.now(UTC), progress={"cost": 7}) is True
        jobs.finish(session, claim, {"cost": 7}, now=datetime.now(UTC))
    ended = {**JOB, "state": "cancelled", "attempt": 1, "progress": {"cost": 7}, "result": {"cost": 7}}
    assert draft.told("GET", "/api/runs/1") == (200, {**RUN, "job": ended})
    assert draft.told("POST", "/api/rosters/1/runs", LIMITS)[0] == 202


def test_whoever_watches_a_job_is_told_of_each_change_and_of_nothing_else(draft: Installation) -> None:
    draft.told("POST", "/api/rosters/1/runs", LIMITS)
    seen = [watched(draft)[1]]
    assert watched(draft, seen[-1]) == (304, seen[-1])
    claim = claimed(draft)
    for step in ({"cost": 9}, {"cost": 7}):
        seen.append(watched(draft, seen[-1])[1])
        with draft.factory.begin() as session:
            jobs.heartbeat(session, claim, now=datetime.now(UTC), progress=step)
    with draft.factory.begin() as session:
        jobs.heartbeat(session, claim, now=datetime.now(UTC))
    seen.append(watched(draft, seen[-1])[1])
    assert watched(draft, seen[-1]) == (304, seen[-1])
    with draft.factory.begin() as session:
        jobs.fail(session, claim, "no luck", now=datetime.now(UTC))
    seen.append(watched(draft, seen[-1])[1])
    assert seen == ['"queued-0-0"', '"running-1-0"', '"running-1-1"', '"running-1-2"', '"failed-1-2"']
    failed = {**JOB, "state": "failed", "attempt": 1, "progress": {"cost": 7}, "error": "no luck"}
    assert draft.told("GET", "/api/jobs/1") == (200, failed)


def test_pins_that_contradict_each_other_are_named_before_the_solver_runs(installation: Installation) -> None:
    meanwhile = [ACTIVITIES[0], activity("A2", "便民咨询", date(2026, 11, 24), "10:00", "12:00")]
    installation.bring(small_town(activity=meanwhile))
    installation.told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    for role in (1, 3):
        installation.told("POST", "/api/rosters/1/assignments", {"role_id": role, "person_id": 1})
    status, said = installation.told("POST", "/api/rosters/1/runs", LIMITS)
    assert (status, said["detail"], said["errors"]) == (
        422,
        "Pinned assignments break rules. Release one of each.",
        {
            "pins": "These cannot hold together; without any one of them the others can: "
            "测试甲 (敬老服务 Tue 24 Nov), 测试甲 (便民咨询 Tue 24 Nov)",
            "pins.0": "Not in two places at once: 测试甲; 敬老服务 Tue 24 Nov, 便民咨询 Tue 24 Nov (60 minutes)",
        },
    )
    assert (installation.waiting, installation.told("GET", "/api/runs/1")) == ([], missing(1))


def test_each_refusal_to_solve_says_why(draft: Installation) -> None:
    path = "/api/rosters/1/runs"
    for body, errors in (
        ({"seconds": 0}, {"seconds": "A number from 1 to 3600."}),
        ({"seconds": "30"}, {"seconds": "A number from 1 to 3600."}),
        ({"effort": 0}, {"effort": "A whole number from 1 to 2147483647."}),
        ({"seed": -1}, {"seed": "A whole number from 0 to 2147483647."}),
        ({"workers": 8}, {"workers": "There is no such field."}),
        ({"mode": "all"}, {"mode": "One of best, least_change, keep_published, both."}),
    ):
        assert (body, *draft.told("POST", path, body)) == (body, *wrong(**errors))
    status, said = draft.told("POST", path, {"mode": "both"})
    assert (status, said["errors"]) == (422, {"mode": "Nothing of this period is published yet."})
    for method, rest in (("POST", "rosters/99/runs"), ("GET", "runs/99"), ("POST", "runs/99/stop"), ("GET", "jobs/99")):
        assert draft.told(method, f"/api/{rest}", LIMITS if rest.endswith("runs") else None) == missing(99)
    draft.told("POST", path, LIMITS)
    assert draft.told("POST", path, LIMITS) == problem(409, "This roster is being solved already.")
    draft.work()
    assert draft.told("POST", "/api/rosters/1/publication")[0] == 200
    assert draft.told("POST", path, LIMITS) == FROZEN


def test_both_modes_side_by_side_are_two_runs_of_two_drafts_that_can_be_compared(small: Installation) -> None:
    small.published()
    week = {"first_day": "2026-11-23", "last_day": "2026-11-29"}
    draft = small.told("POST", "/api/rosters", week)[1]
    status, run = small.told("POST", f"/api/rosters/{draft['id']}/runs", {**LIMITS, "mode": "both"})
    other = small.told("GET", f"/api/runs/{run['beside_id']}")[1]
    assert (status, run["mode"], other["mode"], other["beside_id"]) == (202, "least_change", "best", run["id"])
    small.work()
    for one in (run, other):
        assert small.told("GET", f"/api/runs/{one['id']}")[1]["job"]["state"] == "done"
    address = f"/api/rosters/{draft['id']}/difference?against_id={other['roster_id']}"
    status, found = small.told("GET", address)
    assert (status, found["against_id"], found["cost"]) == (200, other["roster_id"], sum(found["costs"].values()))


def test_a_run_that_keeps_all_that_is_published_says_of_how_much_it_keeps_how_much(small: Installation) -> None:
    small.published()
    draft = small.told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})[1]
    away = {"starts_at": "2026-11-24T00:00:00+00:00", "ends_at": "2026-11-24T12:00:00+00:00", "reason": ""}
    small.told("POST", "/api/people/3/absences", away)
    run = small.told("POST", f"/api/rosters/{draft['id']}/runs", {**LIMITS, "mode": "keep_published"})[1]
    small.work()
    job = small.told("GET", f"/api/jobs/{run['job']['id']}")[1]
    assert (job["state"], job["result"]["published"], job["result"]["kept"]) == ("done", 5, 4)
    tiers = small.told("GET", f"/api/rosters/{draft['id']}")[1]["tiers"]
    assert tiers[0] == {"tier": "kept", "value": 1, "bound": 1}


def test_runs_and_jobs_are_for_coordinators_of_their_town(draft: Installation) -> None:
    draft.told("POST", "/api/rosters/1/runs", LIMITS)
    person = {"Authorization": f"Bearer {person_token(draft, 3)}"}
    for method, path in (("GET", "/api/runs/1"), ("POST", "/api/runs/1/stop"), ("GET", "/api/jobs/1")):
        for headers, refusal in (({}, STRANGER), (person, FORBIDDEN)):
            answer = draft.api.open(f"{path}?lang=en", method=method, headers=headers)
            assert (path, answer.status_code, answer.json) == (path, *refusal)
    with draft.factory.begin() as session:
        other = towns.create_town(session, "另一镇", sample=False, now=NOW)
        other.state = other.state.ARCHIVED
        elsewhere = jobs.Job(town_id=other.id, kind=JobKind.FEEDS, created_at=NOW, created_by="clerk")
        session.add(elsewhere)
        session.flush()
        number = elsewhere.id
    assert draft.told("GET", f"/api/jobs/{number}") == missing(number)
