"""The life of a background job, as conditional updates of its row: whoever holds the row's fence may write.

A message to a worker is only a doorbell: it can be lost or come twice. The row says what is to be done, a lease says
who is doing it, and a sweep rings again for what nobody does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Update, delete, or_, select, update
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.models import ENDED, Job, JobKind, JobState, Run
from scheduler.services.lookup import find

LEASE = timedelta(seconds=15)
RING_GAP = timedelta(seconds=20)
"""A job is not rung for again before this, as the first ring may still be on its way, unless its worker stopped."""

MOST_ATTEMPTS = 3
KEPT_DAYS = 30


class LostLease(Exception):
    """Another worker has the job now, or nobody: what this one writes does not count any more."""


@dataclass(frozen=True)
class Claim:
    """A claimed job: what to do, and the fence that every write must name."""

    job_id: int
    town_id: int
    kind: JobKind
    payload: dict[str, Any]
    fence: str
    attempt: int
    created_by: str


def enqueue(session: Session, actor: Actor, kind: JobKind, payload: dict[str, Any], *, now: datetime) -> Job:
    """Write down a job; workers are rung after the commit, or by the next sweep."""
    job = Job(town_id=actor.town_id, kind=kind, payload=payload, created_at=now, created_by=actor.name, progress={})
    job.state = JobState.QUEUED
    session.add(job)
    session.flush()
    session.info["made_jobs"] = True
    return job


def made_jobs(session: Session) -> bool:
    """Whether jobs were written down in this session, so that workers are to be rung after its commit."""
    return bool(session.info.pop("made_jobs", False))


def get_job(session: Session, actor: Actor, job_id: int) -> Job:
    """One job. Raises NotFound."""
    return find(session, actor, Action.READ, Job, job_id)


def request_cancel(session: Session, actor: Actor, job_id: int, *, now: datetime) -> Job:
    """Ask a job to stop: at once if it has not begun, else at its worker's next heartbeat. Raises NotFound."""
    job = find(session, actor, Action.GENERATE, Job, job_id)
    cancelled = session.execute(
        update(Job)
        .where(Job.id == job.id, Job.state == JobState.QUEUED)
        .values(state=JobState.CANCELLED, cancel_requested=True, ended_at=now)
    )
    if not changed(cancelled):
        session.execute(
            update(Job).where(Job.id == job.id, Job.state == JobState.RUNNING).values(cancel_requested=True)
        )
    else:
        close_runs(session, job.id)
    session.refresh(job)
    return job


def claim(session: Session, job_id: int, *, now: datetime, lease: timedelta = LEASE) -> Claim | None:
    """Take a queued job, or one whose worker has let its lease run out; None if it is not to be had."""
    fence = uuid4().hex
    taken = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.attempt < MOST_ATTEMPTS, free(now))
        .values(
            state=JobState.RUNNING,
            fence=fence,
            attempt=Job.attempt + 1,
            lease_until=now + lease,
            started_at=now,
            error=None,
        )
        .execution_options(synchronize_session=False)
    )
    if not changed(taken):
        return None
    job = session.get_one(Job, job_id, populate_existing=True)
    return Claim(job.id, job.town_id, job.kind, job.payload, fence, job.attempt, job.created_by)


def free(now: datetime) -> Any:
    """The condition that a job is to be had: queued, or running with a lease that has run out."""
    return or_(Job.state == JobState.QUEUED, (Job.state == JobState.RUNNING) & (Job.lease_until < now))


def heartbeat(
    session: Session,
    claim: Claim,
    *,
    now: datetime,
    progress: dict[str, Any] | None = None,
    lease: timedelta = LEASE,
) -> bool:
    """Renew the lease, and write progress where there is some; returns whether the job should stop.

    Raises LostLease.
    """
    values: dict[str, Any] = {"lease_until": now + lease}
    if progress is not None:
        values |= {"progress": progress, "progress_number": Job.progress_number + 1}
    write(session, claim, update(Job).values(**values))
    return bool(session.scalar(select(Job.cancel_requested).where(Job.id == claim.job_id)))


