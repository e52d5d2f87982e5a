"""Vanguard teams, organisations and qualifications over HTTP: whole answers, by equality."""

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
    assert small.told("DELETE", "/api/absences/1") == (204, None)


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


def test_organisations(small: Installation) -> None:
    police = {"code": "D2", "enforces": True, "id": 1, "name": "派出所", "place_id": None}
    office = {"code": "D1", "enforces": False, "id": 2, "name": "民政办", "place_id": 1}
    body = {"code": "D2", "name": "派出所", "enforces": True}
    assert small.told("POST", "/api/organisations", body) == (201, police)
    assert small.told("POST", "/api/organisations", {"code": "D1", "name": "民政办", "place_id": 1}) == (201, office)
    assert small.told("GET", "/api/organisations") == (200, [office, police])
    assert small.told("PATCH", "/api/organisations/1", {"place_id": 2}) == (200, {**police, "place_id": 2})
    assert small.told("GET", "/api/organisations/1") == (200, {**police, "place_id": 2})


def test_qualifications(small: Installation) -> None:
    aid = {"by_training": True, "code": "Q2", "enforcement": False, "id": 1, "name": "急救"}
    law = {"by_training": False, "code": "Q1", "enforcement": True, "id": 2, "name": "执法证"}
    body = {"code": "Q2", "name": "急救", "by_training": True}
    assert small.told("POST", "/api/qualifications", body) == (201, aid)
    body = {"code": "Q1", "name": "执法证", "enforcement": True}
    assert small.told("POST", "/api/qualifications", body) == (201, law)
    assert small.told("GET", "/api/qualifications") == (200, [law, aid])
    assert small.told("PATCH", "/api/qualifications/1", {"name": "急救员"}) == (200, {**aid, "name": "急救员"})
    assert small.told("GET", "/api/qualifications/1") == (200, {**aid, "name": "急救员"})
