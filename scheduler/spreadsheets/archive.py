"""The archive that an .xlsx is: looked through before a reader that trusts it gets it.

A small archive can unpack to any size, whatever its headers say; one cell in the last corner makes a table of billions;
a text shared by all cells is copied into each. So every part is unpacked up to a limit, looked at without building
anything, and the reader gets a new archive of just the parts that it needs.
"""

from __future__ import annotations

import io
import re
import shutil
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree

from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.spreadsheets.limits import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ENTRIES,
    MOST_ROWS,
    MOST_TEXT,
    MOST_UNPACKED,
    not_a_workbook,
    too_large,
    too_much,
)

NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels|"
    r"xl/(?:workbook|styles|sharedStrings|worksheets/[^/]+)\.xml"
)
"""Parts that hold cells or say where they are: no macros, no external links, no pictures."""

UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    NotImplementedError,
    ElementTree.ParseError,
)
PIECE = 1 << 16


@dataclass
class Scan:
    """What was seen in a sheet: its size, the characters in it, and by place the formulas without a stored value ("")
    or with an error (its name).
    """

    height: int = 0
    width: int = 0
    characters: int = 0
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


def sound_copy(content: bytes) -> tuple[bytes, dict[str, Scan]]:
    """A copy of a workbook that is safe to read, and what was seen in each sheet by its name. Raises Invalid."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = unpacked(archive)
        texts = Texts()
        parse(parts.get("xl/sharedStrings.xml", b"<sst/>"), texts)
        scans = {name: scan_sheet(name, parts[path], texts) for name, path in sheet_paths(parts).items()}
    except Invalid:
        raise
    except RuntimeError as error:  # an encrypted part
        raise Invalid(m_("The workbook is protected by a password. Save it without one and retry.")) from error
    except UNSOUND as error:
        raise not_a_workbook() from error
    if sum(scan.height * scan.width for scan in scans.values()) > MOST_CELLS:
        raise too_much()
    if sum(scan.characters for scan in scans.values()) > MOST_TEXT:
        raise too_much()
    return packed(parts), scans


def unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that are needed, all together within the limit. Raises Invalid."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise too_much()
    parts = {}
    for entry in entries:
        if NEEDED.fullmatch(entry.filename):
            part = unpack(archive, entry)
            if b"\x00" in part[:4] or not part.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                raise not_a_workbook()
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                raise too_much()
            parts[entry.filename] = part
    return parts


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One part; no more is ever unpacked than its header says. Raises zipfile.BadZipFile where that is false."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    buffer = io.BytesIO()
    with archive.open(entry) as source:
        shutil.copyfileobj(source, buffer, PIECE)
    return buffer.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as an archive whose headers are true."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def parse(part: bytes, target: Any) -> None:
    """Feed a part to a target; no tree is built. Raises ElementTree.ParseError."""
    parser = ElementTree.XMLParser(target=target)
    parser.feed(part)
    parser.close()


def local_name(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


@dataclass
class Elements:
    """Attributes of the elements of one name."""

    name: str
    found: list[dict[str, str]] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if local_name(tag) == self.name:
            if len(self.found) >= MOST_ENTRIES:
                raise too_much()
            self.found.append({local_name(name): value for name, value in attributes.items()})


def sheet_paths(parts: dict[str, bytes]) -> dict[str, str]:
    """Path of each sheet of cells in the archive, by the sheet's name. Raises KeyError."""
    relations, sheets = Elements("Relationship"), Elements("sheet")
    parse(parts["xl/_rels/workbook.xml.rels"], relations)
    parse(parts["xl/workbook.xml"], sheets)
    targets = {relation["Id"]: relation["Target"].lstrip("/") for relation in relations.found}
    paths = {sheet["name"]: targets[sheet["id"]] for sheet in sheets.found}
    if len(paths) < len(sheets.found):
        raise KeyError
    whole = {name: path if path.startswith("xl/") else str(PurePosixPath("xl", path)) for name, path in paths.items()}
    return {name: path for name, path in whole.items() if path.startswith("xl/worksheets/")}


class Texts:
    """Lengths of the shared texts, in order."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.length = 0

    def start(self, tag: str, _: dict[str, str]) -> None:
        """A text begins."""
        if local_name(tag) == "si":
            self.length = 0

    def data(self, text: str) -> None:
        """A piece of a text."""
        self.length += len(text)

    def end(self, tag: str) -> None:
        """A text ends. Raises Invalid where there are too many."""
        if local_name(tag) == "si":
            self.lengths.append(self.length)
            if len(self.lengths) > MOST_CELLS:
                raise too_much()


class Cells:
    """Looks at the cells of one sheet as they go by."""

    def __init__(self, sheet: str, texts: Texts) -> None:
        self.sheet, self.texts = sheet, texts
        self.scan = Scan()
        self.row = self.column = -1
        self.kind = ""
        self.parts: set[str] | None = None
        """Names of the elements of the cell that is open; None between cells."""
        self.value: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = local_name(tag)
        if name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            self.column += 1
            if "r" in attributes:
                self.row, self.column = position(attributes["r"])
            self.kind, self.value, self.parts = attributes.get("t", ""), [], set()
        elif self.parts is not None:
            self.parts.add(name)

    def data(self, text: str) -> None:
        """A piece of what stands between the marks."""
        if self.parts is not None:
            self.value.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local_name(tag)
        if name == "f":
            self.value = []
        elif name == "c" and self.parts is not None:
            self.end_cell(self.parts, "".join(self.value).strip())
            self.parts = None

    def end_cell(self, parts: set[str], value: str) -> None:
        """A cell ends. Raises Invalid where it lies outside of what a sheet may hold."""
        if parts & {"v", "is", "f"}:
            if not (0 <= self.row < MOST_ROWS and 0 <= self.column < MOST_COLUMNS):
                raise too_large(self.sheet)
            self.scan.height = max(self.scan.height, self.row + 1)
            self.scan.width = max(self.scan.width, self.column + 1)
        characters = self.texts.lengths[int(value)] if self.kind == "s" and value else len(value)
        if characters > LONGEST_TEXT:
            raise too_much()
        self.scan.characters += characters
        if self.kind == "e":
            self.scan.formulas[self.row, self.column] = value or "#"
        elif "f" in parts and not value and not (self.kind == "str" and "v" in parts):
            self.scan.formulas[self.row, self.column] = ""


def scan_sheet(name: str, part: bytes, texts: Texts) -> Scan:
    """Look through a sheet. Raises Invalid."""
    cells = Cells(name, texts)
    parse(part, cells)
    return cells.scan


def position(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a reference such as B2. Raises ValueError."""
    match = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