def finish(session: Session, claim: Claim, result: dict[str, Any], *, now: datetime) -> None:
    """End a job that did what it should; one that was asked to stop counts as cancelled. Raises LostLease."""
    asked = session.scalar(select(Job.cancel_requested).where(Job.id == claim.job_id))
    state = JobState.CANCELLED if asked else JobState.DONE
    end(session, claim, state, now, result=result)


def fail(session: Session, claim: Claim, error: str, *, now: datetime) -> None:
    """End a job that could not do what it should, with what went wrong. Raises LostLease."""
    end(session, claim, JobState.FAILED, now, error=error)


def give_back(session: Session, claim: Claim, error: str, *, now: datetime) -> None:
    """Put a job back that could not be done just now, for the sweep to ring for again; after the last attempt it has
    failed. Raises LostLease.
    """
    if claim.attempt >= MOST_ATTEMPTS:
        fail(session, claim, error, now=now)
    else:
        write(session, claim, update(Job).values(state=JobState.QUEUED, lease_until=None, rung_at=now, error=error))


def end(session: Session, claim: Claim, state: JobState, now: datetime, **values: Any) -> None:
    """End a job and the run that it belongs to. Raises LostLease."""
    write(session, claim, update(Job).values(state=state, ended_at=now, lease_until=None, **values))
    close_runs(session, claim.job_id)


def close_runs(session: Session, job_id: int) -> None:
    """A run is open as long as its job has not ended."""
    session.execute(update(Run).where(Run.job_id == job_id).values(open=False))


def write(session: Session, claim: Claim, statement: Update) -> None:
    """Change the row of a job that the claim still holds. Raises LostLease."""
    mine = statement.where(Job.id == claim.job_id, Job.fence == claim.fence, Job.state == JobState.RUNNING)
    if not changed(session.execute(mine.execution_options(synchronize_session=False))):
        raise LostLease(f"job {claim.job_id}")


def changed(result: Any) -> bool:
    """Whether an update changed a row."""
    return bool(result.rowcount)


def sweep(session: Session, *, now: datetime) -> list[tuple[int, JobKind]]:
    """Give up jobs that were tried too often, and name those to ring for: (id, kind), each marked as rung now."""
    expired = (Job.state == JobState.RUNNING) & (Job.lease_until < now)
    abandon(session, expired & Job.cancel_requested, JobState.CANCELLED, None, now)
    given_up = f"given up after {MOST_ATTEMPTS} attempts whose worker stopped"
    abandon(session, expired & (Job.attempt >= MOST_ATTEMPTS), JobState.FAILED, given_up, now)
    unrung = or_(Job.rung_at.is_(None), Job.rung_at < now - RING_GAP, expired & (Job.rung_at < Job.lease_until))
    due = free(now) & unrung
    found = session.execute(select(Job.id, Job.kind).where(due, Job.attempt < MOST_ATTEMPTS).order_by(Job.id)).all()
    session.execute(update(Job).where(Job.id.in_([row.id for row in found])).values(rung_at=now))
    return [(row.id, row.kind) for row in found]


def abandon(session: Session, which: ColumnElement[bool], state: JobState, error: str | None, now: datetime) -> None:
    """End the jobs that nobody will end any more, with their runs."""
    ended = session.scalars(update(Job).where(which).values(state=state, ended_at=now, error=error).returning(Job.id))
    for job_id in ended.all():
        close_runs(session, job_id)


def purge(session: Session, *, now: datetime) -> None:
    """Forget ended jobs that nobody asks about any more; runs keep theirs."""
    old = (Job.state.in_(ENDED)) & (Job.ended_at < now - timedelta(days=KEPT_DAYS))
    session.execute(delete(Job).where(old, Job.id.not_in(select(Run.job_id))))


def waits(session: Session, town_id: int, kind: JobKind) -> bool:
    """Whether a job of this kind is queued or running in a town."""
    open_ = select(Job.id).where(Job.town_id == town_id, Job.kind == kind, Job.state.not_in(ENDED)).limit(1)
    return session.scalar(open_) is not None
