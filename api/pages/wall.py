"""A board on a wall: what a shared calendar says of the next days, for whoever has its address."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template
from werkzeug.exceptions import NotFound

from api.auth import now
from api.database import session
from scheduler.services.feeds.wall import wall

blueprint = Blueprint("wall", __name__)


@blueprint.get("/wall/<token>")
def show(token: str) -> Response:
    """The board, which loads itself anew each minute. Raises 404 for a token that is none."""
    found = wall(session(), token, now=now())
    if found is None:
        raise NotFound
    response = make_response(render_template("calendars/wall.html", wall=found))
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
