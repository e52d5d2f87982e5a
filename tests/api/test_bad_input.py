"""Bad input: refused with the field and the reason as a problem, on both databases, never a 500."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.api.client import Installation
from tests.api.problems import problem

PERSON = {"name": "测试戊", "capacities": ["volunteer"]}
ROLE = {"name": "负责人", "accepts": ["social_worker"], "minimum": 1, "wanted": 1}
ACTIVITY = {
    "code": "N1",
    "kind": "service",
    "title": "服务",
    "place_id": 1,
    "starts_at": "2026-11-26T09:00:00+08:00",
    "ends_at": "2026-11-26T10:00:00+08:00",
    "roles": [ROLE],
}

UNREADABLE: tuple[tuple[bytes, str, int], ...] = (
    (b"{", "application/json", 400),
    (b"\xff\xfe", "application/json", 400),
    (b"[" * 100_000, "application/json", 400),
    (b"9" * 5000, "application/json", 400),
    (b'{"name": NaN}', "application/json", 400),
    (b"", "application/json", 400),
    (b"{}", "text/plain", 415),
    (b"name=a", "application/x-www-form-urlencoded", 415),
    (b'{"name": "' + b"x" * 2**21 + b'"}', "application/json", 413),
)

WRONG: tuple[tuple[str, Any, dict[str, str]], ...] = (
    ("/api/people", [], {"body": "An object with named fields."}),
    ("/api/people", {}, {"name": "This value is needed.", "capacities": "This value is needed."}),
    ("/api/people", {**PERSON, "nickname": "x"}, {"nickname": "There is no such field."}),
    ("/api/people", {**PERSON, "name": 5}, {"name": "A text."}),
    ("/api/people", {**PERSON, "name": " \x00\n "}, {"name": "From 1 to 60 characters."}),
    ("/api/people", {**PERSON, "name": "x" * 100_000}, {"name": "From 1 to 60 characters."}),
    ("/api/people", {**PERSON, "home_id": 2**31}, {"home_id": "A whole number from 1 to 2147483647."}),
    ("/api/people", {**PERSON, "home_id": 10**400}, {"home_id": "A whole number from 1 to 2147483647."}),
    ("/api/people", {**PERSON, "home_id": "1"}, {"home_id": "A whole number from 1 to 2147483647."}),
    ("/api/people", {**PERSON, "home_id": True}, {"home_id": "A whole number from 1 to 2147483647."}),
    ("/api/people", {**PERSON, "home_id": 999}, {"home_id": "There is no such entry (number 999)."}),
    ("/api/people", {**PERSON, "organisation_id": 9}, {"organisation_id": "There is no such entry (number 9)."}),
    ("/api/people", {**PERSON, "born_on": "2026-02-30"}, {"born_on": "A day such as 2026-11-30."}),
    ("/api/people", {**PERSON, "born_on": "20000101"}, {"born_on": "A day such as 2026-11-30."}),
    ("/api/people", {**PERSON, "born_on": "9999-12-31"}, {"born_on": "A day such as 2026-11-30."}),
    ("/api/people", {**PERSON, "born_on": "2100-01-01"}, {"born_on": "A day since 1900."}),
    ("/api/people", {**PERSON, "active": "true"}, {"active": "Yes or no: true or false."}),
    ("/api/people", {**PERSON, "phone": "12"}, {"phone": "a telephone number such as 13800138000"}),
    ("/api/people", {**PERSON, "email": "x@"}, {"email": "a mail address such as name@example.com"}),
    ("/api/people", {**PERSON, "gender": "x"}, {"gender": "One of female, male."}),
    ("/api/people", {**PERSON, "capacities": []}, {"capacities": "From 1 to 1000 entries."}),
    ("/api/people", {**PERSON, "capacities": "volunteer"}, {"capacities": "A list."}),
    (
        "/api/activities",
        {**ACTIVITY, "starts_at": "2026-11-26T09:00:00"},
        {"starts_at": "A time with its zone, such as 2026-11-23T14:30:00+08:00."},
    ),
    (
        "/api/activities",
        {**ACTIVITY, "starts_at": "0001-01-01T00:00:00+14:00"},
        {"starts_at": "A time with its zone, such as 2026-11-23T14:30:00+08:00."},
    ),
    ("/api/activities", {**ACTIVITY, "ends_at": "2026-11-26T08:00:00+08:00"}, {"ends_at": "After its start."}),
    ("/api/activities", {**ACTIVITY, "place_id": 77}, {"place_id": "There is no such entry (number 77)."}),
    (
        "/api/activities",
        {**ACTIVITY, "departments": ["D9"]},
        {"departments": "There is no organisation D9."},
    ),
    (
        "/api/activities",
        {**ACTIVITY, "roles": [{**ROLE, "name": ""}]},
        {"roles.0.name": "From 1 to 60 characters."},
    ),
    (
        "/api/activities",
        {**ACTIVITY, "roles": [ROLE, {**ROLE, "name": "协助", "minimum": 2}]},
        {"roles.1.wanted": "At least one slot is wanted, and no more are needed than wanted."},
    ),
    (
        "/api/activities",
        {**ACTIVITY, "roles": [{**ROLE, "team_id": 5}]},
        {"roles.0.team_id": "There is no such entry (number 5)."},
    ),
    (
        "/api/teams",
        {"code": "T", "name": "队", "member_ids": [99]},
        {"member_ids": "There is no such entry (number 99)."},
    ),
    ("/api/teams", {"code": "T", "name": "队", "leader_id": 1}, {"leader_id": "One of the members."}),
    (
        "/api/places",
        {"code": "X", "name": "x", "kind": "moon"},
        {"kind": "One of town, market, village, community, grid, venue."},
    ),
    (
        "/api/places",
        {"code": "X", "name": "x", "kind": "village", "latitude": 91},
        {"latitude": "A number from -90 to 90."},
    ),
    (
        "/api/places",
        {"code": "X", "name": "x", "kind": "village", "latitude": 22.0},
        {"longitude": "Latitude and longitude go together."},
    ),
    (
        "/api/places",
        {"code": "X", "name": "x", "kind": "village", "parent_id": 1},
        {"parent_id": "Such a place does not lie in 龙山塘村."},
    ),
    ("/api/rosters", {"first_day": "2026-11-23", "last_day": "2026-11-22"}, {"last_day": "Not before 23 Nov 2026."}),
    ("/api/rosters/1/runs", {"seconds": 0}, {"seconds": "A number from 1 to 3600."}),
    ("/api/rosters/1/assignments", {"role_id": 99, "person_id": 1}, {"role_id": "There is no such entry (number 99)."}),
    (
        "/api/rosters/1/assignments",
        {"role_id": 1, "person_id": 99},
        {"person_id": "There is no such entry (number 99)."},
    ),
    ("/api/rosters/1/assignments", {"role_id": 1}, {"person_id": "Either a person or a team."}),
    ("/api/days/years", {"year": 1900}, {"year": "A whole number from 2004 to 2100."}),
)

ADDRESSES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/api/people?page=0", {"page": "A whole number from 1 to 2147483647."}),
    ("/api/people?page=x", {"page": "A whole number from 1 to 2147483647."}),
    ("/api/people?page=99999999999999999999", {"page": "A whole number from 1 to 2147483647."}),
    ("/api/people?page_size=501", {"page_size": "A whole number from 1 to 500."}),
    ("/api/people?colour=red", {"colour": "There is no such field."}),
    ("/api/activities?first_day=tomorrow", {"first_day": "A day such as 2026-11-30."}),
    ("/api/activities?kind=party", {"kind": "One of service, training, enforcement, station, shared, emergency."}),
    ("/api/travel?from_place_id=1&to_place_id=99", {"to_place_id": "There is no such entry (number 99)."}),
    ("/api/markets/preview?calendar=lunar&digits=abc", {"digits": "Last digits of the market days, such as 369."}),
    ("/api/days?first_day=2026-01-01", {"last_day": "This value is needed."}),
)


def in_english(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang=en"


@pytest.fixture
def town(installation: Installation) -> Installation:
    installation.bring()
    installation.call("POST", "/api/rosters", json={"first_day": "2026-11-23", "last_day": "2026-11-29"})
    return installation


def test_a_body_that_cannot_be_read_is_refused(town: Installation) -> None:
    details = {
        400: "The request cannot be read.",
        413: "The file is too large.",
        415: "This kind of content is not understood.",
    }
    for content, kind, status in UNREADABLE:
        answer = town.call("POST", "/api/people?lang=en", data=content, content_type=kind)
        assert (content[:10], answer.status_code, answer.json) == (content[:10], *problem(status, details[status]))
        assert answer.content_type == "application/problem+json"


def test_a_wrong_value_is_refused_with_its_field_and_what_would_be_right(town: Installation) -> None:
    for path, body, errors in WRONG:
        answer = town.call("POST", in_english(path), json=body)
        assert (body, answer.status_code, answer.json.get("errors")) == (body, 422, errors)


def test_a_wrong_address_is_refused_likewise(town: Installation) -> None:
    for path, errors in ADDRESSES:
        answer = town.call("GET", in_english(path))
        assert (path, answer.status_code, answer.json.get("errors")) == (path, 422, errors)


def test_reasons_come_in_the_language_of_the_office(town: Installation) -> None:
    answer = town.call("POST", "/api/people", json={**PERSON, "nickname": "x", "born_on": "x"})
    assert answer.json["errors"] == {"nickname": "没有这个字段。", "born_on": "日期，如 2026-11-30。"}


def test_text_is_cleaned_as_the_import_cleans_it(town: Installation) -> None:
    name = "\ud800 <b>“测试”</b>\r\nX\x00\u2028Y\x85 "
    answer = town.call("POST", "/api/people", json={**PERSON, "name": name, "phone": "138 0013 8000"})
    assert (answer.status_code, answer.json["name"]) == (201, "<b>“测试”</b> X Y")
    assert answer.json["phone"] == "+8613800138000"
    found = town.call("GET", "/api/people", query_string={"text": "X\x00Y"})
    assert [person["id"] for person in found.json] == [answer.json["id"]]


def test_a_name_or_password_that_no_database_takes_is_just_a_wrong_one(town: Installation) -> None:
    for name, password, status in (("a\x00b", "x", 403), ("coordinator", "\x00", 403), ("coordinator", "\ud800", 422)):
        answer = town.api.post("/api/sessions", json={"name": name, "password": password})
        assert (name, password, answer.status_code) == (name, password, status)


def test_what_is_not_there_is_a_404_and_a_wrong_method_a_405_that_names_the_right_ones(town: Installation) -> None:
    for method, path in (
        ("GET", "/api/nothing"),
        ("GET", "/api/people/99"),
        ("PATCH", "/api/people/2147483648"),
        ("GET", "/api/people/-1"),
        ("PUT", "/api/days/2026-02-30"),
        ("GET", "/api/people/" + "9" * 5000),
    ):
        answer = town.call(method, path, json={"kind": "holiday"} if method == "PUT" else None)
        assert (path, answer.status_code, answer.content_type) == (path, 404, "application/problem+json")
    for method in ("TRACE", "PUT", "DELETE"):
        answer = town.call(method, "/api/people")
        allowed = set(answer.headers["Allow"].split(", "))
        assert (method, answer.status_code, allowed) == (method, 405, {"GET", "HEAD", "OPTIONS", "POST"})


def test_an_upload_that_is_no_workbook_or_has_a_strange_name_is_refused(town: Installation) -> None:
    assert town.call("POST", "/api/uploads").status_code == 422
    assert town.call("POST", "/api/uploads", data={"file": "text"}).status_code == 422
    strange = {"file": (io.BytesIO(b"nothing"), "a\x00\ud7ff.xlsx")}
    answer = town.call("POST", "/api/uploads", data=strange)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")


def test_what_is_taken_is_a_conflict(town: Installation) -> None:
    for path, body in (
        ("/api/places", {"code": "V1", "name": "x", "kind": "village"}),
        ("/api/activities", {**ACTIVITY, "code": "A1"}),
        ("/api/people", {**PERSON, "code": "P01"}),
    ):
        answer = town.call("POST", path, json=body)
        assert (path, answer.status_code) == (path, 409)
