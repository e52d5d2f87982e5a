"""Calendars as subscribers fetch them: stored bytes, or 304 where they have them."""

from __future__ import annotations

import gzip

from flask import Blueprint, Response, request
from werkzeug.http import http_date

from api.auth import now
from api.database import database, session
from scheduler.calendars.conditional import not_modified
from scheduler.services.feeds import serving

blueprint = Blueprint("calendars", __name__)


@blueprint.get("/calendars/<token>.ics")
def calendar(token: str) -> Response:
    """A feed; a uniform, empty 404 for a token that is none."""
    served = serving.serve(session(), token)
    if served is None:
        return Response(status=404)
    fresh = not_modified(
        served.etag, served.modified_at, request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")
    )
    response = Response(status=304) if fresh else full(served)
    response.headers["ETag"] = served.etag
    response.headers["Last-Modified"] = http_date(served.modified_at)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    if served.fetch_is_news(now()):
        with database().writers.begin() as writing:
            serving.mark_fetched(writing, served.feed_id, now=now())
    return response


def full(served: serving.Served) -> Response:
    """All bytes of a feed, compressed on request."""
    content = serving.content_bytes(session(), served.feed_id)
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    if request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(content, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
