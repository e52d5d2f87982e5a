"""Vanguard teams over HTTP: whole answers, by equality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import problem, wrong

TEAM = {
    "active": True,
    "code": "T1",
    "home_id": 2,
    "id": 1,
    "leader_id": 3,
    "member_ids": [3, 4],
    "name": "先锋一队",
    "quorum": 60,
    "revision": 1,
}


def new(**values: object) -> dict[str, object]:
    kept = {name: value for name, value in TEAM.items() if name not in ("id", "revision", "active", "quorum")}
    return {**kept, **values}


def test_a_team_is_registered_read_changed_and_listed(small: Installation) -> None:
    assert small.told("GET", "/api/teams") == (200, [])
    status, made = small.told("POST", "/api/teams", new())
    assert (status, {**made, "revision": 1}) == (201, TEAM)
    assert small.told("GET", "/api/teams/1") == (200, made)
    patch = {"member_ids": [4], "leader_id": 4, "quorum": 80, "active": False}
    status, changed = small.told("PATCH", "/api/teams/1", patch)
    assert (status, changed) == (200, {**made, **patch, "revision": changed["revision"]})
    assert changed["revision"] > made["revision"]
    assert small.told("GET", "/api/teams") == (200, [changed])
    assert small.told("GET", "/api/people?team_id=1")[1] == [small.told("GET", "/api/people/4")[1]]


def test_a_team_has_weekly_times_and_absences(small: Installation) -> None:
    small.told("POST", "/api/teams", new())
    weekly = [{"weekday": 2, "start_minute": 1080, "end_minute": 1320}]
    assert small.told("GET", "/api/teams/1/times") == (200, {"weekly": [], "absences": []})
    assert small.told("PUT", "/api/teams/1/times", {"weekly": weekly}) == (200, {"weekly": weekly, "absences": []})
    body = {"starts_at": "2026-12-01T00:00:00+08:00", "ends_at": "2026-12-02T00:00:00+08:00"}
    row = {"id": 1, "starts_at": "2026-11-30T16:00:00+00:00", "ends_at": "2026-12-01T16:00:00+00:00", "reason": ""}
    assert small.told("POST", "/api/teams/1/absences", body) == (201, row)
    assert small.told("GET", "/api/teams/1/times") == (200, {"weekly": weekly, "absences": [row]})
    assert small.told("DELETE", "/api/teams/1/absences/1") == (204, None)


def test_a_person_in_two_teams_and_a_number_that_is_taken_are_conflicts(small: Installation) -> None:
    small.told("POST", "/api/teams", new())
    for body, detail in (
        (new(), "There is an entry with the number T1 already."),
        (new(code="T2"), "测试丙 is a member of another team."),
    ):
        assert small.told("POST", "/api/teams", body) == (
            409,
            {"detail": detail, "status": 409, "title": "Conflict", "type": "about:blank"},
        )


RANGE, MISSING = "A whole number from {} to {}.", "There is no such entry (number 99)."
LED = "The leader is not a member of the team."
SHAPE = "Some values are not right."
REFUSED: tuple[tuple[dict[str, Any], str, dict[str, str]], ...] = (
    ({"code": ""}, SHAPE, {"code": "From 1 to 40 characters."}),
    ({"name": "名" * 101}, SHAPE, {"name": "From 1 to 100 characters."}),
    ({"quorum": 0}, SHAPE, {"quorum": RANGE.format(1, 100)}),
    ({"quorum": 60.0}, SHAPE, {"quorum": RANGE.format(1, 100)}),
    ({"active": None}, SHAPE, {"active": "This value is needed."}),
    ({"member_ids": [3, 0]}, SHAPE, {"member_ids__1": RANGE.format(1, 2147483647)}),
    ({"members": [3]}, SHAPE, {"members": "There is no such field."}),
    ({"home_id": 99}, MISSING, {"home_id": MISSING}),
    ({"member_ids": [3, 99]}, MISSING, {"member_ids": MISSING}),
    ({"leader_id": 1}, LED, {"leader_id": "One of the members."}),
    ({"member_ids": [4]}, LED, {"leader_id": "One of the members."}),
)


@pytest.mark.parametrize(("changed", "sentence", "errors"), REFUSED)
def test_a_wrong_value_is_refused_at_its_field_and_changes_nothing(
    small: Installation, changed: dict[str, Any], sentence: str, errors: dict[str, str]
) -> None:
    small.told("POST", "/api/teams", new())
    before = small.told("GET", "/api/teams")
    assert small.told("PATCH", "/api/teams/1", changed) == problem(422, sentence, **errors)
    assert small.told("GET", "/api/teams") == before


def test_what_is_needed_and_a_team_that_there_is_not(small: Installation) -> None:
    needed = dict.fromkeys(("code", "name"), "This value is needed.")
    assert small.told("POST", "/api/teams", {}) == wrong(**needed)
    assert small.told("POST", "/api/teams", new(leader_id=1)) == problem(422, LED, leader_id="One of the members.")
    assert small.told("GET", "/api/teams") == (200, [])
    times = {"starts_at": "2026-12-01T00:00:00+08:00", "ends_at": "2026-12-02T00:00:00+08:00"}
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"name": "x"}),
        ("GET", "/times", None),
        ("PUT", "/times", {"weekly": []}),
        ("POST", "/absences", times),
        ("DELETE", "/absences/1", None),
    ):
        assert small.told(method, f"/api/teams/99{path}", body) == problem(404, MISSING)


def test_an_absence_stands_under_whose_it_is(small: Installation) -> None:
    small.told("POST", "/api/teams", new())
    body = {"starts_at": "2026-12-01T00:00:00+08:00", "ends_at": "2026-12-02T00:00:00+08:00"}
    assert small.told("POST", "/api/teams/1/absences", body)[0] == 201
    assert small.told("DELETE", "/api/people/3/absences/1") == problem(404, "There is no such entry (number 1).")
    assert small.told("DELETE", "/api/teams/1/absences/1") == (204, None)
    assert small.told("DELETE", "/api/teams/1/absences/1") == problem(404, "There is no such entry (number 1).")


def test_each_change_is_in_the_audit_trail(small: Installation) -> None:
    small.told("POST", "/api/teams", new())
    small.told("PATCH", "/api/teams/1", {"quorum": 70, "active": False, "member_ids": [3]})
    told = [
        (row["table_name"], row["action"], row["changes"]) for row in small.told("GET", "/api/audit?page_size=2")[1]
    ]
    gone = {"id": 2, "town_id": small.town_id, "team_id": 1, "person_id": 4}
    assert told == [
        ("team", "update", {"quorum": [60, 70], "active": [True, False]}),
        ("team_member", "delete", {name: [value, None] for name, value in gone.items()}),
    ]
