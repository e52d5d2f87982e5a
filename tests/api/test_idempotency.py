"""Idempotency-Key: what arrives twice is done once and answered the same, also when both arrive at the same moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from scheduler.models import IdempotencyKey, Job, Run
from scheduler.services import nightly
from tests.api.client import Installation
from tests.at_once import at_once
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("before_the_duties")

LIMITS = {"seconds": 60, "effort": 20}


@pytest.fixture
def town(installation: Installation) -> Installation:
    installation.bring()
    installation.call("POST", "/api/rosters", json={"first_day": "2026-11-23", "last_day": "2026-11-29"})
    return installation


def count(town: Installation, model: type[Any]) -> int:
    with town.factory() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_run_asked_for_twice_with_a_key_is_one_run(town: Installation) -> None:
    headers = {"Idempotency-Key": "monday"}
    first, again = (town.call("POST", "/api/rosters/1/runs", json=LIMITS, headers=headers) for _ in range(2))
    assert (first.status_code, first.json) == (202, again.json)
    assert again.status_code == 202
    assert count(town, Run) == 1


def test_a_publication_repeated_with_its_key_is_answered_the_same_again(town: Installation) -> None:
    town.solved()
    headers = {"Idempotency-Key": "publish-2"}
    first, again = (town.call("POST", "/api/rosters/2/publication", headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code, first.json) == (200, 200, again.json)
    without = town.call("POST", "/api/rosters/2/publication")
    assert without.status_code == 409


def test_the_same_key_with_another_request_is_refused(town: Installation) -> None:
    headers = {"Idempotency-Key": "monday"}
    town.call("POST", "/api/rosters/1/runs", json=LIMITS, headers=headers)
    for path, body in (("/api/rosters/1/runs", {"seconds": 61}), ("/api/rosters/1/publication", None)):
        answer = town.call("POST", f"{path}?lang=en", json=body, headers=headers)
        assert (answer.status_code, answer.json["errors"]) == (
            422,
            {"Idempotency-Key": "This key was used for another request."},
        )


def test_what_was_refused_can_be_tried_again_with_its_key(town: Installation) -> None:
    headers = {"Idempotency-Key": "again"}
    town.call("POST", "/api/rosters/1/runs", json=LIMITS)
    assert town.call("POST", "/api/rosters/1/runs", json=LIMITS, headers=headers).status_code == 409
    town.work()
    assert town.call("POST", "/api/rosters/1/runs", json=LIMITS, headers=headers).status_code == 202


@pytest.mark.parametrize("key", ["", "x" * 201, "a b", "钥匙".encode().decode("latin-1")])
def test_a_key_that_is_none_is_refused(town: Installation, key: str) -> None:
    answer = town.call("POST", "/api/rosters/1/runs?lang=en", json=LIMITS, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json["errors"]) == (
        422,
        {"Idempotency-Key": "From 1 to 200 visible ASCII characters."},
    )


def test_of_requests_with_one_key_at_the_same_moment_one_is_done_and_all_are_answered_alike(
    town: Installation,
) -> None:

    def ask() -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {town.token}", "Idempotency-Key": "once"}
        answer = town.app.test_client().post("/api/rosters/1/runs", json=LIMITS, headers=headers)
        return answer.status_code, answer.json

    answers = at_once(*[ask] * 5)
    assert answers == [answers[0]] * 5
    assert answers[0][0] == 202
    assert (count(town, Run), count(town, IdempotencyKey)) == (1, 1)


def test_old_keys_are_forgotten(town: Installation) -> None:
    town.call("POST", "/api/rosters/1/runs", json=LIMITS, headers={"Idempotency-Key": "monday"})
    with town.factory.begin() as session:
        nightly.forget(session, now=NOW + nightly.ANSWERS_KEPT - timedelta(minutes=1))
    assert count(town, IdempotencyKey) == 1
    with town.factory.begin() as session:
        nightly.forget(session, now=NOW + nightly.ANSWERS_KEPT + timedelta(hours=1))
    assert (count(town, IdempotencyKey), count(town, Job) > 0) == (0, True)


def test_the_header_is_described(town: Installation) -> None:
    spec = town.api.get("/api/openapi.json").json
    for path in ("/api/rosters/{roster_id}/runs", "/api/rosters/{roster_id}/publication"):
        names = [row["name"] for row in spec["paths"][path]["post"]["parameters"]]
        assert names == ["Idempotency-Key"]


def test_an_answer_given_again_is_whole_with_the_etag_of_what_it_tells_of(town: Installation) -> None:
    headers = {"Idempotency-Key": "whole"}
    first, again = (town.call("POST", "/api/rosters/1/publication", headers=headers) for _ in range(2))
    assert (first.status_code, first.headers["ETag"]) == (200, f'"{first.json["revision"]}"')
    assert [(one.status_code, one.json, one.content_type, one.headers["ETag"]) for one in (first, again)] == [
        (200, first.json, "application/json", first.headers["ETag"])
    ] * 2
