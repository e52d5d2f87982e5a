"""What all tables share: naming of constraints, instants in UTC, the town that a row belongs to."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import DateTime, Enum, ForeignKey, MetaData, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import JSON


class Instant(TypeDecorator[datetime]):
    """A point in time: an aware datetime outside, naive UTC in the database (SQLite has no zones).

    Raises ValueError for a naive datetime, which would be somebody's local time.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware datetime to naive UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Naive UTC to aware UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        list[str]: JSON,
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            length=30,
            values_callable=lambda kinds: [kind.value for kind in kinds],
            validate_strings=True,
        ),
    }
    audited: ClassVar[bool] = True
    """Whether a change of a row writes an audit row; not for what the service derives or counts by itself."""
    unaudited: ClassVar[frozenset[str]] = frozenset({"revision"})
    """Columns whose changes alone write no audit row."""
    secret: ClassVar[frozenset[str]] = frozenset()
    """Columns of which the audit row says that they changed, and never what they hold."""


class InTown:
    """Mixin of every row that belongs to a town."""

    @declared_attr
    @classmethod
    def town_id(cls) -> Mapped[int]:
        """The town that the row belongs to."""
        return mapped_column(ForeignKey("town.id"), index=True)


class Numbered:
    """Mixin of rows known by a number of their own."""

    id: Mapped[int] = mapped_column(primary_key=True)


class Revised:
    """Mixin of rows that are edited as a whole: an edit names the revision that it was made from.

    The revision rises with each change of the row or of what belongs to it; of two changes of one revision at the same
    moment the database refuses the second.
    """

    revision: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Have each change of a row counted and checked."""
        return {"version_id_col": cls.revision}
