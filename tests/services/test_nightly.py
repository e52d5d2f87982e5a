"""What is done once a night, and when it is due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.models import IdempotencyKey, Job, JobKind, TownState, UploadState
from scheduler.services import jobs, nightly
from scheduler.services.register.imports import uploads
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at
from tests.workbooks import small_town

ZONE = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (at(24, 3 + 10 / 60), at(24, 3 + 10 / 60)),
        (at(24, 3 + 9 / 60), at(23, 3 + 10 / 60)),
        (at(24, 23), at(24, 3 + 10 / 60)),
    ],
)
def test_the_nightly_job_is_due_at_ten_past_three_by_the_towns_clock(now: datetime, due: datetime) -> None:
    assert nightly.last_night(now, ZONE) == due


def made(small: SmallTown, now: datetime) -> bool:
    return small.town.id in nightly.enqueue_due(small.session, now=now)


def test_it_is_asked_for_once_a_night_and_caught_up_after_nights_without_power(small: SmallTown) -> None:
    assert not made(small, NOW)
    assert not made(small, at(21, 3))
    assert (made(small, at(21, 3.5)), made(small, at(21, 3.6)), made(small, at(22, 3))) == (True, False, False)
    assert (made(small, at(25, 9)), made(small, at(25, 10))) == (True, False)
    kinds = small.session.scalars(select(Job.kind).where(Job.town_id == small.town.id)).all()
    assert kinds == [JobKind.NIGHTLY, JobKind.NIGHTLY]


def test_an_archived_town_has_no_nightly_job(small: SmallTown) -> None:
    small.town.state = TownState.ARCHIVED
    small.session.flush()
    assert not made(small, at(25, 9))


def test_old_jobs_old_answers_to_repeated_requests_and_old_uploads_are_forgotten(small: SmallTown) -> None:
    job = jobs.enqueue(small.session, small.actor, JobKind.FEEDS, {}, now=NOW)
    jobs.request_cancel(small.session, small.actor, job.id, now=NOW)
    for key, age in (("old", timedelta(days=2, seconds=1)), ("new", timedelta(days=2))):
        small.add(
            IdempotencyKey(
                town_id=small.town.id,
                actor="x",
                key=key,
                request_hash="x",
                status=202,
                body={},
                created_at=NOW + timedelta(days=40) - age,
            )
        )
    upload = uploads.check(small.session, small.actor, "town.xlsx", small_town(), now=NOW)
    nightly.forget(small.session, now=NOW + timedelta(days=40))
    assert upload.state is UploadState.DISCARDED
    keys = small.session.scalars(select(IdempotencyKey.key).where(IdempotencyKey.town_id == small.town.id)).all()
    assert (keys, small.session.scalar(select(Job.id).where(Job.id == job.id))) == (["new"], None)
