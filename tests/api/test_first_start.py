"""The first start: an empty town or the sample, goes on where it was killed, tries again what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from api.database import Database
from api.first_start import NEW_TOWN, FirstStart, Ready, StartFailed
from api.setup import Setup
from scheduler.models import Account, Feed, Job, JobKind, JobState, Roster, RosterState, Run, SessionKind, Town
from scheduler.services import accounts, jobs
from scheduler.services.feeds import serving
from scheduler.services.sessions import session_factory
from scheduler.settings import Settings
from scheduler.tasks.work import perform
from tests.services.small_town import FIRST, SmallTown

Waiting = Iterable[tuple[int, JobKind]]
SAMPLE = {"sample": True, "sample_start": FIRST, "sample_seconds": 0.5}


class Installation:
    """A database on which starts are tried: `ring` is what its workers do when they are told of jobs."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.factory = session_factory(engine)
        self.readers = session_factory(engine, reads_only=True)
        self.settings = settings

    def work(self, waiting: Waiting) -> None:
        """Do jobs as workers do."""
        for job_id, _ in waiting:
            perform(self.factory, self.settings, job_id)

    def fail(self, kind: JobKind) -> Callable[[Waiting], None]:
        """Workers that cannot do one kind of job."""

        def ring(waiting: Waiting) -> None:
            for job_id, found in waiting:
                if found is not kind:
                    perform(self.factory, self.settings, job_id)
                    continue
                with self.factory.begin() as session:
                    claim = jobs.claim(session, job_id, now=datetime.now(UTC))
                    assert claim is not None
                    jobs.fail(session, claim, "no luck", now=datetime.now(UTC))

        return ring

    def start(self, ring: Callable[[Waiting], None] | None = None) -> tuple[Ready, Setup]:
        """A start, and how far it told that it is."""
        setup = Setup(ready=False)
        ready = FirstStart(Database(self.factory, self.readers, ring or self.work), self.settings, setup).run()
        return ready, setup

    def jobs(self) -> list[tuple[JobKind, JobState]]:
        with self.factory() as session:
            return [(job.kind, job.state) for job in session.scalars(select(Job).order_by(Job.id))]

    def rosters(self) -> list[tuple[str, RosterState]]:
        with self.factory() as session:
            return [(row.first_day.isoformat(), row.state) for row in session.scalars(select(Roster))]


@pytest.fixture
def empty(engine: Engine, settings: Callable[..., Settings]) -> Installation:
    return Installation(engine, settings())


@pytest.fixture
def sample(engine: Engine, settings: Callable[..., Settings]) -> Installation:
    """A sample town of two people, as if the start had been killed after its import."""
    made = Installation(engine, settings(**SAMPLE))
    with made.factory.begin() as session:
        small = SmallTown(session)
        small.town.sample = True
        small.activity(wanted=2, minimum=1)
        small.worker()
        small.volunteer()
    return made


def test_a_start_without_the_sample_makes_an_empty_town_and_an_account_once(empty: Installation) -> None:
    ready, setup = empty.start()
    assert (ready.calendar_token, ready.name, setup.ready) == (None, "coordinator", True)
    with empty.factory.begin() as session:
        towns = [(town.name, town.sample) for town in session.scalars(select(Town))]
        accounts.sign_in(session, "coordinator", str(ready.password), SessionKind.BROWSER, now=datetime.now(UTC))
    assert (towns, empty.rosters()) == ([(NEW_TOWN, False)], [])
    assert empty.start() == (Ready(None, "coordinator", None), Setup(ready=True, step=None))
    with empty.factory() as session:
        assert len(session.scalars(select(Account)).all()) == len(session.scalars(select(Town)).all()) == 1


def test_the_sample_is_solved_published_and_has_calendars(sample: Installation) -> None:
    ready, setup = sample.start()
    assert sample.rosters() == [("2026-11-23", RosterState.PUBLISHED)]
    assert [job for job in sample.jobs() if job[0] is not JobKind.NOTICES] == [
        (JobKind.SOLVE, JobState.DONE),
        (JobKind.FEEDS, JobState.DONE),
    ]
    assert (str(setup.step), setup.share, setup.ready) == ("Calendars are being built", 0.95, True)
    with sample.factory() as session:
        served = serving.serve(session, str(ready.calendar_token))
        assert served is not None
        assert session.get_one(Feed, served.feed_id).name == "我的值班 测试志愿者"


def test_a_later_start_keeps_everything_and_waits_for_nothing(sample: Installation) -> None:
    first, _ = sample.start()
    with sample.factory.begin() as session:
        town = session.scalars(select(Town)).one()
        job = Job(town_id=town.id, kind=JobKind.FEEDS, state=JobState.FAILED, error="disk full", created_by="clerk")
        job.created_at = datetime.now(UTC)
        session.add(job)
    before = sample.jobs()
    assert sample.start() == (Ready(first.calendar_token, "coordinator", None), Setup(ready=True))
    assert (sample.jobs(), sample.rosters()) == (before, [("2026-11-23", RosterState.PUBLISHED)])


def test_a_solve_that_failed_is_said_and_tried_again_by_the_next_start(sample: Installation) -> None:
    with pytest.raises(StartFailed, match="no luck"):
        sample.start(sample.fail(JobKind.SOLVE))
    assert sample.rosters() == [("2026-11-23", RosterState.DRAFT)]
    ready, setup = sample.start()
    assert (ready.name, setup.ready, sample.rosters()) == (
        "coordinator",
        True,
        [("2026-11-23", RosterState.PUBLISHED)],
    )
    with sample.factory() as session:
        assert [run.job.state for run in session.scalars(select(Run).order_by(Run.id))] == [
            JobState.FAILED,
            JobState.DONE,
        ]


def test_calendars_that_could_not_be_built_are_asked_for_again_at_once_and_by_the_next_start(
    sample: Installation,
) -> None:
    with pytest.raises(StartFailed, match="calendars could not be built"):
        sample.start(sample.fail(JobKind.FEEDS))
    assert sample.start()[1].ready
    assert [state for kind, state in sample.jobs() if kind is JobKind.FEEDS] == [
        JobState.FAILED,
        JobState.FAILED,
        JobState.DONE,
    ]


class Killed(BaseException):
    """The process ends here."""


def kill(_: Waiting) -> None:
    raise Killed


def test_a_start_that_is_killed_goes_on_where_it_was(sample: Installation) -> None:
    """Killed after the draft was made and again after it was published; the sweep rings for what was left."""

    def sweep() -> None:
        with sample.factory.begin() as session:
            waiting = jobs.sweep(session, now=datetime.now(UTC) + timedelta(minutes=1))
        sample.work(waiting)

    for _ in range(2):
        with pytest.raises(Killed):
            sample.start(kill)
        sweep()
    ready, setup = sample.start(kill)
    assert (ready.name, ready.password is None, setup.ready) == ("coordinator", False, True)
    assert sample.rosters() == [("2026-11-23", RosterState.PUBLISHED)]
    assert [kind for kind, _ in sample.jobs()] == [JobKind.SOLVE, JobKind.FEEDS, JobKind.NOTICES]


def test_a_start_tells_how_far_it_is(sample: Installation) -> None:
    setup, told = Setup(ready=False), []

    def watch(waiting: Waiting) -> None:
        told.append((str(setup.step), setup.share, setup.ready))
        sample.work(waiting)

    FirstStart(Database(sample.factory, sample.readers, watch), sample.settings, setup).run()
    assert told == [("The first roster is being solved", 0.2, False), ("The roster is being published", 0.85, False)]
