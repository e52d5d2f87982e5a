"""The life of a job: claimed by one, held by a lease and a fence, stopped, swept, given up, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from scheduler.models import Job, JobKind, JobState
from scheduler.services import jobs
from scheduler.services.jobs import LEASE, RING_GAP, Claim, LostLease
from scheduler.services.problems import translate
from scheduler.services.rosters import runs
from solver import solve
from tests.at_once import at_once
from tests.conftest import NOW
from tests.services.small_town import SmallTown

SECOND = timedelta(seconds=1)


@pytest.fixture
def job(small: SmallTown) -> Job:
    """A queued job; those of other tests are out of the way."""
    return jobs.enqueue(small.session, small.actor, JobKind.FEEDS, {"person_id": 7}, now=NOW)


def claimed(session: Session, job: Job, now: datetime = NOW) -> Claim:
    claim = jobs.claim(session, job.id, now=now)
    assert claim is not None
    return claim


def row(session: Session, job: Job, *columns: str) -> list[Any]:
    session.expire(job)
    return [getattr(job, column) for column in columns]


def test_a_queued_job_is_claimed_once(session: Session, job: Job) -> None:
    claim = claimed(session, job)
    assert (claim.job_id, claim.kind, claim.payload, claim.attempt, claim.created_by) == (
        job.id,
        JobKind.FEEDS,
        {"person_id": 7},
        1,
        "coordinator",
    )
    assert jobs.claim(session, job.id, now=NOW + LEASE) is None
    assert row(session, job, "state", "lease_until", "started_at") == [JobState.RUNNING, NOW + LEASE, NOW]


def test_a_heartbeat_renews_the_lease_and_tells_how_far_the_job_is(session: Session, job: Job) -> None:
    claim = claimed(session, job)
    assert jobs.heartbeat(session, claim, now=NOW + 10 * SECOND, progress={"cost": 5}) is False
    assert jobs.heartbeat(session, claim, now=NOW + 20 * SECOND) is False
    assert row(session, job, "lease_until", "progress", "progress_number") == [
        NOW + 20 * SECOND + LEASE,
        {"cost": 5},
        1,
    ]
    assert jobs.claim(session, job.id, now=NOW + 20 * SECOND + LEASE) is None


def test_a_worker_that_lost_its_lease_can_write_nothing(session: Session, job: Job) -> None:
    slow = claimed(session, job)
    quick = claimed(session, job, NOW + LEASE + SECOND)
    before = row(session, job, "progress", "lease_until", "fence", "state")
    for write in (
        lambda: jobs.heartbeat(session, slow, now=NOW, progress={"cost": 0}),
        lambda: jobs.finish(session, slow, {"cost": 0}, now=NOW),
        lambda: jobs.fail(session, slow, "too late", now=NOW),
        lambda: jobs.give_back(session, slow, "too late", now=NOW),
    ):
        with pytest.raises(LostLease):
            write()
    assert row(session, job, "progress", "lease_until", "fence", "state") == before
    jobs.finish(session, quick, {"cost": 1}, now=NOW)
    assert row(session, job, "state", "result", "attempt") == [JobState.DONE, {"cost": 1}, 2]
    with pytest.raises(LostLease):
        jobs.finish(session, quick, {"cost": 2}, now=NOW)


def test_the_roster_of_a_worker_that_lost_its_lease_is_not_stored(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        small.activity()
        small.worker()
        draft = small.draft()
        run = runs.request_run(session, small.actor, draft.id, seconds=1, now=NOW)
    with factory.begin() as session:
        slow = jobs.claim(session, run.job_id, now=NOW)
        assert slow is not None
        translation = translate(session, runs.get_run(session, small.actor, run.id).roster)
    solution = solve(translation.problem, seconds=5, effort=20)
    with factory.begin() as session:
        assert jobs.claim(session, run.job_id, now=NOW + LEASE + SECOND) is not None

    def store() -> None:
        with factory.begin() as session:
            runs.store_solution(session, run.id, translation, solution)
            jobs.finish(session, slow, {}, now=NOW)

    with pytest.raises(LostLease):
        store()
    with factory() as session:
        assert sum(map(len, solution.roster)) == 1
        assert runs.summary(session, small.actor, draft.id).filled == 0


def test_a_queued_job_is_cancelled_at_once(session: Session, small: SmallTown, job: Job) -> None:
    cancelled = jobs.request_cancel(session, small.actor, job.id, now=NOW)
    assert (cancelled.state, cancelled.ended_at) == (JobState.CANCELLED, NOW)
    assert jobs.claim(session, job.id, now=NOW) is None


def test_a_running_job_is_told_to_stop_and_counts_as_cancelled(session: Session, small: SmallTown, job: Job) -> None:
    claim = claimed(session, job)
    assert jobs.request_cancel(session, small.actor, job.id, now=NOW).state is JobState.RUNNING
    assert jobs.heartbeat(session, claim, now=NOW) is True
    jobs.finish(session, claim, {"cost": 9}, now=NOW)
    assert row(session, job, "state", "result") == [JobState.CANCELLED, {"cost": 9}]
    assert jobs.request_cancel(session, small.actor, job.id, now=NOW).state is JobState.CANCELLED


def test_a_job_to_be_stopped_whose_worker_is_gone_is_cancelled_by_the_sweep(
    session: Session, small: SmallTown, job: Job
) -> None:
    claimed(session, job)
    jobs.request_cancel(session, small.actor, job.id, now=NOW)
    assert job.id not in rung(session, NOW + LEASE + SECOND)
    assert row(session, job, "state", "ended_at") == [JobState.CANCELLED, NOW + LEASE + SECOND]


def rung(session: Session, now: datetime) -> list[int]:
    return [job_id for job_id, _ in jobs.sweep(session, now=now)]


def test_a_waiting_job_is_rung_for_again_only_after_a_gap(session: Session, job: Job) -> None:
    assert jobs.sweep(session, now=NOW)[-1] == (job.id, JobKind.FEEDS)
    assert job.id not in rung(session, NOW + RING_GAP)
    assert job.id in rung(session, NOW + RING_GAP + SECOND)


def test_a_job_whose_worker_is_gone_is_rung_for_at_once_and_one_that_is_held_is_not(session: Session, job: Job) -> None:
    rung(session, NOW)
    claimed(session, job)
    assert job.id not in rung(session, NOW + LEASE)
    assert job.id in rung(session, NOW + LEASE + SECOND)
    assert job.id not in rung(session, NOW + LEASE + 2 * SECOND)


def test_a_job_is_given_up_after_three_attempts_whose_worker_stopped(session: Session, job: Job) -> None:
    now = NOW
    for _ in range(3):
        claimed(session, job, now)
        now += LEASE + SECOND
    assert jobs.claim(session, job.id, now=now) is None
    assert job.id not in rung(session, now)
    assert row(session, job, "state", "error", "ended_at") == [
        JobState.FAILED,
        "given up after 3 attempts whose worker stopped",
        now,
    ]


def test_a_job_given_back_waits_for_the_next_ring_and_fails_at_the_third(session: Session, job: Job) -> None:
    for attempt in (1, 2):
        jobs.give_back(session, claimed(session, job), "database is locked", now=NOW)
        assert row(session, job, "state", "attempt", "error") == [JobState.QUEUED, attempt, "database is locked"]
        assert (job.id in rung(session, NOW + RING_GAP), job.id in rung(session, NOW + RING_GAP + SECOND)) == (
            False,
            True,
        )
    jobs.give_back(session, claimed(session, job), "database is locked", now=NOW)
    assert row(session, job, "state", "attempt", "ended_at") == [JobState.FAILED, 3, NOW]


def test_ended_jobs_are_forgotten_after_thirty_days_but_those_of_runs(session: Session, small: SmallTown) -> None:
    run = runs.request_run(session, small.actor, small.draft().id, seconds=1, now=NOW)
    jobs.request_cancel(session, small.actor, run.job_id, now=NOW)
    old, new, queued = (jobs.enqueue(session, small.actor, JobKind.FEEDS, {}, now=NOW) for _ in range(3))
    jobs.request_cancel(session, small.actor, old.id, now=NOW)
    jobs.request_cancel(session, small.actor, new.id, now=NOW + SECOND)
    jobs.purge(session, now=NOW + timedelta(days=30, seconds=1))
    left = session.scalars(select(Job.id).where(Job.town_id == small.town.id).order_by(Job.id)).all()
    assert left == [run.job_id, new.id, queued.id]


def test_a_job_waits_until_it_has_ended_in_its_town_and_of_its_kind(
    session: Session, small: SmallTown, job: Job
) -> None:
    def waiting() -> list[bool]:
        other = SmallTown(session).town.id
        asked = ((small.town.id, JobKind.FEEDS), (small.town.id, JobKind.NOTICES), (other, JobKind.FEEDS))
        return [jobs.waits(session, town_id, kind) for town_id, kind in asked]

    assert waiting() == [True, False, False]
    claim = claimed(session, job)
    assert waiting() == [True, False, False]
    jobs.finish(session, claim, {}, now=NOW)
    assert waiting() == [False, False, False]


def test_jobs_made_in_a_session_are_known_once(session: Session, job: Job) -> None:
    assert job.state is JobState.QUEUED
    assert (jobs.made_jobs(session), jobs.made_jobs(session)) == (True, False)


def test_of_workers_that_claim_at_once_one_gets_the_job(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        numbers = [jobs.enqueue(session, small.actor, JobKind.FEEDS, {}, now=NOW).id for _ in range(10)]

    def claim(number: int) -> jobs.Claim | None:
        with factory.begin() as session:
            return jobs.claim(session, number, now=NOW)

    for number in numbers:
        got = at_once(*[partial(claim, number)] * 2)
        assert [claimed.job_id for claimed in got if claimed is not None] == [number]
