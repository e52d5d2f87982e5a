"""A worker's hold on its job: the lease renewed, the newest progress written, the wish to stop heard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from scheduler.models import Job, JobKind
from scheduler.services import jobs
from scheduler.services.jobs import Claim
from scheduler.tasks import control
from scheduler.tasks.control import Control
from tests.service import wait_until
from tests.services.small_town import SmallTown

Factory = sessionmaker[Session]
LEASE = timedelta(seconds=15)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "HEARTBEAT_SECONDS", 0.02)


@pytest.fixture
def small(factory: Factory) -> SmallTown:
    with factory.begin() as session:
        return SmallTown(session)


@pytest.fixture
def claim(factory: Factory, small: SmallTown) -> Claim:
    with factory.begin() as session:
        job = jobs.enqueue(session, small.actor, JobKind.SOLVE, {}, now=datetime.now(UTC))
        found = jobs.claim(session, job.id, now=datetime.now(UTC), lease=timedelta(seconds=1))
    assert found is not None
    return found


def told(factory: Factory, claim: Claim) -> Job:
    with factory() as session:
        return session.get_one(Job, claim.job_id)


def test_the_lease_is_renewed_and_each_progress_is_written_once(factory: Factory, claim: Claim) -> None:
    first = told(factory, claim).lease_until
    assert first is not None
    with Control(factory, claim, LEASE) as held:
        for number, cost in enumerate((9, 7), start=1):
            held.progress = {"cost": cost}
            wait_until(lambda number=number: told(factory, claim).progress_number == number, "the progress")
        renewed = told(factory, claim).lease_until
        assert renewed is not None
        wait_until(lambda: (told(factory, claim).lease_until or renewed) > renewed, "another heartbeat")
        job = told(factory, claim)
        assert (job.progress, job.progress_number, held.should_stop()) == ({"cost": 7}, 2, False)
        assert renewed > first + timedelta(seconds=10)


def test_a_job_that_is_left_is_renewed_no_more(factory: Factory, claim: Claim) -> None:
    with Control(factory, claim, LEASE) as held:
        held.progress = {"cost": 9}
        wait_until(lambda: told(factory, claim).progress_number, "the progress")
    assert held._thread.is_alive() is False


def test_the_wish_to_stop_is_heard(factory: Factory, small: SmallTown, claim: Claim) -> None:
    with Control(factory, claim, LEASE) as held:
        assert held.should_stop() is False
        with factory.begin() as session:
            jobs.request_cancel(session, small.actor, claim.job_id, now=datetime.now(UTC))
        wait_until(held.should_stop, "the wish")


def test_a_worker_that_lost_its_lease_stops(factory: Factory, claim: Claim) -> None:
    with factory.begin() as session:
        assert jobs.claim(session, claim.job_id, now=datetime.now(UTC) + timedelta(minutes=1)) is not None
    with Control(factory, claim, LEASE) as held:
        wait_until(held.should_stop, "the end")
        held._thread.join(timeout=10)
        assert held._thread.is_alive() is False


@pytest.fixture
def trouble(factory: Factory) -> Iterator[list[str]]:
    """A database that fails each statement about jobs while there is something in this list."""
    engine, failing = factory.kw["bind"], list[str]()

    def fail(_: Any, __: Any, statement: str, *___: Any) -> None:
        if failing and statement.startswith("UPDATE job"):
            failing.append(statement)
            raise OperationalError(statement, {}, Exception("the connection is gone"))

    event.listen(engine, "before_cursor_execute", fail)
    yield failing
    event.remove(engine, "before_cursor_execute", fail)


def test_a_heartbeat_that_fails_is_tried_again(factory: Factory, claim: Claim, trouble: list[str]) -> None:
    trouble.append("from now on")
    with Control(factory, claim, LEASE) as held:
        wait_until(lambda: len(trouble) > 2, "two heartbeats that failed")
        trouble.clear()
        held.progress = {"cost": 7}
        wait_until(lambda: told(factory, claim).progress == {"cost": 7}, "one that did not")
        assert held.should_stop() is False
