"""What an import did to each row of the register, read from the audit rows that it wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Enum, inspect, select
from sqlalchemy.orm import Session

from scheduler.models import Audit, Base, Upload
from scheduler.models.base import Instant
from scheduler.services.revisions import PARENTS

Key = tuple[str, int]
"""A row: its table and its id."""

Rows = Mapping[Key, Any]

MODELS: dict[str, type[Any]] = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
AT_ONCE = 500
"""So many rows are read by one query."""


@dataclass
class Step:
    """What an import did to a row in the end.

    `before` has the columns that it changed as they were, all of them for a row that it took away, and is None for one
    that it made. `after` has them as it left them, and is None for a row that it took away. `owner` is the thing that
    the row belongs to, as a capacity to its person, or the row itself.
    """

    table: str
    number: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    owner: Key = ("", 0)

    @property
    def key(self) -> Key:
        """Which row it is about."""
        return self.table, self.number

    @property
    def model(self) -> type[Any]:
        """The class of the table."""
        return MODELS[self.table]

    @property
    def made(self) -> bool:
        """Whether the import made the row."""
        return self.before is None

    @property
    def said(self) -> dict[str, Any]:
        """All that is known of the row, as the import left it where it is there."""
        return {**(self.before or {}), **(self.after or {})}


def steps_of(session: Session, upload: Upload) -> list[Step]:
    """What an import did to each row, in the order in which it first touched them."""
    steps: dict[Key, Step] = {}
    for row in session.scalars(select(Audit).where(Audit.upload_id == upload.id).order_by(Audit.id)):
        old = {column: pair[0] for column, pair in row.changes.items()}
        new = {column: pair[1] for column, pair in row.changes.items()}
        inserted, deleted = row.action == "insert", row.action == "delete"
        step = steps.setdefault(
            (row.table_name, row.row_id), Step(row.table_name, row.row_id, None if inserted else {}, {})
        )
        if step.before is not None:
            step.before = {**old, **step.before}
        step.after = None if deleted else {**(step.after or {}), **new}
    found = [step for step in steps.values() if step.before is not None or step.after is not None]
    rows = rows_of(session, (step.key for step in found))
    for step in found:
        step.owner = owner_of(step, rows.get(step.key))
    return found


def owner_of(step: Step, row: Any) -> Key:
    """The thing that a row belongs to."""
    for column, model in PARENTS.get(step.model, {}).items():
        number = step.said.get(column, getattr(row, column, None))
        if number is not None:
            return model.__tablename__, number
    return step.key


def rows_of(session: Session, keys: Iterable[Key]) -> dict[Key, Any]:
    """These rows, those that there are."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for table, number in keys:
        numbers[table].append(number)
    found: dict[Key, Any] = {}
    for table, wanted in numbers.items():
        model = MODELS[table]
        for first in range(0, len(wanted), AT_ONCE):
            for row in session.scalars(select(model).where(model.id.in_(wanted[first : first + AT_ONCE]))):
                found[table, row.id] = row
    return found


def audited_columns(model: type[Any]) -> list[str]:
    """The columns of a table whose changes the audit trail tells."""
    return [attribute.key for attribute in inspect(model).column_attrs if attribute.key not in model.unaudited]


def value_of(model: type[Any], column: str, told: Any) -> Any:
    """A column's value, of what the audit trail tells of it."""
    kind = model.__table__.columns[column].type
    if not isinstance(told, str):
        return told
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(told)
    if isinstance(kind, Instant):
        return datetime.fromisoformat(told)
    return date.fromisoformat(told) if isinstance(kind, Date) else told
