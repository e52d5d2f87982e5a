"""Calendars to subscribe to."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_smorest import Blueprint

from api.auth import actor
from api.database import session
from api.resources.schemas import FeedSchema
from scheduler.models import Feed
from scheduler.services import feeds

blueprint = Blueprint("api_feeds", __name__, url_prefix="/api/feeds", description="Calendars")


def shown(feed: Feed) -> dict[str, Any]:
    """A feed with the path to subscribe to."""
    token = feeds.token_of(feed, current_app.config["SETTINGS"].key("feeds"))
    return {"id": feed.id, "kind": feed.kind, "name": feed.name, "path": f"/calendars/{token}.ics"}


@blueprint.get("/shared")
@blueprint.response(200, FeedSchema(many=True))
def shared() -> list[dict[str, Any]]:
    """The shared calendars."""
    return [shown(feed) for feed in feeds.shared_feeds(session(), actor())]


@blueprint.get("/people/<int(max=2147483647):person_id>")
@blueprint.response(200, FeedSchema)
def personal(person_id: int) -> dict[str, Any]:
    """A person's calendar."""
    return shown(feeds.personal_feed(session(), actor(), person_id))
