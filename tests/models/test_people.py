"""People, teams and organisations: what the database keeps out on either kind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from scheduler.models import (
    Absence,
    HeldQualification,
    Organisation,
    Part,
    Person,
    PersonCapacity,
    Qualification,
    Team,
    TeamMember,
    WeeklyTime,
    Wish,
)
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.models.refusals import HOURS, Refused, owned, refusal
from tests.services.small_town import SmallTown


def person(small: SmallTown, **more: Any) -> Person:
    return Person(**{"town_id": small.town.id, "code": "P1", "name": "测试甲", **more})


def team(small: SmallTown, **more: Any) -> Team:
    return Team(**{"town_id": small.town.id, "code": "T1", "name": "一队", "memberships": [], **more})


def weekly(small: SmallTown, **more: Any) -> WeeklyTime:
    return WeeklyTime(**owned(small, **{"weekday": 0, "start_minute": 0, "end_minute": 1440, **more}))


def held(small: SmallTown, **more: Any) -> HeldQualification:
    skill = small.add(Qualification(town_id=small.town.id, code=small.code(), name="急救"))
    return HeldQualification(**owned(small, qualification_id=skill.id, **more))


def twice(model: type[Any], values: dict[str, Any]) -> list[Any]:
    return [model(**values), model(**values)]


def first_aid(small: SmallTown) -> dict[str, Any]:
    row = held(small, valid_from=date(2026, 1, 1))
    return {name: getattr(row, name) for name in ("town_id", "person_id", "qualification_id", "valid_from")}


REFUSED: Refused = (
    (
        "UNIQUE organisation.town_id, organisation.code",
        lambda small: twice(Organisation, {"town_id": small.town.id, "code": "D1", "name": "派出所"}),
    ),
    (
        "UNIQUE qualification.town_id, qualification.code",
        lambda small: twice(Qualification, {"town_id": small.town.id, "code": "Q1", "name": "急救"}),
    ),
    ("UNIQUE person.town_id, person.code", lambda small: [person(small), person(small)]),
    ("UNIQUE team.town_id, team.code", lambda small: [team(small), team(small)]),
    (
        "UNIQUE person_capacity.person_id, person_capacity.capacity",
        lambda small: [PersonCapacity(**owned(small, capacity=Capacity.SOCIAL_WORKER))],
    ),
    (
        "UNIQUE held_qualification.person_id, held_qualification.qualification_id, held_qualification.valid_from",
        lambda small: twice(HeldQualification, first_aid(small)),
    ),
    ("CHECK ck_held_qualification_level", lambda small: [held(small, level=0)]),
    ("CHECK ck_held_qualification_level", lambda small: [held(small, level=10)]),
    (
        "CHECK ck_held_qualification_valid_in_order",
        lambda small: [held(small, valid_from=date(2026, 1, 2), valid_until=date(2026, 1, 1))],
    ),
    ("CHECK ck_team_quorum", lambda small: [team(small, quorum=0)]),
    ("CHECK ck_team_quorum", lambda small: [team(small, quorum=101)]),
    (
        "UNIQUE team_member.person_id",
        lambda small: [
            TeamMember(
                town_id=small.town.id,
                team_id=small.add(team(small)).id,
                person_id=small.team("二队", [member := small.worker()]) and member.id,
            )
        ],
    ),
    ("CHECK ck_weekly_time_one_owner", lambda small: [weekly(small, person_id=None)]),
    ("CHECK ck_weekly_time_one_owner", lambda small: [weekly(small, team_id=small.add(team(small)).id)]),
    ("CHECK ck_weekly_time_weekday", lambda small: [weekly(small, weekday=-1)]),
    ("CHECK ck_weekly_time_weekday", lambda small: [weekly(small, weekday=7)]),
    ("CHECK ck_weekly_time_minutes", lambda small: [weekly(small, start_minute=-1)]),
    ("CHECK ck_weekly_time_minutes", lambda small: [weekly(small, start_minute=60, end_minute=60)]),
    ("CHECK ck_weekly_time_minutes", lambda small: [weekly(small, end_minute=1441)]),
    ("CHECK ck_absence_one_owner", lambda small: [Absence(**owned(small, person_id=None, **HOURS))]),
    (
        "CHECK ck_absence_in_order",
        lambda small: [Absence(**owned(small, starts_at=NOW, ends_at=NOW))],
    ),
    (
        "UNIQUE wish.person_id, wish.weekday, wish.part",
        lambda small: twice(Wish, owned(small, weekday=0, part=Part.DAY, liking=1)),
    ),
    ("CHECK ck_wish_liking", lambda small: [Wish(**owned(small, weekday=0, liking=0))]),
    ("NOT NULL person.name", lambda small: [person(small, name=None)]),
    ("FOREIGN KEY", lambda small: [person(small, town_id=10**6)]),
    ("FOREIGN KEY", lambda small: [person(small, home_id=10**6)]),
    ("FOREIGN KEY", lambda small: [team(small, leader_id=10**6)]),
)


@pytest.mark.parametrize(("constraint", "rows"), REFUSED)
def test_what_cannot_be_is_kept_out(small: SmallTown, constraint: str, rows: Any) -> None:
    assert refusal(small, rows(small)) == constraint


def test_what_can_be_is_let_in(small: SmallTown) -> None:
    """The same numbers in another town, any number of people without one, values at the edges."""
    other = SmallTown(small.session)
    for town in (small, other):
        for row in (
            person(town),
            person(town, code=None),
            person(town, code=None),
            team(town, quorum=1),
            team(town, code="T2", quorum=100),
            weekly(town),
            weekly(town, weekday=6, start_minute=1439, end_minute=1440),
            held(town, level=9),
            held(town, valid_from=date(2026, 1, 1), valid_until=date(2026, 1, 1)),
        ):
            town.add(row)
    names = select(Person.code).where(Person.town_id == other.town.id, Person.name == "测试甲").order_by(Person.id)
    assert small.session.scalars(names).all() == ["P1", None, None]


def test_what_belongs_to_a_person_or_a_team_goes_with_the_list_that_it_was_in(small: SmallTown) -> None:
    worker = small.person("测试乙", Capacity.SOCIAL_WORKER, Capacity.VOLUNTEER)
    crew = small.team("一队", [worker, small.worker()])
    worker.capacities = [row for row in worker.capacities if row.capacity is Capacity.VOLUNTEER]
    crew.memberships = crew.memberships[1:]
    small.session.flush()
    small.session.expire_all()
    assert [row.capacity for row in worker.capacities] == [Capacity.VOLUNTEER]
    assert len(crew.memberships) == 1
    assert small.session.scalars(select(TeamMember).where(TeamMember.person_id == worker.id)).all() == []
    assert worker.person_id == worker.id
