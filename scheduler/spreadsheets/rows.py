"""The rows of a sheet: the value of every cell, as it stands there or as people said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduler.language import Message, m_
from scheduler.spreadsheets.cells import Cell, CellError, date_text, plain, word
from scheduler.spreadsheets.columns import Column, SheetKind
from scheduler.spreadsheets.headers import columns_of, header_at
from scheduler.spreadsheets.mending import Mends
from scheduler.spreadsheets.reading import NO_VALUE, Sheet
from scheduler.spreadsheets.report import Fault, Report, key_of

ABOUT = ("name", "title", "person", "code")
"""The fields that say best what a row is about."""

FORMULA_ERRORS = frozenset({"#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!"})


@dataclass(frozen=True)
class SheetRow:
    """A row that was read: its sheet, its number as the spreadsheet shows it, the values of its filled cells, and the
    cells as they stand there, both by field.
    """

    sheet: str
    number: int
    values: dict[str, Any]
    cells: dict[str, Cell]

    @property
    def key(self) -> str:
        """How answers name the row."""
        return key_of(self.sheet, self.number)

    @property
    def about(self) -> str:
        """What the row is about, as far as it says so: a name, a title, a number."""
        return next((str(self.values[name]) for name in ABOUT if self.values.get(name)), "")

    @property
    def known_by(self) -> set[str]:
        """By what other rows may refer to it: its number, a person's name."""
        return {self.values[name] for name in ("code", "name") if self.values.get(name)}


def read_rows(sheet: Sheet, kind: SheetKind, mends: Mends, report: Report) -> Iterator[SheetRow]:
    """The rows of a sheet with every cell read, but for those that people left out; what cannot be read is in the
    report, and its row left out.
    """
    columns = columns_of(sheet, kind, mends, report)
    index = header_at(sheet)
    if index is None or columns is None:
        return
    formulas = {row for row, _ in sheet.faults}
    for number, cells in enumerate(sheet.rows[index + 1 :], start=index + 1):
        key = key_of(sheet.name, number + 1)
        filled = number in formulas or any(plain(cell) for cell in cells)
        if filled and not mends.left_out.get(key):
            row = read_row(sheet, number, written(sheet, number, kind, columns, mends), report)
            if row is not None:
                yield row


@dataclass(frozen=True)
class Written:
    """What is to be read in a column of a row; `fault` is that of its formula."""

    column: Column
    cell: Cell
    fault: str | None = None


def written(sheet: Sheet, index: int, kind: SheetKind, columns: dict[int, Column], mends: Mends) -> list[Written]:
    """What is to be read in each column of a row: what people said, else what stands there; in a column that is missing
    what they said of this row or of every row.
    """
    cells = sheet.rows[index]
    said = mends.cells.get(key_of(sheet.name, index + 1), {})
    everywhere = mends.cells.get(key_of(sheet.name, (header_at(sheet) or 0) + 1), {})
    there = [
        Written(column, said[column.chinese])
        if column.chinese in said
        else Written(column, cells[place] if place < len(cells) else None, sheet.faults.get((index, place)))
        for place, column in columns.items()
    ]
    missing = [column for column in kind.columns if column not in columns.values()]
    more = {**everywhere, **said}
    return there + [Written(column, more[column.chinese]) for column in missing if column.chinese in more]


def read_row(sheet: Sheet, index: int, cells: list[Written], report: Report) -> SheetRow | None:
    """One row; None where a cell is wrong, which the report then says."""
    row = SheetRow(sheet.name, index + 1, {}, {})
    wrong: list[tuple[Written, Message]] = []
    for there in cells:
        column, cell = there.column, there.cell
        try:
            check_formula(cell, there.fault)
            if plain(cell):
                row.values[column.field] = column.read(cell)
                row.cells[column.field] = cell
            elif column.required:
                raise CellError(m_("a value; this cell must not be empty"))
        except CellError as error:
            wrong.append((there, error.message))
    for there, message in wrong:
        value = shown(there.cell if there.fault is None else there.fault)
        report.fault(Fault(row.sheet, row.number, there.column.chinese, value, message, row.about))
    if wrong:
        report.left_out |= row.known_by
    return None if wrong else row


def shown(cell: Cell) -> str:
    """A cell as the report shows it."""
    text = date_text(cell) if isinstance(cell, date) else plain(cell)
    return "" if cell == NO_VALUE else text[:60]


def check_formula(cell: Any, fault: str | None) -> None:
    """Raise CellError for a formula that has no value, or an error for one."""
    if fault == NO_VALUE:
        raise CellError(m_("a value; this formula has none stored. Open and save the workbook, then retry"))
    if fault is not None or word(cell) in FORMULA_ERRORS:
        raise CellError(m_("a value; this formula gives an error ({error})", error=fault or plain(cell)))
