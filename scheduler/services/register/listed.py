"""The short lists that the register refers to: partner organisations, and the kinds of qualification."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.natural import natural
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.models import Organisation, Place, Qualification
from scheduler.services.lookup import check_references, demand_free_code, find

Listed = TypeVar("Listed", Organisation, Qualification)

REFERENCES: dict[str, type[Any]] = {"place_id": Place}
"""What an organisation refers to; a qualification refers to nothing."""


def all_of(session: Session, actor: Actor, model: type[Listed]) -> Sequence[Listed]:
    """All organisations, or all qualifications, of the town in order of their numbers."""
    demand(actor, Action.READ, None)
    rows = session.scalars(select(model).where(model.town_id == actor.town_id))
    return sorted(rows, key=lambda row: natural(row.code))


def get(session: Session, actor: Actor, model: type[Listed], number: int) -> Listed:
    """One of them. Raises NotFound."""
    return find(session, actor, Action.READ, model, number)


def add(session: Session, actor: Actor, model: type[Listed], values: dict[str, Any], *, now: datetime) -> Listed:  # noqa: ARG001
    """Register one. Raises Invalid, Conflict where its number is taken."""
    demand(actor, Action.EDIT, None)
    return apply(session, actor, model(town_id=actor.town_id), values)


def edit(
    session: Session,
    actor: Actor,
    model: type[Listed],
    number: int,
    values: dict[str, Any],
    *,
    now: datetime,  # noqa: ARG001
) -> Listed:
    """Change some values of one. Raises NotFound, Invalid, Conflict."""
    return apply(session, actor, find(session, actor, Action.EDIT, model, number), values)


def apply(session: Session, actor: Actor, row: Listed, values: dict[str, Any]) -> Listed:
    """Give a row these values."""
    demand_free_code(session, actor, type(row), values.get("code"), row)
    check_references(session, actor, values, REFERENCES)
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return row
