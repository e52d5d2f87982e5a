"""People and teams of a problem: from the register's tables, and what binds them from outside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scheduler.models import (
    Absence,
    Activity,
    ActivityKind,
    Attendance,
    HeldQualification,
    Organisation,
    Part,
    Person,
    PlaceKind,
    Qualification,
    WeeklyTime,
    Wish,
)
from scheduler.services.problems import Translation, translate
from scheduler.services.problems.people import grouped, months_later
from solver import hard_findings
from solver.candidates import Capacity, Carried, Commitment, Gender, Held, Limits
from solver.candidates import Person as PersonFacts
from solver.candidates import Team as TeamFacts
from solver.candidates import Wish as WishFacts
from solver.explanations.explain import open_slots
from solver.spans import DAY, Span
from tests.services.small_town import SmallTown, at

MONDAY = 5 * 7 * DAY
"""The minute of the first midnight of a period that begins on a Monday."""


def publish_week(small: SmallTown, first: date, person: Person) -> Activity:
    """A published week in which somebody is on duty from 9 to 11 of its last day."""
    last = first + timedelta(days=6)
    activity = small.activity(f"{last}", last.day, month=last.month)
    draft = small.draft(first, last)
    small.pin(draft, activity, person)
    small.publish(draft)
    return activity


def week(small: SmallTown, first: date) -> Translation:
    return translate(small.session, small.draft(first, first + timedelta(days=6)))


def nine_to_eleven(day: int) -> Commitment:
    """A duty so many days after the period's first."""
    return Commitment(Span(MONDAY + day * DAY + 9 * 60, MONDAY + day * DAY + 11 * 60), 0)


def test_duties_of_two_periods_before_and_two_after_bind_as_far_as_any_rule_looks(small: SmallTown) -> None:
    """Five weeks back lies the 19th of October; the week in which November ends is over on the 6th of December."""
    worker = small.worker(duties_a_month=3)
    for first in (date(2026, 10, 12), date(2026, 11, 16), date(2026, 11, 30), date(2026, 12, 7)):
        publish_week(small, first, worker)
    small.activity(day=24)
    problem = week(small, date(2026, 11, 23)).problem
    assert problem.people[0].commitments == (nine_to_eleven(-1), nine_to_eleven(13))
    assert len(problem.days) == 7 * 7
    assert hard_findings(problem, ((0,),)) == []
    assert [(slot.slots, slot.willing) for slot in open_slots(problem, ((),))] == [(3, 1)]


@pytest.mark.parametrize(("most", "broken"), [(2, []), (1, ["DutiesAMonth"])])
def test_a_duty_published_for_the_end_of_the_month_counts_in_a_period_made_for_its_beginning(
    small: SmallTown, most: int, broken: list[str]
) -> None:
    worker = small.worker(duties_a_month=most)
    publish_week(small, date(2026, 11, 23), worker)
    small.activity(day=4)
    problem = week(small, date(2026, 11, 2)).problem
    assert problem.people[0].commitments == (nine_to_eleven(27),)
    assert [type(finding.rule).__name__ for finding in hard_findings(problem, ((0,),))] == broken


