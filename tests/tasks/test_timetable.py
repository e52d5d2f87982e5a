"""What is done again and again: one list for the supervisor and for Celery beat."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from scheduler.models import Job, JobKind, Notice
from scheduler.settings import Settings
from scheduler.tasks import timetable
from tests.services.small_town import SmallTown

Made = Callable[..., Settings]


def kinds(factory: sessionmaker[Session]) -> list[JobKind]:
    with factory() as session:
        return list(session.scalars(select(Job.kind).order_by(Job.id)))


def test_the_nightly_job_is_asked_for_once(factory: sessionmaker[Session], settings: Made) -> None:
    with factory.begin() as session:
        SmallTown(session).town.created_at = datetime(2026, 1, 1, tzinfo=UTC)
    for _ in range(2):
        timetable.ask_for_nightly(factory, settings())
    assert kinds(factory) == [JobKind.NIGHTLY]


def test_mail_that_waits_is_asked_for_while_no_job_sends_it_and_only_with_a_server(
    factory: sessionmaker[Session], settings: Made
) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        small.published(small.activity(), small.worker(email="jia@example.org"))
        for job in session.query(Job):
            session.delete(job)
    timetable.ask_for_mail(factory, settings())
    assert kinds(factory) == []
    for _ in range(2):
        timetable.ask_for_mail(factory, settings(smtp_host="127.0.0.1"))
    assert kinds(factory) == [JobKind.NOTICES]
    with factory.begin() as session:
        session.query(Job).delete()
        session.query(Notice).one().mail_after = datetime.now(UTC) + timedelta(minutes=2)
    timetable.ask_for_mail(factory, settings(smtp_host="127.0.0.1"))
    assert kinds(factory) == []


def test_delivered_messages_of_the_embedded_broker_are_deleted(
    factory: sessionmaker[Session], settings: Made, tmp_path: Path
) -> None:
    timetable.forget_delivered(factory, settings())
    broker = sqlite3.connect(tmp_path / "broker.db", isolation_level=None)
    broker.execute("CREATE TABLE kombu_message (id INTEGER, visible BOOLEAN)")
    broker.execute("INSERT INTO kombu_message VALUES (1, 0), (2, 1)")
    timetable.forget_delivered(factory, settings(redis_url="redis://127.0.0.1"))
    assert broker.execute("SELECT id FROM kombu_message").fetchall() == [(1,), (2,)]
    timetable.forget_delivered(factory, settings())
    assert broker.execute("SELECT id FROM kombu_message").fetchall() == [(2,)]
    broker.close()
