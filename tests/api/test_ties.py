"""Recusals and couples over HTTP: whole answers, by equality."""

from __future__ import annotations

from tests.api.client import Installation
from tests.api.expected import PEOPLE, PLACES
from tests.api.problems import problem


def test_a_place_gets_an_owner_and_loses_it(small: Installation) -> None:
    owned = {**PLACES[0], "owner": "陈记", "revision": 2}
    assert small.told("PATCH", "/api/places/1", {"owner": " 陈记"}) == (200, owned)
    assert small.told("PATCH", "/api/places/1", {"owner": ""}) == (200, {**PLACES[0], "revision": 3})


def test_recusals_are_written_down_listed_and_struck(small: Installation) -> None:
    small.told("PATCH", "/api/places/2", {"owner": "陈记"})
    place = {"id": 1, "place_id": 1, "owner": None, "reason": "自家经营"}
    owner = {"id": 2, "place_id": None, "owner": "陈记", "reason": ""}
    assert small.told("POST", "/api/people/1/recusals", {"place_id": 1, "reason": "自家经营"}) == (201, place)
    assert small.told("POST", "/api/people/1/recusals", {"owner": "陈记"}) == (201, owner)
    assert small.told("GET", "/api/people/1/recusals") == (200, [place, owner])
    assert small.told("GET", "/api/people/1") == (200, {**PEOPLE[0], "revision": 3})
    assert small.told("DELETE", "/api/people/1/recusals/1") == (204, None)
    assert small.told("GET", "/api/people/1/recusals") == (200, [owner])
    assert small.told("DELETE", "/api/people/1/recusals/1") == problem(404, "There is no such entry (number 1).")


def test_couples_are_written_down_listed_on_both_and_struck(small: Installation) -> None:
    row = {"id": 1, "one_id": 1, "other_id": 3, "company": "apart"}
    assert small.told("POST", "/api/people/3/couples", {"other_id": 1, "company": "apart"}) == (201, row)
    assert small.told("GET", "/api/people/1/couples") == (200, [row])
    assert [small.told("GET", f"/api/people/{number}")[1]["revision"] for number in (1, 2, 3)] == [2, 1, 2]
    changed = {**row, "company": "together"}
    assert small.told("POST", "/api/people/1/couples", {"other_id": 3, "company": "together"}) == (201, changed)
    assert small.told("GET", "/api/people/3/couples") == (200, [changed])
    assert small.told("DELETE", "/api/people/3/couples/1") == (204, None)
    assert small.told("GET", "/api/people/1/couples") == (200, [])


def test_what_cannot_be_is_refused(small: Installation) -> None:
    for path, body, errors in (
        ("recusals", {}, {"place_id": "Either a place or an owner."}),
        ("recusals", {"owner": "王记"}, {"owner": "No place belongs to 王记."}),
        ("couples", {"other_id": 1, "company": "apart"}, {"other_id": "Somebody else than the person."}),
        ("couples", {"other_id": 3, "company": "friends"}, {"company": "One of apart, together."}),
    ):
        status, answer = small.told("POST", f"/api/people/1/{path}", body)
        assert (path, status, answer["errors"]) == (path, 422, errors)