def test_a_person_becomes_facts_with_all_that_belongs_to_them(small: SmallTown) -> None:
    unit = small.add(Organisation(town_id=small.town.id, code="D1", name="派出所"))
    skill, aid = (
        small.add(Qualification(town_id=small.town.id, code=code, name=code, by_training=code == "Q2"))
        for code in ("Q1", "Q2")
    )
    hall = small.place("党校", PlaceKind.VENUE)
    person = small.person(
        "甲",
        Capacity.VOLUNTEER,
        Capacity.OFFICER,
        home_id=hall.id,
        gender=Gender.MALE,
        organisation_id=unit.id,
        born_on=date(2008, 11, 25),
        minutes_a_day=240,
        minutes_a_week=720,
        duties_a_month=6,
    )
    person.qualifications.append(
        HeldQualification(
            town_id=small.town.id,
            qualification_id=skill.id,
            level=2,
            valid_from=date(2026, 11, 24),
            valid_until=date(2026, 11, 24),
        )
    )
    training = small.activity(
        "培训", kind=ActivityKind.TRAINING, grants_id=aid.id, grants_level=3, grants_months=1, accepts=(Capacity.TEAM,)
    )
    mine: dict[str, Any] = {"town_id": small.town.id, "person_id": person.id}
    small.add(Attendance(activity_id=training.id, **mine))
    for weekday in range(7):
        small.add(WeeklyTime(weekday=weekday, start_minute=0, end_minute=DAY, **mine))
    small.add(Absence(starts_at=at(24, 8), ends_at=at(24, 9.5), **mine))
    small.add(Wish(weekday=2, part=Part.AFTERNOON, liking=-1, **mine))
    tuesday, wednesday = MONDAY + DAY, MONDAY + 2 * DAY
    assert week(small, date(2026, 11, 23)).problem.people == (
        PersonFacts(
            key=person.code or "",
            capacities=frozenset({Capacity.VOLUNTEER, Capacity.OFFICER}),
            home=2,
            gender=Gender.MALE,
            department=0,
            qualifications=(
                Held(0, 2, Span(tuesday, tuesday + DAY)),
                Held(1, 3, Span(tuesday + 11 * 60, MONDAY + 31 * DAY)),
            ),
            unavailable=(Span(tuesday + 8 * 60, tuesday + 9 * 60 + 30),),
            adult_from=wednesday,
            limits=Limits(240, 720, 6),
            wishes=(WishFacts(Span(wednesday + 12 * 60, wednesday + 18 * 60), -1),),
        ),
    )


def test_somebody_of_whom_nothing_is_known_but_the_name_is_free_and_of_age(small: SmallTown) -> None:
    person = small.person("甲", Capacity.VOLUNTEER)
    person.code = None
    small.session.flush()
    assert week(small, date(2026, 11, 23)).problem.people == (
        PersonFacts(key=f"#{person.id}", capacities=frozenset({Capacity.VOLUNTEER})),
    )


def test_a_team_is_told_by_its_members_at_work_with_its_own_times_and_what_it_carried(small: SmallTown) -> None:
    one, gone, two = small.volunteer(), small.volunteer(active=False), small.volunteer()
    team = small.team("先锋一队", [one, gone, two], home_id=small.community.id, quorum=40)
    march = small.activity("巡查", day=18, accepts=(Capacity.TEAM,), wanted=1, unpleasant=True)
    draft = small.draft(date(2026, 11, 16), date(2026, 11, 22))
    small.pin(draft, march, team)
    small.publish(draft)
    mine: dict[str, Any] = {"town_id": small.town.id, "team_id": team.id}
    for weekday in range(6):
        small.add(WeeklyTime(weekday=weekday, start_minute=0, end_minute=DAY, **mine))
    small.add(Absence(starts_at=at(23, 0), ends_at=at(24, 0), **mine))
    assert week(small, date(2026, 11, 23)).problem.teams == (
        TeamFacts(
            key=team.code,
            members=(0, 1),
            home=1,
            quorum=40,
            unavailable=(Span(MONDAY, MONDAY + DAY), Span(MONDAY + 6 * DAY, MONDAY + 7 * DAY)),
            carried=Carried(120, 0, 1),
        ),
    )


def at_noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "months", "day"),
    [
        (at_noon(2026, 11, 24), 1, date(2026, 12, 24)),
        (at_noon(2026, 11, 24), 12, date(2027, 11, 24)),
        (at_noon(2026, 1, 31), 1, date(2026, 3, 1)),
        (at_noon(2026, 12, 31), 2, date(2027, 3, 1)),
        (at_noon(2026, 11, 30), 600, date(2076, 11, 30)),
        (at_noon(2024, 2, 29), 12, date(2025, 3, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_first_of_the_month_after(moment: datetime, months: int, day: date) -> None:
    assert months_later(moment, months) == day


def test_rows_are_grouped_by_their_owner_in_order_and_those_without_one_left_out() -> None:
    rows = [(1, "a"), (2, "b"), (None, "c"), (1, "d")]
    assert grouped(rows, lambda row: row[0]) == {1: [(1, "a"), (1, "d")], 2: [(2, "b")]}
