"""Calendars to subscribe to."""

from __future__ import annotations

from typing import Any

from api.addresses import feed_key, feed_url, wall_url
from api.auth import actor, now
from api.database import session
from api.resource import Resource, for_persons, public
from api.schemas.records import AlarmsSchema, FeedSchema, PublicFeedSchema, PublicSchema
from scheduler.models import Feed
from scheduler.services.feeds import subscriptions

blueprint = Resource("feeds", "feeds", "Calendars")

FEED = "/<number:feed_id>"
SHOWN = ("id", "kind", "name", "public", "revoked", "alarms", "fetched_at")


def shown(feed: Feed) -> dict[str, Any]:
    """A feed with the address to subscribe to, and that of its board on a wall."""
    return {**{name: getattr(feed, name) for name in SHOWN}, "url": feed_url(feed), "wall_url": wall_url(feed)}


@blueprint.get("/public")
@public
@blueprint.response(200, PublicFeedSchema(many=True))
def list_public() -> list[dict[str, Any]]:
    """The calendars that anybody may know of."""
    return [shown(feed) for feed in subscriptions.public_feeds(session())]


@blueprint.get("/shared")
@blueprint.response(200, FeedSchema(many=True))
def shared() -> list[dict[str, Any]]:
    """The shared calendars."""
    return [shown(feed) for feed in subscriptions.shared_feeds(session(), actor())]


@blueprint.put("/people/<number:person_id>")
@for_persons
@blueprint.response(200, FeedSchema)
def personal(person_id: int) -> dict[str, Any]:
    """A person's calendar; an empty one is made where there is none yet."""
    return shown(subscriptions.ensure_personal_feed(session(), actor(), person_id, key=feed_key(), now=now()))


@blueprint.post(f"{FEED}/renewal")
@for_persons
@blueprint.response(200, FeedSchema)
def renew(feed_id: int) -> dict[str, Any]:
    """Give a calendar another address; the old one ends at once."""
    return shown(subscriptions.renew(session(), actor(), feed_id, key=feed_key(), now=now()))


@blueprint.post(f"{FEED}/revocation")
@for_persons
@blueprint.response(200, FeedSchema)
def revoke(feed_id: int) -> dict[str, Any]:
    """Shut a calendar; renewing opens it again."""
    return shown(subscriptions.revoke(session(), actor(), feed_id, now=now()))


@blueprint.put(f"{FEED}/public")
@blueprint.arguments(PublicSchema)
@blueprint.response(200, FeedSchema)
def set_public(body: dict[str, bool], feed_id: int) -> dict[str, Any]:
    """Name a shared calendar on the public page, or not."""
    return shown(subscriptions.set_public(session(), actor(), feed_id, body["public"], now=now()))


@blueprint.put(f"{FEED}/alarms")
@for_persons
@blueprint.arguments(AlarmsSchema)
@blueprint.response(200, FeedSchema)
def set_alarms(body: dict[str, bool], feed_id: int) -> dict[str, Any]:
    """Have a person's calendar carry alarms, or not."""
    return shown(subscriptions.set_alarms(session(), actor(), feed_id, body["alarms"], now=now()))
