"""Rows about people: themselves, what they hold, their teams and absences."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from scheduler.models import (
    Absence,
    Company,
    Couple,
    HeldQualification,
    Organisation,
    Part,
    PlaceKind,
    Qualification,
    Recusal,
    WeeklyTime,
    Wish,
)
from scheduler.services.register.exports.people import absences, couples, held_qualifications, people, recusals, teams
from scheduler.services.register.exports.register import Register
from solver.candidates import Capacity, Gender
from tests.services.small_town import SmallTown, at


def register(small: SmallTown) -> Register:
    return Register(small.session, small.town)


def test_people_are_told_with_their_capacities_times_and_wishes(small: SmallTown) -> None:
    unit = small.add(Organisation(town_id=small.town.id, code="D1", name="派出所"))
    plain = small.person("甲", Capacity.VOLUNTEER)
    full = small.person(
        "乙",
        Capacity.GRID_MEMBER,
        Capacity.OFFICER,
        phone="+8613800138000",
        email="yi@example.org",
        gender=Gender.FEMALE,
        born_on=date(1990, 1, 1),
        home_id=small.village.id,
        organisation_id=unit.id,
        minutes_a_day=240,
        minutes_a_week=720,
        duties_a_month=6,
        new=True,
        not_alone=True,
        active=False,
    )
    small.add(WeeklyTime(town_id=small.town.id, person_id=full.id, weekday=1, start_minute=480, end_minute=720))
    small.add(Wish(town_id=small.town.id, person_id=full.id, weekday=5, part=Part.MORNING, liking=-1))
    names = ("phone", "email", "gender", "born_on", "minutes_a_day", "minutes_a_week", "duties_a_month")
    assert list(people(register(small))) == [
        {
            "code": plain.code,
            "name": "甲",
            **dict.fromkeys(names),
            "new": False,
            "not_alone": False,
            "active": True,
            "home": None,
            "organisation": None,
            "capacities": [Capacity.VOLUNTEER],
            "weekly": [],
            "wishes": [],
        },
        {
            "code": full.code,
            "name": "乙",
            "phone": "+8613800138000",
            "email": "yi@example.org",
            "gender": Gender.FEMALE,
            "born_on": date(1990, 1, 1),
            "minutes_a_day": 240,
            "minutes_a_week": 720,
            "duties_a_month": 6,
            "new": True,
            "not_alone": True,
            "active": False,
            "home": small.village.code,
            "organisation": "D1",
            "capacities": [Capacity.GRID_MEMBER, Capacity.OFFICER],
            "weekly": [(1, 480, 720)],
            "wishes": [(5, Part.MORNING, -1)],
        },
    ]


def test_what_somebody_holds_is_told_by_numbers(small: SmallTown) -> None:
    aid = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    worker = small.worker()
    held = HeldQualification(town_id=small.town.id, qualification_id=aid.id, level=2, valid_from=date(2026, 1, 1))
    worker.qualifications.append(held)
    small.session.flush()
    assert list(held_qualifications(register(small))) == [
        {
            "person": worker.code,
            "qualification": "Q1",
            "level": 2,
            "valid_from": date(2026, 1, 1),
            "valid_until": None,
        }
    ]


def test_teams_are_told_with_leader_members_and_times(small: SmallTown) -> None:
    leader, member = small.volunteer(), small.volunteer("丙", phone="+8613800138001")
    member.code = None
    team = small.team("先锋一队", [leader, member], leader_id=leader.id, home_id=small.village.id, quorum=70)
    small.add(WeeklyTime(town_id=small.town.id, team_id=team.id, weekday=6, start_minute=0, end_minute=1440))
    assert list(teams(register(small))) == [
        {
            "code": team.code,
            "name": "先锋一队",
            "quorum": 70,
            "active": True,
            "leader": leader.code,
            "members": [leader.code, "丙/13800138001"],
            "home": small.village.code,
            "weekly": [(6, 0, 1440)],
        }
    ]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (at(24, 0), at(25, 0), (24, None, 24, None)),
        (at(24, 0), at(27, 0), (24, None, 26, None)),
        (at(24, 14), at(24, 18.5), (24, 840, 24, 1110)),
        (at(24, 14), at(25, 0), (24, 840, 24, None)),
        (at(24, 0), at(24, 1 / 60), (24, None, 24, 1)),
        (at(24, 22), at(26, 6), (24, 1320, 26, 360)),
    ],
)
def test_an_absence_is_told_in_days_and_in_times_where_these_are_not_whole(
    small: SmallTown, start: datetime, end: datetime, told: tuple[Any, ...]
) -> None:
    worker = small.worker()
    small.add(Absence(town_id=small.town.id, person_id=worker.id, starts_at=start, ends_at=end, reason="外出"))
    assert list(absences(register(small))) == [
        {
            "person": worker.code,
            "team": None,
            "first_day": date(2026, 11, told[0]),
            "start": told[1],
            "last_day": date(2026, 11, told[2]),
            "end": told[3],
            "reason": "外出",
        }
    ]


def test_of_absences_at_the_same_time_the_first_is_told(small: SmallTown) -> None:
    worker, team = small.worker(), small.team("先锋一队", [])
    for owner in ({"person_id": worker.id}, {"person_id": worker.id}, {"team_id": team.id}):
        small.count += 1
        row = Absence(town_id=small.town.id, starts_at=at(24, 0), ends_at=at(25, 0), reason=f"{small.count}", **owner)
        small.add(row)
    told = [(row["person"], row["team"], row["reason"]) for row in absences(register(small))]
    assert told == [(worker.code, None, "5"), (None, team.code, "7")]


def test_recusals_are_told_but_not_those_from_an_owner_of_nothing(small: SmallTown) -> None:
    small.place("便民超市", PlaceKind.VENUE, owner="陈记")
    worker = small.worker()
    whose = {"town_id": small.town.id, "person_id": worker.id}
    small.add(Recusal(**whose, place_id=small.village.id, reason="亲属"))
    for owner in ("陈记", "旧店主"):
        small.add(Recusal(**whose, owner=owner))
    assert list(recusals(register(small))) == [
        {"person": worker.code, "place": small.village.code, "owner": None, "reason": "亲属"},
        {"person": worker.code, "place": None, "owner": "陈记", "reason": ""},
    ]


def test_couples_are_told_by_numbers(small: SmallTown) -> None:
    one, other = small.worker(), small.worker()
    small.add(Couple(town_id=small.town.id, one_id=one.id, other_id=other.id, company=Company.TOGETHER))
    assert list(couples(register(small))) == [{"one": one.code, "other": other.code, "company": Company.TOGETHER}]
