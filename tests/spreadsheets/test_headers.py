"""Sheets and headers: which kind, which column; unknown ones by what people said, or by what they most likely are."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.errors import Invalid
from scheduler.spreadsheets.headers import columns_of, header_at, headers_of, kind_of, sheets_by_kind
from scheduler.spreadsheets.matching import Match
from scheduler.spreadsheets.mending import Mends
from scheduler.spreadsheets.reading import Book, Sheet
from scheduler.spreadsheets.report import Fault, Report
from scheduler.spreadsheets.sheets import sheet_kinds
from tests.workbooks import MONDAY

KINDS = sheet_kinds(MONDAY)
BY_NAME = {kind.kind: kind for kind in KINDS}
QUALIFICATION, PERSON = BY_NAME["qualification"], BY_NAME["person"]
NO_MENDS = Mends()


def told(fault: Fault) -> tuple[str, int, str, str, str]:
    return fault.sheet, fault.row, fault.column, fault.value, str(fault.message)


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
    found = sheets_by_kind(Book([role, *others, place]), KINDS, NO_MENDS, report)
    assert found == [(BY_NAME["place"], place), (BY_NAME["role"], role)]
    assert list(map(told, report.warnings)) == [("报表", 1, "", "报表", "this sheet is not known and is left out")]


def test_a_file_without_a_known_sheet_is_refused() -> None:
    with pytest.raises(Invalid, match="No sheet of this file is known. Start from the template."):
        sheets_by_kind(Book([Sheet("报表", [["甲", "乙"]])]), KINDS, NO_MENDS, Report())


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
    columns = columns_of(Sheet("资质", [["一览"], ["name", "身高", "编号"]]), QUALIFICATION, NO_MENDS, report)
    assert columns == {0: QUALIFICATION.columns[1], 2: QUALIFICATION.columns[0]}
    assert list(map(told, report.warnings)) == [("资质", 2, "身高", "身高", "this column is not known and is left out")]
    assert report.faults == []


ROLL = Sheet(
    "六月花名册",
    [
        ["姓名", "联系电话", "人员类别", "备注"],
        ["王小明", "13800000001", "志愿者", ""],
        ["李红", "13800000002", "社工", ""],
    ],
)


def fields(sheet: Sheet, mends: Mends, report: Report) -> dict[int, str]:
    """Which field stands where in a sheet of people."""
    return {place: column.field for place, column in (columns_of(sheet, PERSON, mends, report) or {}).items()}


def test_an_unknown_sheet_is_read_as_what_it_seems_to_be_and_people_are_asked() -> None:
    report = Report()
    assert sheets_by_kind(Book([ROLL]), KINDS, NO_MENDS, report) == [(PERSON, ROLL)]
    assert report.matches == [Match("六月花名册", "", "", "person", None)]
    assert report.warnings == []


@pytest.mark.parametrize(("said", "kinds"), [("team", ["team"]), ("", [])])
def test_a_sheet_is_what_people_say_it_is_or_left_out(said: str, kinds: list[str]) -> None:
    report, place = Report(), Sheet("地点", [["编号", "名称", "类型"]])
    found = sheets_by_kind(Book([ROLL, place]), KINDS, Mends(sheets={"六月花名册": said}), report)
    assert [kind.kind for kind, _ in found] == ["place", *kinds]
    assert report.matches == [Match("六月花名册", "", "", "person", said)]
    assert [fault.sheet for fault in report.warnings] == ([] if kinds else ["六月花名册"])


def test_unknown_headers_are_read_as_what_they_seem_to_mean_and_people_are_asked() -> None:
    report = Report()
    assert fields(ROLL, NO_MENDS, report) == {0: "name", 1: "phone", 2: "capacities"}
    assert report.matches == [
        Match("六月花名册", "person", "联系电话", "phone", None),
        Match("六月花名册", "person", "人员类别", "capacities", None),
        Match("六月花名册", "person", "备注", None, None),
    ]
    assert [match.open for match in report.matches] == [True, True, False]
    assert list(map(told, report.warnings)) == [
        ("六月花名册", 1, "备注", "备注", "this column is not known and is left out")
    ]


def test_a_header_means_what_people_say_or_is_left_out() -> None:
    report = Report()
    said = Mends(columns={"person": {"备注": "email", "联系电话": ""}})
    assert fields(ROLL, said, report) == {0: "name", 2: "capacities", 3: "email"}
    assert [(match.header, match.taken_for, match.open) for match in report.matches] == [
        ("联系电话", "", False),
        ("人员类别", "capacities", True),
        ("备注", "email", False),
    ]


def test_no_column_is_read_twice_whatever_people_say() -> None:
    report = Report()
    sheet = Sheet("人员", [["姓名", "身份", "手机", "电话", "电话"]])
    assert fields(sheet, Mends(columns={"person": {"电话": "phone"}}), report) == {
        0: "name",
        1: "capacities",
        2: "phone",
    }
    assert [str(fault.message) for fault in report.warnings] == ["each column only once"] * 2
    assert (report.faults, len(report.matches)) == ([], 1)


def test_nobody_is_asked_about_a_header_that_is_a_text() -> None:
    report = Report()
    assert fields(Sheet("人员", [["姓名", "身份", "长" * 101]]), NO_MENDS, report) == {0: "name", 1: "capacities"}
    assert (report.matches, len(report.warnings)) == ([], 1)
