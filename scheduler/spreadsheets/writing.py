"""Writing workbooks from the same description of sheets that the import reads: the template, and the sample town."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from scheduler.language import m_
from scheduler.spreadsheets.sheets import SheetKind, sheet_kinds

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Kind of sheet to rows, each field to a cell."""


def workbook_bytes(rows: Rows, *, today: date, created: datetime | None = None) -> bytes:
    """A workbook with a sheet for each kind. Text stays text: no cell is ever taken for a formula."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy/m/d"},
    ) as book:
        if created is not None:
            book.set_properties({"created": created})
        head = book.add_format({"bold": True, "bg_color": "#f1e3d3", "border": 1})
        for kind in sheet_kinds(today):
            sheet = book.add_worksheet(kind.chinese)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(kind.columns) - 1, 14)
            for position, column in enumerate(kind.columns):
                sheet.write_string(0, position, column.chinese + ("*" if column.required else ""), head)
            for number, row in enumerate(rows.get(kind.kind, ()), start=1):
                write_row(sheet, kind, number, row)
    return buffer.getvalue()


def write_row(sheet: Any, kind: SheetKind, number: int, row: Mapping[str, Any]) -> None:
    """Write one row; fields that it has not stay empty."""
    for position, column in enumerate(kind.columns):
        cell = row.get(column.field)
        if isinstance(cell, date):
            sheet.write_datetime(number, position, datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001
        elif isinstance(cell, int | float):
            sheet.write_number(number, position, cell)
        elif cell:
            sheet.write_string(number, position, str(cell))


def template_bytes(locale: str, *, today: date) -> bytes:
    """An empty workbook to fill in: every sheet with its headers, and one of notes with an example for each column."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        head, wrap = (
            book.add_format({"bold": True, "bg_color": "#f1e3d3", "border": 1}),
            book.add_format({"text_wrap": 1}),
        )
        notes = book.add_worksheet("说明")
        notes.set_column(0, 2, 18)
        notes.set_column(3, 3, 48)
        intro = m_("Columns marked * are needed. Sheets and columns that you do not use may be deleted.")
        notes.write_string(0, 0, intro.render(locale))
        line = 2
        for kind in sheet_kinds(today):
            sheet = book.add_worksheet(kind.chinese)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(kind.columns) - 1, 14)
            for position, column in enumerate(kind.columns):
                sheet.write_string(0, position, column.chinese + ("*" if column.required else ""), head)
                words = (kind.chinese, column.chinese, column.english, column.example)
                for place, word in enumerate(words):
                    notes.write_string(line, place, word, wrap)
                line += 1
    return buffer.getvalue()
