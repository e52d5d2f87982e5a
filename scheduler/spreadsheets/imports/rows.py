"""Rows one after the other, with their references looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from scheduler.spreadsheets.columns import SheetKind
from scheduler.spreadsheets.importer import Importer, Values
from scheduler.spreadsheets.rows import SheetRow

ImportRow = Callable[[Importer, SheetRow, Values], None]
ImportRows = Callable[[Importer, SheetKind, Sequence[SheetRow]], None]


def resolved(importer: Importer, kind: SheetKind, row: SheetRow) -> Values:
    """The row's values with codes replaced by ids: field "home" becomes "home_id". Raises RowError."""
    refers = {column.field: column.refers for column in kind.columns if column.refers is not None}
    values: Values = {}
    for name, value in row.values.items():
        if name in refers:
            values[f"{name}_id"] = None if value is None else importer.known(refers[name], value, name).id
        else:
            values[name] = value
    return values


def each(import_row: ImportRow) -> ImportRows:
    """Rows that are looked at one by one, and written together."""

    def run(importer: Importer, kind: SheetKind, rows: Sequence[SheetRow]) -> None:
        for row in rows:
            with importer.row(kind, row):
                import_row(importer, row, resolved(importer, kind, row))
        importer.flush()

    return run


def coded(model: type[Any]) -> ImportRows:
    """Rows that are known by their code and need nothing else."""

    def import_row(importer: Importer, row: SheetRow, values: Values) -> None:
        importer.upsert(row, "code", model, {"code": values.pop("code")}, values)

    return each(import_row)
