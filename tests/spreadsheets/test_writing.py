"""The template: every sheet with its header, and examples that can be imported as they are."""

from __future__ import annotations

import opencc
import pytest
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.services.register.imports import uploads
from scheduler.spreadsheets.cells import word
from scheduler.spreadsheets.examples import EXAMPLES
from scheduler.spreadsheets.headers import kind_of
from scheduler.spreadsheets.reading import Sheet, read_book
from scheduler.spreadsheets.sheets import sheet_kinds
from scheduler.spreadsheets.writing import template_bytes, workbook_bytes
from tests.conftest import NOW
from tests.spreadsheets.files import xlsx
from tests.spreadsheets.imports.checking import counts
from tests.workbooks import MONDAY

KINDS = sheet_kinds(MONDAY)


@pytest.mark.parametrize(("locale", "title"), [("zh_Hans", "工作表"), ("zh_Hant", "工作表"), ("en", "Sheet")])
def test_the_template_has_every_sheet_with_its_header_and_notes_in_the_readers_language(
    locale: str, title: str
) -> None:
    sheets = read_book("template.xlsx", template_bytes(locale, today=MONDAY)).sheets
    assert [(sheet.name, list(sheet.rows)) for sheet in sheets[1:]] == [
        (kind.chinese, [[column.head for column in kind.columns]]) for kind in KINDS
    ]
    assert (sheets[0].name, sheets[0].rows[0][0]) == ("说明", title)
    assert len([row for row in sheets[0].rows if row[1]]) == 1 + sum(len(kind.columns) for kind in KINDS)


def test_the_template_filled_in_with_its_examples_imports_cleanly(session: Session, coordinator: Actor) -> None:
    book = read_book("template.xlsx", template_bytes("zh_Hans", today=MONDAY))
    noted = {(row[0], row[1]): row[3] for row in book.sheets[0].rows if row[3]}
    first = {
        kind.chinese: {
            c.head: row[c.field] for row in reversed(EXAMPLES[kind.kind]) for c in kind.columns if c.field in row
        }
        for kind in KINDS
    }
    assert {key: text for key, text in noted.items() if key[0] in first} == {
        (sheet, head): text for sheet, row in first.items() for head, text in row.items()
    }
    content = workbook_bytes(EXAMPLES, today=MONDAY)
    upload = uploads.check(session, coordinator, "template.xlsx", content, now=NOW)
    assert (upload.report["faults"], upload.report["questions"], upload.report["warnings"]) == ([], [], [])
    assert counts(upload) == {kind.chinese: {"new": len(EXAMPLES[kind.kind])} for kind in KINDS}


def test_every_column_has_an_example_but_for_those_of_other_work() -> None:
    missing = [
        (kind.kind, column.field)
        for kind in KINDS
        for column in kind.columns
        if not any(column.field in row for row in EXAMPLES[kind.kind])
    ]
    shared = {column.field for column in KINDS[-3].columns}
    assert KINDS[-3].kind == "activity"
    assert [(kind, field) for kind, field in missing if not (kind == "series" and field in shared)] == []


def headed(kind_index: int, headers: list[str]) -> bool:
    """Whether a sheet with these headers is told to be of that kind, whatever the order."""
    return kind_of(Sheet("Sheet1", [headers[::-1]]), KINDS) is KINDS[kind_index]


@pytest.mark.parametrize("number", range(len(KINDS)), ids=[kind.kind for kind in KINDS])
def test_a_sheet_is_known_by_its_headers_in_three_scripts_and_any_order(number: int) -> None:
    chinese = [column.head for column in KINDS[number].columns]
    english = [column.english.title() for column in KINDS[number].columns]
    scripts = [[opencc.OpenCC(way).convert(header) for header in chinese] for way in ("s2hk", "s2tw", "s2t")]
    assert [headed(number, headers) for headers in (chinese, english, *scripts)] == [True] * 5


def test_words_to_choose_from_are_read_in_traditional_script() -> None:
    words = {word for kind in KINDS for column in kind.columns for word in column.form.words}
    traditional = opencc.OpenCC("s2hk")
    assert [found for found in sorted(words) if word(traditional.convert(found)) != found] == []


def test_a_sheet_under_a_title_row_with_a_name_of_its_own_is_read(session: Session, coordinator: Actor) -> None:
    rows = [["六祖鎮地點", "", ""], ["編號", "名稱", "類型"], ["V1", "一号村", "社區"]]
    upload = uploads.check(session, coordinator, "x.xlsx", xlsx(rows, "工作表1"), now=NOW)
    assert (counts(upload), upload.report["faults"]) == ({"工作表1": {"new": 1}}, [])


NEEDED = "this column is needed: {column}; write here what holds for every row"


def test_the_same_column_twice_and_a_missing_one_are_named(session: Session, coordinator: Actor) -> None:
    rows = [["编号", "编号", "名称"], ["V1", "V2", "一号村"]]
    upload = uploads.check(session, coordinator, "x.xlsx", xlsx(rows, "地点"), now=NOW)
    faults = [(found["row"], found["column"], found["message"]["text"]) for found in upload.report["faults"]]
    assert faults == [(1, "编号", "each column only once"), (1, "类型", NEEDED)]
