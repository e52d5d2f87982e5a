"""Calendars to subscribe to."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from api.addresses import feed_key, feed_url
from api.auth import actor, now
from api.database import session
from api.resources.schemas import FeedSchema
from scheduler.models import Feed
from scheduler.services.feeds import subscriptions

blueprint = Blueprint("api_feeds", __name__, url_prefix="/api/feeds", description="Calendars")


def shown(feed: Feed) -> dict[str, Any]:
    """A feed with the address to subscribe to."""
    return {"id": feed.id, "kind": feed.kind, "name": feed.name, "public": feed.public, "url": feed_url(feed)}


@blueprint.get("/shared")
@blueprint.response(200, FeedSchema(many=True))
def shared() -> list[dict[str, Any]]:
    """The shared calendars."""
    return [shown(feed) for feed in subscriptions.shared_feeds(session(), actor())]


@blueprint.put("/people/<int(max=2147483647):person_id>")
@blueprint.response(200, FeedSchema)
def personal(person_id: int) -> dict[str, Any]:
    """A person's calendar; an empty one is made where there is none yet."""
    return shown(subscriptions.ensure_personal_feed(session(), actor(), person_id, key=feed_key(), now=now()))
