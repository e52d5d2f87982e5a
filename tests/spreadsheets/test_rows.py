"""Rows of a sheet: which sheet it is, where its header stands, what each cell says, and what is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.spreadsheets.mending import Mends
from scheduler.spreadsheets.reading import NO_VALUE, Sheet
from scheduler.spreadsheets.report import Fault, Report
from scheduler.spreadsheets.rows import SheetRow, check_formula, read_rows
from scheduler.spreadsheets.sheets import sheet_kinds
from tests.workbooks import MONDAY

KINDS = sheet_kinds(MONDAY)
BY_NAME = {kind.kind: kind for kind in KINDS}
QUALIFICATION = BY_NAME["qualification"]
HEADER = ["编号*", "名称*", "培训取得"]
NO_MENDS = Mends()


def told(fault: Fault) -> tuple[str, int, str, str, str]:
    return fault.sheet, fault.row, fault.column, fault.value, str(fault.message)


def read(
    *rows: list[Any], faults: dict[tuple[int, int], str] | None = None, mends: Mends = NO_MENDS
) -> tuple[list[SheetRow], Report]:
    report = Report()
    return list(read_rows(Sheet("资质", list(rows), faults or {}), QUALIFICATION, mends, report)), report


def test_a_column_twice_and_a_missing_one_are_faults_and_without_the_last_no_row_is_read() -> None:
    rows, report = read(["编号", "code", "培训取得"], ["Q1", "Q2", "是"])
    assert rows == []
    assert list(map(told, report.faults)) == [
        ("资质", 1, "code", "code", "each column only once"),
        ("资质", 1, "名称", "", "this column is needed: 名称; write here what holds for every row"),
    ]


def test_filled_cells_become_values_and_empty_ones_and_rows_are_left_out() -> None:
    rows, report = read(["一览"], HEADER, ["Q1", "急救", "是"], ["", None, " "], ["Q2", "护理"], [3.0, "测绘", ""])
    first, second = {"code": "Q1", "name": "急救"}, {"code": "Q2", "name": "护理"}
    assert rows == [
        SheetRow("资质", 3, {"code": "Q1", "name": "急救", "by_training": True}, {**first, "by_training": "是"}),
        SheetRow("资质", 5, second, second),
        SheetRow("资质", 6, {"code": "3", "name": "测绘"}, {"code": 3.0, "name": "测绘"}),
    ]
    assert [row.key for row in rows] == ["资质!3", "资质!5", "资质!6"]
    assert report == Report()


def test_every_wrong_cell_of_a_row_is_named_and_the_row_left_out() -> None:
    rows, report = read(HEADER, ["Q1", "", "也许"], ["Q2", "急救", ""])
    sound = {"code": "Q2", "name": "急救"}
    assert rows == [SheetRow("资质", 3, sound, sound)]
    assert report.left_out == {"Q1"}
    assert list(report.bad) == ["资质!2"]
    assert list(map(told, report.faults)) == [
        ("资质", 2, "名称", "", "a value; this cell must not be empty"),
        ("资质", 2, "培训取得", "也许", "是 or 否"),
    ]


def test_a_long_cell_is_shown_in_short() -> None:
    _, report = read(HEADER, ["Q" * 100, "急救", ""])
    assert list(map(told, report.faults)) == [("资质", 2, "编号", "Q" * 60, "at most 40 characters")]


def test_a_row_of_nothing_but_a_formula_without_a_value_is_a_fault() -> None:
    faults = {(1, 0): NO_VALUE, (1, 1): "#REF!"}
    _, report = read(HEADER, [None, None, None], [None, None, None], faults=faults)
    assert list(map(told, report.faults)) == [
        ("资质", 2, "编号", "", "a value; this formula has none stored. Open and save the workbook, then retry"),
        ("资质", 2, "名称", "#REF!", "a value; this formula gives an error (#REF!)"),
    ]


@pytest.mark.parametrize(("cell", "fault"), [("#N/A", None), (" #ref! ", None), (None, "#DIV/0!"), (5, NO_VALUE)])
def test_the_error_of_a_formula_is_no_value(cell: Any, fault: str | None) -> None:
    with pytest.raises(ValueError, match="a value; this formula"):
        check_formula(cell, fault)


@pytest.mark.parametrize("cell", ["#1", "N/A", "#REF", None, 5])
def test_what_only_looks_like_an_error_is_a_value(cell: Any) -> None:
    check_formula(cell, None)


def test_what_people_said_is_read_in_place_of_what_stands_in_a_cell_in_columns_that_are_not_there_too() -> None:
    mends = Mends(cells={"资质!2": {"名称": "急救", "执法证件": "是"}, "资质!3": {"培训取得": ""}})
    rows, report = read(
        HEADER, ["Q1", None, "是"], ["Q2", "护理", None], faults={(1, 1): NO_VALUE, (2, 2): "#REF!"}, mends=mends
    )
    assert [row.values for row in rows] == [
        {"code": "Q1", "name": "急救", "by_training": True, "enforcement": True},
        {"code": "Q2", "name": "护理"},
    ]
    assert report == Report()


def test_what_people_said_may_be_wrong_too() -> None:
    _, report = read(HEADER, ["Q1", "急救", "也许"], mends=Mends(cells={"资质!2": {"培训取得": "大概"}}))
    assert list(map(told, report.faults)) == [("资质", 2, "培训取得", "大概", "是 or 否")]
    assert report.faults[0].about == "急救"


def test_rows_that_people_left_out_are_not_read() -> None:
    rows, report = read(
        HEADER, ["Q1", "", ""], ["Q2", "急救", ""], mends=Mends(left_out={"资质!2": True, "资质!3": False})
    )
    assert ([row.number for row in rows], report) == ([3], Report())


def test_a_column_of_remarks_is_for_people_only() -> None:
    rows, report = read([*HEADER, "错误说明"], ["Q1", "急救", "", "名称: 不能为空"])
    assert ([row.values for row in rows], report) == ([{"code": "Q1", "name": "急救"}], Report())


def test_a_column_that_is_missing_holds_what_people_said_of_every_row_but_for_what_they_said_of_one() -> None:
    header = ["编号", "培训取得"]
    mends = Mends(cells={"资质!1": {"名称": "急救", "培训取得": "否"}, "资质!3": {"名称": "护理"}})
    rows, report = read(header, ["Q1", "是"], ["Q2", ""], mends=mends)
    assert [row.values for row in rows] == [
        {"code": "Q1", "name": "急救", "by_training": True},
        {"code": "Q2", "name": "护理"},
    ]
    assert report == Report()


def test_what_people_said_of_every_row_is_wrong_once() -> None:
    rows, report = read(
        ["编号", "培训取得"], ["Q1", "是"], ["Q2", ""], mends=Mends(cells={"资质!1": {"名称": "长" * 61}})
    )
    assert (rows, [(fault.row, fault.everywhere, str(fault.message)) for fault in report.faults]) == (
        [],
        [(1, True, "at most 60 characters")],
    )
