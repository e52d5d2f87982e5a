"""What is done once a night: calendars are trimmed, and what nobody needs any more is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local, local_instant
from scheduler.domain.permissions import Actor, ActorRole
from scheduler.models import IdempotencyKey, Job, JobKind, Town, TownState
from scheduler.services import accounts, jobs
from scheduler.services.register.imports import uploads

MINUTE_OF_DAY = 3 * 60 + 10
ANSWERS_KEPT = timedelta(days=2)
"""How long the answer to an Idempotency-Key is given again."""


def last_night(now: datetime, zone: str) -> datetime:
    """When the nightly job was due last, by the town's wall clock."""
    today = local(now, zone).date()
    due = local_instant(today, MINUTE_OF_DAY, zone)
    return due if due <= now else local_instant(today - timedelta(days=1), MINUTE_OF_DAY, zone)


def enqueue_due(session: Session, *, now: datetime) -> list[int]:
    """Write down the nightly job of each active town that has had none since it was due; returns the towns' ids.

    It may be asked as often as one likes. A machine that is off at night catches up when it is started.
    """
    made = []
    for town in session.scalars(select(Town).where(Town.state == TownState.ACTIVE).order_by(Town.id)):
        due = last_night(now, town.timezone)
        done = select(Job.id).where(Job.town_id == town.id, Job.kind == JobKind.NIGHTLY, Job.created_at >= due)
        if town.created_at < due and session.scalar(done.limit(1)) is None:
            jobs.enqueue(session, Actor("system", ActorRole.SYSTEM, town.id), JobKind.NIGHTLY, {}, now=now)
            made.append(town.id)
    return made


def forget(session: Session, *, now: datetime) -> None:
    """Forget ended jobs, sessions and links that have ended, old answers to repeated requests, and files that were
    uploaded long ago and never imported.
    """
    jobs.purge(session, now=now)
    accounts.forget_ended(session, now=now)
    uploads.discard_forgotten(session, now=now)
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < now - ANSWERS_KEPT))
