"""Reading an uploaded file: .xlsx, .xls or .csv (UTF-8 or GB18030) into rows of cells, within limits."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from scheduler.errors import Invalid
from scheduler.language import m_

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 150 * 1024 * 1024
MOST_RATIO = 200
MOST_ROWS = 20_000
MOST_COLUMNS = 200
CELL_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name and rows of cells, the first of which is the header. `faults` are (row, column) of formulas
    that have no stored value or an error.
    """

    name: str
    rows: list[list[Any]]
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
    if content[:2] == b"PK":
        return Book(read_sheets(content, faults_of(content)))
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return Book(read_sheets(content, {}))
    if filename.lower().endswith((".csv", ".txt")):
        return read_csv(filename, content)
    raise Invalid(m_("This is not a workbook. Upload an .xlsx, .xls or .csv file."))


def read_sheets(content: bytes, faults: dict[str, dict[tuple[int, int], str]]) -> list[Sheet]:
    """All sheets of a workbook. Raises Invalid."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError) as error:
        raise Invalid(m_("The workbook cannot be read; it may be damaged. Save it again and retry.")) from error
    for name, rows in sheets:
        if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
            raise Invalid(m_("Sheet {sheet} is too large: at most {rows} rows.", sheet=name, rows=MOST_ROWS))
    return [Sheet(name, rows, faults.get(name, {})) for name, rows in sheets]


def faults_of(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Per sheet, the cells whose formula has no stored value or an error. Raises Invalid for an unsound archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_archive(archive)
            return {name: sheet_faults(archive, path) for name, path in sheet_paths(archive).items()}
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, NotImplementedError, RuntimeError) as error:
        raise Invalid(m_("This is not a workbook. Upload an .xlsx, .xls or .csv file.")) from error


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that would unpack to far more than a workbook is."""
    unpacked = sum(entry.file_size for entry in archive.infolist())
    packed = sum(entry.compress_size for entry in archive.infolist())
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 50_000) or len(archive.infolist()) > 2_000:
        raise Invalid(m_("The workbook unpacks to far more than a workbook holds; it was not opened."))


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Path of each sheet in the archive."""
    relations = {
        node.attrib["Id"]: node.attrib["Target"].lstrip("/")
        for node in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    targets = {node.attrib["name"]: relations[node.attrib[key]] for node in workbook.iter(f"{CELL_TAG}sheet")}
    return {name: path if path.startswith("xl/") else f"xl/{path}" for name, path in targets.items()}


def sheet_faults(archive: zipfile.ZipFile, path: str) -> dict[tuple[int, int], str]:
    """(row, column) of formulas without a value ("no value") or with an error (its name)."""
    faults = {}
    with archive.open(path) as source:
        for _, cell in ElementTree.iterparse(source):
            if cell.tag == f"{CELL_TAG}c":
                formula, value = cell.find(f"{CELL_TAG}f"), cell.find(f"{CELL_TAG}v")
                if cell.attrib.get("t") == "e":
                    faults[position(cell.attrib["r"])] = (value.text if value is not None else None) or "#"
                elif formula is not None and (value is None or value.text is None):
                    faults[position(cell.attrib["r"])] = "no value"
            elif cell.tag == f"{CELL_TAG}row":
                cell.clear()
    return faults


def position(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a reference such as B2."""
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def read_csv(filename: str, content: bytes) -> Book:
    """A .csv: UTF-8 if it is that, else GB18030. Raises Invalid."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        rows: list[list[Any]] = [list(row) for row in csv.reader(io.StringIO(text))]
        if len(rows) > MOST_ROWS:
            raise Invalid(m_("Sheet {sheet} is too large: at most {rows} rows.", sheet=filename, rows=MOST_ROWS))
        return Book([Sheet(filename, rows)], "UTF-8" if encoding.startswith("utf") else "GB18030")
    raise Invalid(m_("The file is neither UTF-8 nor GB18030 text. Save it as an .xlsx workbook and retry."))
