"""Behind reverse proxies: what they tell is believed only where they are trusted, and only of so many of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.limits import limiter
from scheduler.settings import Settings
from tests.api.client import PASSWORD, Browser, Installation
from tests.service import running

PROXIED = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "paiban.example.org"}
OUTSIDE = "https://paiban.example.org"


@pytest.fixture(params=[0, 1])
def trusted(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


@pytest.fixture
def behind(engine: Engine, settings: Callable[..., Settings], trusted: int) -> Installation:
    return Installation(settings(trusted_proxies=trusted), engine, alone=True)


def test_addresses_that_are_given_out_are_those_that_the_proxy_was_asked_for(
    behind: Installation, trusted: int
) -> None:
    behind.bring()
    link = behind.call("POST", "/api/people/3/link", headers=PROXIED).json["url"]
    feed = behind.call("PUT", "/api/feeds/people/3", headers=PROXIED).json["url"]
    base = OUTSIDE if trusted else "http://localhost"
    assert (link.startswith(f"{base}/enter/"), feed.startswith(f"{base}/calendars/")) == (True, True)


def test_a_cookie_that_came_over_tls_goes_back_over_nothing_else(behind: Installation, trusted: int) -> None:
    cookies = behind.app.test_client().get("/sign-in?lang=en", headers=PROXIED).headers.getlist("Set-Cookie")
    assert [("; Secure" in cookie) for cookie in cookies] == [bool(trusted)] * 2


def test_a_form_is_taken_over_tls_though_the_browser_does_not_say_from_where(behind: Installation) -> None:
    browser = Browser(behind.app)
    page = browser.client.get("/sign-in", headers=PROXIED, base_url=OUTSIDE)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    fields = {"csrf_token": token[1], "name": "coordinator", "password": PASSWORD}
    assert browser.client.post("/sign-in", data=fields, headers=PROXIED, base_url=OUTSIDE).status_code == 302


@pytest.fixture
def counting(behind: Installation) -> Iterator[Installation]:
    """The installation, which counts attempts to sign in."""
    limiter.enabled = True
    limiter.reset()
    yield behind
    limiter.reset()
    limiter.enabled = False


def test_clients_of_a_trusted_proxy_have_a_limit_each_and_a_made_up_address_helps_nobody(
    counting: Installation, trusted: int
) -> None:
    def attempt(forwarded: str) -> int:
        body = {"name": "coordinator", "password": "wrong"}
        status: int = counting.api.post("/api/sessions", json=body, headers={"X-Forwarded-For": forwarded}).status_code
        return status

    assert {attempt(f"198.51.100.{number}, 203.0.113.7") for number in range(20)} == {403}
    assert attempt("198.51.100.99, 203.0.113.7") == 429
    assert attempt("203.0.113.8") == (403 if trusted else 429)


def test_the_running_service_lets_through_what_it_is_told_to_trust(tmp_path: Path, trusted: int) -> None:
    with running(tmp_path / "data", SAMPLE="0", TRUSTED_PROXIES=str(trusted)) as service:
        _, page, _ = service.fetch(f"{service.base}/api/docs", **PROXIED)
    assert re.findall(r"curl -X GET (?:'|&#39;)(\S+)/api/town(?:'|&#39;)", page.decode()) == [
        OUTSIDE if trusted else service.base
    ]
