"""What a start does before the console can be used: the town, its sample roster, the first account.

Every step looks at what is there already, so a start that was killed goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from api.database import Database
from api.setup import Setup
from scheduler.domain.clock import local, next_monday
from scheduler.domain.permissions import Actor, ActorRole
from scheduler.language import m_
from scheduler.models import (
    Account,
    Feed,
    FeedKind,
    Job,
    JobKind,
    JobState,
    PersonCapacity,
    Roster,
    RosterState,
    Run,
    Town,
)
from scheduler.sample import TOWN_NAME, sample_workbook
from scheduler.services import accounts, jobs, towns
from scheduler.services.feeds import subscriptions
from scheduler.services.register.imports import uploads
from scheduler.services.rosters import drafts, runs
from scheduler.services.rosters.versions import publishing
from scheduler.services.sessions import act_as
from scheduler.settings import Settings
from solver.candidates import Capacity

FIRST_ACCOUNT = "coordinator"
WEEKS = 4
POLL_SECONDS = 0.2
NEW_TOWN = "我的镇"


class StartFailed(RuntimeError):
    """A step of the first start could not be done."""


@dataclass(frozen=True)
class Ready:
    """What a start tells the person who started: a sample volunteer's calendar, and how to sign in."""

    calendar_token: str | None
    name: str
    password: str | None


