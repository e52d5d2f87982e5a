"""Finding a row that an actor may touch, or saying clearly that there is none."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import NotFound
from scheduler.language import m_

Row = TypeVar("Row")


def find(session: Session, actor: Actor, action: Action, model: type[Row], number: int, *, lock: bool = False) -> Row:
    """The row with this id in the actor's town; with `lock` as it is now, and nobody else changes it meanwhile.

    Raises NotFound if there is none in this town, Forbidden if the actor may not do this to it.
    """
    row: Any = session.get(model, number, with_for_update=True if lock else None, populate_existing=lock)
    if row is None or row.town_id != actor.town_id:
        raise NotFound(m_("There is no such entry (number {number}).", number=number))
    demand(actor, action, row)
    found: Row = row
    return found
