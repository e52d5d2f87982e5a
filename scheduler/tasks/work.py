"""The one task: claim a job by its row, do it, end it. And ringing for jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

import structlog
from kombu.exceptions import OperationalError
from sqlalchemy.exc import OperationalError as DatabaseError
from sqlalchemy.orm import Session, sessionmaker

from scheduler.errors import DomainError
from scheduler.language import DEFAULT_LOCALE
from scheduler.models import JobKind
from scheduler.services import jobs
from scheduler.services.jobs import Claim, LostLease
from scheduler.services.sessions import open_engine, session_factory
from scheduler.settings import Settings
from scheduler.tasks.app import QUEUES, celery, settings
from scheduler.tasks.control import Control
from scheduler.tasks.handlers import HANDLERS

log = structlog.get_logger()


@cache
def worker_sessions() -> sessionmaker[Session]:
    """The database of this worker, opened once."""
    return session_factory(open_engine(settings().database_url))


@celery.task(name="work")  # type: ignore[untyped-decorator]
def work(job_id: int) -> None:
    """A message to a worker: look at this job."""
    perform(worker_sessions(), settings(), job_id)


def perform(factory: sessionmaker[Session], settings: Settings, job_id: int) -> None:
    """Do a job, if it is to be had: the message may be late, or one of several."""
    lease = timedelta(seconds=settings.lease_seconds)
    with factory.begin() as session:
        claim = jobs.claim(session, job_id, now=datetime.now(UTC), lease=lease)
    if claim is None:
        return
    try:
        with Control(factory, claim, lease) as control:
            HANDLERS[claim.kind](factory, settings, claim, control)
    except LostLease:
        log.warning("the job belongs to another worker now", job=job_id)
    except DatabaseError as error:
        log.warning("the database was busy or gone", job=job_id, error=str(error.orig))
        leave(factory, claim, jobs.give_back, error)
    except Exception as error:
        log.exception("job failed", job=job_id)
        leave(factory, claim, jobs.fail, error)


def leave(factory: sessionmaker[Session], claim: Claim, end: Callable[..., None], error: Exception) -> None:
    """Write down what went wrong with a job, if it is still ours."""
    said = error.message.render(DEFAULT_LOCALE) if isinstance(error, DomainError) else str(error)
    try:
        with factory.begin() as session:
            end(session, claim, f"{type(error).__name__}: {said}"[:2000], now=datetime.now(UTC))
    except LostLease:
        log.warning("the job belongs to another worker now", job=claim.job_id)


def ring(waiting: Iterable[tuple[int, JobKind]]) -> None:
    """Tell workers of jobs; where no message can be sent, the next sweep tries again."""
    for job_id, kind in waiting:
        try:
            work.apply_async((job_id,), queue=QUEUES[kind])
        except OperationalError as error:
            log.warning("no worker could be told", job=job_id, error=str(error))


def sweep_and_ring(factory: sessionmaker[Session]) -> None:
    """Ring for all jobs that wait or whose worker is gone: after every commit that made one, and every few seconds."""
    with factory.begin() as session:
        waiting = jobs.sweep(session, now=datetime.now(UTC))
    ring(waiting)
