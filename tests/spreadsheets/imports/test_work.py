"""Rows about the work, and what is wrong with some."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Actor
from scheduler.domain.quotas import quota
from scheduler.models import Activity, ActivityState, Market, Organisation, Role, Series
from tests.spreadsheets.imports.checking import bring, check, counts, faults

PLACES = [{"code": "V1", "name": "一号村", "kind": "村"}, {"code": "V2", "name": "二号村", "kind": "村"}]


def activity(code: str = "A1", **more: Any) -> dict[str, Any]:
    base = {"code": code, "kind": "服务项目", "title": "探访", "place": "V1", "day": "2026/11/24"}
    return {**base, "start": "9:00", "end": "11:00", **more}


def series(code: str = "Z1", **more: Any) -> dict[str, Any]:
    base = {"code": code, "kind": "驻点联系", "title": "驻点", "place": "V1", "recurrence": "每周", "weekdays": "周二"}
    days = {"first_day": "2026/11/23", "last_day": "2026/12/6"}
    return {**base, **days, "start": "9:00", "end": "11:00", **more}


def role(code: str = "A1", **more: Any) -> dict[str, Any]:
    return {"activity": code, "name": "岗", "accepts": "志愿者", "minimum": 1, "wanted": 2, **more}


ORDER = "an end after the start; write 次日1:00 for the next day"


@pytest.mark.parametrize(
    ("kind", "row", "fault"),
    [
        ("activity", activity(start="11:00", end="9:00"), ("活动", "结束时间", ORDER)),
        ("activity", activity(start="9:00", end="9:00"), ("活动", "结束时间", ORDER)),
        ("series", series(start="19:00", end="1:00"), ("系列活动", "结束时间", ORDER)),
        ("activity", activity(departments="D1、D9"), ("活动", "参与部门编号", "a number that exists; there is no D1")),
        ("series", series(weekdays=None), ("系列活动", "星期", "weekdays such as 周二、周四")),
        (
            "series",
            series(recurrence="圩日", market_place="V1"),
            ("系列活动", "圩日地点编号", "a place whose market days are known"),
        ),
        (
            "series",
            series(last_day="2026/11/22"),
            ("系列活动", "末日", "a day not before the first one, 800 days in all at most"),
        ),
        (
            "series",
            series(last_day="2029/1/31"),
            ("系列活动", "末日", "a day not before the first one, 800 days in all at most"),
        ),
        (
            "activity",
            activity(series_day="2026/11/24"),
            ("活动", "系列日期", "both the number of the series and the day of it, or neither"),
        ),
        ("role", role(minimum=3), ("岗位", "需要名额", "at least the minimum")),
        ("role", role(accepts="先锋队、志愿者"), ("岗位", "身份", "standings of people, or 先锋队 alone")),
        ("role", role("A9"), ("岗位", "活动编号", "a number that exists; there is no A9")),
        ("role", role(wanted=0), ("岗位", "需要名额", "a whole number from 1 to 999")),
        (
            "attendance",
            {"activity": "A1", "person": "P1"},
            ("培训名单", "活动编号", "a training session that grants a qualification"),
        ),
    ],
)
def test_what_cannot_be_is_named_with_its_place(
    session: Session, coordinator: Actor, kind: str, row: dict[str, Any], fault: tuple[str, str, str]
) -> None:
    person = [{"code": "P1", "name": "甲", "capacities": "志愿者"}]
    rows = {"place": PLACES, "person": person, "activity": [activity()], kind: [row]}
    assert [(sheet, column, message) for sheet, _, column, message in faults(check(session, coordinator, **rows))] == [
        fault
    ]


def test_an_activity_may_end_on_the_next_day(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, place=PLACES, activity=[activity(start="晚上10点", end="次日1:00")])
    row = session.scalars(select(Activity)).one()
    assert [str(local(when)) for when in (row.starts_at, row.ends_at)] == [
        "2026-11-24 22:00:00+08:00",
        "2026-11-25 01:00:00+08:00",
    ]


def test_enforcement_is_confidential_and_for_adults_unless_the_sheet_says_otherwise(
    session: Session, coordinator: Actor
) -> None:
    rows = [
        activity("E1", kind="联合执法"),
        activity("E2", kind="联合执法", confidential="否", adults_only="否"),
        activity("E3", kind="应急"),
        activity("E4"),
    ]
    bring(session, coordinator, place=PLACES, activity=rows)
    found = session.scalars(select(Activity).order_by(Activity.code)).all()
    assert [(row.confidential, row.adults_only) for row in found] == [
        (True, True),
        (False, False),
        (False, True),
        (False, False),
    ]
    found[0].confidential = False
    again = bring(session, coordinator, activity=rows)
    assert (counts(again), found[0].confidential) == ({"活动": {"unchanged": 4}}, False)


def test_what_a_training_grants_can_be_set(session: Session, coordinator: Actor) -> None:
    grants = {"grants": "Q1", "grants_level": 2, "grants_months": 24}
    qualifications = [{"code": "Q1", "name": "证", "by_training": "是"}]
    bring(session, coordinator, place=PLACES, qualification=qualifications, activity=[activity(kind="培训", **grants)])
    row = session.scalars(select(Activity)).one()
    assert (row.grants_id is not None, row.grants_level, row.grants_months) == (True, 2, 24)


@pytest.mark.parametrize(("sheet", "column"), [("activity", "活动"), ("series", "系列活动")])
def test_a_training_grants_something_as_long_as_people_are_on_its_attendance_list(
    session: Session, coordinator: Actor, sheet: str, column: str
) -> None:
    row = {"activity": activity(kind="培训", grants="Q1"), "series": series(kind="培训", grants="Q1")}[sheet]
    attended = {"activity": "A1", "series": "Z1-20261124"}[sheet]
    bring(
        session,
        coordinator,
        place=PLACES,
        qualification=[{"code": "Q1", "name": "证"}],
        person=[{"code": "P1", "name": "甲", "capacities": "志愿者"}],
        **{sheet: [row]},
    )
    bring(session, coordinator, **{sheet: [{**row, "grants": "清空"}]})
    bring(session, coordinator, **{sheet: [row]})
    bring(session, coordinator, attendance=[{"activity": attended, "person": "P1"}])
    said = "a qualification, as long as people are on the attendance list"
    refused = check(session, coordinator, **{sheet: [{**row, "grants": "清空"}]})
    assert faults(refused) == [(column, 2, "培训取得资质编号", said)]


def test_a_series_on_market_days_is_expanded_with_its_roles(session: Session, coordinator: Actor) -> None:
    markets = [{"place": "V1", "calendar": "公历", "digits": "5"}]
    rows = [series(recurrence="圩日", weekdays=None, market_place="V1")]
    upload = bring(session, coordinator, place=PLACES, market=markets, series=rows, role=[role("Z1")])
    found = session.scalars(select(Activity).order_by(Activity.code)).all()
    assert [(row.code, [(r.name, r.wanted) for r in row.roles]) for row in found] == [
        ("Z1-20261125", [("岗", 2)]),
        ("Z1-20261205", [("岗", 2)]),
    ]
    market = session.scalars(select(Market.id)).one()
    assert (upload.report["dated"], session.scalars(select(Series.market_id)).one()) == ({"made": 2}, market)


def test_an_activity_that_stands_for_a_day_of_a_series_takes_its_place(session: Session, coordinator: Actor) -> None:
    moved = activity("Z1-20261124", day="2026/11/25", series="Z1", series_day="2026/11/24")
    upload = bring(session, coordinator, place=PLACES, series=[series()], activity=[moved])
    found = session.scalars(select(Activity).order_by(Activity.code)).all()
    assert (upload.report["dated"], [(row.code, str(local(row.starts_at).date())) for row in found]) == (
        {"made": 1},
        [("Z1-20261124", "2026-11-25"), ("Z1-20261201", "2026-12-01")],
    )
    other = check(session, coordinator, activity=[activity("X1", series="Z1", series_day="2026/11/24")])
    assert faults(other) == [("活动", 2, "系列日期", "a day for which Z1-20261124 does not stand already")]


def test_a_number_is_that_of_a_series_or_of_an_activity_never_of_both(session: Session, coordinator: Actor) -> None:
    upload = check(session, coordinator, place=PLACES, series=[series("Z1")], activity=[activity("Z1")])
    assert faults(upload) == [("活动", 2, "编号", "a number that no series has")]
    bring(session, coordinator, place=PLACES, activity=[activity("A1")])
    upload = check(session, coordinator, series=[series("A1")])
    assert faults(upload) == [("系列活动", 2, "编号", "a number that no activity has")]


def test_a_role_of_an_activity_that_is_called_off_is_named_unless_it_is_as_before(
    session: Session, coordinator: Actor
) -> None:
    rows = {"place": PLACES, "activity": [activity()], "role": [role()]}
    bring(session, coordinator, **rows)
    session.scalars(select(Activity)).one().state = ActivityState.CANCELLED
    assert counts(bring(session, coordinator, **rows))["岗位"] == {"unchanged": 1}
    for changed in (role(wanted=3), role(name="另一岗")):
        upload = check(session, coordinator, role=[changed])
        assert faults(upload) == [("岗位", 2, "活动编号", "an activity that is not called off")]


def test_a_file_may_say_itself_that_an_activity_is_called_off(session: Session, coordinator: Actor) -> None:
    bring(session, coordinator, place=PLACES, activity=[activity(state="取消")], role=[role()])
    assert session.scalars(select(Activity.state)).one() is ActivityState.CANCELLED
    bring(session, coordinator, activity=[activity(state="计划")], role=[role(wanted=3)])
    assert (session.scalars(select(Activity.state)).one(), session.scalars(select(Role.wanted)).one()) == (
        ActivityState.PLANNED,
        3,
    )


def test_a_role_is_known_by_its_name_within_its_activity(session: Session, coordinator: Actor) -> None:
    activities = [activity("A1"), activity("A2")]
    upload = check(session, coordinator, place=PLACES, activity=activities, role=[role("A1"), role("A2"), role("A1")])
    assert faults(upload) == [("岗位", 4, "岗位", "one row for each: rows 2 and 4 are about the same")]


UNIT = [{"code": "d1", "name": "派出所"}]


def test_quotas_and_roles_that_train_come_in_and_name_what_they_mean_by_id(
    session: Session, coordinator: Actor
) -> None:
    asked = {"quotas": "单位d1+女 至少1; 新人 至多1", "organisations": 2, "never_alone": "是"}
    training = {"qualification": [{"code": "Q1", "name": "急救"}], "activity": [activity(**asked, grants="Q1")]}
    sheets = {"organisation": UNIT, **training, "role": [role(trains="是")]}
    bring(session, coordinator, place=PLACES, **sheets)
    row = session.scalars(select(Activity)).one()
    assert (row.organisations, row.never_alone, row.roles[0].trains) == (2, True, True)
    assert row.quotas == [
        quota({"least": 1, "gender": "female", "organisation_id": session.scalars(select(Organisation.id)).one()}),
        quota({"most": 1, "new": True}),
    ]
    again = bring(session, coordinator, place=PLACES, **sheets)
    assert counts(again)["活动"] == {"unchanged": 1}


def test_a_quota_of_an_organisation_that_there_is_not_is_a_fault(session: Session, coordinator: Actor) -> None:
    upload = check(session, coordinator, place=PLACES, activity=[activity(quotas="单位D9 至少1")])
    assert faults(upload)[0] == ("活动", 2, "人数要求", "a number that exists; there is no D9")


def test_a_role_of_what_grants_no_qualification_trains_nobody(session: Session, coordinator: Actor) -> None:
    upload = check(session, coordinator, place=PLACES, activity=[activity()], role=[role(trains="是")])
    assert faults(upload) == [("岗位", 2, "上岗即培训", "no, where the activity grants no qualification")]


@pytest.mark.parametrize(("sheet", "column", "code"), [("activity", "活动", "A1"), ("series", "系列活动", "Z1")])
def test_work_grants_something_as_long_as_its_roles_train_unless_the_file_ends_both(
    session: Session, coordinator: Actor, sheet: str, column: str, code: str
) -> None:
    row = {"activity": activity(kind="培训", grants="Q1"), "series": series(kind="培训", grants="Q1")}[sheet]
    training = {"qualification": [{"code": "Q1", "name": "证"}], sheet: [row], "role": [role(code, trains="是")]}
    bring(session, coordinator, place=PLACES, **training)
    cleared = {sheet: [{**row, "grants": "清空"}]}
    said = "a qualification, as long as roles train people for it"
    assert faults(check(session, coordinator, **cleared)) == [(column, 2, "培训取得资质编号", said)]
    bring(session, coordinator, **cleared, role=[role(code, trains="否")])
    assert {(row.grants_id, *(each.trains for each in row.roles)) for row in session.scalars(select(Activity))} == {
        (None, False)
    }


def test_places_and_departments_are_known_by_names_that_only_one_has(session: Session, coordinator: Actor) -> None:
    row = activity(place="二号村", venue="一号村", departments="派出所、d1")
    bring(session, coordinator, place=PLACES, organisation=UNIT, activity=[row])
    found = session.scalars(select(Activity)).one()
    assert (found.place.code, found.venue and found.venue.code, found.departments) == ("V2", "V1", ["d1", "d1"])
    twice = [*PLACES, {"code": "V3", "name": "二号村", "kind": "村"}]
    upload = check(session, coordinator, place=twice, activity=[row])
    assert faults(upload) == [("活动", 2, "地点编号", "a number that exists; there is no 二号村")]
