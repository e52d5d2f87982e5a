"""Files as people upload them by mistake or to do harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import xlsxwriter
import xlwt

HEADER = ["编号*", "名称*", "类型*"]
PLACES = [HEADER, ["V1", "一号村", "村"], ["V2", "二号村", "村"]]
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 9 + b'">]>'


def xlsx(rows: list[list[Any]], name: str = "地点", edit: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of one sheet; `edit` writes what else there is to be."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for position, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, position, cell, book.add_format({"num_format": "yyyy/m/d"}))
                else:
                    sheet.write(number, position, cell)
        if edit is not None:
            edit(sheet)
    return buffer.getvalue()


def xls(rows: list[list[Any]], name: str = "地点") -> bytes:
    """A workbook of one sheet in the older format."""
    book, buffer = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet(name)
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            style = xlwt.easyxf(num_format_str="yyyy/m/d") if isinstance(cell, date) else xlwt.Style.default_style
            sheet.write(number, position, cell, style)
    book.save(buffer)
    return buffer.getvalue()


def rezipped(
    content: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None
) -> bytes:
    """An archive with its parts changed (None: left out) and others added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = change(entry.filename, old.read(entry))
            if part is not None:
                new.writestr(entry.filename, part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return buffer.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """An archive with one part replaced."""
    return rezipped(content, lambda found, old: part if found == name else old)


def lying(content: bytes, name: str, declared: int) -> bytes:
    """An archive in which one part says that it is smaller than it is, with a checksum that fits what it says."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry, part = archive.getinfo(name), archive.read(name)
    changed = bytearray(content)
    facts = struct.pack("<LLL", zlib.crc32(part[:declared]), entry.compress_size, declared)
    changed[entry.header_offset + 14 : entry.header_offset + 26] = facts
    central = content.index(b"PK\x01\x02", entry.header_offset)
    while content[central + 46 : central + 46 + len(name)] != name.encode():
        central = content.index(b"PK\x01\x02", central + 4)
    changed[central + 16 : central + 28] = facts
    return bytes(changed)


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
SOUND = xlsx(PLACES)


def sheet_of(rows: bytes) -> bytes:
    """A workbook whose sheet holds this XML."""
    return with_part(SOUND, SHEET, HEAD + rows + TAIL)


def bomb() -> bytes:
    """A workbook of some kilobytes that unpacks to 200 MB."""
    return with_part(SOUND, SHEET, HEAD + b" " * (200 << 20) + TAIL)


def ole(name: str) -> bytes:
    """What begins like an older workbook and names a stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name.encode("utf-16-le") + bytes(2000)


def shared_texts(length: int, cells: int) -> bytes:
    """A workbook in which so many cells share one text."""
    texts = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"x" * length
        + b"</t></si></sst>"
    )
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, cells + 1))
    return with_part(with_part(SOUND, "xl/sharedStrings.xml", texts), SHEET, HEAD + rows + TAIL)


DAMAGED = "工作簿无法读取\uff0c可能已损坏\uff0c请重新保存后再试。"
NOT_ONE = "这不是工作簿\uff0c请上传 .xlsx、.xls 或 .csv 文件。"
TOO_MUCH = "工作簿解压后体积异常\uff0c未予打开。"
PROTECTED = "工作簿设有密码。请取消密码另存后重试。"
NO_TEXT = "文件编码既非 UTF-8 也非 GB18030\uff0c请另存为 .xlsx 后重试。"
TOO_LARGE = "工作表“{}”过大\uff1a最多 20000 行、200 列。"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 8

BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a picture by the name of a workbook": ("名单.xlsx", lambda: JPEG, NOT_ONE),
    "a file of another kind": ("名单.pdf", lambda: b"%PDF-1.7", NOT_ONE),
    "a picture by the name of a .csv": (
        "名单.csv",
        lambda: JPEG,
        NO_TEXT,
    ),
    "50 MB": ("名单.xlsx", lambda: b"PK" + bytes(50 * 1024 * 1024), "文件过大\uff1a最多 10 MB。"),
    "nothing": ("名单.xlsx", lambda: b"", "文件是空的。"),
    "only blanks": ("名单.csv", lambda: b"\r\n \r\n", "文件是空的。"),
    "a text document": (
        "名单.docx",
        lambda: rezipped(SOUND, lambda _, __: None, {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        NOT_ONE,
    ),
    "an archive of nothing": ("名单.xlsx", lambda: b"PK\x05\x06" + bytes(18), NOT_ONE),
    "half a workbook": ("名单.xlsx", lambda: SOUND[: len(SOUND) // 2], NOT_ONE),
    "a workbook with a broken sheet": ("名单.xlsx", lambda: with_part(SOUND, SHEET, HEAD + b"<row"), NOT_ONE),
    "a workbook without its sheet": (
        "名单.xlsx",
        lambda: rezipped(SOUND, lambda name, part: None if name == SHEET else part),
        NOT_ONE,
    ),
    "a zip bomb": ("名单.xlsx", bomb, TOO_MUCH),
    "a zip bomb that says it is small": ("名单.xlsx", lambda: lying(bomb(), SHEET, 400), NOT_ONE),
    "a zip bomb of many parts": (
        "名单.xlsx",
        lambda: rezipped(SOUND, lambda _, part: part, {f"xl/media/{n}.png": b"" for n in range(2000)}),
        TOO_MUCH,
    ),
    "a bomb of entities in the workbook": (
        "名单.xlsx",
        lambda: with_part(SOUND, "xl/workbook.xml", DOCTYPE + b"<workbook>&b;</workbook>"),
        TOO_MUCH,
    ),
    "a bomb of entities in a sheet": (
        "名单.xlsx",
        lambda: with_part(SOUND, SHEET, DOCTYPE + HEAD.partition(b"?>")[2] + b"<c>&b;</c>" + TAIL),
        TOO_MUCH,
    ),
    "a bomb of entities in two bytes a letter": (
        "名单.xlsx",
        lambda: with_part(SOUND, SHEET, DOCTYPE.decode().encode("utf-16")),
        NOT_ONE,
    ),
    "a text that all cells share": ("名单.xlsx", lambda: shared_texts(30_000, 5_000), TOO_MUCH),
    "a text longer than a cell's": ("名单.xlsx", lambda: shared_texts(40_000, 1), TOO_MUCH),
    "a cell in the last corner": (
        "名单.xlsx",
        lambda: sheet_of(b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'),
        TOO_LARGE.format("地点"),
    ),
    "a cell that lies nowhere": ("名单.xlsx", lambda: sheet_of(b'<row r="1"><c r="1A"><v>1</v></c></row>'), NOT_ONE),
    "a text that is not there": ("名单.xlsx", lambda: sheet_of(b'<c r="A1" t="s"><v>99</v></c>'), NOT_ONE),
    "20,001 rows": ("名单.xlsx", lambda: xlsx([HEADER] * 20_001), TOO_LARGE.format("地点")),
    "20,001 rows in the older format": ("名单.xls", lambda: xls([HEADER] * 20_001), TOO_LARGE.format("地点")),
    "20,001 lines": ("名单.csv", lambda: "编号,名称\r\n".encode() * 20_001, TOO_LARGE.format("名单.csv")),
    "201 columns": ("名单.csv", lambda: b"a," * 200 + b"b", TOO_LARGE.format("名单.csv")),
    "an encrypted workbook": ("名单.xlsx", lambda: ole("EncryptedPackage"), PROTECTED),
    "another program's document": ("名单.xls", lambda: ole("WordDocument"), DAMAGED),
    "a .csv with NUL bytes": (
        "名单.csv",
        lambda: b"a,b\r\n1,\x002\r\n",
        NO_TEXT,
    ),
    "a .csv with an endless cell": ("名单.csv", lambda: b'a,b\r\n"' + b"x" * 200_000, DAMAGED),
    "a .csv of one column without a header": (
        "名单.csv",
        "张三\r\n李四\r\n".encode,
        "文件中没有可识别的工作表\uff0c请使用模板。",
    ),
    "a workbook of other things": (
        "报表.xlsx",
        lambda: xlsx([["甲", "乙"], ["1", "2"]], "报表"),
        "文件中没有可识别的工作表\uff0c请使用模板。",
    ),
}
"""What it is to the file's name, the file, and what a coordinator is told."""


@cache
def bad_file(name: str) -> bytes:
    """One of the bad files, made once."""
    return BAD[name][1]()
