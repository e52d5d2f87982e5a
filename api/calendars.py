"""Calendars as subscribers fetch them: stored bytes, or 304 where they have them."""

from __future__ import annotations

import gzip
from traceback import format_tb

import structlog
from flask import Blueprint, Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.http import http_date

from api.auth import now
from api.database import database, session
from scheduler.calendars.conditional import compressed_tag, held_tag
from scheduler.services.feeds import serving

log = structlog.get_logger()

blueprint = Blueprint("calendars", __name__)


@blueprint.get("/calendars/<token>.ics")
def calendar(token: str) -> Response:
    """A feed; a uniform, empty 404 for a token that is none."""
    served = serving.serve(session(), token)
    if served is None:
        return Response(status=404)
    tags = [served.etag, compressed_tag(served.etag)]
    if wants_compressed():
        tags.reverse()
    held = held_tag(
        tags, served.modified_at, request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")
    )
    response = full(served) if held is None else Response(status=304)
    response.headers["ETag"] = held or tags[0]
    response.headers["Last-Modified"] = http_date(served.modified_at)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    if served.fetch_is_news(now()):
        note_fetch(served)
    return response


def wants_compressed() -> bool:
    """Whether the client takes gzip."""
    return request.accept_encodings["gzip"] > 0


def full(served: serving.Served) -> Response:
    """All bytes of a feed, compressed on request."""
    content = serving.content_bytes(session(), served.feed_id)
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    if wants_compressed():
        response.set_data(gzip.compress(content, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def note_fetch(served: serving.Served) -> None:
    """Write the fetch down; where the database is busy the next one is."""
    try:
        with database().writers.begin() as writing:
            serving.mark_fetched(writing, served.feed_id, now=now())
    except OperationalError as error:
        log.warning("a fetch was not written down", feed=served.feed_id, error=str(error.orig))


@blueprint.errorhandler(Exception)
def failed(error: Exception) -> Response:
    """What nobody expected: written down without the address, which is a secret."""
    log.error("a calendar was not served", error=type(error).__name__, at="".join(format_tb(error.__traceback__)))
    return Response(status=500)
