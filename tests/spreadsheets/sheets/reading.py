"""Rows of examples as their sheets read and write them."""

from __future__ import annotations

from typing import Any

from scheduler.spreadsheets.columns import SheetKind
from scheduler.spreadsheets.examples import EXAMPLES
from scheduler.spreadsheets.sheets import sheet_kinds
from tests.workbooks import MONDAY

KINDS: dict[str, SheetKind] = {kind.kind: kind for kind in sheet_kinds(MONDAY)}


def values(kind: str, row: int = 0) -> dict[str, Any]:
    """The values of an example, which are the same when they are written and read again."""
    columns = {column.field: column for column in KINDS[kind].columns}
    found = {field: columns[field].read(cell) for field, cell in EXAMPLES[kind][row].items()}
    assert {field: columns[field].read(columns[field].write(value)) for field, value in found.items()} == found
    return found


def needed(kind: str) -> list[str]:
    """The headers of the columns that must not be empty."""
    return [column.head for column in KINDS[kind].columns if column.required]


def references(kind: str) -> dict[str, str]:
    """The columns that refer to rows of other tables, and to which."""
    return {column.field: column.refers.__name__ for column in KINDS[kind].columns if column.refers is not None}
