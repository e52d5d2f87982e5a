"""Alembic's environment: the connection comes from `scheduler.services.migrations`, or from the settings."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Enum

from scheduler.models import Base
from scheduler.models.base import Instant
from scheduler.services.migrations import changing_tables
from scheduler.services.sessions import open_engine
from scheduler.settings import read_settings


def plain_types(kind: str, thing: Any, _: Any) -> str | Literal[False]:
    """Write our own column types into migrations as the plain ones that they are in the database."""
    if kind == "type" and isinstance(thing, Instant):
        return "sa.DateTime()"
    if kind == "type" and isinstance(thing, Enum):
        return f"sa.String(length={thing.length})"
    return False


def run(connection: Any) -> None:
    """Run the migrations in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=plain_types,
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with changing_tables(open_engine(read_settings().database_url)) as opened:
        run(opened)
