"""A draft changed by hand over the API: what the rules forbid, what waits for word, what is undone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import missing, problem, wrong

pytestmark = pytest.mark.usefixtures("before_the_duties")

EDITS = "/api/rosters/1/edits"


@pytest.fixture
def draft(small: Installation) -> Installation:
    small.told("POST", "/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-29"})
    return small


def assigned(town: Installation) -> list[tuple[int, int, bool]]:
    """Who holds which role, and whether it is pinned."""
    return [
        (row["role_id"], row["person_id"], row["pinned"]) for row in town.told("GET", "/api/rosters/1/assignments")[1]
    ]


def step(role_id: int, person_id: int, was: str, now: str) -> dict[str, Any]:
    return {"role_id": role_id, "person_id": person_id, "team_id": None, "was": was, "now": now}


def test_a_slot_is_given_and_taken_back_and_given_again(draft: Installation) -> None:
    status, told = draft.told("POST", EDITS, {"role_id": 1, "person_id": 1})
    assert (status, told["edit"]["steps"]) == (201, [step(1, 1, "not", "pinned")])
    assert told["verdict"]["lacking"] == ["Minimum of each role: 敬老服务 Tue 24 Nov (1 slots)"]
    assert told["verdict"]["cost"] == sum(told["verdict"]["costs"].values()) < 0
    assert draft.told("GET", EDITS) == (200, {"done": [told["edit"]], "undone": []})
    assert draft.told("POST", "/api/rosters/1/undo") == (200, {"applied": True, "sentences": []})
    assert assigned(draft) == []
    assert draft.told("GET", EDITS) == (200, {"done": [], "undone": [told["edit"]]})
    assert draft.told("POST", "/api/rosters/1/undo")[0] == 409
    assert draft.told("POST", "/api/rosters/1/redo") == (200, {"applied": True, "sentences": []})
    assert assigned(draft) == [(1, 1, True)]


def test_what_the_rules_forbid_is_told_in_their_words(draft: Installation) -> None:
    refused = problem(422, "The rules forbid this.", **{"rules.0": "测试丙: Serves in an accepted capacity"})
    assert draft.told("POST", EDITS, {"role_id": 1, "person_id": 3, "anyway": True}) == refused
    assert draft.told("POST", EDITS, {"role_id": 1}) == problem(
        422, "Name a person or a team.", person_id="Either a person or a team."
    )
    assert draft.told("POST", EDITS, {"person_id": 1}) == wrong(role_id="This value is needed.")
    assert draft.told("POST", "/api/rosters/99/edits", {"role_id": 1, "person_id": 1}) == missing(99)


def test_what_speaks_against_it_waits_for_word(draft: Installation) -> None:
    draft.told("POST", EDITS, {"role_id": 1, "person_id": 1})
    status, told = draft.told("POST", "/api/assignments/1/removal", {})
    assert (status, told["detail"]) == (409, "The rules allow this, but something speaks against it.")
    assert list(told["errors"].values())[0].startswith("Activities go ahead: +")
    assert draft.told("POST", "/api/assignments/1/removal", {"anyway": True})[0] == 201
    assert assigned(draft) == []


def test_a_duty_is_handed_over_and_two_are_swapped(draft: Installation) -> None:
    for role, person in ((1, 1), (3, 2)):
        draft.told("POST", EDITS, {"role_id": role, "person_id": person, "anyway": True})
    status, told = draft.told("POST", "/api/assignments/1/swap", {"other_id": 2, "anyway": True})
    assert (status, len(told["edit"]["steps"]), assigned(draft)) == (201, 4, [(1, 2, True), (3, 1, True)])
    first = draft.told("GET", "/api/rosters/1/assignments")[1][0]["id"]
    body = {"person_id": 1, "anyway": True}
    assert draft.told("POST", f"/api/assignments/{first}/hand-over", body)[0] == 201
    assert assigned(draft) == [(1, 1, True), (3, 1, True)]


def test_who_holds_a_duty_is_told_with_why_and_who_could_in_their_place(draft: Installation) -> None:
    draft.told("POST", EDITS, {"role_id": 1, "person_id": 1})
    status, told = draft.told("GET", "/api/assignments/1/why")
    assert (status, told["name"], told["pinned"]) == (200, "测试甲", True)
    assert [one["name"] for one in told["standing"]["others"]] == ["测试乙"]
    assert draft.told("GET", "/api/assignments/99/why") == missing(99)


def test_what_somebody_could_take_on_a_day_is_told(draft: Installation) -> None:
    status, told = draft.told("GET", "/api/rosters/1/openings?person_id=1&day=2026-11-24")
    assert (status, told["name"], told["kept"]) == (200, "测试甲", 1)
    assert [(one["activity_id"], one["role"]["name"], one["open"]) for one in told["roles"]] == [(1, "负责人", 1)]
    assert told["roles"][0]["cost"] < 0
    assert draft.told("GET", "/api/rosters/1/openings?person_id=1")[0] == 422
    assert draft.told("GET", "/api/rosters/1/openings?day=2026-11-24")[0] == 422


def test_a_duty_is_left_for_another_of_the_same_person(draft: Installation) -> None:
    draft.told("POST", EDITS, {"role_id": 1, "person_id": 1})
    there = "/api/rosters/1/openings?person_id=1&day=2026-11-25&instead_of=1"
    status, told = draft.told("GET", there)
    roles = [one["role"]["id"] for one in told["roles"]]
    assert (status, roles, told["reasons"]) == (200, [3], [])
    body = {"role_id": 3, "anyway": True}
    status, moved = draft.told("POST", "/api/assignments/1/move", body)
    assert (status, moved["verdict"]["cost"], assigned(draft)) == (201, told["roles"][0]["cost"], [(3, 1, True)])
    assert draft.told("GET", there.replace("instead_of=1", "instead_of=99"))[0] == 422
    assert draft.told("POST", "/api/assignments/99/move", body) == missing(99)
