"""What a sheet is made of: columns, each with its headers and the form of its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scheduler.spreadsheets import cells
from scheduler.spreadsheets.cells import Form
from solver.problem import Capacity

CODE = cells.code(40)
PERSON = cells.text(100)
"""A reference to a person: a number, or 姓名/手机 for somebody who has none."""

STANDINGS = {
    "社工": Capacity.SOCIAL_WORKER,
    "志愿者": Capacity.VOLUNTEER,
    "网格员": Capacity.GRID_MEMBER,
    "双报到党员": Capacity.PARTY_MEMBER,
    "执法人员": Capacity.OFFICER,
}


@dataclass(frozen=True)
class Column:
    """A column: the field it fills, its headers, how a cell is read and written; `refers` to a row of that table."""

    field: str
    chinese: str
    english: str
    form: Form
    required: bool = False
    refers: type[Any] | None = None

    @property
    def head(self) -> str:
        """The header as we write it."""
        return self.chinese + ("*" if self.required else "")

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
    field: str, chinese: str, english: str, model: type[Any], form: Form = CODE, *, required: bool = False
) -> Column:
    """A column that says which row of another table is meant."""
    return Column(field, chinese, english, form, required, model)
