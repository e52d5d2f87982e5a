"""Calendars as subscribers fetch them: stored bytes, or 304 where they have them."""

from __future__ import annotations

import gzip

from flask import Blueprint, Response, request
from werkzeug.http import http_date

from api.database import session
from scheduler.calendars.conditional import not_modified
from scheduler.services import feeds

blueprint = Blueprint("calendars", __name__)


@blueprint.get("/calendars/<token>.ics")
def calendar(token: str) -> Response:
    """A feed; a uniform, empty 404 for a token that is none."""
    served = feeds.serve(session(), token)
    if served is None:
        return Response(status=404)
    response = Response(status=304)
    if not not_modified(
        served.etag,
        served.modified_at,
        request.headers.get("If-None-Match"),
        request.headers.get("If-Modified-Since"),
    ):
        content = feeds.content_bytes(session(), served.feed_id)
        response = Response(content, content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
        if "gzip" in request.accept_encodings and request.headers.get("Accept-Encoding"):
            response.set_data(gzip.compress(content, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = served.etag
    response.headers["Last-Modified"] = http_date(served.modified_at)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["X-Robots-Tag"] = "noindex"
    return response

