"""Rows about the town, and what is wrong with some."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.models import Market, Place, SpecialDay, Travel
from tests.spreadsheets.imports.checking import bring, check, counts, faults


def place(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": f"{code}村", "kind": "村", **more}


def test_a_place_may_lie_in_one_that_stands_further_down(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, place=[place("G1", parent="V1"), place("V1", parent="TOWN"), place("TOWN")])
    parents = {
        row.code: row.parent_id and session.get_one(Place, row.parent_id).code for row in session.scalars(select(Place))
    }
    assert parents == {"G1": "V1", "V1": "TOWN", "TOWN": None}


def test_places_that_lie_in_each_other_are_named(session: Session, coordinator: Actor) -> None:
    upload = check(session, coordinator, place=[place("A", parent="B"), place("B", parent="A"), place("C", parent="C")])
    assert faults(upload) == [
        ("地点", row, "上级编号", f"a place that does not itself lie in {code}村")
        for row, code in ((2, "A"), (3, "B"), (4, "C"))
    ]


def test_a_circle_through_the_register_is_named(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, place=[place("A"), place("B", parent="A")])
    upload = check(session, coordinator, place=[place("A", parent="B")])
    assert faults(upload) == [("地点", 2, "上级编号", "a place that does not itself lie in A村")]


def test_codes_that_are_not_there_are_named_with_their_place(session: Session, coordinator: Actor) -> None:
    upload = check(
        session,
        coordinator,
        place=[place("A", parent="X1")],
        market=[{"place": "X2", "calendar": "农历", "digits": "3"}],
        travel=[{"one": "A", "other": "X3", "minutes": 5}],
        organisation=[{"code": "D1", "name": "所", "place": "X4"}],
        person=[
            {"code": "P1", "name": "甲", "capacities": "社工", "home": "X5"},
            {"code": "P2", "name": "乙", "capacities": "社工"},
        ],
        held_qualification=[{"person": "X6", "qualification": "X7"}],
        team=[{"code": "T1", "name": "队", "members": "P2、X8"}],
        absence=[{"team": "X9", "first_day": "2026/12/1", "last_day": "2026/12/1"}],
        role=[{"activity": "X10", "name": "岗", "accepts": "社工", "minimum": 1, "wanted": 1}],
        attendance=[{"activity": "X11", "person": "X6"}],
    )
    assert [(sheet, column, message.rpartition(" ")[2]) for sheet, _, column, message in faults(upload)] == [
        ("地点", "上级编号", "X1"),
        ("圩日", "地点编号", "X2"),
        ("路程", "地点二编号", "X3"),
        ("单位", "地点编号", "X4"),
        ("人员", "居住地编号", "X5"),
        ("持有资质", "人员编号", "X6"),
        ("队伍", "队员编号", "X8"),
        ("请假", "队伍编号", "X9"),
        ("岗位", "活动编号", "X10"),
        ("培训名单", "人员编号", "X6"),
    ]


def test_what_refers_to_a_row_that_is_wrong_waits_for_it_and_is_no_fault_of_its_own(
    session: Session, coordinator: Actor
) -> None:
    upload = check(
        session,
        coordinator,
        place=[place("A", latitude="north"), place("B", parent="A")],
        person=[{"code": "P1", "name": "甲", "capacities": "社工", "home": "A"}],
        held_qualification=[{"person": "P1", "qualification": "X7"}],
        team=[{"code": "T1", "name": "队", "leader": "P1"}],
        absence=[{"team": "T1", "first_day": "2026/12/1", "last_day": "2026/12/1"}],
    )
    assert faults(upload) == [("地点", 2, "纬度", "a number from -90 to 90")]


def test_faults_are_told_by_row_whatever_was_looked_at_first(session: Session, coordinator: Actor) -> None:
    upload = check(
        session,
        coordinator,
        place=[place("A", parent="X1"), place("B", latitude="north")],
        organisation=[{"code": "D1", "name": "所", "place": "X4"}],
    )
    assert [(sheet, row, column) for sheet, row, column, _ in faults(upload)] == [
        ("地点", 2, "上级编号"),
        ("地点", 3, "纬度"),
        ("单位", 2, "地点编号"),
    ]


def test_a_key_twice_in_one_sheet_is_named_and_not_merged(session: Session, coordinator: Actor) -> None:
    upload = check(
        session,
        coordinator,
        place=[place("A"), place("B"), place("A", name="另一个")],
        special_day=[{"day": "2027/1/1", "kind": "放假"}, {"day": "1月1日", "kind": "调休上班"}],
        travel=[{"one": "A", "other": "B", "minutes": 5}, {"one": "B", "other": "A", "minutes": 9}],
    )
    assert faults(upload) == [
        ("地点", 4, "编号", "one row for each: rows 2 and 4 are about the same"),
        ("节假日", 3, "日期", "one row for each: rows 2 and 3 are about the same"),
        ("路程", 3, "地点一编号", "one row for each: rows 2 and 3 are about the same"),
    ]


@pytest.mark.parametrize(
    ("digits", "stored"),
    [("3、6、9", "369"), ("9 6,3", "369"), (369, "369"), ("\uff13\uff16\uff19", "369"), ("3、3", "3")],
)
def test_market_days_by_their_last_digits(session: Session, coordinator: Actor, digits: Any, stored: str) -> None:
    bring(session, coordinator, place=[place("A")], market=[{"place": "A", "calendar": "农历", "digits": digits}])
    assert session.scalars(select(Market.digits)).all() == [stored]


@pytest.mark.parametrize("digits", ["三六九", "3-6", "逢", "、"])
def test_markets_without_digits_are_named(session: Session, coordinator: Actor, digits: str) -> None:
    upload = check(
        session, coordinator, place=[place("A")], market=[{"place": "A", "calendar": "公历", "digits": digits}]
    )
    assert faults(upload) == [("圩日", 2, "逢尾数", "last digits such as 3、6、9")]


def test_a_way_is_the_same_in_both_directions_and_leads_somewhere_else(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, place=[place("A"), place("B")], travel=[{"one": "B", "other": "A", "minutes": 5}])
    again = bring(session, coordinator, travel=[{"one": "A", "other": "B", "minutes": 7}])
    assert (counts(again), session.scalars(select(Travel.minutes)).all()) == ({"路程": {"changed": 1}}, [7])
    upload = check(session, coordinator, travel=[{"one": "A", "other": "A", "minutes": 7}])
    assert faults(upload) == [("路程", 2, "地点二编号", "another place than the first")]


def test_a_day_that_was_announced_changes_its_row(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, special_day=[{"day": "2027/2/6", "kind": "未公布", "name": "春节"}])
    upload = bring(session, coordinator, special_day=[{"day": "2027年2月6日 星期六", "kind": "放假"}])
    rows = [(row.kind.value, row.name) for row in session.scalars(select(SpecialDay))]
    assert (counts(upload), rows) == ({"节假日": {"changed": 1}}, [("holiday", "春节")])
