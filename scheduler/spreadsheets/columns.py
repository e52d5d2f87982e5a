"""What a sheet is made of: columns, each with its headers and the form of its cells."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from scheduler.language import m_
from scheduler.spreadsheets import cells
from scheduler.spreadsheets.cells import CLEAR, Cell, CellError, Form, plain, word
from solver.candidates import Capacity

CODE = cells.code(40)
PERSON = cells.text(100)
"""A reference to a person: a number, or 姓名/手机 for somebody who has none."""

STANDINGS = {
    "社工": Capacity.SOCIAL_WORKER,
    "志愿者": Capacity.VOLUNTEER,
    "网格员": Capacity.GRID_MEMBER,
    "在职党员": Capacity.PARTY_MEMBER,
    "共建单位人员": Capacity.OFFICER,
}
"""The standings of people as sheets write them, and pages."""

OTHER_STANDINGS = {
    "双报到党员": Capacity.PARTY_MEMBER,
    "双报到": Capacity.PARTY_MEMBER,
    "党员": Capacity.PARTY_MEMBER,
    "执法人员": Capacity.OFFICER,
}
"""As offices call them too."""

KEPT: Final = object()
"""What a column is cleared to that always holds something."""


@dataclass(frozen=True)
class Column:
    """A column: the field it fills, its headers, how a cell is read and written; `refers` to a row of that table.

    `cleared` is the value that a cell with the word 清空 takes the register to.
    """

    field: str
    chinese: str
    english: str
    form: Form
    required: bool = False
    refers: type[Any] | None = None
    cleared: Any = KEPT

    @property
    def head(self) -> str:
        """The header as we write it."""
        return self.chinese + ("*" if self.required else "")

    def read(self, cell: Cell) -> Any:
        """The value of a filled cell. Raises CellError."""
        clear = CLEAR.fullmatch(word(cell))
        if clear is None:
            return self.form.read(cell)
        if clear[1]:
            return self.form.read(plain(cell)[1:-1])
        if self.cleared is KEPT:
            raise CellError(m_("a value; this one cannot be cleared"))
        return copy(self.cleared)

    def write(self, value: Any) -> Cell:
        """A cell that reads as a value; quotation marks keep a text from clearing."""
        cell = self.form.write(value)
        return f'"{cell}"' if CLEAR.fullmatch(word(cell)) else cell

    def is_headed(self, header: str) -> bool:
        """Whether this is the column under a header, which is half-width, simplified and in small letters."""
        return header in (self.chinese.lower(), self.english)


@dataclass(frozen=True)
class SheetKind:
    """A kind of sheet: what one row of it is called in the code, its names, its columns."""

    kind: str
    chinese: str
    english: str
    columns: tuple[Column, ...]


def refer(
    field: str,
    chinese: str,
    english: str,
    model: type[Any],
    form: Form = CODE,
    *,
    required: bool = False,
    cleared: Any = KEPT,
) -> Column:
    """A column that says which row of another table is meant."""
    return Column(field, chinese, english, form, required, model, cleared)
