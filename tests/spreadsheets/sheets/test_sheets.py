"""All sheets together."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.spreadsheets.columns import SheetKind
from scheduler.spreadsheets.sheets import sheet_kinds
from tests.spreadsheets.sheets.reading import KINDS


def test_sheets_come_in_the_order_in_which_they_refer_to_each_other() -> None:
    assert [(kind.kind, kind.chinese, kind.english) for kind in KINDS.values()] == [
        ("place", "地点", "places"),
        ("market", "圩日", "markets"),
        ("special_day", "节假日", "days"),
        ("travel", "路程", "travel"),
        ("organisation", "单位", "organisations"),
        ("qualification", "资质", "qualifications"),
        ("person", "人员", "people"),
        ("held_qualification", "持有资质", "held qualifications"),
        ("team", "队伍", "teams"),
        ("absence", "请假", "absences"),
        ("recusal", "回避", "recusals"),
        ("couple", "搭班", "couples"),
        ("series", "系列活动", "series"),
        ("activity", "活动", "activities"),
        ("role", "岗位", "roles"),
        ("attendance", "培训名单", "attendance"),
    ]


def test_a_date_without_a_year_is_in_the_year_nearest_to_today() -> None:
    days = [
        next(column for column in kind.columns if column.field == "day")
        for kind in (*sheet_kinds(date(2026, 11, 23)), *sheet_kinds(date(2027, 3, 1)))
        if kind.kind == "special_day"
    ]
    assert [day.read("1月1日") for day in days] == [date(2027, 1, 1), date(2027, 1, 1)]
    assert [day.read("8月1日") for day in days] == [date(2026, 8, 1), date(2027, 8, 1)]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_no_two_columns_of_a_sheet_are_called_or_headed_alike(kind: SheetKind) -> None:
    for names in zip(*((c.field, c.chinese, c.english) for c in kind.columns), strict=True):
        assert len(set(names)) == len(kind.columns)
