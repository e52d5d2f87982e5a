"""Plain tables to open in a spreadsheet: a workbook of one sheet, or a .csv that begins with a mark of its encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from scheduler.spreadsheets.cells import CONTROL
from scheduler.spreadsheets.writing import new_workbook, write_cell

FORMULA = ("=", "+", "-", "@")
"""How a text begins that a spreadsheet takes for a formula where it reads a .csv."""

Row = Sequence[Any]


def table_xlsx(name: str, headers: Sequence[str], rows: Iterable[Row], *, created: datetime) -> bytes:
    """A workbook of one sheet of this name (31 characters at most). Text stays text."""
    buffer = io.BytesIO()
    with new_workbook(buffer, created) as book:
        sheet = book.sheet(name, headers, 16)
        for number, row in enumerate(rows, start=1):
            for position, cell in enumerate(row):
                write_cell(sheet, number, position, cell)
    return buffer.getvalue()


def table_csv(headers: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A .csv in UTF-8 with its mark, one line for each row, in which no cell is a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(headers)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def harmless(cell: Any) -> str:
    """A cell as one line of text; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    if isinstance(cell, int | float):
        return str(cell)
    text = CONTROL.sub(" ", "" if cell is None else str(cell)).strip()
    return f"'{text}" if text.startswith(FORMULA) else text
