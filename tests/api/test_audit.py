"""The audit trail over the API: filtered, a page at a time, of one town, and for coordinators."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scheduler.models import TownState
from scheduler.services import towns
from tests.api.client import Installation
from tests.api.problems import FORBIDDEN, STRANGER, wrong
from tests.api.test_doors import person_token
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("before_the_duties")


@pytest.fixture
def changed(small: Installation) -> Installation:
    """An organisation made, changed, changed to nothing new; another one made."""
    small.told("POST", "/api/organisations", {"code": "D1", "name": "派出所"})
    small.told("PATCH", "/api/organisations/1", {"enforces": True, "name": "派出所"})
    small.told("PATCH", "/api/organisations/1", {"enforces": True})
    small.told("POST", "/api/organisations", {"code": "D2", "name": "镇卫生院"})
    return small


def rows(installation: Installation, query: str) -> list[dict[str, Any]]:
    """The rows of a query without their numbers and moments."""
    status, found = installation.told("GET", f"/api/audit?{query}")
    assert status == 200
    for one in found:
        del one["id"], one["at"]
    told: list[dict[str, Any]] = found
    return told


def row(action: str, number: int, **changes: Any) -> dict[str, Any]:
    return {
        "actor": "coordinator",
        "action": action,
        "table_name": "organisation",
        "row_id": number,
        "changes": changes,
        "upload_id": None,
    }


def inserted(installation: Installation, number: int, code: str, name: str) -> dict[str, Any]:
    values = {"code": code, "name": name, "enforces": False, "id": number, "town_id": installation.town_id}
    return row("insert", number, **{column: [None, value] for column, value in values.items()})


def test_the_newest_change_comes_first_and_what_changes_nothing_is_none(changed: Installation) -> None:
    first, second = inserted(changed, 1, "D1", "派出所"), inserted(changed, 2, "D2", "镇卫生院")
    update = row("update", 1, enforces=[False, True])
    for query, found in (
        ("table_name=organisation", [second, update, first]),
        ("table_name=organisation&row_id=1", [update, first]),
        ("table_name=organisation&row_id=3", []),
        ("table_name=nothing", []),
        ("table_name=organisation&page=2&page_size=2", [first]),
        ("page_size=2", [second, update]),
    ):
        assert (query, rows(changed, query)) == (query, found)
    answer = changed.call("GET", "/api/audit?table_name=organisation&page=2&page_size=2")
    assert json.loads(answer.headers["X-Pagination"]) == {"total": 3, "page": 2, "page_size": 2, "last_page": 2}
    moments = [one["at"] for one in changed.told("GET", "/api/audit?table_name=organisation")[1]]
    assert moments == sorted(moments, reverse=True)
    assert [moment[:13] for moment in moments] == ["2026-11-20T01"] * 3


def test_changes_of_another_town_are_not_told(changed: Installation) -> None:
    with changed.factory.begin() as session:
        other = towns.create_town(session, "另一镇", sample=False, now=NOW)
        other.state = TownState.ARCHIVED
    names = [one["changes"]["name"][1] for one in rows(changed, "table_name=town")]
    assert names == ["六祖镇"]


def test_a_wrong_query_and_whoever_may_not_are_refused(changed: Installation) -> None:
    for query, errors in (
        ("row_id=0", {"row_id": "A whole number from 1 to 2147483647."}),
        ("row_id=x", {"row_id": "A whole number from 1 to 2147483647."}),
        ("actor=clerk", {"actor": "There is no such field."}),
        (f"table_name={'x' * 41}", {"table_name": "From 0 to 40 characters."}),
    ):
        assert (query, *changed.told("GET", f"/api/audit?{query}")) == (query, *wrong(**errors))
    person = {"Authorization": f"Bearer {person_token(changed, 3)}"}
    for headers, refusal in (({}, STRANGER), (person, FORBIDDEN)):
        answer = changed.api.get("/api/audit?lang=en", headers=headers)
        assert (answer.status_code, answer.json) == refusal
