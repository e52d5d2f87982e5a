"""The audit trail: read by coordinators, and written for what the service does not audit row by row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.models import Audit
from scheduler.services.listing import PAGE_SIZE, Page, paged


def list_audit(
    session: Session,
    actor: Actor,
    *,
    table_name: str | None = None,
    row_id: int | None = None,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Audit]:
    """Who changed what in the town, the newest first; of one table or one row of it where these are named."""
    demand(actor, Action.READ, None)
    query = select(Audit).where(Audit.town_id == actor.town_id).order_by(Audit.id.desc())
    if table_name is not None:
        query = query.where(Audit.table_name == table_name)
    if row_id is not None:
        query = query.where(Audit.row_id == row_id)
    return paged(session, query, number, size)


def note(session: Session, actor: Actor, action: str, row: Any, changes: dict[str, Any], *, now: datetime) -> None:
    """Write down what somebody did to a row of a table that is not audited, because the service writes it too."""
    session.add(
        Audit(
            town_id=actor.town_id,
            at=now,
            actor=actor.name,
            action=action,
            table_name=row.__tablename__,
            row_id=row.id,
            changes=changes,
        )
    )
    session.flush()
