"""Addresses of calendars as they are given out, and their QR codes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import create_engine

from api.addresses import feed_key, feed_url, qr, webcal_url
from api.app import create_app
from scheduler.calendars.tokens import feed_token
from scheduler.models import Feed
from scheduler.settings import Settings


@pytest.fixture
def app(settings: Callable[..., Settings]) -> Flask:
    return create_app(settings(), create_engine("sqlite://"))


@pytest.mark.parametrize(
    ("base", "url", "webcal"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/calendars/", "webcal://127.0.0.1:8000/calendars/"),
        (
            "https://paiban.example.org",
            "https://paiban.example.org/calendars/",
            "webcal://paiban.example.org/calendars/",
        ),
    ],
)
def test_a_feeds_address_is_that_of_the_host_which_was_asked(app: Flask, base: str, url: str, webcal: str) -> None:
    feed = Feed(id=7, generation=2)
    with app.test_request_context("/", base_url=base):
        token = feed_token(feed_key(), 7, 2)
        assert feed_key() == app.config["SETTINGS"].key("feeds")
        assert (feed_url(feed), webcal_url(feed)) == (f"{url}{token}.ics", f"{webcal}{token}.ics")


def test_a_qr_code_is_a_drawing_that_the_pages_policy_lets_pass() -> None:
    drawing = qr("https://paiban.example.org/<b>&")
    assert re.match(r"<svg [^>]*>.*</svg>$", drawing, re.DOTALL)
    assert [word for word in ("<b>", "style=", "<script") if word in drawing] == []
    assert qr("a") == qr("a")
    assert qr("a") != qr("b")
