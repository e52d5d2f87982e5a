"""Conditional requests over the API: what If-Match and If-None-Match may say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import outdated, problem
from tests.api.test_doors import ROLE, SERIES

VILLAGE = {"code": "V1", "name": "龙山塘村", "kind": "village"}
UNSAID = problem(428, "Say by If-Match which version you change.")


@pytest.fixture
def village(installation: Installation) -> Installation:
    """A place at its first revision."""
    assert installation.told("POST", "/api/places", VILLAGE)[0] == 201
    return installation


def patched(village: Installation, headers: dict[str, str], capacity: int) -> tuple[int, Any]:
    answer = village.call("PATCH", "/api/places/1?lang=en", json={"capacity": capacity}, headers=headers)
    return answer.status_code, answer.json


def test_an_edit_names_the_version_that_it_changes(village: Installation) -> None:
    assert patched(village, {}, 9) == UNSAID
    assert patched(village, {"If-Match": ""}, 9) == UNSAID
    for wrong in ('"0"', '"2"', 'W/"1"', '"0", W/"1"', '"01"'):
        assert (wrong, *patched(village, {"If-Match": wrong}, 9)) == (wrong, *outdated(capacity=None))
    for revision, right in enumerate(('"1"', '"9", "2"', "*"), start=2):
        status, row = patched(village, {"If-Match": right}, revision)
        assert (right, status, row["revision"], row["capacity"]) == (right, 200, revision, revision)
    assert patched(village, {"If-Match": '"3"'}, 9) == outdated(capacity=4)


def test_a_reader_who_has_the_version_is_told_so(village: Installation) -> None:
    for method in ("GET", "HEAD"):
        for known, status in (('"1"', 304), ('W/"1"', 304), ('"0", "1"', 304), ("*", 304), ('"0"', 200), ("", 200)):
            answer = village.call(method, "/api/places/1", headers={"If-None-Match": known})
            assert (method, known, answer.status_code, answer.headers["ETag"]) == (method, known, status, '"1"')
            assert bool(answer.data) is (method == "GET" and status == 200)


def test_what_is_made_comes_with_its_etag_whatever_the_maker_knows(village: Installation) -> None:
    answer = village.call("POST", "/api/places", json={**VILLAGE, "code": "V2"}, headers={"If-None-Match": '"1"'})
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')


@pytest.mark.parametrize(
    ("path", "sent", "changed"),
    [
        (
            "/api/people/1",
            {"name": "新名", "capacities": ["volunteer"]},
            {"name": "测试甲", "capacities": ["social_worker"]},
        ),
        (
            "/api/people/1",
            {"name": "测试甲", "capacities": ["social_worker"], "phone": None},
            {"phone": "+8613800000001"},
        ),
        ("/api/people/1", {"name": "测试甲"}, {}),
        ("/api/teams/1", {"member_ids": [4, 3]}, {}),
        ("/api/teams/1", {"member_ids": [3]}, {"member_ids": [3, 4]}),
        ("/api/activities/1", {"starts_at": "2026-11-24T09:00:00+08:00", "ends_at": "2026-11-24T11:00:00+08:00"}, {}),
        ("/api/activities/1", {"starts_at": "2026-11-24T09:00:00Z"}, {"starts_at": "2026-11-24T01:00:00+00:00"}),
        ("/api/activities/1", {"title": "敬老", "notes": ""}, {"title": "敬老服务"}),
        ("/api/town", {"name": "新六祖镇"}, {"name": "六祖镇"}),
    ],
)
def test_an_edit_of_an_older_version_is_told_what_the_row_holds_otherwise(
    small: Installation, path: str, sent: dict[str, Any], changed: dict[str, Any]
) -> None:
    small.told("POST", "/api/teams", {"code": "T1", "name": "一队", "member_ids": [3, 4]})
    assert small.told("PATCH", path, sent, **{"If-Match": '"0"'}) == outdated(**changed)


def test_the_roles_of_an_older_version_are_compared_by_what_the_edit_says_of_them(installation: Installation) -> None:
    installation.told("POST", "/api/places", VILLAGE)
    made = installation.told("POST", "/api/series", SERIES)[1]
    same = [{"id": role["id"], **ROLE} for role in made["roles"]]
    assert installation.told("PATCH", "/api/series/1", {"roles": same}, **{"If-Match": '"0"'}) == outdated()
    fewer = [{**same[0], "wanted": 9}]
    assert installation.told("PATCH", "/api/series/1", {"roles": fewer}, **{"If-Match": '"0"'}) == outdated(
        roles=made["roles"]
    )
