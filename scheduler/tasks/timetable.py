"""What is done again and again, and how often: one list, for the supervisor of `make run` and for Celery beat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.orm import Session, sessionmaker

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.models import JobKind
from scheduler.services import jobs, nightly
from scheduler.services.rosters import notices
from scheduler.settings import Settings
from scheduler.tasks.app import celery, settings
from scheduler.tasks.work import sweep_and_ring, worker_sessions

Factory = sessionmaker[Session]


@dataclass(frozen=True)
class Chore:
    """Something short that is done every so often. It may be done twice at once, or once too often."""

    name: str
    every: timedelta
    do: Callable[[Factory, Settings], None]


def sweep(factory: Factory, _: Settings) -> None:
    """Ring for jobs that wait or whose worker is gone."""
    sweep_and_ring(factory)


def ask_for_mail(factory: Factory, settings: Settings) -> None:
    """Have mail sent that waits: what could not be sent before is due again."""
    if settings.smtp_host is None:
        return
    with factory.begin() as session:
        now = datetime.now(UTC)
        for town_id in notices.towns_with_mail(session, now=now):
            if not jobs.waits(session, town_id, JobKind.NOTICES):
                jobs.enqueue(session, Actor("system", ActorRole.SYSTEM, town_id), JobKind.NOTICES, {}, now=now)


def ask_for_nightly(factory: Factory, _: Settings) -> None:
    """Have the nightly job done where it is due."""
    with factory.begin() as session:
        nightly.enqueue_due(session, now=datetime.now(UTC))


def forget_delivered(_: Factory, settings: Settings) -> None:
    """Delete the messages that the embedded broker has delivered: it only marks them."""
    if settings.redis_url is not None:
        return
    engine = create_engine(settings.broker_url.removeprefix("sqla+"), connect_args={"timeout": 15})
    try:
        with engine.begin() as connection:
            if inspect(connection).has_table("kombu_message"):
                connection.execute(text("DELETE FROM kombu_message WHERE visible = 0"))
    finally:
        engine.dispose()


TIMETABLE = (
    Chore("sweep", timedelta(seconds=2), sweep),
    Chore("mail", timedelta(minutes=1), ask_for_mail),
    Chore("nightly", timedelta(minutes=1), ask_for_nightly),
    Chore("delivered messages", timedelta(hours=1), forget_delivered),
)
CHORES = {chore.name: chore for chore in TIMETABLE}


@celery.task(name="chore")  # type: ignore[untyped-decorator]
def chore(name: str) -> None:
    """A message of Celery beat to a worker of the quick queue."""
    CHORES[name].do(worker_sessions(), settings())
