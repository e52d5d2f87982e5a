"""Sheets that are looked at and printed: a title, a head that is repeated on every page, cells that wrap, formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from scheduler.spreadsheets.writing import write_cell

HEAD_ROW, FIRST_ROW = 1, 2
"""A sheet has its title first, then its head, then its rows; all counted from 0."""

LONGEST_NAME = 31
UNFIT = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
"""What the name of a sheet may not hold."""

EDGED = {"border": 1, "border_color": "#8d857b", "valign": "top", "text_wrap": True}


@dataclass(frozen=True)
class Paper:
    """How a sheet is printed, landscape: the size by its number in workbooks, and how many columns are repeated."""

    size: int
    repeated: int = 0


A3_BOARD, A4_LIST = Paper(8, repeated=3), Paper(9)


class Printed:
    """A workbook of such sheets."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.names: set[str] = set()
        self.title = book.add_format({"bold": True, "font_size": 12})
        self.head = book.add_format({**EDGED, "bold": True, "bg_color": "#f1e3d3"})
        self.off_head = book.add_format({**EDGED, "bold": True, "bg_color": "#f0c987"})
        self.cell = book.add_format(EDGED)
        self.off = book.add_format({**EDGED, "bg_color": "#faf3e9"})
        self.day = book.add_format({**EDGED, "num_format": "yyyy/m/d", "align": "left"})
        self.total = book.add_format({**EDGED, "bold": True})
        self.named = book.add_format({**EDGED, "bg_color": "#fff9db"})

    def sheet(self, name: str) -> Any:
        """A new sheet, named as near to this as a spreadsheet allows and no other is."""
        stem = UNFIT.sub(" ", name).strip() or "1"
        tries = (stem[:LONGEST_NAME], *(f"{stem[: LONGEST_NAME - 4]} {n}" for n in range(2, 999)))
        found = next(one for one in tries if one.lower() not in self.names)
        self.names.add(found.lower())
        return self.book.add_worksheet(found)

    def lay_out(self, sheet: Any, paper: Paper, title: str, heads: Sequence[str], widths: Sequence[float]) -> None:
        """Title, head and columns of a sheet, and how it is printed: as wide as the paper, with page numbers."""
        sheet.write_string(0, 0, title, self.title)
        for column, (text, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(HEAD_ROW, column, text, self.head)
        sheet.freeze_panes(FIRST_ROW, paper.repeated)
        sheet.set_paper(paper.size)
        sheet.set_landscape()
        sheet.set_margins(0.4, 0.4, 0.4, 0.6)
        sheet.repeat_rows(HEAD_ROW)
        if paper.repeated:
            sheet.repeat_columns(0, paper.repeated - 1)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{title.replace('&', '&&')}&R&P / &N")

    def write(self, sheet: Any, row: int, column: int, cell: Any, style: Any = None) -> None:
        """A cell in its frame; text stays text."""
        write_cell(sheet, row, column, cell, style or (self.cell if isinstance(cell, str | int | float) else self.day))
        if cell in (None, ""):
            sheet.write_blank(row, column, None, style or self.cell)


def range_of(sheet: Any, column: int, rows: int) -> str:
    """So many rows of a column of a sheet, from its first, as a formula names them."""
    ends = [xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (FIRST_ROW, FIRST_ROW + rows - 1)]
    return f"'{sheet.get_name()}'!{':'.join(ends)}"
