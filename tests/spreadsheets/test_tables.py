"""Tables for spreadsheets, in which no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest

from scheduler.spreadsheets.reading import read_book
from scheduler.spreadsheets.tables import harmless, table_csv, table_xlsx
from tests.services.register.test_export import HOSTILE

CREATED = datetime(2026, 11, 20)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("张三", "张三"),
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-", "'-"),
        ("@x", "'@x"),
        (" \t=1+1", "'=1+1"),
        ("\r=1+1", "'=1+1"),
        ("a=1", "a=1"),
        ("一\r\n二\x00", "一 二"),
        (None, ""),
        (5, "5"),
        (-0.5, "-0.5"),
        ("-0.5", "'-0.5"),
        (date(2026, 11, 23), "2026-11-23"),
    ],
)
def test_a_cell_of_a_csv_is_one_line_and_no_formula(cell: object, text: str) -> None:
    assert harmless(cell) == text


def test_a_csv_begins_with_its_mark_and_has_a_line_for_each_row() -> None:
    content = table_csv(["姓名", "备注"], [[name, "x, y"] for name in HOSTILE])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["姓名", "备注"], *[[harmless(name), "x, y"] for name in HOSTILE]]
    assert len(content.decode().splitlines()) == 1 + len(HOSTILE)
    assert [row for row in rows if row[0].startswith(("=", "+", "-", "@"))] == []


def test_a_workbook_holds_text_as_text_and_dates_as_dates() -> None:
    rows = [[date(2026, 11, 23), name] for name in HOSTILE]
    sheet = read_book("x.xlsx", table_xlsx("排班表", ["日期", "姓名"], rows, created=CREATED)).sheets[0]
    assert (sheet.name, list(sheet.rows), sheet.faults) == ("排班表", [["日期", "姓名"], *rows], {})


def test_each_kind_of_cell_is_written_as_what_it_is() -> None:
    moment = datetime(2026, 11, 23, 14, 30)  # noqa: DTZ001
    row = [moment, date(2026, 11, 23), 5, 0, 1.5, "a", None, "", "end"]
    sheet = read_book("x.xlsx", table_xlsx("表", ["a"], [row], created=CREATED)).sheets[0]
    assert sheet.rows[1] == [moment, date(2026, 11, 23), 5, 0, 1.5, "a", "", "", "end"]


def test_the_same_table_is_the_same_bytes() -> None:
    made = [table_xlsx("表", ["a"], [["b"]], created=CREATED) for _ in range(2)]
    assert made[0] == made[1]
