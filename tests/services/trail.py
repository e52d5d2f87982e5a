"""What the audit trail says of a town's table, for tests of use cases that change it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from scheduler.models import Audit
from tests.services.small_town import SmallTown


def trail(small: SmallTown, table_name: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Who did what to the rows of a table, in order; of the changes all but who and where the row is."""
    rows = small.session.scalars(
        select(Audit).where(Audit.town_id == small.town.id, Audit.table_name == table_name).order_by(Audit.id)
    )
    return [
        (row.actor, row.action, {name: pair for name, pair in row.changes.items() if name not in ("id", "town_id")})
        for row in rows
    ]
