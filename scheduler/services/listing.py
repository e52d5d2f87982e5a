"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")

PAGE_SIZE = 50
LARGEST_PAGE = 500


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list: its rows, its number from 1, and how many rows there are in all."""

    rows: Sequence[Row]
    total: int
    number: int
    size: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.size))


def page_of(rows: Sequence[Row], number: int, size: int) -> Page[Row]:
    """One page of rows that are all at hand; an empty one past the end."""
    return Page(rows[(number - 1) * size : number * size], len(rows), number, size)


def paged(session: Session, query: Select[Any], number: int, size: int) -> Page[Any]:
    """One page of a query's rows; an empty one past the end."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    past = (number - 1) * size
    rows = session.scalars(query.limit(size).offset(past)).all() if past < total else []
    return Page(rows, total, number, size)
