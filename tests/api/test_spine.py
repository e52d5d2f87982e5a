"""The main job over HTTP, on SQLite and PostgreSQL: import, solve, publish, subscribe."""

from __future__ import annotations

from icalendar import Calendar

from tests.api.client import Installation


def test_a_workbook_becomes_a_published_roster_and_a_feed_with_etag_and_304(installation: Installation) -> None:
    assert installation.bring().status_code == 200
    roster_id = installation.published()
    roster = installation.call("GET", f"/api/rosters/{roster_id}").json
    assert (roster["state"], roster["version"], roster["bound"]) == ("published", 1, None)

    feeds = installation.call("GET", "/api/feeds/shared").json
    town = next(feed for feed in feeds if feed["kind"] == "town")
    first = installation.api.get(town["url"])
    assert first.status_code == 200
    assert first.content_type == "text/calendar; charset=utf-8"
    titles = {str(event["SUMMARY"]) for event in Calendar.from_ical(first.data).walk("VEVENT")}
    assert titles == {"敬老服务", "便民咨询"}

    again = installation.api.get(town["url"], headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    since = installation.api.get(town["url"], headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304
