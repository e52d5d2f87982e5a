"""One database session per request; the only commit is the request's, after the view has succeeded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from scheduler.models import JobKind
from scheduler.services import jobs
from scheduler.services.sessions import session_factory

READING = frozenset({"GET", "HEAD", "OPTIONS"})

Ring = Callable[[Iterable[tuple[int, JobKind]]], None]


@dataclass(frozen=True)
class Database:
    """The sessions of an application, and the bell for its workers."""

    writers: sessionmaker[Session]
    readers: sessionmaker[Session]
    ring: Ring

    @classmethod
    def of(cls, engine: Engine, ring: Ring) -> Database:
        """The sessions over an engine."""
        return cls(session_factory(engine), session_factory(engine, reads_only=True), ring)


def database() -> Database:
    """The database of this application."""
    found: Database = current_app.extensions["database"]
    return found


def session() -> Session:
    """The session of this request; on SQLite one that only reads waits for nobody."""
    if "session" not in g:
        g.session = (database().readers if request.method in READING else database().writers)()
    opened: Session = g.session
    return opened


def finish(response: Response) -> Response:
    """Commit what a successful request changed, and ring for the jobs that it made."""
    opened = g.get("session")
    if opened is None or response.status_code >= 400 or request.method in READING:
        return response
    opened.commit()
    if jobs.made_jobs(opened):
        with database().writers.begin() as other:
            waiting = jobs.sweep(other, now=datetime.now(UTC))
        database().ring(waiting)
    return response


def close(_: BaseException | None) -> None:
    """Roll back what was not committed."""
    opened = g.pop("session", None)
    if opened is not None:
        opened.close()


def register(app: Flask) -> None:
    """Give every request its session."""
    app.after_request(finish)
    app.teardown_appcontext(close)
