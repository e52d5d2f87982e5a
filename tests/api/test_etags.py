"""Conditional requests over the API: what If-Match and If-None-Match may say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import problem

WEEK = {"first_day": "2026-11-23", "last_day": "2026-11-29"}
UNSAID = problem(428, "Say by If-Match which version you change.")
STALE = problem(412, "Somebody else changed this meanwhile. Load it again.")


@pytest.fixture
def draft(installation: Installation) -> Installation:
    """A draft at its first revision."""
    installation.told("POST", "/api/rosters", WEEK)
    return installation


def patched(draft: Installation, headers: dict[str, str], keep: bool) -> tuple[int, Any]:
    answer = draft.call("PATCH", "/api/rosters/1?lang=en", json={"keep_published": keep}, headers=headers)
    return answer.status_code, answer.json


def test_an_edit_names_the_version_that_it_changes(draft: Installation) -> None:
    assert patched(draft, {}, True) == UNSAID
    assert patched(draft, {"If-Match": ""}, True) == UNSAID
    for wrong in ('"0"', '"2"', 'W/"1"', '"0", W/"1"', '"01"'):
        assert (wrong, *patched(draft, {"If-Match": wrong}, True)) == (wrong, *STALE)
    keep = True
    for revision, right in enumerate(('"1"', '"9", "2"', "*"), start=2):
        status, row = patched(draft, {"If-Match": right}, keep)
        assert (right, status, row["revision"], row["keep_published"]) == (right, 200, revision, keep)
        keep = not keep
    assert patched(draft, {"If-Match": '"3"'}, True) == STALE


def test_a_reader_who_has_the_version_is_told_so(draft: Installation) -> None:
    for method in ("GET", "HEAD"):
        for known, status in (('"1"', 304), ('W/"1"', 304), ('"0", "1"', 304), ("*", 304), ('"0"', 200), ("", 200)):
            answer = draft.call(method, "/api/rosters/1", headers={"If-None-Match": known})
            assert (method, known, answer.status_code, answer.headers["ETag"]) == (method, known, status, '"1"')
            assert bool(answer.data) is (method == "GET" and status == 200)


def test_what_is_made_comes_with_its_etag_whatever_the_maker_knows(draft: Installation) -> None:
    answer = draft.call("POST", "/api/rosters", json=WEEK, headers={"If-None-Match": '"1"'})
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
