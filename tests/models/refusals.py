"""What a database has against rows, in the same words for SQLite and PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from tests.services.small_town import SmallTown, at

Rows = Callable[[SmallTown], list[Any]]
Refused = tuple[tuple[str, Rows], ...]
"""A constraint, and rows of which it keeps the last one out."""

DAY = date(2026, 11, 23)
HOURS = {"starts_at": at(24, 9), "ends_at": at(24, 11)}


def refusal(small: SmallTown, rows: list[Any]) -> str:
    """The constraint that keeps the last of these rows out of the database."""
    for row in rows[:-1]:
        small.add(row)
    with pytest.raises(IntegrityError) as error, small.session.begin_nested():
        small.add(rows[-1])
    return named(error.value)


def named(error: IntegrityError) -> str:
    """The name of a check, the columns of what must be unique or there, or that a reference refers to nothing."""
    said = str(error.orig)
    if "FOREIGN KEY" in said or "foreign key" in said:
        return "FOREIGN KEY"
    if ": " in said and said.startswith(("UNIQUE", "CHECK", "NOT NULL")):
        kind, _, what = said.partition(" constraint failed: ")
        return f"{kind} {what}"
    facts = error.orig.diag  # type: ignore[union-attr]
    if facts.sqlstate == "23505":
        found = re.match(r"Key \((.*?)\)=", facts.message_detail)
        assert found is not None
        return "UNIQUE " + ", ".join(f"{facts.table_name}.{column}" for column in found[1].split(", "))
    if facts.sqlstate == "23502":
        return f"NOT NULL {facts.table_name}.{facts.column_name}"
    return f"CHECK {facts.constraint_name}"


def owned(small: SmallTown, **more: Any) -> dict[str, Any]:
    """Values of a row of the town that belongs to a person."""
    return {"town_id": small.town.id, "person_id": small.worker().id, **more}
