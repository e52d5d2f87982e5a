"""Vanguard teams over HTTP: whole answers, by equality."""

from __future__ import annotations

from tests.api.client import Installation

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


def test_a_teams_times(small: Installation) -> None:
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