class FirstStart:
    """The steps of a start, each in a transaction of its own."""

    def __init__(self, database: Database, settings: Settings, setup: Setup) -> None:
        self.database, self.settings, self.setup = database, settings, setup

    def run(self) -> Ready:
        """Do what is not done yet. Raises StartFailed; the next start tries again what failed.

        The account is made last: once there is one, the sample is a coordinator's, and no start waits for it any more.
        """
        town = self.town()
        if town.sample and not self.has_account():
            self.roster(town)
            self.calendars(town)
        ready = self.account(town)
        self.setup.ready = True
        return ready

    def tell(self, step: object, share: float) -> None:
        """Show how far the start is."""
        self.setup.step, self.setup.share = step, share  # type: ignore[assignment]

    def transaction(self, work: Callable[[Session], object]) -> None:
        """Do something and commit it; then ring for the jobs that it made."""
        with self.database.writers.begin() as session:
            work(session)
        with self.database.writers.begin() as session:
            waiting = jobs.sweep(session, now=datetime.now(UTC))
        self.database.ring(waiting)

    def town(self) -> Town:
        """The town at work; on the first start an empty one, or the sample with all of its register."""
        with self.database.readers() as session:
            town = session.scalars(select(Town).order_by(Town.state, Town.id)).first()
        if town is not None:
            return town
        self.tell(m_("The sample town is being imported"), 0.05)

        def make(session: Session) -> None:
            now = datetime.now(UTC)
            sample = self.settings.sample
            made = towns.create_town(session, TOWN_NAME if sample else NEW_TOWN, sample=sample, now=now)
            if sample:
                actor = system(session, made.id)
                upload = uploads.check(session, actor, "sample.xlsx", sample_workbook(self.monday()), now=now)
                uploads.commit(session, actor, upload.id, now=now)

        self.transaction(make)
        return self.town()

    def monday(self) -> date:
        """The first day of the sample's four weeks."""
        return self.settings.sample_start or next_monday(local(datetime.now(UTC)).date())

    def has_account(self) -> bool:
        """Whether somebody can sign in already."""
        with self.database.readers() as session:
            return session.scalars(select(Account.id)).first() is not None

    def roster(self, town: Town) -> None:
        """Solve and publish the sample's roster, where none was published already."""
        with self.database.readers() as session:
            found = session.scalars(select(Roster).where(Roster.town_id == town.id)).all()
            run = newest_run(session, found[0].id) if found else None
        if any(roster.state is not RosterState.DRAFT for roster in found):
            return
        self.tell(m_("The first roster is being solved"), 0.2)

        def make(session: Session) -> None:
            now, actor, first = datetime.now(UTC), system(session, town.id), self.monday()
            last = first + timedelta(days=7 * WEEKS - 1)
            draft = found[0] if found else drafts.create_draft(session, actor, first, last, now=now)
            runs.request_run(session, actor, draft.id, seconds=self.settings.sample_seconds, now=now)

        if run is None or run.job.state is JobState.FAILED:
            self.transaction(make)
        self.wait(lambda session: self.solved(session, town))
        self.publish(town)

    def solved(self, session: Session, town: Town) -> bool:
        """Whether the run of the sample's draft has ended well. Raises StartFailed where it did not."""
        run = newest_run(session, draft_of(session, town))
        if run is None or run.job.state is JobState.FAILED:
            raise StartFailed(run.job.error if run is not None else "no run")
        seconds = float(run.job.progress.get("seconds", 0)) if run.job.progress else 0.0
        self.tell(m_("The first roster is being solved"), 0.2 + 0.6 * min(1.0, seconds / run.seconds))
        return not run.open

    def publish(self, town: Town) -> None:
        """Publish the sample's roster."""
        self.tell(m_("The roster is being published"), 0.85)

        def make(session: Session) -> None:
            publishing.publish(session, system(session, town.id), draft_of(session, town), now=datetime.now(UTC))

        self.transaction(make)

    def calendars(self, town: Town) -> None:
        """Wait until the sample's calendars are built; those that could not be are asked for again."""
        self.tell(m_("Calendars are being built"), 0.95)

        def ask(session: Session) -> None:
            jobs.enqueue(session, system(session, town.id), JobKind.FEEDS, {"town_id": town.id}, now=datetime.now(UTC))

        with self.database.readers() as session:
            failed = feeds_states(session, town)[-1:] == [JobState.FAILED]
        if failed:
            self.transaction(ask)
        self.wait(lambda session: feeds_built(session, town))

    def wait(self, done: Callable[[Session], bool]) -> None:
        """Look again and again until something is done."""
        while True:
            with self.database.readers() as session:
                if done(session):
                    return
            time.sleep(POLL_SECONDS)

    def account(self, town: Town) -> Ready:
        """The first account, with a password that is told once."""
        password = accounts.readable_password()
        with self.database.writers.begin() as session:
            name = session.scalars(select(Account.name).order_by(Account.id)).first()
            if name is None:
                accounts.create_account(session, FIRST_ACCOUNT, password, now=datetime.now(UTC))
            feed = session.scalars(
                select(Feed)
                .join(PersonCapacity, Feed.subject == cast(PersonCapacity.person_id, String))
                .where(Feed.town_id == town.id, Feed.kind == FeedKind.PERSON)
                .where(PersonCapacity.capacity == Capacity.VOLUNTEER)
                .order_by(Feed.id)
            ).first()
            token = subscriptions.token_of(feed, self.settings.key("feeds")) if feed is not None else None
        return Ready(token, name or FIRST_ACCOUNT, None if name else password)


def system(session: Session, town_id: int) -> Actor:
    """The service itself, as the actor of what a session writes."""
    actor = Actor("system", ActorRole.SYSTEM, town_id)
    act_as(session, actor)
    return actor


def draft_of(session: Session, town: Town) -> int:
    """The number of the sample's draft."""
    return session.scalars(select(Roster.id).where(Roster.town_id == town.id)).one()


def newest_run(session: Session, roster_id: int) -> Run | None:
    """The last run of a roster."""
    return session.scalars(select(Run).where(Run.roster_id == roster_id).order_by(Run.id.desc())).first()


def feeds_states(session: Session, town: Town) -> Sequence[JobState]:
    """The states of all jobs that build the town's calendars, the newest last."""
    jobs_of_town = select(Job.state).where(Job.town_id == town.id, Job.kind == JobKind.FEEDS)
    return session.scalars(jobs_of_town.order_by(Job.id)).all()


def feeds_built(session: Session, town: Town) -> bool:
    """Whether no calendar waits to be built. Raises StartFailed where building failed."""
    states = feeds_states(session, town)
    if states and states[-1] is JobState.FAILED:
        raise StartFailed("calendars could not be built; the log says why")
    return not {JobState.QUEUED, JobState.RUNNING} & set(states)
