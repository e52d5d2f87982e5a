"""The service as a process: on its embedded defaults, and on PostgreSQL and Redis."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.conftest import Databases
from tests.servers import BOUND
from tests.service import ROOT, Service, alive, running, wait_for_the_end, wait_until
from tests.workbooks import small_town


@pytest.fixture(params=["embedded", "postgresql and redis"])
def environment(request: pytest.FixtureRequest, databases: Databases, redis_url: str) -> Iterator[dict[str, str]]:
    """Settings of an empty installation; a lost worker is noticed quickly."""
    own = {"SAMPLE": "0", "LEASE_SECONDS": "3"}
    if request.param == "embedded":
        yield own
        return
    url = databases.new("postgresql")
    yield {**own, "DATABASE_URL": url, "REDIS_URL": redis_url}
    databases.drop(url)


def import_small_town(service: Service) -> None:
    upload = service.upload(small_town())
    assert service.call("POST", f"/api/uploads/{upload['id']}/commit")["state"] == "committed"


def test_a_job_whose_worker_is_killed_comes_back_and_ends(tmp_path: Path, environment: dict[str, str]) -> None:
    with running(tmp_path / "data", **environment) as service:
        service.sign_in()
        import_small_town(service)
        roster = service.call("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
        run = service.call("POST", f"/api/rosters/{roster['id']}/runs", {"seconds": 4, "effort": 1_000_000})
        wait_until(lambda: service.call("GET", f"/api/runs/{run['id']}")["job"]["progress"], "the solver's progress")
        killed = service.workers()["solve"]
        os.kill(killed, signal.SIGKILL)
        ended = ("done", "failed", "cancelled")
        state = wait_until(
            lambda: (job := service.call("GET", f"/api/runs/{run['id']}")["job"])["state"] in ended and job, "the end"
        )
        assert (state["state"], state["attempt"], state["error"]) == ("done", 2, None)
        assert state["result"]["filled"] == 5
        assert service.workers()["solve"] != killed
        assert service.call("POST", f"/api/rosters/{roster['id']}/publication")["state"] == "published"
        feeds = wait_until(lambda: service.call("GET", "/api/feeds/shared"), "calendars")
        assert service.fetch(feeds[0]["url"])[0] == 200
        workers = service.workers()
        assert set(workers) == {"solve", "quick"}
    assert service.process.returncode == 0
    assert [pid for pid in workers.values() if alive(pid)] == []


def test_workers_end_when_the_service_is_killed_however_young_they_are(tmp_path: Path) -> None:
    with running(tmp_path / "data", SAMPLE="0") as service:
        workers = wait_until(lambda: len(service.workers()) == 2 and service.workers(), "both workers")
        service.process.kill()
        service.process.wait()
        wait_for_the_end(workers.values())


TEST_RUN = """
import sys, time
from pathlib import Path
from tests.service import running, wait_until

with running(Path(sys.argv[1]), SAMPLE="0") as service:
    wait_until(lambda: len(service.workers()) == 2, "both workers")
    print(service.process.pid, *service.workers().values(), flush=True)
    time.sleep(600)
"""


def test_a_test_run_that_is_killed_leaves_no_service_and_no_workers_behind(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*BOUND, sys.executable, "-c", TEST_RUN, str(tmp_path / "data")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        started = [int(pid) for pid in run.stdout.readline().split()]
        run.kill()
    assert len(started) == 3
    wait_for_the_end(started)


def test_the_first_start_makes_publishes_and_serves_the_sample_town_and_a_later_one_keeps_it(tmp_path: Path) -> None:
    settings = {"SAMPLE_START": "2026-11-23", "SAMPLE_SECONDS": "3"}
    with running(tmp_path / "data", **settings) as service:
        console, calendar, sign_in = service.lines
        assert re.fullmatch(r"console http://127\.0\.0\.1:\d+/", console)
        assert re.fullmatch(r"sign-in coordinator (\w{4}-){3}\w{4}", sign_in)
        status, content, headers = service.fetch(service.calendar)
        assert status == 200
        assert len(Calendar.from_ical(content).walk("VEVENT")) >= 1
        assert service.fetch(service.calendar, **{"If-None-Match": headers["etag"]})[:2] == (304, b"")
        service.sign_in()
        rosters = service.call("GET", "/api/rosters")
        assert [(roster["first_day"], roster["state"]) for roster in rosters] == [("2026-11-23", "published")]
        token = calendar.rsplit("/", 1)[1]
    with running(tmp_path / "data", **settings) as again:
        assert again.lines[2] == "sign-in coordinator (a new password: make password)"
        assert again.lines[1].endswith(token)
        assert again.fetch(again.calendar)[1] == content
