"""One database session per request; the only commit is the request's, after the view has succeeded."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from scheduler.models import Job
from scheduler.tasks.work import sweep_and_ring

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def session() -> Session:
    """The session of this request; on SQLite one that only reads waits for nobody."""
    if "session" not in g:
        name = "READERS" if request.method in READING else "WRITERS"
        g.session = current_app.extensions["database"][name]()
    opened: Session = g.session
    return opened


def finish(response: Response) -> Response:
    """Commit what a successful request changed, and ring for the jobs that it made."""
    opened = g.get("session")
    if opened is None:
        return response
    if response.status_code < 400 and request.method not in READING:
        made_jobs = any(isinstance(thing, Job) for thing in opened)
        opened.commit()
        if made_jobs:
            opened.close()
            sweep_and_ring()
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
