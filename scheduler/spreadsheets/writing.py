"""Writing workbooks by the description of sheets that the import reads by: the register, the template, the sample."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import xlsxwriter

from scheduler.language import m_
from scheduler.spreadsheets.columns import SheetKind
from scheduler.spreadsheets.examples import EXAMPLES
from scheduler.spreadsheets.sheets import sheet_kinds

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Kind of sheet to rows, each field to a cell."""

HEAD = {"bold": True, "bg_color": "#f1e3d3", "border": 1}
SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy/m/d",
}
"""Text stays text: no cell is ever taken for a formula, a link or a number."""


class Workbook:
    """A workbook that is being written."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.head = book.add_format(HEAD)
        self.wrapped = book.add_format({"text_wrap": 1, "valign": "top"})

    def sheet(self, name: str, headers: Sequence[str], width: int = 14) -> Any:
        """A new sheet with its header."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headers) - 1, width)
        for position, header in enumerate(headers):
            sheet.write_string(0, position, header, self.head)
        return sheet


@contextmanager
def new_workbook(buffer: io.BytesIO, created: datetime | None = None) -> Iterator[Workbook]:
    """A workbook that is in the buffer when the block ends; `created` makes its bytes those of any other such run."""
    with xlsxwriter.Workbook(buffer, SETTINGS) as book:
        if created is not None:
            book.set_properties({"created": created})
        yield Workbook(book)


def write_cell(sheet: Any, row: int, position: int, cell: Any, style: Any = None) -> None:
    """Write one cell; None and "" leave it empty."""
    if isinstance(cell, datetime):
        sheet.write_datetime(row, position, cell, style)
    elif isinstance(cell, date):
        sheet.write_datetime(row, position, datetime(cell.year, cell.month, cell.day), style)  # noqa: DTZ001
    elif isinstance(cell, int | float):
        sheet.write_number(row, position, cell, style)
    elif cell:
        sheet.write_string(row, position, str(cell), style)


def workbook_bytes(rows: Rows, *, today: date, created: datetime | None = None) -> bytes:
    """A workbook with a sheet for each kind, filled with these cells."""
    buffer = io.BytesIO()
    with new_workbook(buffer, created) as book:
        for kind in sheet_kinds(today):
            sheet = book.sheet(kind.chinese, [column.head for column in kind.columns])
            for number, row in enumerate(rows.get(kind.kind, ()), start=1):
                for position, column in enumerate(kind.columns):
                    write_cell(sheet, number, position, row.get(column.field))
    return buffer.getvalue()


def template_bytes(locale: str, *, today: date) -> bytes:
    """An empty workbook to fill in: notes with an example for each column, and every sheet with its header."""
    buffer = io.BytesIO()
    with new_workbook(buffer) as book:
        write_notes(book, locale, sheet_kinds(today))
        for kind in sheet_kinds(today):
            book.sheet(kind.chinese, [column.head for column in kind.columns])
    return buffer.getvalue()


def write_notes(book: Workbook, locale: str, kinds: Sequence[SheetKind]) -> None:
    """The sheet of notes: how to fill in, and for each column an example and the words to choose from."""
    headers = (m_("Sheet"), m_("Column"), m_("In English"), m_("Example"), m_("Choose from"))
    sheet = book.sheet("说明", [header.render(locale) for header in headers], 22)
    sheet.set_column(3, 4, 44)
    hints = (
        m_("Columns marked * are needed. Sheets and columns that you do not use may be deleted."),
        m_("An empty cell leaves what the register says as it is."),
        m_(
            "The word 清空 (or clear) in a cell takes away what the register says there, where it can be without; the "
            'word itself is written "清空", in quotation marks.'
        ),
        m_("People without a number of their own are referred to as name/telephone."),
    )
    for number, hint in enumerate(hints, start=1):
        sheet.write_string(number, 0, hint.render(locale))
    line = len(hints) + 2
    for kind in kinds:
        for column in kind.columns:
            example = next((row[column.field] for row in EXAMPLES[kind.kind] if column.field in row), "")
            words = (kind.chinese, column.head, column.english, str(example), "、".join(column.form.words))
            for position, text in enumerate(words):
                sheet.write_string(line, position, text, book.wrapped)
            line += 1
