"""How much a file may hold. A town's whole register fits many times over."""

from __future__ import annotations

from scheduler.errors import Invalid
from scheduler.language import m_

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_TEXT = 30 * 1024 * 1024
"""Characters in all cells of a workbook, a shared text counted wherever it stands."""

LONGEST_TEXT = 32_767
"""Characters that a spreadsheet allows in one cell."""

MOST_CELLS = 4_000_000
"""Cells of all sheets together, empty ones within a sheet's corners counted."""

MOST_ROWS = 20_000
"""Of one sheet, its header among them."""

MOST_COLUMNS = 200


def too_large(sheet: str) -> Invalid:
    """The refusal of a sheet."""
    return Invalid(
        m_(
            "Sheet {sheet} is too large: at most {rows} rows and {columns} columns.",
            sheet=sheet,
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        )
    )


def not_a_workbook() -> Invalid:
    """The refusal of a file that is something else."""
    return Invalid(m_("This is not a workbook. Upload an .xlsx, .xls or .csv file."))


def too_much() -> Invalid:
    """The refusal of a workbook that unpacks to an unreasonable size."""
    return Invalid(m_("The workbook unpacks to far more than a workbook holds; it was not opened."))
