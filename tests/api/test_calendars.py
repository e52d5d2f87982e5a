"""Calendars over HTTP: CALENDAR.md's lines 8 and 9."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import pytest
from sqlalchemy import Engine, event

from scheduler.models import Feed, Town
from scheduler.services.feeds import subscriptions
from tests.api.client import Browser, Installation
from tests.services.small_town import SmallTown

FUTURE = "Fri, 31 Dec 2027 00:00:00 GMT"
UNKNOWN = "/calendars/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ics"


@pytest.fixture
def address(installation: Installation) -> str:
    """The path of a social worker's calendar."""
    with installation.factory.begin() as session:
        small = SmallTown(session, session.get_one(Town, installation.town_id))
        worker = small.worker("测试甲")
        draft = small.draft()
        small.pin(draft, small.activity(), worker)
        number = draft.id
    assert installation.call("POST", f"/api/rosters/{number}/publication").status_code == 200
    installation.work()
    with installation.factory() as session:
        feed = session.query(Feed).filter_by(kind="person").one()
        return f"/calendars/{subscriptions.token_of(feed, installation.settings.key('feeds'))}.ics"


def fetch(installation: Installation, path: str, method: str = "GET", **headers: str) -> Any:
    return installation.app.test_client().open(
        path, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def test_line_8_a_feed_is_sent_directly_with_all_its_headers_and_no_cookie(
    installation: Installation, address: str
) -> None:
    answer = fetch(installation, address)
    names = ("Content-Type", "Cache-Control", "Content-Disposition", "X-Robots-Tag", "Referrer-Policy", "Vary")
    assert answer.status_code == 200
    assert {name: answer.headers[name] for name in names} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="calendar.ics"',
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept-Encoding",
    }
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["ETag"].startswith('"')
    assert fetch(installation, address).data == answer.data


def test_line_8_head_is_like_get_without_the_bytes(installation: Installation, address: str) -> None:
    get, head = (fetch(installation, address, method) for method in ("GET", "HEAD"))
    assert (head.status_code, head.data) == (200, b"")
    assert dict(head.headers) == dict(get.headers)


def test_line_8_a_compressed_feed_has_a_strong_etag_of_its_own_and_both_answer_304(
    installation: Installation, address: str
) -> None:
    plain, packed = fetch(installation, address), fetch(installation, address, Accept_Encoding="gzip, br")
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.data)) == ("gzip", plain.data)
    assert "Content-Encoding" not in fetch(installation, address, Accept_Encoding="gzip;q=0").headers
    tags = plain.headers["ETag"], packed.headers["ETag"]
    assert (tags[0] != tags[1], tags[1].startswith('"')) == (True, True)
    for tag in tags:
        for encoding in ("gzip", "identity"):
            again = fetch(installation, address, If_None_Match=tag, Accept_Encoding=encoding)
            assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


def test_line_8_if_none_match_comes_before_if_modified_since(installation: Installation, address: str) -> None:
    modified = fetch(installation, address).headers["Last-Modified"]
    assert fetch(installation, address, If_Modified_Since=modified).status_code == 304
    both = fetch(installation, address, If_Modified_Since=modified, If_None_Match='"other"')
    assert both.status_code == 200


def test_line_9_unknown_and_revoked_addresses_get_the_same_empty_404(installation: Installation, address: str) -> None:
    tag = fetch(installation, address).headers["ETag"]
    with installation.factory.begin() as session:
        session.query(Feed).filter_by(kind="person").one().revoked = True
    asked = (
        {},
        {"If_None_Match": tag},
        {"If_None_Match": "*"},
        {"If_Modified_Since": FUTURE},
        {"Accept_Encoding": "gzip"},
    )
    answers = [
        fetch(installation, path, method, **headers)
        for path in (address, UNKNOWN)
        for method in ("GET", "HEAD")
        for headers in asked
    ]
    seen = {(answer.status_code, answer.data, tuple(sorted(answer.headers.items()))) for answer in answers}
    assert len(seen) == 1
    ((status, data, headers),) = seen
    assert (status, data) == (404, b"")
    assert {"ETag", "Last-Modified", "Set-Cookie"} & {name for name, _ in headers} == set()


def test_line_9_a_token_opens_no_page_and_no_api(installation: Installation, address: str) -> None:
    token = address.removeprefix("/calendars/").removesuffix(".ics")
    bearer = {"Authorization": f"Bearer {token}"}
    answers = {path: fetch(installation, path, **bearer).status_code for path in ("/api/rosters", "/people", "/me")}
    assert answers == {"/api/rosters": 401, "/people": 302, "/me": 302}
    visitor, link = Browser(installation.app), f"/enter/{token}"
    assert (visitor.post(link, link).status_code, visitor.get("/me").status_code) == (404, 302)


@pytest.fixture
def statements(installation: Installation, address: str, engine: Engine) -> Iterator[list[str]]:
    """What is asked of the database after the calendar was fetched once."""
    assert fetch(installation, address).status_code == 200
    found: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if not statement.startswith("BEGIN"):
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def test_a_304_touches_one_indexed_row(installation: Installation, address: str, statements: list[str]) -> None:
    with installation.factory() as session:
        tag = session.query(Feed).filter_by(kind="person").one().etag
    statements.clear()
    assert fetch(installation, address, If_None_Match=str(tag)).status_code == 304
    assert len(statements) == 1
    assert "FROM feed" in statements[0]
    assert "feed.token_hash = " in statements[0]
    assert "content" not in statements[0]


def test_line_9_what_goes_wrong_is_written_down_without_the_address(
    installation: Installation, address: str, engine: Engine
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("the database is on fire")

    event.listen(engine, "before_cursor_execute", fail)
    said = io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            installation.app.config["PROPAGATE_EXCEPTIONS"] = False
            answer = fetch(installation, address)
    finally:
        event.remove(engine, "before_cursor_execute", fail)
    assert (answer.status_code, answer.data) == (500, b"")
    assert "RuntimeError" in said.getvalue()
    assert address.removeprefix("/calendars/").removesuffix(".ics") not in said.getvalue()
