"""Assignments by hand over the API: teams too, and each refusal."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.expected import PIN
from tests.api.problems import FORBIDDEN, STRANGER, missing, problem, wrong
from tests.api.test_doors import person_token
from tests.workbooks import ACTIVITIES, ROLES, role, small_town

pytestmark = pytest.mark.usefixtures("before_the_duties")

PATH = "/api/rosters/1/assignments"


@pytest.fixture
def draft(installation: Installation) -> Installation:
    """A draft of a town in which one role takes whole teams, and a team of two."""
    installation.bring(small_town(role=[*ROLES, role("A2", "先锋队", "先锋队", 0, 1)], activity=ACTIVITIES))
    installation.told("POST", "/api/teams", {"code": "T1", "name": "一队", "member_ids": [3, 4]})
    installation.told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    return installation


def test_a_person_or_a_whole_team_is_pinned_once_released_and_taken_away(draft: Installation) -> None:
    team = {**PIN, "id": 2, "capacity": "team", "crew": [3, 4], "person_id": None, "team_id": 1, "role_id": 5}
    for _ in range(2):
        assert draft.told("POST", PATH, {"role_id": 1, "person_id": 1}) == (201, PIN)
        assert draft.told("POST", PATH, {"role_id": 5, "team_id": 1}) == (201, team)
    assert draft.told("GET", PATH) == (200, [PIN, team])
    assert draft.told("GET", f"{PATH}?team_id=1") == (200, [team])
    assert draft.told("PATCH", "/api/assignments/2", {"pinned": False}) == (200, {**team, "pinned": False})
    assert draft.told("POST", PATH, {"role_id": 5, "team_id": 1}) == (201, team)
    assert draft.told("DELETE", "/api/assignments/1") == (204, None)
    assert draft.told("GET", PATH) == (200, [team])


SINGLE, WHOLE = "This role takes single people.", "This role takes whole teams."
BOTH = problem(422, "Name a person or a team.", person_id="Either a person or a team.")


def absent(field: str) -> tuple[int, Any]:
    said = "There is no such entry (number 99)."
    return problem(422, said, **{field: said})


def test_each_refusal_to_pin_says_why(draft: Installation) -> None:
    for body, refusal in (
        ({"role_id": 1}, BOTH),
        ({"role_id": 1, "person_id": 1, "team_id": 1}, BOTH),
        ({"role_id": 1, "team_id": 1}, problem(422, SINGLE, person_id=SINGLE)),
        ({"role_id": 5, "person_id": 1}, problem(422, WHOLE, team_id=WHOLE)),
        ({"role_id": 99, "person_id": 1}, absent("role_id")),
        ({"role_id": 1, "person_id": 99}, absent("person_id")),
        ({"role_id": 5, "team_id": 99}, absent("team_id")),
        ({"person_id": 1}, wrong(role_id="This value is needed.")),
        ({"role_id": None, "person_id": 1}, wrong(role_id="This value is needed.")),
        ({"role_id": 1, "person_id": 1, "pinned": True}, wrong(pinned="There is no such field.")),
    ):
        assert (body, *draft.told("POST", PATH, body)) == (body, *refusal)
    assert draft.told("GET", PATH) == (200, [])


def test_what_is_not_there_cannot_change_and_what_is_published_neither(draft: Installation) -> None:
    calls: tuple[tuple[str, Any], ...] = (("PATCH", {"pinned": False}), ("DELETE", None))
    assert draft.told("GET", "/api/rosters/99/assignments") == missing(99)
    assert draft.told("POST", "/api/rosters/99/assignments", {"role_id": 1, "person_id": 1}) == missing(99)
    for person, number in ((1, 1), (3, 2)):
        draft.told("POST", PATH, {"role_id": number, "person_id": person})
    assert draft.told("POST", "/api/rosters/1/publication")[0] == 200
    frozen = problem(409, "This roster is published and cannot change. Make a new version of it.")
    for method, body in calls:
        assert draft.told(method, "/api/assignments/99", body) == missing(99)
        assert draft.told(method, "/api/assignments/1", body) == frozen
    assert draft.told("POST", PATH, {"role_id": 3, "person_id": 1}) == frozen
    person = {"Authorization": f"Bearer {person_token(draft, 3)}"}
    for method, path in (("GET", PATH), ("POST", PATH), ("PATCH", "/api/assignments/1")):
        for headers, refusal in (({}, STRANGER), (person, FORBIDDEN)):
            answer = draft.api.open(f"{path}?lang=en", method=method, headers=headers)
            assert (method, answer.status_code, answer.json) == (method, *refusal)
