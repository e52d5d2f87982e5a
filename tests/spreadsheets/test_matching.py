"""Suggestions for unknown names: what town offices call things, spelling, what the cells look like."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scheduler.spreadsheets.matching import propose_columns, propose_kind
from scheduler.spreadsheets.sheets import sheet_kinds
from scheduler.spreadsheets.synonyms import COLUMNS, SHEETS
from tests.workbooks import MONDAY

KINDS = sheet_kinds(MONDAY)
BY_NAME = {kind.kind: kind for kind in KINDS}


def proposed(kind: str, **columns: list[Any]) -> dict[str, str]:
    return propose_columns(BY_NAME[kind], columns, BY_NAME[kind].columns)


@pytest.mark.parametrize(
    ("kind", "header", "field"),
    [
        ("person", "联系电话", "phone"),
        ("person", "志愿者姓名", "name"),
        ("person", "手机号码", "phone"),
        ("person", "出生年月", "born_on"),
        ("person", "工作单位", "organisation"),
        ("person", "居住地", "home"),
        ("person", "phone number", "phone"),
        ("held_qualification", "证件名称", "qualification"),
        ("held_qualification", "到期日期", "valid_until"),
        ("team", "队员名单", "members"),
        ("activity", "活动名称", "title"),
        ("activity", "活动日期", "day"),
        ("absence", "请假人", "person"),
        ("role", "需求人数", "wanted"),
        ("person", "血型", None),
        ("person", "序号", None),
    ],
)
def test_a_header_means_what_offices_call_so(kind: str, header: str, field: str | None) -> None:
    assert proposed(kind, **{header: []}).get(header) == field


PHONES, DATES, NAMES = ["13800000001", 13800000002], ["1990/5/21", date(1988, 1, 2)], ["王小明", "李红", "陈建国"]


def test_where_headers_say_nothing_the_cells_tell() -> None:
    cells = {"a1": PHONES, "b2": DATES, "c3": NAMES, "d4": ["男", "女"], "e5": ["", None], "f6": ["乱写", "一气"]}
    assert proposed("person", **cells) == {"a1": "phone", "b2": "born_on", "c3": "name", "d4": "gender"}


def test_cells_that_fit_several_columns_tell_nothing() -> None:
    assert proposed("held_qualification", x=["2026/1/1", "2025/3/4"]) == {}


def test_cells_speak_against_a_header_that_is_only_like_one_and_not_against_one_that_is_it() -> None:
    assert proposed("person", 备用联系手机说明=["无", "有一个"]) == {}
    assert proposed("person", 联系电话=["无", "123"]) == {"联系电话": "phone"}


def test_each_column_is_proposed_once_for_the_likeliest_header() -> None:
    assert proposed("person", 电话二=PHONES, 联系电话=PHONES) == {"联系电话": "phone"}


@pytest.mark.parametrize(
    ("name", "headers", "kind"),
    [
        ("六月花名册", ["姓名", "电话"], "person"),
        ("sheet1", ["姓名", "联系电话", "人员类别"], "person"),
        ("sheet1", ["活动名称", "活动类型", "活动日期", "开始", "结束", "活动地点"], "activity"),
        ("证书", ["姓名", "证书名称", "到期日期"], "held_qualification"),
        ("请假表", ["姓名", "起始日期", "截止日期", "事由"], "absence"),
        ("先锋队", ["队名", "队长", "成员"], "team"),
        ("报表", ["甲", "乙"], None),
        ("名单", ["张三"], None),
    ],
)
def test_a_sheet_is_what_its_columns_and_its_name_say(name: str, headers: list[str], kind: str | None) -> None:
    assert propose_kind(name, {header: [] for header in headers}, KINDS) == kind


def test_synonyms_are_of_kinds_and_fields_that_there_are() -> None:
    assert SHEETS.keys() == BY_NAME.keys()
    fields = {kind.kind: {column.field for column in kind.columns} for kind in KINDS}
    assert {kind: set(found) - fields[kind] for kind, found in COLUMNS.items()} == dict.fromkeys(fields, set())
