"""The sample town's facts for the four weeks from 2026-11-23, and that it goes through the users' importer."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.models import Activity, ActivityKind, Organisation, Person, Place, Role
from scheduler.sample import sample_workbook
from scheduler.services.register import days
from scheduler.services.register.imports import uploads
from scheduler.spreadsheets.reading import read_book
from tests.conftest import NOW
from tests.workbooks import MONDAY

BYTES = sample_workbook(MONDAY)
LUNAR_MARKET_DAYS = (
    ("11-24", "十月十六"),
    ("11-27", "十月十九"),
    ("12-01", "十月廿三"),
    ("12-04", "十月廿六"),
    ("12-07", "十月廿九"),
    ("12-11", "冬月初三"),
    ("12-14", "冬月初六"),
    ("12-17", "冬月初九"),
)
"""The days ending in 3, 6 or 9 from 2026-11-23 to 2026-12-20, as a printed almanac has them."""


def rows(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet by header."""
    return {
        sheet.name: [dict(zip(sheet.rows[0], row, strict=True)) for row in sheet.rows[1:]]
        for sheet in read_book("sample.xlsx", content).sheets
    }


TOWN = rows(BYTES)
CAPACITIES = Counter(word for row in TOWN["人员"] for word in row["身份*"].split("、"))


def test_the_same_monday_and_seed_make_the_same_bytes_and_others_do_not() -> None:
    assert sample_workbook(MONDAY) == BYTES
    assert sample_workbook(MONDAY, seed=1) != BYTES
    assert sample_workbook(MONDAY + timedelta(days=7)) != BYTES


def test_people_have_the_capacities_that_the_town_has() -> None:
    assert CAPACITIES == {"社工": 25, "网格员": 115, "志愿者": 400, "在职党员": 32, "共建单位人员": 19}
    assert (len(TOWN["人员"]), len(TOWN["队伍"])) == (586, 32)


def test_teams_are_made_of_people_who_are_there_already_each_in_one_team() -> None:
    codes = {row["编号"] for row in TOWN["人员"]}
    members = [code for row in TOWN["队伍"] for code in row["队员编号"].split("、")]
    assert (len(members), len(set(members)), set(members) - codes) == (320, 320, set())
    assert all(row["队长编号"] in row["队员编号"].split("、") for row in TOWN["队伍"])


def test_places_are_named_or_numbered_and_organisations_are_ten() -> None:
    kinds = Counter(row["类型*"] for row in TOWN["地点"])
    assert kinds == {"镇": 1, "圩镇": 2, "村": 29, "社区": 2, "网格": 335, "场地": 5}
    assert kinds["网格"] == 1 + 31 + 299 + 4
    names = {row["名称*"] for row in TOWN["地点"] if row["类型*"] in ("村", "社区")}
    named = {"龙山塘村", "塔脚村", "旧郎村", "龙庆村", "雅冈社区", "西睦社区"}
    assert {name for name in names if not re.fullmatch(r"[〇一二三四五六七八九十]+号村", name)} == named
    assert (len(names), len(TOWN["单位"])) == (31, 10)


def test_social_workers_cover_more_than_seventeen_services_each_more_than_once() -> None:
    held = Counter(row["资质编号*"] for row in TOWN["持有资质"] if row["人员编号*"].startswith("S"))
    services = {code: count for code, count in held.items() if re.fullmatch(r"Q\d\d", code)}
    assert (len(services), min(services.values())) == (18, 4)


def test_names_are_plainly_made_up_and_telephones_count_up_from_one_block() -> None:
    made_up = re.compile(r"(社工|网格员|志愿者|双报到党员|执法员)[〇一二三四五六七八九]{3}")
    assert [row["姓名*"] for row in TOWN["人员"] if not made_up.fullmatch(row["姓名*"])] == []
    assert [row["手机"] for row in TOWN["人员"]] == [f"1380000{number:04d}" for number in range(1, 587)]


def test_joint_enforcement_falls_on_market_days() -> None:
    lunar = [f"{row['日期*']:%m-%d}" for row in TOWN["活动"] if row["类型*"] == "联合执法" and row["地点编号*"] == "M1"]
    gregorian = [row["日期*"].day for row in TOWN["活动"] if row["类型*"] == "联合执法" and row["地点编号*"] == "M2"]
    assert lunar == [day for day, _ in LUNAR_MARKET_DAYS]
    assert gregorian == [27, 2, 7, 12, 17]


