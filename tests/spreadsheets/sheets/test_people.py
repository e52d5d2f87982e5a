"""Sheets about people: what their cells mean."""

from __future__ import annotations

from datetime import date

from scheduler.models import Company, Part
from solver.candidates import Capacity, Gender
from tests.spreadsheets.sheets.reading import KINDS, needed, references, values

WEEKLY = [*((day, 18 * 60, 21 * 60) for day in range(5)), (5, 0, 1440), (6, 0, 1440)]


def test_the_cells_of_a_person_are_read_from_the_example() -> None:
    assert values("person") == {
        "code": "P0001",
        "name": "张三",
        "phone": "+8613800138000",
        "email": "zhangsan@example.com",
        "gender": Gender.FEMALE,
        "born_on": date(1990, 1, 1),
        "home": "V01",
        "capacities": [Capacity.VOLUNTEER, Capacity.PARTY_MEMBER],
        "minutes_a_day": 240,
        "minutes_a_week": 720,
        "duties_a_month": 6,
        "weekly": WEEKLY,
        "wishes": [(0, Part.EVENING, -1), (5, Part.MORNING, 1)],
        "new": True,
        "not_alone": True,
        "active": True,
    }
    assert (needed("person"), references("person")) == (
        ["姓名*", "身份*"],
        {"home": "Place", "organisation": "Organisation"},
    )


def test_the_cells_of_what_somebody_holds_are_read_from_the_example() -> None:
    days = {"valid_from": date(2025, 1, 1), "valid_until": date(2028, 12, 31)}
    assert values("held_qualification") == {"person": "P0002", "qualification": "Q02", "level": 1, **days}
    assert needed("held_qualification") == ["人员编号*", "资质编号*"]
    assert references("held_qualification") == {"person": "Person", "qualification": "Qualification"}


def test_the_cells_of_a_team_are_read_from_the_example() -> None:
    assert values("team") == {
        "code": "T01",
        "name": "一号村党员先锋队",
        "leader": "P0001",
        "members": ["P0001", "P0002"],
        "home": "V01",
        "quorum": 60,
        "weekly": WEEKLY,
        "active": True,
    }
    assert (needed("team"), references("team")) == (["编号*", "名称*"], {"leader": "Person", "home": "Place"})


def test_the_cells_of_an_absence_are_read_from_the_example() -> None:
    days = {"first_day": date(2026, 12, 1), "last_day": date(2026, 12, 3)}
    assert values("absence", 0) == {"person": "P0001", **days, "reason": "外出"}
    day = date(2026, 12, 5)
    assert values("absence", 1) == {"team": "T01", "first_day": day, "start": 840, "last_day": day, "end": 1080}
    assert needed("absence") == ["开始日期*", "结束日期*"]
    assert references("absence") == {"person": "Person", "team": "Team"}


def test_somebody_without_a_number_is_referred_to_by_name_and_telephone() -> None:
    members = next(column for column in KINDS["team"].columns if column.field == "members")
    assert members.read("张三/13800138000、P2") == ["张三/13800138000", "P2"]


def test_the_cells_of_a_recusal_are_read_from_the_examples() -> None:
    assert values("recusal", 0) == {"person": "P0002", "place": "M1", "reason": "亲属在此经营"}
    assert values("recusal", 1) == {"person": "P0002", "owner": "镇党校"}
    assert (needed("recusal"), references("recusal")) == (["人员编号*"], {"person": "Person", "place": "Place"})


def test_the_cells_of_a_couple_are_read_from_the_example() -> None:
    assert values("couple") == {"one": "P0001", "other": "P0002", "company": Company.APART}
    assert (needed("couple"), references("couple")) == (
        ["人员一编号*", "人员二编号*", "要求*"],
        {"one": "Person", "other": "Person"},
    )
