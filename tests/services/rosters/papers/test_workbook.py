"""The workbook of a roster, read back by the reader that the import uses."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from scheduler.errors import Forbidden, NotFound
from scheduler.models import DayKind, SpecialDay
from scheduler.services.rosters import duties
from scheduler.services.rosters.papers.workbook import roster_workbook
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.register.test_export import HOSTILE
from tests.services.small_town import SmallTown

TITLE = "六祖镇排班表 · 2026年11月23日 – 11月29日 · 第 1 版 · "
HOW = "　如需调整，请在本表“人员或队伍”一栏改写姓名，保存后导入草稿。"
SLOTS = ["日期", "星期", "时间", "活动", "岗位", "地点", "时长", "人员或队伍", "岗位号（请勿改动）"]
DAYS = [
    "11月23日 周一",
    "11月24日 周二",
    "11月25日 周三",
    "11月26日 周四",
    "11月27日 周五",
    "11月28日 周六",
    "11月29日 周日",
]


def made(small: SmallTown, roster_id: int, locale: str = "zh_Hans") -> bytes:
    return roster_workbook(small.session, small.actor, roster_id, locale, now=NOW)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(f"xl/{name}").decode()


def test_it_has_a_board_for_each_group_with_duties_the_slots_and_a_sheet_for_each_team(small: SmallTown) -> None:
    member = small.volunteer("队员")
    team = small.team("先锋一队", [member])
    small.team("闲队", [])
    visit = small.activity(wanted=2)
    march = small.activity("巡查", day=25, hours=(22, 30), accepts=(Capacity.TEAM,), wanted=1)
    draft = small.draft()
    small.pin(draft, visit, small.worker("甲"))
    small.pin(draft, march, team)
    draft.assignments[1].crew = [member.id]
    small.session.flush()
    visit_role, march_role = visit.roles[0].id, march.roles[0].id
    day, next_day = date(2026, 11, 24), date(2026, 11, 25)
    march_text, slot = "22:00–06:00 巡查·协助", [day, "周二", "09:00–11:00", "敬老服务", "协助", "龙山塘村", 2]
    boards = {
        "队伍": [["先锋一队", 1, 8, "", "", march_text, "", "", "", ""], ["合计", 1, 8, *[""] * 7]],
        "社工": [["甲", 1, 2, "", "09:00–11:00 敬老服务·协助", "", "", "", "", ""], ["合计", 1, 2, *[""] * 7]],
        "志愿者": [["队员", 1, 8, "", "", f"{march_text} （随队）", "", "", "", ""], ["合计", 1, 8, *[""] * 7]],
    }
    found = sheets(made(small, draft.id))
    assert list(found) == ["队伍", "社工", "志愿者", "名额", "整队出动名单", "先锋一队", "闲队"]
    for group, rows in boards.items():
        assert found[group] == [[TITLE + "草稿", *[""] * 9], [group, "任务次数", "时长", *DAYS], *rows]
    assert found["名额"] == [
        [TITLE + "草稿" + HOW, *[""] * 8],
        SLOTS,
        [*slot, "甲", visit_role],
        [*slot, "", visit_role],
        [next_day, "周三", "22:00–06:00", "巡查", "协助", "龙山塘村", 8, "先锋一队", march_role],
    ]
    assert found["整队出动名单"][2:] == [[next_day, "22:00–06:00", "巡查", "先锋一队", 8, "队员"]]
    assert found["先锋一队"][2:] == [
        ["11月25日 周三", "22:00–06:00", "巡查·协助", "龙山塘村", "整队：队员", 8],
        ["合计", "", "", "", "", 8],
    ]
    assert found["闲队"][2] == ["本期该队及其队员没有任务。", *[""] * 5]


def test_totals_are_formulas_over_the_slots(small: SmallTown) -> None:
    draft = small.draft()
    small.pin(draft, small.activity(wanted=1), small.worker("甲"))
    content = made(small, draft.id)
    board = part(content, "worksheets/sheet1.xml")
    assert '<c r="B3" s="' in board
    assert "<f>SUMPRODUCT(--('名额'!$H$3:$H$3=$A3))</f><v>1</v>" in board
    assert "<f>SUMPRODUCT(('名额'!$H$3:$H$3=$A3)*'名额'!$G$3:$G$3)</f><v>2.0</v>" in board
    assert "<f>SUM(C3:C3)</f><v>2.0</v>" in board


def test_a_board_is_frozen_shaded_and_printed_landscape_on_a3_with_its_head_on_every_page(small: SmallTown) -> None:
    small.add(SpecialDay(town_id=small.town.id, day=date(2026, 11, 25), kind=DayKind.HOLIDAY, name="敬老日"))
    working = SpecialDay(town_id=small.town.id, day=date(2026, 11, 28), kind=DayKind.WORKING_WEEKEND, name="")
    small.add(working)
    draft = small.draft()
    small.pin(draft, small.activity(), small.worker("甲"))
    content = made(small, draft.id)
    board, names = part(content, "worksheets/sheet1.xml"), part(content, "workbook.xml")
    assert '<pane xSplit="3" ySplit="2"' in board
    assert 'paperSize="8"' in board
    assert 'orientation="landscape"' in board
    assert "社工!$A:$C,社工!$2:$2" in names
    heads = sheets(content)["社工"][1]
    assert (heads[5], heads[8]) == ("11月25日 周三\n敬老日 节假日", "11月28日 周六\n调休上班")
    styles = {cell: board.split(f'<c r="{cell}" s="')[1].split('"')[0] for cell in ("D2", "F2", "I2", "J2")}
    assert styles["D2"] == styles["I2"] != styles["F2"] == styles["J2"]


@pytest.mark.parametrize("name", [name for name in HOSTILE if "\x00" not in name])
def test_no_name_is_ever_a_formula(small: SmallTown, name: str) -> None:
    draft = small.draft()
    small.pin(draft, small.activity(name, wanted=1), small.worker(name))
    small.team(name, [])
    content = made(small, draft.id)
    formulas = [one for number in (1, 2, 3) for one in part(content, f"worksheets/sheet{number}.xml").split("<f>")[1:]]
    assert [one.split("(")[0] for one in formulas] == ["SUMPRODUCT", "SUMPRODUCT", "SUM", "SUM"]
    assert sheets(content)["名额"][2][7] == name


def test_people_of_one_name_are_told_apart_by_their_numbers(small: SmallTown) -> None:
    one, other, third = small.worker("张三"), small.worker("张 三"), small.worker("李四")
    draft = small.draft()
    small.pin(draft, small.activity(), one, other, third)
    found = sheets(made(small, draft.id))
    assert [row[7] for row in found["名额"][2:]] == [f"张三（{one.code}）", f"张 三（{other.code}）", "李四"]
    assert [row[:2] for row in found["社工"][2:5]] == [
        [f"张三（{one.code}）", 1],
        [f"张 三（{other.code}）", 1],
        ["李四", 1],
    ]


def test_what_was_declined_is_an_open_slot_and_counts_for_nobody(small: SmallTown) -> None:
    activity, person = small.activity(wanted=1), small.volunteer("乙")
    roster = small.published(activity, person)
    duties.decline(small.session, small.as_person(person), small.duty(person, activity).id, now=NOW)
    activity.title = "别的"
    small.session.flush()
    found = sheets(made(small, roster.id))
    assert [(row[3], row[7]) for row in found["名额"][2:]] == [("敬老服务", "")]
    assert found["志愿者"][2][:5] == ["乙", 0, 0, "", "09:00–11:00 敬老服务·协助 （已婉拒）"]


def test_a_roster_of_nothing_says_so(small: SmallTown) -> None:
    found = sheets(made(small, small.draft().id))
    assert list(found) == ["名额"]
    assert found["名额"][2][0] == "本时段没有活动。"


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        ("先锋/一[队]", "先锋:一?队*", ["先锋 一 队", "先锋 一 队  2"]),
        ("长" * 40, "长" * 50, ["长" * 31, "长" * 27 + " 2"]),
        ("名额", "''", ["名额 2", "1"]),
    ],
)
def test_sheets_have_names_that_a_spreadsheet_allows(
    small: SmallTown, first: str, second: str, named: list[str]
) -> None:
    for name in (first, second):
        small.team(name, [])
    found = list(sheets(made(small, small.draft().id)))[1:]
    assert [name.split() for name in found] == [name.split() for name in named]


def test_only_coordinators_of_the_town_take_it(small: SmallTown) -> None:
    draft = small.draft()
    with pytest.raises(Forbidden):
        roster_workbook(small.session, small.as_person(small.worker()), draft.id, "en", now=NOW)
    with pytest.raises(NotFound):
        roster_workbook(small.session, SmallTown(small.session).actor, draft.id, "en", now=NOW)
