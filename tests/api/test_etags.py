"""Conditional requests over the API: what If-Match and If-None-Match may say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import problem

VILLAGE = {"code": "V1", "name": "龙山塘村", "kind": "village"}
UNSAID = problem(428, "Say by If-Match which version you change.")
STALE = problem(412, "Somebody else changed this meanwhile. Load it again.")


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
        assert (wrong, *patched(village, {"If-Match": wrong}, 9)) == (wrong, *STALE)
    for revision, right in enumerate(('"1"', '"9", "2"', "*"), start=2):
        status, row = patched(village, {"If-Match": right}, revision)
        assert (right, status, row["revision"], row["capacity"]) == (right, 200, revision, revision)
    assert patched(village, {"If-Match": '"3"'}, 9) == STALE


def test_a_reader_who_has_the_version_is_told_so(village: Installation) -> None:
    for method in ("GET", "HEAD"):
        for known, status in (('"1"', 304), ('W/"1"', 304), ('"0", "1"', 304), ("*", 304), ('"0"', 200), ("", 200)):
            answer = village.call(method, "/api/places/1", headers={"If-None-Match": known})
            assert (method, known, answer.status_code, answer.headers["ETag"]) == (method, known, status, '"1"')
            assert bool(answer.data) is (method == "GET" and status == 200)


def test_what_is_made_comes_with_its_etag_whatever_the_maker_knows(village: Installation) -> None:
    answer = village.call("POST", "/api/places", json={**VILLAGE, "code": "V2"}, headers={"If-None-Match": '"1"'})
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
