"""People over HTTP: whole answers, by equality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.expected import PEOPLE, person
from tests.api.problems import problem, wrong


def test_people_are_listed_and_found(small: Installation) -> None:
    one, two, three, four = PEOPLE
    for query, found in (
        ("", PEOPLE),
        ("?text=丙", [three]),
        ("?text=13800000002", [two]),
        ("?text=p04", [four]),
        ("?capacity=social_worker", [one, two]),
        ("?capacity=volunteer&text=丁", [four]),
        ("?team_id=1", []),
        ("?page=2&page_size=3", [four]),
    ):
        assert (query, *small.told("GET", f"/api/people{query}")) == (query, 200, found)


def test_a_person_is_read_registered_and_changed(small: Installation) -> None:
    assert small.told("GET", "/api/people/3") == (200, PEOPLE[2])
    values = {"phone": "+8613800138000", "born_on": "1990-02-28", "gender": "female", "minutes_a_week": 600}
    new = person(5, "测试戊", "volunteer", 1, code=None, revision=1, **values)
    body = {"name": "测试戊", "capacities": ["volunteer"], "home_id": 1, **values}
    assert small.told("POST", "/api/people", body) == (201, new)
    changed = {**new, "capacities": ["party_member", "volunteer"], "minutes_a_week": None, "revision": 2}
    patch = {"capacities": ["volunteer", "party_member"], "minutes_a_week": None}
    assert small.told("PATCH", "/api/people/5", patch) == (200, changed)
    assert small.told("GET", "/api/people/5") == (200, changed)


def test_a_qualification_is_held_and_struck(small: Installation) -> None:
    small.call("POST", "/api/qualifications", json={"code": "Q1", "name": "急救"})
    body = {"qualification_id": 1, "level": 2, "valid_from": "2026-01-01"}
    row = {**body, "id": 1, "valid_until": None}
    assert small.told("POST", "/api/people/1/qualifications", body) == (201, row)
    assert small.told("GET", "/api/people/1") == (200, {**PEOPLE[0], "qualifications": [row], "revision": 2})
    assert small.told("DELETE", "/api/people/1/qualifications/1") == (204, None)
    assert small.told("GET", "/api/people/1") == (200, {**PEOPLE[0], "revision": 3})
    assert small.told("DELETE", "/api/people/1/qualifications/1") == problem(404, "There is no such entry (number 1).")


def test_a_person_has_weekly_times_absences_and_wishes(small: Installation) -> None:
    weekly = [
        {"weekday": 0, "start_minute": 480, "end_minute": 720},
        {"weekday": 5, "start_minute": 0, "end_minute": 1440},
    ]
    assert small.told("PUT", "/api/people/1/times", {"weekly": weekly[::-1]}) == (
        200,
        {"weekly": weekly, "absences": []},
    )
    body = {"starts_at": "2026-12-01T00:00:00+08:00", "ends_at": "2026-12-02T00:00:00+08:00", "reason": "出差"}
    row = {
        "id": 1,
        "starts_at": "2026-11-30T16:00:00+00:00",
        "ends_at": "2026-12-01T16:00:00+00:00",
        "reason": "出差",
    }
    assert small.told("POST", "/api/people/1/absences", body) == (201, row)
    assert small.told("GET", "/api/people/1/times") == (200, {"weekly": weekly, "absences": [row]})
    assert small.told("DELETE", "/api/people/1/absences/1") == (204, None)
    assert small.told("GET", "/api/people/1/times") == (200, {"weekly": weekly, "absences": []})
    wishes = [{"weekday": 0, "part": "morning", "liking": 1}, {"weekday": 5, "part": "day", "liking": -1}]
    assert small.told("GET", "/api/people/1/wishes") == (200, [])
    assert small.told("PUT", "/api/people/1/wishes", {"wishes": wishes}) == (200, wishes)
    assert small.told("GET", "/api/people/1/wishes") == (200, wishes)


REFUSED: tuple[tuple[str, str, Any, dict[str, str]], ...] = (
    (
        "PUT",
        "/api/people/1/wishes",
        {"wishes": [{"weekday": 0, "part": "day", "liking": 0}]},
        {"wishes": "A wish is 1 for gladly or -1 for rather not."},
    ),
    (
        "PUT",
        "/api/people/1/times",
        {"weekly": [{"weekday": 0, "start_minute": 60, "end_minute": 60}]},
        {"weekly": "Times such as 08:30 to 17:00."},
    ),
    (
        "POST",
        "/api/people/1/absences",
        {"starts_at": "2026-12-01T00:00:00+08:00", "ends_at": "2026-12-01T00:00:00+08:00"},
        {"ends_at": "After its beginning."},
    ),
    (
        "PATCH",
        "/api/people/1",
        {"capacities": ["team"]},
        {"capacities": "Capacities of people: a whole team is registered as a team."},
    ),
)


@pytest.mark.parametrize(("method", "path", "body", "errors"), REFUSED)
def test_what_cannot_be_is_refused_and_changes_nothing(
    small: Installation, method: str, path: str, body: Any, errors: dict[str, str]
) -> None:
    status, answer = small.told(method, path, body)
    assert (status, answer["errors"]) == (422, errors)
    assert small.told("GET", "/api/people/1") == (200, PEOPLE[0])


RANGE, MISSING = "A whole number from {} to {}.", "There is no such entry (number 99)."
STANDINGS = "One of social_worker, volunteer, grid_member, party_member, officer, team."
SHAPES: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"name": " "}, {"name": "From 1 to 60 characters."}),
    ({"code": "P" * 41}, {"code": "From 0 to 40 characters."}),
    ({"gender": "robot"}, {"gender": "One of female, male."}),
    ({"born_on": "28.2.1990"}, {"born_on": "A day such as 2026-11-30."}),
    ({"minutes_a_day": 1441}, {"minutes_a_day": RANGE.format(0, 1440)}),
    ({"minutes_a_week": -1}, {"minutes_a_week": RANGE.format(0, 10080)}),
    ({"duties_a_month": 311}, {"duties_a_month": RANGE.format(0, 310)}),
    ({"capacities": []}, {"capacities": "From 1 to 1000 entries."}),
    ({"capacities": ["king"]}, {"capacities__0": STANDINGS}),
    ({"qualifications": []}, {"qualifications": "There is no such field."}),
)


@pytest.mark.parametrize(("changed", "errors"), SHAPES)
def test_a_wrong_value_is_refused_at_its_field_and_changes_nothing(
    small: Installation, changed: dict[str, Any], errors: dict[str, str]
) -> None:
    body = {"name": "测试戊", "capacities": ["volunteer"], **changed}
    assert small.told("POST", "/api/people", body) == wrong(**errors)
    assert small.told("PATCH", "/api/people/1", changed) == wrong(**errors)
    assert small.told("GET", "/api/people") == (200, PEOPLE)


def test_what_there_is_not_is_refused_at_its_field(small: Installation) -> None:
    small.call("POST", "/api/qualifications", json={"code": "Q1", "name": "急救"})
    ends = "The qualification ends before it begins."
    held = {"qualification_id": 1, "valid_from": "2026-02-01", "valid_until": "2026-01-31"}
    for method, path, body, answer in (
        ("PATCH", "", {"home_id": 99}, problem(422, MISSING, home_id=MISSING)),
        ("PATCH", "", {"organisation_id": 99}, problem(422, MISSING, organisation_id=MISSING)),
        ("POST", "/qualifications", {"qualification_id": 99}, problem(422, MISSING, qualification_id=MISSING)),
        ("POST", "/qualifications", held, problem(422, ends, valid_until="Not before its first day.")),
        ("POST", "/qualifications", {}, wrong(qualification_id="This value is needed.")),
        ("DELETE", "/absences/99", None, problem(404, MISSING)),
    ):
        assert small.told(method, f"/api/people/1{path}", body) == answer
    assert small.told("GET", "/api/people/1") == (200, PEOPLE[0])


def test_a_number_or_a_name_with_its_phone_is_somebodys_alone(small: Installation) -> None:
    assert small.told("PATCH", "/api/people/2", {"code": "P01"}) == problem(409, "Somebody else has the number P01.")
    same = {"name": "测试甲", "phone": "13800000001", "capacities": ["volunteer"]}
    twice = problem(409, "测试甲 with this phone is registered already.")
    assert small.told("POST", "/api/people", same) == twice
    assert small.told("GET", "/api/people") == (200, PEOPLE)


def test_what_is_needed_and_somebody_whom_there_is_not(small: Installation) -> None:
    needed = dict.fromkeys(("name", "capacities"), "This value is needed.")
    assert small.told("POST", "/api/people", {}) == wrong(**needed)
    away = {"starts_at": "2026-12-01T00:00:00+08:00", "ends_at": "2026-12-02T00:00:00+08:00"}
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"name": "x"}),
        ("POST", "/qualifications", {"qualification_id": 1}),
        ("DELETE", "/qualifications/1", None),
        ("GET", "/times", None),
        ("PUT", "/times", {"weekly": []}),
        ("POST", "/absences", away),
        ("DELETE", "/absences/1", None),
        ("GET", "/wishes", None),
        ("PUT", "/wishes", {"wishes": []}),
        ("POST", "/link", None),
        ("GET", "/duties", None),
        ("GET", "/notices", None),
        ("POST", "/notices/read", {"last": 1}),
    ):
        assert (path, small.told(method, f"/api/people/99{path}", body)) == (path, problem(404, MISSING))


def test_each_change_is_in_the_audit_trail(small: Installation) -> None:
    small.told("PATCH", "/api/people/1", {"minutes_a_week": 600, "capacities": ["social_worker", "party_member"]})
    small.told("PUT", "/api/people/1/times", {"weekly": [{"weekday": 0, "start_minute": 480, "end_minute": 720}]})
    told = [
        (row["table_name"], row["action"], {**row["changes"], "id": None})
        for row in small.told("GET", "/api/audit?page_size=3")[1]
    ]
    mine: dict[str, Any] = {"id": None, "town_id": [None, small.town_id], "person_id": [None, 1]}
    assert told == [
        (
            "weekly_time",
            "insert",
            {**mine, "weekday": [None, 0], "start_minute": [None, 480], "end_minute": [None, 720]},
        ),
        ("person", "update", {"id": None, "minutes_a_week": [None, 600]}),
        ("person_capacity", "insert", {**mine, "capacity": [None, "party_member"]}),
    ]
