"""The service in parts, as an installation on PostgreSQL and Redis runs it: web, workers and clock apart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import Databases
from tests.servers import BOUND, free_port
from tests.service import ROOT, Service, children, wait_until
from tests.workbooks import small_town

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path, databases: Databases, redis_url: str) -> Iterator[Start]:
    """Starts parts of one installation; all are ended with the test."""
    url = databases.new("postgresql")
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": url,
        "REDIS_URL": redis_url,
        "SAMPLE": "0",
        "LEASE_SECONDS": "3",
        "PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
    }
    with ExitStack() as stack:

        def started(*arguments: str) -> subprocess.Popen[str]:
            log = stack.enter_context((tmp_path / f"{'-'.join(arguments)}.log").open("a"))
            process = subprocess.Popen(
                [*BOUND, sys.executable, "-m", "api", *arguments],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                process_group=0,
            )
            stack.callback(end, process)
            return process

        yield started
    databases.drop(url)


def end(process: subprocess.Popen[str]) -> None:
    """End a part politely, as a service manager does."""
    process.terminate()
    process.wait(timeout=30)


def opened(start: Start, tmp_path: Path) -> Service:
    """The web part, once it has printed its lines."""
    process = start("web")
    service = Service(process, "", tmp_path / "web.log")
    service.read_lines()
    service.base = service.lines[0].removeprefix("console ").rstrip("/")
    service.sign_in()
    return service


def test_web_workers_and_beat_as_processes_of_their_own_solve_publish_and_serve(start: Start, tmp_path: Path) -> None:
    workers = {queue: start("worker", queue) for queue in ("solve", "quick")}
    start("beat")
    service = opened(start, tmp_path)
    upload = service.upload(small_town())
    service.call("POST", f"/api/uploads/{upload['id']}/commit")
    roster = service.call("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    run = service.call("POST", f"/api/rosters/{roster['id']}/runs", {"seconds": 4, "effort": 1_000_000})

    def job() -> dict[str, object]:
        found: dict[str, object] = service.call("GET", f"/api/runs/{run['id']}")["job"]
        return found

    wait_until(lambda: job()["progress"], "the solver's progress")
    pool = children(workers["solve"].pid)
    assert len(pool) == 2
    for child in pool:
        os.kill(child, signal.SIGKILL)
    ended = wait_until(lambda: (found := job())["state"] in ("done", "failed", "cancelled") and found, "the end")
    assert (ended["state"], ended["attempt"], ended["error"]) == ("done", 2, None)

    assert service.call("POST", f"/api/rosters/{roster['id']}/publication")["state"] == "published"
    feeds = wait_until(lambda: service.call("GET", "/api/feeds/shared"), "calendars")
    status, content, headers = service.fetch(feeds[0]["url"])
    assert (status, content[:15]) == (200, b"BEGIN:VCALENDAR")
    assert service.fetch(feeds[0]["url"], **{"If-None-Match": headers["etag"]})[:2] == (304, b"")
    assert [process.poll() for process in workers.values()] == [None, None]
