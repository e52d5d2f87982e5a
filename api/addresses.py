"""Addresses that people subscribe to or open, absolute, and their QR codes."""

from __future__ import annotations

import segno
from flask import current_app, request, url_for
from markupsafe import Markup

from scheduler.models import Feed, FeedKind
from scheduler.services.feeds import subscriptions


def feed_key() -> bytes:
    """The key of this installation's feed tokens."""
    key: bytes = current_app.config["SETTINGS"].key("feeds")
    return key


def feed_url(feed: Feed) -> str:
    """A feed's address."""
    return url_for("calendars.calendar", token=subscriptions.token_of(feed, feed_key()), _external=True)


def webcal_url(feed: Feed) -> str:
    """A feed's address as calendar apps take it over."""
    return "webcal" + feed_url(feed)[len(request.scheme) :]


def wall_url(feed: Feed) -> str | None:
    """The address of a shared feed's board on a wall; a person's has none."""
    if feed.kind is FeedKind.PERSON:
        return None
    return url_for("wall.show", token=subscriptions.token_of(feed, feed_key()), _external=True)


def qr(text: str) -> Markup:
    """A QR code to be shown on a page."""
    return Markup(segno.make(text, error="m").svg_inline(scale=5, border=2, dark="#111", light="#fff"))
