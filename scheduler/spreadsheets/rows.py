"""The rows of a sheet: which kind of sheet it is, where its header stands, and the value of every cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.spreadsheets.cells import Cell, CellError, date_text, plain, word
from scheduler.spreadsheets.columns import Column, SheetKind
from scheduler.spreadsheets.reading import NO_VALUE, Book, Sheet
from scheduler.spreadsheets.report import Fault, Report

NOTES = ("说明", "notes")
"""Names of sheets that are for people only."""

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
        return f"{self.sheet}!{self.number}"


def sheets_by_kind(book: Book, kinds: tuple[SheetKind, ...], report: Report) -> list[tuple[SheetKind, Sheet]]:
    """The sheets of a workbook in the order in which they are imported. Raises Invalid where none is known."""
    found = []
    for sheet in book.sheets:
        kind = kind_of(sheet, kinds)
        if kind is not None:
            found.append((kind, sheet))
        elif header_at(sheet) is not None and word(sheet.name) not in NOTES:
            message = m_("this sheet is not known and is left out")
            report.warnings.append(Fault(sheet.name, 1, "", sheet.name, message))
    if not found:
        raise Invalid(m_("No sheet of this file is known. Start from the template."))
    return sorted(found, key=lambda pair: kinds.index(pair[0]))


def kind_of(sheet: Sheet, kinds: tuple[SheetKind, ...]) -> SheetKind | None:
    """Which kind a sheet is: by its name, or by its header where the name says nothing."""
    for kind in kinds:
        if word(sheet.name) in (kind.chinese, kind.english):
            return kind
    headers = set(headers_of(sheet).values())

    def score(kind: SheetKind) -> int:
        there = [column for column in kind.columns if any(map(column.is_headed, headers))]
        return len(there) if all(column in there for column in kind.columns if column.required) else 0

    best = max(kinds, key=score)
    return best if score(best) else None


def header_at(sheet: Sheet) -> int | None:
    """The index of the header: the first row with more than a title in it. None for a sheet without rows."""
    single = None
    for index, row in enumerate(sheet.rows):
        filled = sum(1 for cell in row if plain(cell))
        if filled > 1:
            return index
        if filled and single is None:
            single = index
    return single


def headers_of(sheet: Sheet) -> dict[int, str]:
    """The headers of a sheet by position, as words."""
    index = header_at(sheet)
    cells = sheet.rows[index] if index is not None else []
    return {position: name for position, cell in enumerate(cells) if (name := word(cell).strip("*").strip())}


def columns_of(sheet: Sheet, kind: SheetKind, report: Report) -> dict[int, Column] | None:
    """Which column stands where. Unknown headers are a warning; two alike, or none where one is needed, are a fault.

    None where the rows cannot be read without a column.
    """
    number = (header_at(sheet) or 0) + 1
    found: dict[int, Column] = {}
    for position, name in headers_of(sheet).items():
        column = next((column for column in kind.columns if column.is_headed(name)), None)
        if column is None:
            warning = m_("this column is not known and is left out")
            report.warnings.append(Fault(sheet.name, number, name, name, warning))
        elif column in found.values():
            report.fault(Fault(sheet.name, number, name, name, m_("each column only once")))
        else:
            found[position] = column
    missing = [column for column in kind.columns if column.required and column not in found.values()]
    for column in missing:
        message = m_("this column is needed: {column}", column=column.chinese)
        report.fault(Fault(sheet.name, number, column.chinese, "", message))
    return None if missing else found


def read_rows(sheet: Sheet, kind: SheetKind, report: Report) -> Iterator[SheetRow]:
    """The rows of a sheet with every cell read; what cannot be read is in the report, and its row left out."""
    columns = columns_of(sheet, kind, report)
    index = header_at(sheet)
    if index is None or columns is None:
        return
    formulas = {row for row, _ in sheet.faults}
    for number, cells in enumerate(sheet.rows[index + 1 :], start=index + 1):
        if number in formulas or any(plain(cell) for cell in cells):
            row = read_row(sheet, number, cells, columns, report)
            if row is not None:
                yield row


def read_row(
    sheet: Sheet, index: int, cells: list[Cell], columns: dict[int, Column], report: Report
) -> SheetRow | None:
    """One row; None where a cell is wrong, which the report then says."""
    row = SheetRow(sheet.name, index + 1, {}, {})
    sound = True
    for position, column in columns.items():
        cell = cells[position] if position < len(cells) else None
        try:
            check_formula(cell, sheet.faults.get((index, position)))
            if plain(cell):
                row.values[column.field] = column.read(cell)
                row.cells[column.field] = cell
            elif column.required:
                raise CellError(m_("a value; this cell must not be empty"))
        except CellError as error:
            sound = False
            value = sheet.faults.get((index, position), cell)
            report.fault(Fault(row.sheet, row.number, column.chinese, shown(value), error.message))
    if not sound:
        report.left_out |= {row.values["code"]} if "code" in row.values else set()
    return row if sound else None


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
