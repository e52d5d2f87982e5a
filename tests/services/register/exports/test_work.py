"""Rows about the work: series, activities, roles, attendance lists."""

from __future__ import annotations

from datetime import date
from typing import Any

from scheduler.domain.quotas import quota
from scheduler.models import (
    ActivityKind,
    ActivityState,
    Attendance,
    Market,
    MarketCalendar,
    Organisation,
    PlaceKind,
    Qualification,
    Recurrence,
)
from scheduler.services.activities import series as all_series
from scheduler.services.register.exports.register import Register
from scheduler.services.register.exports.work import activities, attendance, roles, series
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown

DEMAND: dict[str, Any] = {
    "priority": 2,
    "confidential": False,
    "unpleasant": False,
    "adults_only": False,
    "local": False,
    "women": 0,
    "men": 0,
    "organisations": 0,
    "never_alone": False,
    "quotas": [],
    "attendees": 0,
    "departments": [],
    "notes": "",
    "venue": None,
    "grants": None,
}
"""What is so where nothing else is said."""


def register(small: SmallTown) -> Register:
    return Register(small.session, small.town)


def test_an_activity_over_midnight_counts_its_end_on(small: SmallTown) -> None:
    venue = small.place("党校", PlaceKind.VENUE)
    aid = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    training = small.activity(
        "夜训",
        hours=(22, 25.5),
        kind=ActivityKind.TRAINING,
        venue=venue,
        grants_id=aid.id,
        grants_level=2,
        grants_months=6,
        state=ActivityState.CANCELLED,
        notes="带水",
        women=1,
    )
    assert list(activities(register(small))) == [
        {
            **DEMAND,
            "code": training.code,
            "kind": ActivityKind.TRAINING,
            "title": "夜训",
            "place": small.village.code,
            "venue": venue.code,
            "women": 1,
            "notes": "带水",
            "grants": "Q1",
            "grants_level": 2,
            "grants_months": 6,
            "day": date(2026, 11, 24),
            "start": 1320,
            "end": 1530,
            "state": ActivityState.CANCELLED,
            "series": None,
            "series_day": None,
        }
    ]


def test_a_series_and_those_of_its_activities_that_differ_are_told_with_their_roles(small: SmallTown) -> None:
    market = small.add(
        Market(town_id=small.town.id, place_id=small.community.id, calendar=MarketCalendar.GREGORIAN, digits="45")
    )
    role = {"name": "值守", "accepts": ["volunteer"], "minimum": 1, "wanted": 2}
    values = {
        "code": "S1",
        "kind": ActivityKind.STATION,
        "title": "驻点",
        "place_id": small.village.id,
        "recurrence": Recurrence.MARKET,
        "market_id": market.id,
        "first_day": date(2026, 11, 23),
        "last_day": date(2026, 11, 29),
        "start_minute": 540,
        "end_minute": 660,
        "roles": [role],
    }
    row = all_series.add_series(small.session, small.actor, values, now=NOW)
    first, _ = all_series.expand(small.session, small.actor, row, now=NOW)
    first.title = "人工改过"
    small.session.flush()
    shared = {**DEMAND, "kind": ActivityKind.STATION, "place": small.village.code}
    assert list(series(register(small))) == [
        {
            **shared,
            "code": "S1",
            "title": "驻点",
            "recurrence": Recurrence.MARKET,
            "weekdays": "",
            "every_weeks": 1,
            "first_day": date(2026, 11, 23),
            "last_day": date(2026, 11, 29),
            "skip_holidays": True,
            "market_place": small.community.code,
            "start": 540,
            "end": 660,
        }
    ]
    assert list(activities(register(small))) == [
        {
            **shared,
            "code": "S1-20261124",
            "title": "人工改过",
            "day": date(2026, 11, 24),
            "start": 540,
            "end": 660,
            "state": ActivityState.PLANNED,
            "series": "S1",
            "series_day": date(2026, 11, 24),
        }
    ]
    without = {"priority": 2, "level": 1, "trains": False, "qualification": None, "organisation": None, "team": None}
    told = {"name": "值守", "minimum": 1, "wanted": 2, "accepts": [Capacity.VOLUNTEER], **without}
    assert list(roles(register(small))) == [{**told, "activity": "S1"}, {**told, "activity": "S1-20261124"}]


def test_a_role_is_told_with_all_that_it_asks(small: SmallTown) -> None:
    aid = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    unit = small.add(Organisation(town_id=small.town.id, code="D1", name="派出所"))
    team = small.team("先锋一队", [])
    asked = {
        "qualification_id": aid.id,
        "organisation_id": unit.id,
        "team_id": team.id,
        "level": 3,
        "priority": 4,
        "trains": True,
    }
    activity = small.activity(accepts=(Capacity.OFFICER, Capacity.VOLUNTEER), minimum=1, wanted=2, role=asked)
    assert list(roles(register(small))) == [
        {
            "activity": activity.code,
            "trains": True,
            "name": "协助",
            "accepts": [Capacity.OFFICER, Capacity.VOLUNTEER],
            "minimum": 1,
            "wanted": 2,
            "priority": 4,
            "level": 3,
            "qualification": "Q1",
            "organisation": "D1",
            "team": team.code,
        }
    ]


def test_attendance_is_told_by_numbers_where_it_grants_something(small: SmallTown) -> None:
    aid = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    training, other, worker = small.activity(grants_id=aid.id), small.activity(), small.worker()
    for activity in (training, other):
        small.add(Attendance(town_id=small.town.id, activity_id=activity.id, person_id=worker.id))
    assert list(attendance(register(small))) == [{"activity": training.code, "person": worker.code}]


def test_quotas_are_told_with_the_numbers_of_the_office(small: SmallTown) -> None:
    aid = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    unit = small.add(Organisation(town_id=small.town.id, code="D1", name="派出所"))
    team = small.team("先锋一队", [])
    asked = quota({"least": 1, "organisation_id": unit.id, "team_id": team.id, "qualification_id": aid.id})
    small.activity(quotas=[asked, quota({"most": 2, "new": True})], organisations=2, never_alone=True)
    (told,) = activities(register(small))
    assert (told["organisations"], told["never_alone"], told["quotas"]) == (
        2,
        True,
        [
            {**asked, "organisation_id": "D1", "team_id": team.code, "qualification_id": "Q1"},
            quota({"most": 2, "new": True}),
        ],
    )
