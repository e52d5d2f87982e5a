"""What the activities of a period lack."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.models import (
    Activity,
    ActivityState,
    Attendance,
    HeldQualification,
    Person,
    PlaceKind,
    Qualification,
)
from scheduler.services.overview.gaps import Untrained, unlocated, untrained, without_roles
from tests.services.small_town import SmallTown


@pytest.fixture
def patrol(small: SmallTown) -> Qualification:
    row: Qualification = small.add(Qualification(town_id=small.town.id, code="Q1", name="防汛巡查", by_training=True))
    return row


def hold(small: SmallTown, person: Person, what: Qualification, until: date | None = None, level: int = 1) -> None:
    small.add(
        HeldQualification(
            town_id=small.town.id, person_id=person.id, qualification_id=what.id, level=level, valid_until=until
        )
    )


def duty(small: SmallTown, what: Qualification, day: int = 26, wanted: int = 2, level: int = 1) -> Activity:
    return small.activity("河道巡查", day, wanted=wanted, role={"qualification_id": what.id, "level": level})


def lacking(small: SmallTown, *activities: Activity) -> list[Untrained]:
    return untrained(small.session, small.town, activities)


def test_an_activity_without_roles_is_named(small: SmallTown) -> None:
    empty, whole = small.activity(), small.activity()
    empty.roles.clear()
    small.session.flush()
    assert without_roles([empty, whole]) == [empty]


def test_a_place_without_coordinates_is_named_once_and_the_venue_counts_before_the_village(small: SmallTown) -> None:
    hall = small.place("礼堂", PlaceKind.VENUE, latitude=22.7, longitude=112.2)
    assert unlocated([small.activity(), small.activity(), small.activity(venue=hall)]) == [small.village]


def test_a_duty_that_asks_for_training_which_nobody_scheduled_is_named(small: SmallTown, patrol: Qualification) -> None:
    first, second = duty(small, patrol), duty(small, patrol, day=27, wanted=3)
    hold(small, small.volunteer(), patrol)
    assert lacking(small, first, second) == [Untrained(patrol, [first, second], 1, 3)]


def test_enough_who_hold_it_or_a_session_before_the_duty_mend_it(small: SmallTown, patrol: Qualification) -> None:
    first, second = duty(small, patrol, wanted=1), duty(small, patrol, day=28, wanted=2)
    hold(small, small.volunteer(), patrol)
    assert lacking(small, first, second) == [Untrained(patrol, [second], 1, 2)]
    session = small.activity("培训", 27, grants_id=patrol.id)
    assert lacking(small, first, second) == []
    session.state = ActivityState.CANCELLED
    assert lacking(small, first, second) == [Untrained(patrol, [second], 1, 2)]


def test_a_session_after_the_duty_or_of_a_lower_level_or_long_ago_mends_nothing(
    small: SmallTown, patrol: Qualification
) -> None:
    asked = duty(small, patrol, level=2)
    small.activity("培训", 25, grants_id=patrol.id)
    small.activity("培训", 27, grants_id=patrol.id, grants_level=2)
    small.activity("培训", 25, month=10, grants_id=patrol.id, grants_level=2, grants_months=1)
    hold(small, small.volunteer("低一级"), patrol)
    hold(small, small.volunteer("已过期"), patrol, date(2026, 11, 25), level=2)
    assert lacking(small, asked) == [Untrained(patrol, [asked], 0, 2)]


def test_what_is_no_matter_of_training_is_left_out(small: SmallTown) -> None:
    licence = small.add(Qualification(town_id=small.town.id, code="Q2", name="驾照"))
    assert lacking(small, duty(small, licence)) == []


def test_those_on_an_attendance_list_hold_it_once_the_session_is_over(small: SmallTown, patrol: Qualification) -> None:
    session = small.activity("培训", 24, grants_id=patrol.id, grants_level=1)
    small.add(Attendance(town_id=small.town.id, activity_id=session.id, person_id=small.volunteer().id))
    asked = duty(small, patrol, day=25)
    asked.roles[0].level = 2
    higher = small.activity("河道巡查", 25, wanted=1, role={"qualification_id": patrol.id})
    assert lacking(small, asked, higher) == [Untrained(patrol, [asked], 0, 2)]
