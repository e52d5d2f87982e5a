"""Calendars to subscribe to: addresses given, rotated, shut; uniform 404; what is public; who may."""

from __future__ import annotations

from typing import Any

import pytest
from icalendar import Calendar

from tests.api.client import Installation
from tests.api.problems import FORBIDDEN, STRANGER, WRONG, missing, problem, wrong
from tests.api.test_doors import person_token

pytestmark = pytest.mark.usefixtures("before_the_duties")

UNKNOWN = "/calendars/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ics"
PERSONAL: dict[str, Any] = {
    "alarms": True,
    "fetched_at": None,
    "kind": "person",
    "name": "我的值班 测试丙",
    "public": False,
    "revoked": False,
    "wall_url": None,
}


@pytest.fixture
def pinned(small: Installation) -> Installation:
    """A published roster in which one volunteer is asked."""
    small.told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    small.told("POST", "/api/rosters/1/assignments", {"role_id": 1, "person_id": 1})
    small.told("POST", "/api/rosters/1/assignments", {"role_id": 2, "person_id": 3})
    small.told("POST", "/api/rosters/1/publication")
    small.work()
    return small


def feed_of(installation: Installation, person_id: int) -> dict[str, Any]:
    feed: dict[str, Any] = installation.told("PUT", f"/api/feeds/people/{person_id}")[1]
    return feed


def uniform(installation: Installation, url: str) -> bool:
    """Whether an address answers as one that never was."""
    answers = [installation.api.get(path) for path in (url, UNKNOWN)]
    first, other = [(answer.status_code, answer.data, sorted(answer.headers)) for answer in answers]
    return first == other and first[:2] == (404, b"")


def test_an_address_is_rotated_the_old_one_ends_at_once_and_renewing_opens_a_shut_one(pinned: Installation) -> None:
    first = feed_of(pinned, 3)
    number = first["id"]
    assert first == {**PERSONAL, "id": number, "url": first["url"]}
    content = pinned.api.get(first["url"]).data
    second = pinned.told("POST", f"/api/feeds/{number}/renewal")[1]
    assert (uniform(pinned, first["url"]), pinned.api.get(second["url"]).data) == (True, content)
    shut = pinned.told("POST", f"/api/feeds/{number}/revocation")
    assert shut == (200, {**second, "revoked": True, "fetched_at": shut[1]["fetched_at"]})
    assert uniform(pinned, second["url"])
    third = pinned.told("POST", f"/api/feeds/{number}/renewal")[1]
    assert third == {**shut[1], "revoked": False, "url": third["url"]}
    assert (uniform(pinned, second["url"]), pinned.api.get(third["url"]).data) == (True, content)
    assert len({first["url"], second["url"], third["url"]}) == 3
    assert feed_of(pinned, 3) == third


def test_a_fetch_is_told_with_the_feed(pinned: Installation) -> None:
    first = feed_of(pinned, 3)
    assert pinned.api.get(first["url"]).status_code == 200
    fetched = feed_of(pinned, 3)["fetched_at"]
    assert fetched.startswith("2026-11-20T01:")
    assert pinned.api.get(first["url"]).status_code == 200
    assert feed_of(pinned, 3) == {**first, "fetched_at": fetched}


def test_alarms_are_left_out_on_request(pinned: Installation) -> None:
    url = feed_of(pinned, 1)["url"]

    def alarms() -> int:
        return len(Calendar.from_ical(pinned.api.get(url).data).walk("VALARM"))

    assert alarms() == 2
    feed = feed_of(pinned, 1)
    path = f"/api/feeds/{feed['id']}/alarms"
    assert pinned.told("PUT", path, {"alarms": False}) == (200, {**feed, "alarms": False})
    pinned.work()
    assert alarms() == 0
    pinned.told("PUT", path, {"alarms": True})
    pinned.work()
    assert alarms() == 2


def test_shared_calendars_are_public_where_somebody_said_so_and_as_long_as_they_are_open(pinned: Installation) -> None:
    status, shared = pinned.told("GET", "/api/feeds/shared")
    assert (status, [(feed["kind"], feed["name"], feed["public"]) for feed in shared]) == (
        200,
        [("kind", "六祖镇 服务项目", False), ("town", "六祖镇", False), ("village", "龙山塘村", False)],
    )
    town = shared[1]
    path = f"/api/feeds/{town['id']}"
    assert pinned.api.get("/api/feeds/public").json == []
    assert pinned.told("PUT", f"{path}/public", {"public": True}) == (200, {**town, "public": True})
    public = {name: town[name] for name in ("kind", "name", "url")}
    assert pinned.api.get("/api/feeds/public").json == [public]
    pinned.told("POST", f"{path}/revocation")
    assert pinned.api.get("/api/feeds/public").json == []
    renewed = pinned.told("POST", f"{path}/renewal")[1]
    assert pinned.api.get("/api/feeds/public").json == [{**public, "url": renewed["url"]}]
    pinned.told("PUT", f"{path}/public", {"public": False})
    assert pinned.api.get("/api/feeds/public").json == []


def test_each_refusal_says_why(pinned: Installation) -> None:
    mine, other = feed_of(pinned, 3), feed_of(pinned, 1)
    number = mine["id"]
    for body, refusal in (
        ({}, wrong(public="This value is needed.")),
        ({"public": 1}, wrong(public="Yes or no: true or false.")),
        ({"public": True}, problem(422, "A person's calendar is never public.")),
    ):
        assert pinned.told("PUT", f"/api/feeds/{number}/public", body) == refusal
    assert pinned.told("PUT", f"/api/feeds/{number}/alarms", {"alarms": "no"}) == problem(
        422, WRONG, alarms="Yes or no: true or false."
    )
    calls: tuple[tuple[str, str, Any], ...] = (
        ("POST", "renewal", None),
        ("POST", "revocation", None),
        ("PUT", "alarms", {"alarms": False}),
        ("PUT", "public", {"public": False}),
    )
    person = {"Authorization": f"Bearer {person_token(pinned, 3)}"}
    for method, action, body in calls:
        assert pinned.told(method, f"/api/feeds/99/{action}", body) == missing(99)
        path = f"/api/feeds/{other['id']}/{action}?lang=en"
        for headers, refusal in (({}, STRANGER), (person, FORBIDDEN)):
            answer = pinned.api.open(path, method=method, json=body, headers=headers)
            assert (action, answer.status_code, answer.json) == (action, *refusal)
    assert pinned.told("PUT", "/api/feeds/people/99") == missing(99)
    assert (feed_of(pinned, 3), feed_of(pinned, 1)) == (mine, other)


def test_a_person_rules_over_their_own_calendar(pinned: Installation) -> None:
    person = {"Authorization": f"Bearer {person_token(pinned, 3)}"}
    mine = pinned.api.put("/api/feeds/people/3", headers=person).json
    path = f"/api/feeds/{mine['id']}"
    assert pinned.api.put(f"{path}/alarms", json={"alarms": False}, headers=person).json == {**mine, "alarms": False}
    shut = pinned.api.post(f"{path}/revocation", headers=person).json
    assert shut == {**mine, "alarms": False, "revoked": True}
    renewed = pinned.api.post(f"{path}/renewal", headers=person).json
    assert {**renewed, "url": mine["url"]} == {**mine, "alarms": False}
