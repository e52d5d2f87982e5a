"""The supervisor: workers started as soon as the machine can, started again, ended; chores that are due, done."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from api.database import Database
from api.supervisor import QUEUES, Supervisor
from scheduler.services.sessions import session_factory
from scheduler.settings import Settings
from scheduler.tasks.timetable import Chore
from tests.service import alive, wait_until

Made = Callable[..., Settings]


@pytest.fixture
def supervisor(engine: Engine, settings: Made, tmp_path: Path) -> Iterator[Supervisor]:
    factory = session_factory(engine)
    made = Supervisor(settings(data_dir=tmp_path / "disk"), Database(factory, factory, lambda _: None))
    yield made
    if made.thread.is_alive():
        made.end()


def test_what_is_due_is_done_and_what_fails_stops_nothing(supervisor: Supervisor) -> None:
    done = []

    def note(_: object, __: object) -> None:
        done.append("often")

    def fail(_: object, __: object) -> None:
        done.append("failed")
        raise RuntimeError("no luck")

    often, once = Chore("often", timedelta(0), note), Chore("once", timedelta(hours=1), fail)
    for _ in range(2):
        supervisor.tick(once)
        supervisor.tick(often)
    assert done == ["failed", "often", "often"]


def test_a_database_that_is_busy_is_said_in_one_line(supervisor: Supervisor) -> None:
    def wait_in_vain(_: object, __: object) -> None:
        raise OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))

    with capture_logs() as said:
        supervisor.tick(Chore("sweep", timedelta(0), wait_in_vain))
    line = {"chore": "sweep", "error": "database is locked", "log_level": "warning"}
    assert said == [{"event": "the database is busy or away, trying again", **line}]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_workers_start_once_the_disk_is_there_start_again_when_killed_and_end(supervisor: Supervisor) -> None:
    """The folder of their logs is missing at first, and again while one is to be started anew."""

    def workers() -> dict[str, int]:
        return {queue: child.pid for queue, child in supervisor.children.items() if alive(child.pid)}

    folder = supervisor.settings.data_dir
    supervisor.start()
    wait_until(lambda: supervisor.due, "the first look")
    assert workers() == {}
    folder.mkdir()
    first = wait_until(lambda: len(found := workers()) == 2 and found, "both workers")
    shutil.rmtree(folder)
    os.kill(first["solve"], signal.SIGKILL)
    wait_until(lambda: set(workers()) == {"quick"}, "the end of one")
    folder.mkdir()
    again = wait_until(lambda: len(found := workers()) == 2 and found, "both workers again")
    assert (again["quick"], again["solve"] != first["solve"], set(again)) == (first["quick"], True, set(QUEUES))
    supervisor.end()
    assert (workers(), supervisor.thread.is_alive()) == ({}, False)
