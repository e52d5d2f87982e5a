"""Columns: how they are headed, and the word in a cell that takes away what the register says."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.models import Place
from scheduler.spreadsheets import cells
from scheduler.spreadsheets.cells import CellError, listed
from scheduler.spreadsheets.columns import CODE, KEPT, PERSON, Column, refer

NOTES = Column("notes", "备注", "notes", cells.text(20), cleared="")
NAME = Column("name", "名称", "name", cells.text(20), True)


def test_a_needed_column_has_a_mark_on_its_header() -> None:
    assert (NOTES.head, NAME.head) == ("备注", "名称*")


@pytest.mark.parametrize(("header", "headed"), [("备注", True), ("notes", True), ("note", False), ("名称", False)])
def test_a_column_is_known_by_its_header_in_chinese_or_english(header: str, headed: bool) -> None:
    assert NOTES.is_headed(header) is headed


def test_a_reference_says_which_table_it_is_to() -> None:
    place = refer("home", "居住地编号", "home", Place)
    assert place == Column("home", "居住地编号", "home", CODE, False, Place, KEPT)
    leader = refer("leader", "队长编号", "leader", Place, PERSON, required=True, cleared=None)
    assert leader == Column("leader", "队长编号", "leader", PERSON, True, Place, None)


@pytest.mark.parametrize("cell", ["清空", " 清空 ", "clear", "Clear", "CLEAR", "\uff43\uff4c\uff45\uff41\uff52"])
@pytest.mark.parametrize("empty", [None, "", []])
def test_the_word_takes_a_column_to_what_it_is_without_a_value(cell: str, empty: Any) -> None:
    assert Column("x", "某", "x", cells.text(20), cleared=empty).read(cell) == empty


def test_a_list_that_is_cleared_is_nobody_elses() -> None:
    column = Column("departments", "部门", "departments", listed(CODE), cleared=[])
    column.read("清空").append("D1")
    assert column.read("清空") == []


def test_a_column_that_always_holds_something_is_not_cleared() -> None:
    with pytest.raises(CellError, match="a value; this one cannot be cleared"):
        NAME.read("清空")


@pytest.mark.parametrize("cell", ["清空一下", "不清空", '"清空', "", "清 空"])
def test_more_than_the_word_is_a_text_like_others(cell: str) -> None:
    assert (NOTES.read(cell), NOTES.write(cell)) == (cell, cell)


@pytest.mark.parametrize("column", [NOTES, NAME])
@pytest.mark.parametrize("value", ["清空", "Clear", '"清空"', '""clear""'])
def test_the_word_itself_is_written_in_quotation_marks_and_read_without(column: Column, value: str) -> None:
    assert column.write(value) == f'"{value}"'
    assert column.read(column.write(value)) == value


def test_what_is_no_text_is_written_by_its_form() -> None:
    assert Column("minutes", "小时", "hours", cells.HOURS).write(90) == 1.5
