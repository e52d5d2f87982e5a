"""The register as an export reads it: what refers to a row, and which activities say something of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scheduler.models import Activity, ActivityKind, ActivityState, Person, Place, Recurrence, Series, WeeklyTime
from scheduler.services.activities import series
from scheduler.services.register.exports.register import Register, values_of
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown


def register(small: SmallTown) -> Register:
    return Register(small.session, small.town)


def test_rows_are_those_of_the_town_in_order_of_id(small: SmallTown) -> None:
    SmallTown(small.session).worker()
    one, two = small.worker(), small.worker()
    assert register(small).rows(Person) == [one, two]


@pytest.mark.parametrize(
    ("values", "reference"),
    [
        ({"code": "P1", "phone": "+8613800138000"}, "P1"),
        ({"code": None, "phone": "+8613800138000"}, "甲/13800138000"),
        ({"code": None, "phone": "+85312345678"}, "甲/+85312345678"),
        ({"code": None}, "甲"),
    ],
)
def test_a_person_is_referred_to_by_number_else_by_name_and_telephone(
    small: SmallTown, values: dict[str, Any], reference: str
) -> None:
    person = small.add(Person(town_id=small.town.id, name="甲", **values))
    assert register(small).code(Person, person.id) == reference


def test_a_row_of_another_table_is_referred_to_by_its_number_and_nothing_by_none(small: SmallTown) -> None:
    found = register(small)
    assert found.code(Place, small.village.id) == small.village.code
    assert (found.code(Place, None), found.code(Person, small.village.id)) == (None, None)


def test_rows_are_found_by_their_owner(small: SmallTown) -> None:
    one, two = small.worker(), small.worker()
    rows = [
        small.add(WeeklyTime(town_id=small.town.id, person_id=who.id, weekday=day, start_minute=0, end_minute=60))
        for who, day in ((one, 0), (two, 1), (one, 2))
    ]
    assert register(small).by_owner(WeeklyTime, "person_id") == {one.id: [rows[0], rows[2]], two.id: [rows[1]]}


def test_the_values_of_a_row_are_those_asked_for(small: SmallTown) -> None:
    assert values_of(small.village, "name", "capacity") == {"name": "龙山塘村", "capacity": None}


@pytest.fixture
def expanded(small: SmallTown) -> tuple[Series, list[Activity]]:
    """A weekly series and its four dated activities."""
    values = {
        "code": "S1",
        "kind": ActivityKind.STATION,
        "title": "驻点",
        "place_id": small.village.id,
        "recurrence": Recurrence.WEEKLY,
        "weekdays": "1",
        "every_weeks": 1,
        "first_day": date(2026, 11, 23),
        "last_day": date(2026, 12, 20),
        "start_minute": 540,
        "end_minute": 660,
        "roles": [{"name": "值守", "accepts": [Capacity.VOLUNTEER.value], "minimum": 1, "wanted": 2}],
    }
    row = series.add_series(small.session, small.actor, values, now=NOW)
    return row, series.expand(small.session, small.actor, row, now=NOW)


def test_activities_that_follow_their_series_are_left_to_it_and_others_are_told(
    small: SmallTown, expanded: tuple[Series, list[Activity]]
) -> None:
    own = small.activity()
    _, (_, renamed, cancelled, _) = expanded
    assert register(small).dated == [own]
    renamed.title, cancelled.state = "人工改过", ActivityState.CANCELLED
    small.session.flush()
    assert sorted(row.id for row in register(small).dated) == sorted([renamed.id, cancelled.id, own.id])


def test_an_activity_on_a_day_that_its_series_no_longer_has_is_told(
    small: SmallTown, expanded: tuple[Series, list[Activity]]
) -> None:
    row, dated = expanded
    row.last_day = date(2026, 12, 10)
    small.session.flush()
    assert register(small).dated == dated[3:]