def test_a_later_duty_needs_what_the_attendance_list_of_a_training_grants() -> None:
    training = next(row for row in TOWN["活动"] if row["培训取得资质编号"])
    needing = {row["活动编号*"] for row in TOWN["岗位"] if row["资质编号"] == training["培训取得资质编号"]}
    days = [row["日期*"] for row in TOWN["活动"] if row["编号*"] in needing]
    assert (training["编号*"], len(TOWN["培训名单"]), len(days), min(days) > training["日期*"]) == ("P01", 25, 8, True)
    assert {row["活动编号*"] for row in TOWN["培训名单"]} == {"P01"}
    assert [row for row in TOWN["持有资质"] if row["资质编号*"] == training["培训取得资质编号"]] == []


def test_there_are_station_duty_and_shared_resource_projects() -> None:
    kinds = Counter(row["类型*"] for row in TOWN["活动"])
    assert kinds == {"服务项目": 210, "培训": 6, "联合执法": 13, "共享资源项目": 12}
    assert Counter(row["类型*"] for row in TOWN["系列活动"]) == {"驻点联系": 15}


def brought(session: Session, coordinator: Actor, content: bytes) -> dict[str, Any]:
    """The report of the import of a sample."""
    upload = uploads.check(session, coordinator, "sample.xlsx", content, now=NOW)
    uploads.commit(session, coordinator, upload.id, now=NOW)
    return upload.report


def test_it_goes_through_the_users_importer_without_a_word(session: Session, coordinator: Actor) -> None:
    report = brought(session, coordinator, BYTES)
    assert (report["faults"], report["warnings"], report["questions"], report["dated"]) == ([], [], [], {"made": 60})
    sizes = [session.scalar(select(func.count(model.id))) for model in (Activity, Person, Place, Organisation)]
    assert sizes == [301, 586, 374, 10]
    assert session.scalar(select(func.sum(Role.wanted)).join(Activity, Role.activity_id == Activity.id)) == SLOTS
    confidential = session.scalars(select(Activity.kind).where(Activity.confidential).distinct()).all()
    assert confidential == [ActivityKind.ENFORCEMENT]


SLOTS = 1096


@pytest.mark.parametrize("session", ["sqlite"], indirect=True)
@pytest.mark.parametrize("monday", [date(2027, 1, 25), date(2026, 9, 28)])
def test_other_weeks_work_too_holidays_announced_or_not(session: Session, coordinator: Actor, monday: date) -> None:
    content = sample_workbook(monday)
    report = brought(session, coordinator, content)
    assert (report["faults"], report["warnings"], report["questions"]) == ([], [], [])
    special = {(row["日期*"], row["类型*"]) for row in rows(content)["节假日"]}
    assert special & NOTABLE[monday] == NOTABLE[monday]


@pytest.mark.parametrize("session", ["sqlite"], indirect=True)
@pytest.mark.parametrize("monday", [date(2026, 9, 28), date(2026, 12, 28), date(2028, 3, 27)])
def test_its_special_days_are_those_that_seeding_the_years_gives(
    session: Session, coordinator: Actor, monday: date
) -> None:
    brought(session, coordinator, sample_workbook(monday))
    around = [date(monday.year + number, 1, 1) for number in (-1, 0, 1)]

    def found() -> list[tuple[date, str, str]]:
        rows = days.list_days(session, coordinator, monday - timedelta(days=60), monday + timedelta(days=120))
        return [(row.day, row.kind, row.name) for row in rows]

    said = found()
    for first in around:
        days.seed_year(session, coordinator, first.year, now=NOW)
    assert found() == said


NOTABLE = {
    date(2027, 1, 25): {(date(2027, 2, 5) + timedelta(days=number), "未公布") for number in range(4)},
    date(2026, 9, 28): {(date(2026, 10, 1) + timedelta(days=number), "放假") for number in range(7)},
}
"""Days that the table of holidays has for a Monday: Chinese New Year is not announced yet."""
