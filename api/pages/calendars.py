"""Calendars in the console, and the public page of those that anybody may subscribe to."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.addresses import feed_key, feed_url, wall_url, webcal_url
from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.pages.refusals import shown_again
from scheduler.services.feeds import subscriptions

blueprint = Blueprint("calendar_pages", __name__, url_prefix="/calendars")


@blueprint.get("")
def public() -> str:
    """The public calendars."""
    found = [(feed, feed_url(feed), webcal_url(feed)) for feed in subscriptions.public_feeds(session())]
    return render_template("calendars/public.html", feeds=found)


@blueprint.get("/manage")
@coordinator_page
def manage() -> str:
    """All shared calendars with their addresses."""
    feeds = subscriptions.shared_feeds(session(), actor())
    found = [(feed, feed_url(feed), webcal_url(feed), wall_url(feed)) for feed in feeds]
    return render_template("calendars/manage.html", feeds=found)


@blueprint.post("/<number:feed_id>/<any(renew,revoke,publish,hide):action>")
@coordinator_page
@shown_again("calendar_pages.manage")
@protected
def change(feed_id: int, action: str) -> Response:
    """Give a calendar another address, shut it, or say whether it is public."""
    if action == "renew":
        subscriptions.renew(session(), actor(), feed_id, key=feed_key(), now=now())
    elif action == "revoke":
        subscriptions.revoke(session(), actor(), feed_id, now=now())
    else:
        subscriptions.set_public(session(), actor(), feed_id, action == "publish", now=now())
    return redirect(url_for("calendar_pages.manage") + f"#feed-{request.view_args['feed_id']}")  # type: ignore[index]
