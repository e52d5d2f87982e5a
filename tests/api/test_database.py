"""One session a request: kept where the request succeeded, rolled back where it did not, and then workers are rung."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest
from flask import Flask, Response
from sqlalchemy import Engine, select

from api import database
from api.database import session
from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Conflict
from scheduler.language import m_
from scheduler.models import Job, JobKind, Town
from scheduler.services import jobs, towns
from scheduler.services.sessions import session_factory


class Application:
    """An application of single views over a database, and the jobs that its bell was rung for."""

    def __init__(self, engine: Engine) -> None:
        self.rung: list[tuple[int, JobKind]] = []
        self.factory = session_factory(engine)
        self.app = Flask(__name__)
        self.app.extensions["database"] = database.Database.of(engine, self.ring)
        database.register(self.app)

    def ring(self, waiting: Iterable[tuple[int, JobKind]]) -> None:
        self.rung += list(waiting)

    def ask(self, view: Callable[[], Response], method: str = "POST") -> int:
        """The status with which a view is answered."""
        self.app.add_url_rule("/", "view", view, methods=["GET", "POST"])
        return self.app.test_client().open("/", method=method).status_code

    def towns(self) -> list[str]:
        with self.factory() as reading:
            return list(reading.scalars(select(Town.name)))


@pytest.fixture
def application(engine: Engine) -> Application:
    return Application(engine)


def make() -> Town:
    return towns.create_town(session(), "六祖镇", sample=False, now=datetime.now(UTC))


def answered(status: int) -> Callable[[], Response]:
    def view() -> Response:
        make()
        return Response(status=status)

    return view


@pytest.mark.parametrize(
    ("status", "method", "kept"),
    [(200, "POST", True), (302, "POST", True), (400, "POST", False), (500, "POST", False), (200, "GET", False)],
)
def test_only_a_request_that_changes_something_and_succeeds_is_kept(
    application: Application, status: int, method: str, kept: bool
) -> None:
    assert application.ask(answered(status), method) == status
    assert application.towns() == (["六祖镇"] if kept else [])


def test_what_is_refused_on_the_way_leaves_nothing(application: Application) -> None:
    def view() -> Response:
        make()
        raise Conflict(m_("You may not do this."))

    application.app.config["PROPAGATE_EXCEPTIONS"] = False
    assert (application.ask(view), application.towns()) == (500, [])


def test_workers_are_rung_for_the_jobs_of_a_request_once_these_are_kept(application: Application) -> None:
    def view() -> Response:
        actor = Actor("clerk", ActorRole.COORDINATOR, make().id)
        jobs.enqueue(session(), actor, JobKind.FEEDS, {}, now=datetime.now(UTC))
        return Response(status=202)

    assert application.ask(view) == 202
    with application.factory() as reading:
        (job,) = reading.scalars(select(Job))
        assert (application.rung, job.rung_at is None) == ([(job.id, JobKind.FEEDS)], False)


def test_a_request_without_jobs_rings_for_nothing_and_one_without_a_session_opens_none(
    application: Application,
) -> None:
    assert (application.ask(answered(200)), application.rung) == (200, [])
    other = Application(application.factory.kw["bind"])
    assert other.ask(lambda: Response(status=200)) == 200
