"""Reading an uploaded file into rows of cells, within limits: .xlsx, .xls or .csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import xlrd
from python_calamine import CalamineError, CalamineWorkbook

from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.spreadsheets.archive import Scan, sound_copy
from scheduler.spreadsheets.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, not_a_workbook, too_large

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .xls files begin, and encrypted .xlsx files."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NO_VALUE = "no value"
"""The fault of a formula without a stored value."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name and its rows of cells. `faults` are, by (row, column) from 0, the formulas that have no stored
    value (NO_VALUE) or an error (its name).
    """

    name: str
    rows: Sequence[list[Any]]
    faults: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Book:
    """A file that was read; `encoding` is that of a .csv, else ""."""

    sheets: list[Sheet]
    encoding: str = ""


def read_book(filename: str, content: bytes) -> Book:
    """Read a file by its content; the name only tells a .csv. Raises Invalid in the user's words."""
    if len(content) > MOST_BYTES:
        raise Invalid(m_("The file is too large: at most {most} MB.", most=MOST_BYTES // 1024 // 1024))
    if not content.strip():
        raise Invalid(m_("The file is empty."))
    if content[:2] == b"PK":
        return read_xlsx(content)
    if content[:8] == OLE:
        return read_xls(content)
    if filename.lower().endswith((".csv", ".txt")):
        return read_csv(filename, content)
    raise not_a_workbook()


def damaged() -> Invalid:
    """The refusal of a workbook that cannot be read."""
    return Invalid(m_("The workbook cannot be read; it may be damaged. Save it again and retry."))


def protected() -> Invalid:
    """The refusal of a workbook that is encrypted."""
    return Invalid(m_("The workbook is protected by a password. Save it without one and retry."))


def read_xlsx(content: bytes) -> Book:
    """A workbook in the newer format. Raises Invalid."""
    copy, scans = sound_copy(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(copy))
        tables = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in scans]
    except (CalamineError, ValueError, OSError) as error:
        raise damaged() from error
    return Book([Sheet(name, rows, faults_of(scans.get(name))) for name, rows in tables])


def faults_of(scan: Scan | None) -> dict[tuple[int, int], str]:
    """The formulas of a sheet that have no value or an error."""
    return {} if scan is None else {place: error or NO_VALUE for place, error in scan.formulas.items()}


def read_xls(content: bytes) -> Book:
    """A workbook in the older format. Raises Invalid."""
    if ENCRYPTED in content:
        raise protected()
    try:
        book = xlrd.open_workbook(file_contents=content, ragged_rows=True, logfile=io.StringIO())
        return Book([read_xls_sheet(book, sheet) for sheet in book.sheets()])
    except Invalid:
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise protected() from error
        raise not_a_workbook() from error
    except Exception as error:  # a damaged file makes the reader fail in whatever way
        raise damaged() from error


def read_xls_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    """One sheet in the older format. Raises Invalid."""
    if sheet.nrows > MOST_ROWS or sheet.ncols > MOST_COLUMNS:
        raise too_large(sheet.name)
    rows, faults = [], {}
    for index in range(sheet.nrows):
        cells = sheet.row(index)
        rows.append([xls_value(book, cell) for cell in cells])
        for position, cell in enumerate(cells):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                faults[index, position] = xlrd.error_text_from_code.get(cell.value, "#")
    return Sheet(sheet.name, rows, faults)


def xls_value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Any:
    """The value of a cell; a date that is none stays the number that it is."""
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (OverflowError, ValueError):
            return cell.value
        return moment.time() if cell.value < 1 else moment
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def read_csv(filename: str, content: bytes) -> Book:
    """A .csv: UTF-8 if it is that, else GB18030. Raises Invalid."""
    text, encoding = decoded(content)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    rows: list[list[Any]] = []
    try:
        for row in lines:
            rows.append(list(row))
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise too_large(filename)
    except csv.Error as error:
        raise damaged() from error
    return Book([Sheet(PurePath(filename).stem[:100], rows)], encoding)


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a .csv and the encoding that was found. Raises Invalid."""
    for encoding, name in (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, name
    raise Invalid(m_("The file is neither UTF-8 nor GB18030 text. Save it as an .xlsx workbook and retry."))


def delimiter_of(text: str) -> str:
    """What separates the cells: whichever of comma, tab and semicolon the first line has most of."""
    first = text.lstrip().partition("\n")[0]
    return max(",\t;", key=first.count)
