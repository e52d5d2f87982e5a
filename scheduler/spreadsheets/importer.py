"""Bringing the rows of a workbook into the register, in one transaction that the caller keeps or rolls back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Actor
from scheduler.errors import Invalid
from scheduler.language import Message, m_
from scheduler.models import Town
from scheduler.spreadsheets.cells import CellError, plain
from scheduler.spreadsheets.reading import Book, Sheet
from scheduler.spreadsheets.report import Fault, Question, Report
from scheduler.spreadsheets.sheets import Column, SheetKind, sheet_kinds


class RowError(ValueError):
    """A row cannot be imported; `column` is the field that is wrong."""

    def __init__(self, column: str, message: Message) -> None:
        super().__init__(str(message))
        self.column = column
        self.message = message


@dataclass
class Importer:
    """One import: the session it writes to, the answers to questions that were asked, the report that it makes."""

    session: Session
    actor: Actor
    town: Town
    now: datetime
    answers: dict[str, Any] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
    indexes: dict[Any, dict[Any, Any]] = field(default_factory=dict)
    groups: dict[Any, dict[Any, list[Any]]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in the town."""
        return local(self.now, self.town.timezone).date()

    def index(self, model: type[Any], *fields: str) -> dict[Any, Any]:
        """All rows of a table of the town by some of their fields, read once and kept up by `remember`."""
        key = (model, fields)
        if key not in self.indexes:
            rows = self.session.scalars(select(model).where(model.town_id == self.town.id))
            self.indexes[key] = {tuple(getattr(row, name) for name in fields): row for row in rows}
        return self.indexes[key]

    def owned(self, model: type[Any], owner: dict[str, Any]) -> list[Any]:
        """The rows of a table with these values in these fields: a list for the caller to keep up."""
        fields = tuple(owner)
        if (model, fields) not in self.groups:
            groups: dict[Any, list[Any]] = {}
            for row in self.session.scalars(select(model).where(model.town_id == self.town.id)):
                groups.setdefault(tuple(getattr(row, name) for name in fields), []).append(row)
            self.groups[model, fields] = groups
        return self.groups[model, fields].setdefault(tuple(owner.values()), [])

    def remember(self, row: Any) -> None:
        """Add a new row to the session and to all indexes of its table."""
        self.session.add(row)
        self.session.flush()
        for (model, fields), index in self.indexes.items():
            if isinstance(row, model):
                index[tuple(getattr(row, name) for name in fields)] = row

    def known(self, model: type[Any], code: str, column: str) -> Any:
        """The row with this code. Raises RowError."""
        row = self.index(model, "code").get((code,))
        if row is None:
            raise RowError(column, m_("a number that exists; there is no {code}", code=code))
        return row

    def ask(self, question: Question) -> None:
        """Ask what only a person can know."""
        self.report.questions.append(question)


@dataclass(frozen=True)
class SheetRow:
    """A row that was read: its sheet, its number as the spreadsheet shows it, and the values of its filled cells."""

    sheet: str
    number: int
    values: dict[str, Any]

    @property
    def key(self) -> str:
        """How answers name the row."""
        return f"{self.sheet}!{self.number}"


def read_rows(importer: Importer, sheet: Sheet, kind: SheetKind) -> list[SheetRow]:
    """The rows of a sheet with every cell read; what cannot be read is in the report, and its row left out."""
    columns = header(importer, sheet, kind)
    rows = []
    for number, cells in enumerate(sheet.rows[1:], start=2):
        if any(plain(cell) for cell in cells) or any(row == number - 1 for row, _ in sheet.faults):
            values = read_cells(importer, sheet, number, cells, columns)
            if values is not None:
                rows.append(SheetRow(sheet.name, number, values))
    return rows


def header(importer: Importer, sheet: Sheet, kind: SheetKind) -> dict[int, Column]:
    """Which column stands where; unknown headers are a warning, missing ones that are needed a fault."""
    known = {name: column for column in kind.columns for name in (column.chinese, column.english)}
    found: dict[int, Column] = {}
    for position, cell in enumerate(sheet.rows[0] if sheet.rows else []):
        name = plain(cell).rstrip("*")
        if name in known or name.lower() in known:
            found[position] = known.get(name) or known[name.lower()]
        elif name:
            warn = Fault(sheet.name, 1, name, name, m_("this column is not known and is left out"))
            importer.report.warnings.append(warn)
    for column in kind.columns:
        if column.required and column not in found.values():
            message = m_("this column is needed: {column}", column=column.chinese)
            importer.report.faults.append(Fault(sheet.name, 1, column.chinese, "", message))
    return found


def read_cells(
    importer: Importer, sheet: Sheet, number: int, cells: list[Any], columns: dict[int, Column]
) -> dict[str, Any] | None:
    """The values of one row; None where a cell is wrong, which the report then says."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for position, column in columns.items():
        cell = cells[position] if position < len(cells) else None
        fault = sheet.faults.get((number - 1, position))
        try:
            if fault == "no value":
                raise CellError(m_("a value; this formula has none stored. Open and save the workbook, then retry"))
            if fault is not None or plain(cell).startswith("#"):
                raise CellError(m_("a value; this formula gives an error ({error})", error=fault or plain(cell)))
            if plain(cell):
                values[column.field] = column.parse(cell)
            elif column.required:
                raise CellError(m_("a value; this cell must not be empty"))
        except CellError as error:
            faults.append(Fault(sheet.name, number, column.chinese, plain(cell)[:60], error.message))
    importer.report.faults += faults
    return None if faults else values


def kind_of(sheet: Sheet, kinds: tuple[SheetKind, ...]) -> SheetKind | None:
    """Which kind a sheet is: by its name, or by its header where the name says nothing (a .csv has none)."""
    for kind in kinds:
        if sheet.name.strip().lower() in (kind.chinese, kind.english):
            return kind
    headers = {plain(cell).rstrip("*") for cell in (sheet.rows[0] if sheet.rows else [])}

    def score(kind: SheetKind) -> int:
        needed = [c for c in kind.columns if c.required]
        if not all(c.chinese in headers or c.english in {h.lower() for h in headers} for c in needed):
            return 0
        return sum(c.chinese in headers or c.english in headers for c in kind.columns)

    best = max(kinds, key=score)
    return best if score(best) else None


def sheets_by_kind(importer: Importer, book: Book) -> list[tuple[SheetKind, Sheet]]:
    """The sheets of a workbook in the order in which they are imported. Raises Invalid where none is known."""
    kinds = sheet_kinds(importer.today)
    found = []
    for sheet in book.sheets:
        kind = kind_of(sheet, kinds)
        if kind is not None:
            found.append((kind, sheet))
        elif any(plain(cell) for row in sheet.rows for cell in row) and sheet.name not in ("说明", "help"):
            message = m_("this sheet is not known and is left out")
            importer.report.warnings.append(Fault(sheet.name, 1, "", sheet.name, message))
    if not found:
        raise Invalid(m_("No sheet of this file is known. Start from the template."))
    return sorted(found, key=lambda pair: kinds.index(pair[0]))
