"""Activities copied, changed together and moved, by the API."""

from __future__ import annotations

from datetime import date

import pytest

from tests.api.client import Installation

pytestmark = pytest.mark.usefixtures("before_the_duties")

WEEKS = {"from_day": "2026-11-24", "to_day": "2026-12-03"}
A1 = {"id": 1, "title": "敬老服务", "starts_at": "2026-11-24T01:00:00+00:00"}
A2 = {"id": 2, "title": "便民咨询", "starts_at": "2026-11-25T06:00:00+00:00"}


def test_a_week_is_looked_at_and_copied(small: Installation) -> None:
    holiday = {"kind": "holiday", "name": "试行"}
    small.told("PUT", "/api/days/2026-12-02", holiday)
    status, told = small.told("GET", "/api/activities/copies?from_day=2026-11-24&to_day=2026-12-03")
    assert (status, told) == (
        200,
        [
            {
                "activity": A1,
                "day": "2026-12-01",
                "starts_at": "2026-12-01T01:00:00+00:00",
                "ends_at": "2026-12-01T03:00:00+00:00",
                "special": None,
                "double": None,
                "off_market": False,
                "proposed": True,
            },
            {
                "activity": A2,
                "day": "2026-12-02",
                "starts_at": "2026-12-02T06:00:00+00:00",
                "ends_at": "2026-12-02T08:00:00+00:00",
                "special": {"day": "2026-12-02", **holiday},
                "double": None,
                "off_market": False,
                "proposed": False,
            },
        ],
    )
    status, made = small.told("POST", "/api/activities/copies", WEEKS)
    assert (status, [(row["code"], len(row["roles"])) for row in made]) == (201, [("A1-20261201", 2)])
    status, made = small.told("POST", "/api/activities/copies", {**WEEKS, "activity_ids": [1, 2]})
    assert (status, [row["code"] for row in made]) == (201, ["A2-20261202"])
    assert small.told("POST", "/api/activities/copies", {**WEEKS, "to_day": "2026-11-23"})[0] == 422


def test_several_are_looked_at_and_changed(small: Installation) -> None:
    asked = {"activity_ids": [2, 1], "change": {"days": 1, "start_minute": 600, "place_id": 2}}
    status, told = small.told("POST", "/api/activities/changes/preview", asked)
    place = {"id": 2, "name": "雅冈社区"}
    rest = {"place": place, "priority": 2, "called_off": False, "same": False, "told": 0, "special": None}
    assert (status, told) == (
        200,
        [
            {
                "activity": {**A1, "revision": 2},
                "starts_at": "2026-11-25T02:00:00+00:00",
                "ends_at": "2026-11-25T04:00:00+00:00",
                "problem": None,
                **rest,
            },
            {
                "activity": {**A2, "revision": 2},
                "starts_at": "2026-11-26T02:00:00+00:00",
                "ends_at": "2026-11-26T04:00:00+00:00",
                "problem": None,
                **rest,
            },
        ],
    )
    body = {"activities": [{"id": 1, "revision": 2}, {"id": 2, "revision": 2}], "change": asked["change"]}
    status, changed = small.told("POST", "/api/activities/changes", body)
    assert (status, [(row["starts_at"], row["place_id"]) for row in changed]) == (
        200,
        [("2026-11-25T02:00:00+00:00", 2), ("2026-11-26T02:00:00+00:00", 2)],
    )
    status, refused = small.told("POST", "/api/activities/changes", body)
    assert (status, refused["detail"]) == (
        409,
        "Somebody else changed 敬老服务 meanwhile. Look at the preview again.",
    )


@pytest.mark.parametrize(
    "change", [{}, {"days": 400}, {"start_minute": 1440}, {"place_id": 99}, {"priority": 5}, {"other": 1}]
)
def test_a_change_that_makes_no_sense_is_refused(small: Installation, change: dict[str, int]) -> None:
    assert small.told("POST", "/api/activities/changes/preview", {"activity_ids": [1], "change": change})[0] == 422


def test_what_cannot_be_is_told_in_words(small: Installation) -> None:
    small.told("POST", "/api/activities/1/cancellation")
    told = small.told("POST", "/api/activities/changes/preview", {"activity_ids": [1], "change": {"days": 1}})[1]
    assert [row["problem"] for row in told] == ["It is called off already."]


def test_one_is_moved_to_another_day(small: Installation) -> None:
    status, told = small.told("GET", "/api/activities/1/day")
    assert (status, told["told"], len(told["days"])) == (200, [], 18)
    assert told["days"][0] == {
        "day": "2026-11-20",
        "lunar": "十月十二",
        "special": None,
        "markets": [],
        "cannot": [],
        "leaves": False,
    }
    moved = small.told("PUT", "/api/activities/1/day", {"day": "2026-11-27"})[1]
    assert (moved["starts_at"], moved["ends_at"]) == ("2026-11-27T01:00:00+00:00", "2026-11-27T03:00:00+00:00")
    status, refused = small.told("PUT", "/api/activities/1/day", {"day": "2026-11-27"})
    assert (status, refused["errors"]) == (422, {"day": "Another day than the one on which it is."})


def test_who_was_told_and_cannot_is_named_by_day(small: Installation) -> None:
    small.published()
    absence = {"starts_at": "2026-11-26T00:00:00+08:00", "ends_at": "2026-11-27T00:00:00+08:00"}
    told = small.told("GET", "/api/activities/1/day")[1]
    person = told["told"][0]
    small.told("POST", f"/api/people/{person['id']}/absences", absence)
    days = small.told("GET", "/api/activities/1/day")[1]["days"]
    assert [day["day"] for day in days if person in day["cannot"] and day["day"] != "2026-11-25"] == ["2026-11-26"]
    assert {day["day"] for day in days if not day["leaves"]} == {f"2026-11-{day}" for day in (23, 25, 26, 27, 28, 29)}
    assert date.fromisoformat(days[-1]["day"]) == date(2026, 12, 8)
