"""What people said of a file after it was checked: what its sheets and columns are, what is to stand in a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Mends:
    """What people said of a file; nothing of it changes the file itself.

    `sheets` has the kind of a sheet by its name, `columns` by kind of sheet and header the field that is meant; "" is
    left out. `cells` has by row ("sheet!number") and Chinese header of the column what is to be read in place of what
    stands there; in the row of the header, what is to be read in every row where the column is missing. `left_out` says
    of rows whether they are.
    """

    sheets: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left_out: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Mends:
        """What was stored by `as_json`."""
        return cls(**stored)

    def as_json(self) -> dict[str, Any]:
        """All of it as it is stored; rows that are back in need no word."""
        return {
            "sheets": dict(self.sheets),
            "columns": {kind: dict(columns) for kind, columns in self.columns.items()},
            "cells": {row: dict(cells) for row, cells in self.cells.items()},
            "left_out": {row: True for row, out in self.left_out.items() if out},
        }

    def then(self, later: Mends) -> Mends:
        """This and what was said later, which counts where both say something."""
        return Mends(
            {**self.sheets, **later.sheets},
            joined(self.columns, later.columns),
            joined(self.cells, later.cells),
            {**self.left_out, **later.left_out},
        )

    @property
    def remembered(self) -> Mends:
        """What holds for the next file too: which kind a sheet of that name is, what a header means."""
        return Mends({name: kind for name, kind in self.sheets.items() if kind}, self.columns)


def joined(
    earlier: Mapping[str, Mapping[str, str]], later: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Two tables in one; the later counts where both have an entry."""
    return {name: {**earlier.get(name, {}), **later.get(name, {})} for name in {**earlier, **later}}
