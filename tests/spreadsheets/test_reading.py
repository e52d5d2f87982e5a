"""Files read into rows of cells: the three formats, their encodings, formulas, and files that are none of them."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.errors import Invalid
from scheduler.spreadsheets.reading import NO_VALUE, Book, Sheet, read_book
from tests.spreadsheets.files import (
    BAD,
    PLACES,
    SHEET,
    SOUND,
    bad_file,
    bomb,
    lying,
    rezipped,
    shared_texts,
    sheet_of,
    xls,
    xlsx,
)

OLD = xls(PLACES)
AT_THE_CHECK = ("a .csv of one column without a header", "a workbook of other things")
"""What is a table, if not one of ours: refused when it is looked at as a register."""


@pytest.mark.parametrize("name", [name for name in BAD if name not in AT_THE_CHECK])
def test_what_is_not_a_sound_workbook_is_refused_in_the_users_words(name: str) -> None:
    filename, _, message = BAD[name]
    with pytest.raises(Invalid) as refusal:
        read_book(filename, bad_file(name))
    assert refusal.value.message.render("zh_Hans") == message


@pytest.mark.parametrize(
    "make",
    [bomb, lambda: lying(bomb(), SHEET, 400), lambda: shared_texts(30_000, 5_000)],
    ids=["a bomb", "a bomb that says it is small", "a text that all cells share"],
)
def test_a_bomb_is_refused_before_it_takes_memory(make: Callable[[], bytes]) -> None:
    content = make()
    tracemalloc.start()
    with pytest.raises(Invalid):
        read_book("town.xlsx", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "content", "encoding"),
    [
        ("town.xlsx", SOUND, ""),
        ("town", SOUND, ""),
        ("town.csv", SOUND, ""),
        ("town.xls", OLD, ""),
        ("地点.csv", "编号*,名称*,类型*\r\nV1,一号村,村\r\nV2,二号村,村\r\n".encode(), "UTF-8"),
        ("地点.csv", "编号*,名称*,类型*\nV1,一号村,村\nV2,二号村,村".encode("utf-8-sig"), "UTF-8"),
        ("地点.csv", "编号*,名称*,类型*\r\nV1,一号村,村\r\nV2,二号村,村\r\n".encode("gb18030"), "GB18030"),
        ("地点.TXT", "编号*\t名称*\t类型*\nV1\t一号村\t村\nV2\t二号村\t村\n".encode("gb18030"), "GB18030"),
        ("地点.csv", "编号*;名称*;类型*\nV1;一号村;村\nV2;二号村;村\n".encode(), "UTF-8"),
        ("地点.csv", '"编号*","名称*","类型*"\n"V1","一号村","村"\n"V2","二号村","村"\n'.encode(), "UTF-8"),
    ],
)
def test_the_same_rows_in_all_formats(name: str, content: bytes, encoding: str) -> None:
    book = read_book(name, content)
    assert (book.encoding, [(sheet.name, list(sheet.rows)) for sheet in book.sheets]) == (
        encoding,
        [("地点", PLACES)],
    )


def test_a_cell_of_a_csv_may_hold_lines_and_the_separator() -> None:
    content = '编号,名称\r\nV1,"一号村\r\n(东, 西)"\r\n'.encode()
    assert read_book("地点.csv", content) == Book(
        [Sheet("地点", [["编号", "名称"], ["V1", "一号村\r\n(东, 西)"]])], "UTF-8"
    )


@pytest.mark.parametrize("make", [xlsx, xls])
def test_dates_numbers_and_truth_come_as_what_they_are(make: Callable[[Any], bytes]) -> None:
    rows = read_book("x", make([["a", "b", "c", "d"], [date(2026, 11, 23), 1.5, True, "=1+1"]])).sheets[0].rows
    first = rows[1][0]
    assert [first.date() if isinstance(first, datetime) else first, *rows[1][1:]] == [
        date(2026, 11, 23),
        1.5,
        True,
        "=1+1",
    ]


def test_formulas_by_their_stored_value_and_named_where_there_is_none_or_an_error() -> None:
    def formulas(sheet: Any) -> None:
        sheet.write_formula("A2", "=1+1", None, 2)
        sheet.write_formula("B2", '="村"', None, "村")
        sheet.write_formula("C2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D2", "=NA()", None, "#N/A")
        sheet.write_formula("E2", '=""', None, "")

    content = xlsx([["a", "b", "c", "d", "e", "f"]], edit=formulas)
    bare = b'<c r="F2"><f>A2+1</f></c></row>'
    content = rezipped(content, lambda _, part: part.replace(b"</row></sheetData>", bare + b"</sheetData>"))
    content = rezipped(content, lambda _, part: part.replace(b'<c r="E2"><f>', b'<c r="E2" t="str"><f>'))
    sheet = read_book("x.xlsx", content).sheets[0]
    assert sheet.rows[1][:2] == [2, "村"]
    assert sheet.faults == {(1, 2): "#DIV/0!", (1, 3): "#N/A", (1, 5): NO_VALUE}


def test_errors_of_formulas_in_the_older_format() -> None:
    content = bytearray(xls([["a", "b"], ["x", True]]))
    at = content.index(b"\x05\x02\x08\x00\x01\x00\x01\x00")  # the record of the truth value in B2
    content[at + 10 : at + 12] = b"\x2a\x01"  # becomes an error: #N/A
    sheet = read_book("x.xls", bytes(content)).sheets[0]
    assert (sheet.rows[1], sheet.faults) == (["x", None], {(1, 1): "#N/A"})


def test_a_date_beyond_all_calendars_stays_the_number_that_it_is() -> None:
    def huge(sheet: Any) -> None:
        sheet.write(1, 0, 1e12, xlwt.easyxf(num_format_str="yyyy/m/d"))

    book = xlwt.Workbook()
    sheet = book.add_sheet("地点")
    sheet.write(0, 0, "a")
    huge(sheet)
    path = bytearray()

    class Collected:
        def write(self, piece: bytes) -> None:
            path.extend(piece)

    book.save(Collected())
    assert read_book("x.xls", bytes(path)).sheets[0].rows[1] == [1e12]


def test_macros_links_and_pictures_are_never_looked_at() -> None:
    more = {
        "xl/vbaProject.bin": b"\x00macro",
        "xl/externalLinks/externalLink1.xml": b"<!DOCTYPE x>",
        "xl/media/image1.png": b"\x89PNG",
        "docProps/custom.xml": b"<!DOCTYPE x>",
    }
    book = read_book("town.xlsm", rezipped(SOUND, lambda _, part: part, more))
    assert [(sheet.name, list(sheet.rows)) for sheet in book.sheets] == [("地点", PLACES)]


def test_cells_without_a_place_follow_one_another() -> None:
    content = sheet_of(b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert [list(row) for row in read_book("x.xlsx", content).sheets[0].rows] == [[1, 2], [3, ""]]


def test_a_formatted_empty_cell_far_away_is_not_counted() -> None:
    content = sheet_of(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert [list(row) for row in read_book("x.xlsx", content).sheets[0].rows] == [[1]]


def damage(content: bytes, places: list[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for place, value in places:
        changed[place % len(changed)] = value
    return bytes(changed)


REFUSALS = {
    "This is not a workbook. Upload an .xlsx, .xls or .csv file.",
    "The workbook cannot be read; it may be damaged. Save it again and retry.",
    "The workbook is protected by a password. Save it without one and retry.",
    "The workbook unpacks to far more than a workbook holds; it was not opened.",
    "The file is empty.",
    "The file is neither UTF-8 nor GB18030 text. Save it as an .xlsx workbook and retry.",
}


def outcome(content: bytes) -> str:
    """What becomes of a file by the name of a .csv: "read", or why it is refused."""
    try:
        read_book("town.csv", content)
    except Invalid as refusal:
        return str(refusal)
    return "read"


def sound(said: str) -> bool:
    """Whether that is one of the things that may become of a file."""
    return said == "read" or said in REFUSALS or said.startswith("Sheet ")


PLACES_OF_DAMAGE = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12)
FILES = st.sampled_from([SOUND, OLD, rezipped(SOUND, lambda _, part: part), "编号,名称\n".encode() * 9])


@given(PLACES_OF_DAMAGE, FILES)
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_is_read_or_refused(places: list[tuple[int, int]], content: bytes) -> None:
    assert sound(outcome(damage(content, places)))


@given(PLACES_OF_DAMAGE)
@settings(max_examples=200, deadline=None)
def test_a_damaged_sheet_in_a_sound_archive_is_read_or_refused(places: list[tuple[int, int]]) -> None:
    content = rezipped(SOUND, lambda name, part: damage(part, places) if name == SHEET else part)
    assert sound(outcome(content))


@pytest.mark.nightly
@given(PLACES_OF_DAMAGE, FILES)
@settings(max_examples=20_000, deadline=None)
def test_very_many_damaged_files_are_read_or_refused(places: list[tuple[int, int]], content: bytes) -> None:
    assert sound(outcome(damage(content, places)))


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_by_the_name_of_a_csv_are_read_or_refused(content: bytes) -> None:
    assert sound(outcome(content))
