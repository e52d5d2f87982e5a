"""Headers of every answer, and what the application's cookies and limits are."""

from __future__ import annotations

from api.app import HEADERS, LARGEST_REQUEST
from tests.api.client import Browser, Installation


def test_every_answer_is_secured_and_in_nobodys_cache_but_what_says_so_itself(installation: Installation) -> None:
    for path, cache in (
        ("/sign-in", "no-store"),
        ("/nothing", "no-store"),
        ("/api/nothing", "no-store"),
        ("/api/openapi.json", "no-store"),
        ("/static/htmx.min.js", "no-cache"),
    ):
        answer = installation.api.get(path)
        assert (path, {name: answer.headers[name] for name in HEADERS}) == (path, HEADERS)
        assert (path, answer.headers["Cache-Control"]) == (path, cache)


def test_a_calendar_keeps_its_own_headers(installation: Installation) -> None:
    installation.bring()
    installation.published()
    feed = installation.told("GET", "/api/feeds/shared")[1][0]
    answer = installation.api.get(feed["url"])
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == (
        "private, no-cache",
        "no-referrer",
    )
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_sessions_cookie_is_for_this_site_alone_and_no_script_reads_it(installation: Installation) -> None:
    browser = Browser(installation.app)
    answer = browser.client.get("/sign-in")
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("session="))
    assert [part for part in cookie.split("; ") if not part.startswith(("session=", "Expires="))] == [
        "HttpOnly",
        "Path=/",
        "SameSite=Lax",
    ]
    assert installation.app.config["MAX_CONTENT_LENGTH"] == LARGEST_REQUEST
    assert installation.app.config["SECRET_KEY"] == installation.settings.key("cookies")
