"""Rows of a sheet: which sheet it is, where its header stands, what each cell says, and what is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.errors import Invalid
from scheduler.spreadsheets.reading import NO_VALUE, Book, Sheet
from scheduler.spreadsheets.report import Fault, Report
from scheduler.spreadsheets.rows import (
    SheetRow,
    check_formula,
    columns_of,
    header_at,
    headers_of,
    kind_of,
    read_rows,
    sheets_by_kind,
)
from scheduler.spreadsheets.sheets import sheet_kinds
from tests.workbooks import MONDAY

KINDS = sheet_kinds(MONDAY)
BY_NAME = {kind.kind: kind for kind in KINDS}
QUALIFICATION = BY_NAME["qualification"]
HEADER = ["编号*", "名称*", "培训取得"]


def told(fault: Fault) -> tuple[str, int, str, str, str]:
    return fault.sheet, fault.row, fault.column, fault.value, str(fault.message)


def read(*rows: list[Any], faults: dict[tuple[int, int], str] | None = None) -> tuple[list[SheetRow], Report]:
    report = Report()
    return list(read_rows(Sheet("资质", list(rows), faults or {}), QUALIFICATION, report)), report


@pytest.mark.parametrize(
    ("name", "rows", "kind"),
    [
        ("资质", [], "qualification"),
        (" Qualifications ", [], "qualification"),
        ("資質", [["x", "y"]], "qualification"),
        ("Sheet1", [["编号", "名称", "类型"]], "place"),
        ("Sheet1", [["place", "calendar", "digits"]], "market"),
        ("Sheet1", [["名单"], ["姓名", "身份"]], "person"),
        ("Sheet1", [["编号", "名称"]], "organisation"),
        ("Sheet1", [["甲", "乙"]], None),
        ("Sheet1", [], None),
    ],
)
def test_a_sheet_is_known_by_its_name_else_by_the_most_of_its_headers(
    name: str, rows: list[list[Any]], kind: str | None
) -> None:
    found = kind_of(Sheet(name, rows), KINDS)
    assert (None if found is None else found.kind) == kind


def test_known_sheets_come_in_the_order_of_import_and_others_are_warned_of() -> None:
    role, place = Sheet("岗位", []), Sheet("地点", [])
    others = [Sheet("报表", [["甲", "乙"]]), Sheet("说明", [["甲", "乙"]]), Sheet("空", [["", None]])]
    report = Report()
    found = sheets_by_kind(Book([role, *others, place]), KINDS, report)
    assert found == [(BY_NAME["place"], place), (BY_NAME["role"], role)]
    assert list(map(told, report.warnings)) == [("报表", 1, "", "报表", "this sheet is not known and is left out")]


def test_a_file_without_a_known_sheet_is_refused() -> None:
    with pytest.raises(Invalid, match="No sheet of this file is known. Start from the template."):
        sheets_by_kind(Book([Sheet("报表", [["甲", "乙"]])]), KINDS, Report())


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        ([["编号", "名称"], ["a", "b"]], 0),
        ([["资质一览"], ["编号", "名称"]], 1),
        ([[None, ""], ["", "资质一览"], [], ["编号", "名称"]], 3),
        ([["", ""], ["编号"], ["Q1"]], 1),
        ([["", None], []], None),
        ([], None),
    ],
)
def test_the_header_is_the_first_row_with_more_than_a_title(rows: list[list[Any]], index: int | None) -> None:
    assert header_at(Sheet("x", rows)) == index


def test_headers_are_words_by_position_without_their_marks() -> None:
    sheet = Sheet("x", [["编号*", None, " Name ", "* ", "\uff21級別", 7.0]])
    assert headers_of(sheet) == {0: "编号", 2: "name", 4: "a级别", 5: "7"}


def test_columns_are_found_by_their_headers_and_unknown_ones_are_warned_of() -> None:
    report = Report()
    columns = columns_of(Sheet("资质", [["一览"], ["name", "身高", "编号"]]), QUALIFICATION, report)
    assert columns == {0: QUALIFICATION.columns[1], 2: QUALIFICATION.columns[0]}
    assert list(map(told, report.warnings)) == [("资质", 2, "身高", "身高", "this column is not known and is left out")]
    assert report.faults == []


def test_a_column_twice_and_a_missing_one_are_faults_and_without_the_last_no_row_is_read() -> None:
    rows, report = read(["编号", "code", "培训取得"], ["Q1", "Q2", "是"])
    assert rows == []
    assert list(map(told, report.faults)) == [
        ("资质", 1, "code", "code", "each column only once"),
        ("资质", 1, "名称", "", "this column is needed: 名称"),
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
