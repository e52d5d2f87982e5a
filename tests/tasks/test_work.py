"""Jobs as a worker does them: over real databases, with a real mail server on the loopback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from scheduler.models import Absence, CalendarEntry, Feed, Job, JobKind, JobState, Notice, PublishedActivity, RunMode
from scheduler.services import jobs
from scheduler.services.jobs import LostLease
from scheduler.services.rosters import drafts, notices, runs
from scheduler.settings import Settings
from scheduler.tasks import handlers
from scheduler.tasks.control import Control
from scheduler.tasks.work import perform
from tests.conftest import NOW
from tests.servers import free_port
from tests.services.small_town import SmallTown, at
from tests.tasks.conftest import Post

Made = Callable[..., Settings]
Factory = sessionmaker[Session]


@pytest.fixture
def published(factory: Factory) -> SmallTown:
    """A published roster of fifty people, whose calendars and mail wait."""
    with factory.begin() as session:
        small = SmallTown(session)
        people = [small.worker(f"社工{number}") for number in range(49)]
        people.append(small.worker("有邮箱", email="you@example.org", language="en"))
        small.published(small.activity(wanted=50), *people)
    return small


def job_of(factory: Factory, kind: JobKind) -> Job:
    with factory() as session:
        return session.scalars(select(Job).where(Job.kind == kind).order_by(Job.id.desc()).limit(1)).one()


def test_a_job_is_done_once_however_often_its_bell_rings(
    factory: Factory, published: SmallTown, settings: Made
) -> None:
    assert published.town.id
    number = job_of(factory, JobKind.FEEDS).id
    perform(factory, settings(), number)
    perform(factory, settings(), number)
    job = job_of(factory, JobKind.FEEDS)
    assert (job.state, job.attempt, job.result) == (JobState.DONE, 1, {"rebuilt": 53})


def test_a_solve_job_fills_its_draft(factory: Factory, settings: Made) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        small.activity(wanted=2)
        small.worker()
        draft = small.draft()
        run = runs.request_run(session, small.actor, draft.id, seconds=20, effort=20, now=NOW)
    perform(factory, settings(), run.job_id)
    job = job_of(factory, JobKind.SOLVE)
    assert job.result is not None
    assert (job.state, job.result["filled"], job.result["wanted"]) == (JobState.DONE, 1, 2)
    with factory() as session:
        assert runs.summary(session, small.actor, draft.id).filled == 1
        assert runs.get_run(session, small.actor, run.id).open is False


def test_a_solve_job_after_few_changes_says_how_many_there_are_and_how_many_at_least(
    factory: Factory, settings: Made
) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        small.published(small.activity(wanted=1), small.worker())
        run = runs.request_run(session, small.actor, small.draft().id, seconds=20, mode=RunMode.LEAST_CHANGE, now=NOW)
    perform(factory, settings(), run.job_id)
    job = job_of(factory, JobKind.SOLVE)
    assert job.result is not None
    assert (job.result["changed"], job.result["fewest_changed"], job.result["status"]) == (0, 0, "optimal")


def test_a_solve_job_that_keeps_all_that_is_published_says_of_how_much_it_keeps_how_much(
    factory: Factory, settings: Made
) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        stays, away = small.worker(), small.worker()
        small.published(small.activity(wanted=2), stays, away)
        small.add(Absence(town_id=small.town.id, person_id=away.id, starts_at=at(24, 8), ends_at=at(24, 10)))
        draft = small.draft()
        for row in list(draft.assignments):
            drafts.set_pinned(session, small.actor, row.id, False, now=NOW)
        limits: dict[str, Any] = {"seconds": 20, "effort": 20, "mode": RunMode.KEEP_PUBLISHED}
        run = runs.request_run(session, small.actor, draft.id, **limits, now=NOW)
    perform(factory, settings(), run.job_id)
    job = job_of(factory, JobKind.SOLVE)
    assert job.result is not None
    assert (job.state, job.result["published"], job.result["kept"]) == (JobState.DONE, 2, 1)
    with factory() as session:
        roster = drafts.get_roster(session, small.actor, draft.id)
        assert [(row.person_id, row.pinned) for row in roster.assignments] == [(stays.id, False)]
        assert roster.tiers[0] == {"tier": "kept", "value": 1, "bound": 1}
        assert "KeepPublished" not in roster.costs


def test_a_solve_job_after_few_changes_ends_by_its_effort(factory: Factory, settings: Made) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        small.published(small.activity(wanted=1), small.worker())
        limits: dict[str, Any] = {"seconds": 20, "effort": 3, "mode": RunMode.LEAST_CHANGE}
        run = runs.request_run(session, small.actor, small.draft().id, **limits, now=NOW)
    perform(factory, settings(), run.job_id)
    job = job_of(factory, JobKind.SOLVE)
    assert job.result is not None
    assert (job.result["changed"], job.result["status"]) == (0, "optimal")


def test_a_job_that_cannot_be_done_says_why(factory: Factory, published: SmallTown, settings: Made) -> None:
    with factory.begin() as session:
        number = jobs.enqueue(session, published.actor, JobKind.SOLVE, {"run_id": 10**6}, now=NOW).id
    perform(factory, settings(), number)
    job = job_of(factory, JobKind.SOLVE)
    assert (job.state, job.error) == (JobState.FAILED, "NoResultFound: No row was found when one was required")


def test_a_job_that_finds_the_database_busy_is_put_back(factory: Factory, published: SmallTown, settings: Made) -> None:
    number = job_of(factory, JobKind.FEEDS).id
    engine = factory.kw["bind"]
    assert published.town.id

    def busy(_: Any, __: Any, statement: str, *___: Any) -> None:
        if "calendar_entry" in statement:
            raise OperationalError(statement, {}, Exception("database is locked"))

    event.listen(engine, "before_cursor_execute", busy)
    perform(factory, settings(), number)
    event.remove(engine, "before_cursor_execute", busy)
    job = job_of(factory, JobKind.FEEDS)
    assert (job.state, job.attempt, "database is locked" in str(job.error)) == (JobState.QUEUED, 1, True)
    perform(factory, settings(), number)
    assert job_of(factory, JobKind.FEEDS).state is JobState.DONE


def feeds(factory: Factory) -> dict[int, bytes | None]:
    with factory() as session:
        return {feed.id: feed.content for feed in session.scalars(select(Feed))}


def test_calendars_are_built_some_at_a_time_and_a_worker_that_lost_its_lease_builds_no_more(
    factory: Factory, published: SmallTown, settings: Made
) -> None:
    """The first forty are there, whole; the worker that takes over builds the rest and leaves those alone."""
    number = job_of(factory, JobKind.FEEDS).id
    assert published.town.id
    with factory.begin() as session:
        slow = jobs.claim(session, number, now=NOW, lease=timedelta(seconds=1))
    assert slow is not None
    with factory() as session:
        first = handlers.building.people_with_feeds(session, slow.town_id)[:40]
    key, now = settings().key("feeds"), datetime.now(UTC)
    with handlers.held(factory, settings(), slow) as (session, _):
        handlers.building.rebuild_personal(session, slow.town_id, first, key=key, now=now)
    with factory.begin() as session:
        quick = jobs.claim(session, number, now=datetime.now(UTC) + timedelta(minutes=1))
    assert quick is not None
    before = feeds(factory)
    with pytest.raises(LostLease):
        handlers.rebuild_personal(factory, settings(), slow, None, trim=False)
    assert (len(before), feeds(factory)) == (40, before)
    with Control(factory, quick, timedelta(seconds=15)) as control:
        handlers.feeds_job(factory, settings(), quick, control)
    assert {number: feeds(factory)[number] for number in before} == before
    assert job_of(factory, JobKind.FEEDS).result == {"rebuilt": 13}
    with factory() as session:
        assert len(session.scalars(select(CalendarEntry.id)).all()) == 50 + 3


def test_the_nightly_job_trims_and_forgets(factory: Factory, published: SmallTown, settings: Made) -> None:
    perform(factory, settings(), job_of(factory, JobKind.FEEDS).id)
    with factory.begin() as session:
        for entry in session.scalars(select(CalendarEntry)):
            entry.content = {
                **entry.content,
                "starts_at": "2020-01-01T01:00:00+00:00",
                "ends_at": "2020-01-01T02:00:00+00:00",
            }
        for activity in session.scalars(select(PublishedActivity)):
            activity.starts_at, activity.ends_at = NOW - timedelta(days=2500), NOW - timedelta(days=2400)
        number = jobs.enqueue(session, published.actor, JobKind.NIGHTLY, {}, now=NOW).id
    perform(factory, settings(), number)
    job = job_of(factory, JobKind.NIGHTLY)
    assert (job.state, job.result) == (JobState.DONE, {"rebuilt": 53})
    assert {content.count(b"BEGIN:VEVENT") for content in feeds(factory).values() if content} == {0}


def mail_of(factory: Factory) -> tuple[str, int, str | None]:
    with factory() as session:
        notice = session.scalars(select(Notice).where(Notice.mail_state != "none")).one()
        return notice.mail_state, notice.mail_attempts, notice.mail_error


def test_notices_are_mailed_through_a_real_server(
    factory: Factory, published: SmallTown, settings: Made, post: tuple[Post, int]
) -> None:
    memory, port = post
    assert published.town.name == "六祖镇"
    perform(factory, settings(smtp_host="127.0.0.1", smtp_port=port), job_of(factory, JobKind.NOTICES).id)
    assert memory.mails == [
        (
            ["you@example.org"],
            "六祖镇: 敬老服务",
            "You are on duty: 敬老服务 (协助), Tue 24 Nov 09:00–11:00, 龙山塘村.",
        )
    ]
    assert mail_of(factory) == ("sent", 1, None)
    assert job_of(factory, JobKind.NOTICES).result == {"tried": 1}


def test_a_refused_mail_waits_and_what_the_server_said_is_kept(
    factory: Factory, published: SmallTown, settings: Made, post: tuple[Post, int]
) -> None:
    memory, port = post
    memory.refuses = True
    assert published.town.id
    perform(factory, settings(smtp_host="127.0.0.1", smtp_port=port), job_of(factory, JobKind.NOTICES).id)
    state, attempts, error = mail_of(factory)
    assert (state, attempts, "no such mailbox" in str(error), memory.mails) == ("waiting", 1, True, [])


@pytest.mark.parametrize("address", ["two\nlines@example.org", ""])
def test_an_address_that_is_none_harms_nobody(
    factory: Factory, published: SmallTown, settings: Made, post: tuple[Post, int], address: str
) -> None:
    memory, port = post
    with factory.begin() as session:
        session.query(Notice).filter(Notice.mail_state != "none").one().person.email = address
    assert published.town.id
    perform(factory, settings(smtp_host="127.0.0.1", smtp_port=port), job_of(factory, JobKind.NOTICES).id)
    assert (mail_of(factory)[:2], memory.mails) == (("waiting", 1), [])
    assert job_of(factory, JobKind.NOTICES).state is JobState.DONE


def test_a_server_that_is_not_there_and_none_at_all(factory: Factory, published: SmallTown, settings: Made) -> None:
    number = job_of(factory, JobKind.NOTICES).id
    with factory.begin() as session:
        session.scalars(select(Notice).where(Notice.mail_state == "none")).first().mail_state = "waiting"  # type: ignore[union-attr]
    perform(factory, settings(smtp_host="127.0.0.1", smtp_port=free_port()), number)
    with factory.begin() as session:
        waiting = session.scalars(select(Notice).where(Notice.mail_state == "waiting").order_by(Notice.id)).all()
        told = [(row.mail_attempts, row.mail_after, row.mail_error) for row in waiting]
        waiting[1].mail_state = "none"
        late = notices.undelivered(session, published.actor, now=waiting[0].created_at + timedelta(hours=1))
        assert late == waiting[:1]
        soon = waiting[0].created_at + timedelta(minutes=59)
        assert notices.undelivered(session, published.actor, now=soon) == []
    assert told == [(0, None, "ConnectionRefusedError: [Errno 111] Connection refused"), (0, None, None)]
    with factory.begin() as session:
        number = jobs.enqueue(session, published.actor, JobKind.NOTICES, {}, now=NOW).id
    perform(factory, settings(), number)
    assert job_of(factory, JobKind.NOTICES).result == {"tried": 0}
