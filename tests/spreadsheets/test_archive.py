"""The archive of a workbook: what is looked at in it, and the copy that a reader gets."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter

from scheduler.errors import Invalid
from scheduler.spreadsheets import archive
from scheduler.spreadsheets.archive import Scan, Texts, position, scan_sheet, sheet_paths, sound_copy
from tests.spreadsheets.files import HEAD, PLACES, SOUND, TAIL, rezipped, with_part, xlsx


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def scanned(rows: bytes, lengths: list[int] | None = None) -> Scan:
    texts = Texts()
    texts.lengths = lengths or []
    return scan_sheet("地点", HEAD + rows + TAIL, texts)


def test_the_copy_has_the_parts_that_hold_cells_unchanged_and_no_others() -> None:
    macros = {"xl/vbaProject.bin": b"MZ", "xl/media/1.png": b"png", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    copy, scans = sound_copy(rezipped(SOUND, lambda _, part: part, macros))
    needed = {name: part for name, part in parts(SOUND).items() if not name.startswith(("docProps", "xl/theme"))}
    assert parts(copy) == needed
    assert scans == {"地点": Scan(height=3, width=3, characters=len("".join(map("".join, PLACES))))}


def test_formulas_without_a_value_and_with_an_error_are_found_by_their_place() -> None:
    def formulas(sheet: Any) -> None:
        sheet.write_formula(3, 0, "=1+1", None, "")
        sheet.write_formula(3, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 2, "=1+1", None, 2)

    _, scans = sound_copy(xlsx(PLACES, edit=formulas))
    assert scans["地点"].formulas == {(3, 0): "", (3, 1): "#DIV/0!"}


@pytest.mark.parametrize(
    ("rows", "scan"),
    [
        (b"", Scan()),
        (b'<row r="2"><c r="C2"><v>12</v></c></row>', Scan(2, 3, 2)),
        (b"<row><c><v>1</v></c><c><v>22</v></c></row><row><c><v>3</v></c></row>", Scan(2, 2, 4)),
        (b'<row r="9"><c r="A9" s="1"/></row>', Scan()),
        (b'<row r="1"><c r="A1" t="s"><v>1</v></c></row>', Scan(1, 1, 7)),
        (b'<row r="1"><c r="A1" t="inlineStr"><is><t>abc</t></is></c></row>', Scan(1, 1, 3)),
        (b'<row r="1"><c r="A1"><f>SUM(B1)</f></c></row>', Scan(1, 1, 0, {(0, 0): ""})),
        (b'<row r="1"><c r="A1"><f>SUM(B1)</f><v>5</v></c></row>', Scan(1, 1, 1)),
        (b'<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>', Scan(1, 1, 0)),
        (b'<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>', Scan(1, 1, 4, {(0, 0): "#N/A"})),
        (b'<row r="1"><c r="A1" t="e"/></row>', Scan(0, 0, 0, {(0, 0): "#"})),
    ],
)
def test_a_sheet_is_measured_by_its_filled_cells(rows: bytes, scan: Scan) -> None:
    assert scanned(rows, [3, 7]) == scan


@pytest.mark.parametrize(("corner", "fits"), [("GR20000", True), ("GS20000", False), ("GR20001", False)])
def test_the_last_cell_that_fits_is_in_row_20000_and_column_200(corner: str, fits: bool) -> None:
    cell = f'<c r="{corner}"><v>1</v></c>'.encode()
    if fits:
        assert scanned(cell) == Scan(20_000, 200, 1)
    else:
        with pytest.raises(Invalid, match="Sheet 地点 is too large"):
            scanned(cell)


@pytest.mark.parametrize(
    ("reference", "place"),
    [("A1", (0, 0)), ("Z9", (8, 25)), ("AA10", (9, 26)), ("XFD1048576", (1_048_575, 16_383))],
)
def test_a_reference_is_a_row_and_a_column(reference: str, place: tuple[int, int]) -> None:
    assert position(reference) == place


@pytest.mark.parametrize("reference", ["", "1A", "a1", "A", "1", "ABCD1", "A12345678", "A1:B2"])
def test_what_is_no_reference_is_none(reference: str) -> None:
    with pytest.raises(ValueError, match=f"^{reference}$"):
        position(reference)


def encrypted(content: bytes) -> bytes:
    """An archive whose parts say that they are encrypted."""
    changed = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        for entry in opened.infolist():
            changed[entry.header_offset + 6] |= 1
    start = content.find(b"PK\x01\x02")
    while start >= 0:
        changed[start + 8] |= 1
        start = content.find(b"PK\x01\x02", start + 4)
    return bytes(changed)


def repacked(content: bytes, compression: int) -> bytes:
    """An archive whose parts are compressed in another way."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as made:
        for name, part in parts(content).items():
            made.writestr(name, part)
    return buffer.getvalue()


def two_large_sheets() -> bytes:
    """A workbook of two sheets, each with one cell in the last corner that fits."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for _ in range(2):
            book.add_worksheet().write(19_999, 199, 1)
    return buffer.getvalue()


def many_sheets() -> bytes:
    sheets = b'<sheet name="x" id="a"/>' * 2_001
    return with_part(SOUND, "xl/workbook.xml", b"<workbook>" + sheets + b"</workbook>")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (encrypted(SOUND), "The workbook is protected by a password. Save it without one and retry."),
        (repacked(SOUND, zipfile.ZIP_BZIP2), "This is not a workbook. Upload an .xlsx, .xls or .csv file."),
        (two_large_sheets(), "The workbook unpacks to far more than a workbook holds; it was not opened."),
        (many_sheets(), "The workbook unpacks to far more than a workbook holds; it was not opened."),
    ],
    ids=["encrypted", "compressed otherwise", "sheets too large together", "too many sheets"],
)
def test_what_a_reader_should_not_get_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        sound_copy(content)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_may_be_compressed_or_not(compression: int) -> None:
    assert sound_copy(repacked(SOUND, compression)) == sound_copy(SOUND)


def test_shared_texts_are_measured_with_all_their_pieces() -> None:
    texts = Texts()
    archive.parse(b"<sst><si><t>ab</t></si><si><r><t>c</t></r><r><t>de</t></r></si><si/></sst>", texts)
    assert texts.lengths == [2, 3, 0]


def test_sheets_of_cells_are_found_wherever_their_relations_say() -> None:
    relations = (
        b'<Relationships><Relationship Id="a" Target="worksheets/one.xml"/>'
        b'<Relationship Id="b" Target="/xl/worksheets/two.xml"/><Relationship Id="c" Target="chartsheets/x.xml"/>'
        b"</Relationships>"
    )
    workbook = (
        b'<workbook xmlns:r="r"><sheets><sheet name="1" r:id="a"/><sheet name="2" r:id="b"/>'
        b'<sheet name="3" r:id="c"/></sheets></workbook>'
    )
    found = sheet_paths({"xl/_rels/workbook.xml.rels": relations, "xl/workbook.xml": workbook})
    assert found == {"1": "xl/worksheets/one.xml", "2": "xl/worksheets/two.xml"}


def test_two_sheets_of_one_name_are_no_workbook() -> None:
    relations = b'<Relationships><Relationship Id="a" Target="worksheets/one.xml"/></Relationships>'
    workbook = b'<workbook xmlns:r="r"><sheet name="1" r:id="a"/><sheet name="1" r:id="a"/></workbook>'
    with pytest.raises(KeyError):
        sheet_paths({"xl/_rels/workbook.xml.rels": relations, "xl/workbook.xml": workbook})
