"""The rows of an uploaded file that cannot be imported, as a workbook to be mended and uploaded again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Actor
from scheduler.errors import Conflict
from scheduler.language import Message, m_
from scheduler.models import Town
from scheduler.services.register.imports.uploads import book_of, get_upload
from scheduler.spreadsheets.cells import Cell
from scheduler.spreadsheets.columns import Column, SheetKind
from scheduler.spreadsheets.headers import REMARKS, columns_of, sheets_by_kind
from scheduler.spreadsheets.mending import Mends
from scheduler.spreadsheets.reading import Book
from scheduler.spreadsheets.report import Report, key_of
from scheduler.spreadsheets.rows import written
from scheduler.spreadsheets.sheets import sheet_kinds
from scheduler.spreadsheets.writing import new_workbook, write_cell

Faults = list[dict[str, Any]]
Row = tuple[dict[str, Cell], Faults]
"""Chinese header to cell, and what is wrong with the row."""


def bad_rows_workbook(session: Session, actor: Actor, upload_id: int, locale: str, *, now: datetime) -> bytes:
    """The rows of a checked file that are wrong, and those that refer to them, under our own headers; the last column
    says in this language what is wrong, and is not read when the workbook is uploaded again.

    Raises NotFound; Conflict where the upload is not open any more, or has no such row.
    """
    upload = get_upload(session, actor, upload_id)
    if not upload.bad:
        raise Conflict(m_("No row of this file is wrong."))
    book, mends = book_of(upload), Mends.from_json(upload.mends)
    zone = session.get_one(Town, actor.town_id).timezone
    kinds = sheet_kinds(local(upload.created_at, zone).date())
    buffer = io.BytesIO()
    with new_workbook(buffer, local(now, zone).replace(tzinfo=None)) as workbook:
        for kind, rows in rows_by_kind(book, kinds, mends, upload.bad):
            columns = [column for column in kind.columns if any(needed(column, *row) for row in rows)]
            sheet = workbook.sheet(kind.chinese, [*(column.head for column in columns), REMARKS])
            sheet.set_column(len(columns), len(columns), 50)
            for number, (cells, faults) in enumerate(rows, start=1):
                for position, column in enumerate(columns):
                    write_cell(sheet, number, position, cells.get(column.chinese))
                sheet.write_string(number, len(columns), remark(faults, locale))
    return buffer.getvalue()


def rows_by_kind(
    book: Book, kinds: tuple[SheetKind, ...], mends: Mends, bad: dict[str, Faults]
) -> Iterator[tuple[SheetKind, list[Row]]]:
    """The bad rows of each kind of sheet that has some, from all sheets of that kind."""
    found: dict[str, list[Row]] = {}
    for kind, sheet in sheets_by_kind(book, kinds, mends, Report()):
        columns = columns_of(sheet, kind, mends, Report()) or {}
        for index in range(len(sheet.rows)):
            key = key_of(sheet.name, index + 1)
            if key in bad:
                there = written(sheet, index, kind, columns, mends)
                found.setdefault(kind.kind, []).append(({each.column.chinese: each.cell for each in there}, bad[key]))
    return ((kind, found[kind.kind]) for kind in kinds if kind.kind in found)


def needed(column: Column, cells: dict[str, Cell], faults: Faults) -> bool:
    """Whether a workbook of this row has this column."""
    return column.required or column.chinese in cells or any(fault["column"] == column.chinese for fault in faults)


def remark(faults: Faults, locale: str) -> str:
    """What is wrong with a row, in one cell."""
    sentences = [
        (fault["column"], Message(fault["message"]["text"], fault["message"]["parameters"]).render(locale))
        for fault in faults
    ]
    return "; ".join(f"{column}: {sentence}" if column else sentence for column, sentence in sentences)
