"""Finding a row that an actor may touch, or saying clearly that there is none."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Conflict, Invalid, NotFound
from scheduler.language import m_

Row = TypeVar("Row")


class Missing(NotFound):
    """There is no row with this number in the town: there never was, or it was deleted."""

    def __init__(self, model: type[Any], number: int) -> None:
        super().__init__(m_("There is no such entry (number {number}).", number=number))
        self.model, self.number = model, number


def find(session: Session, actor: Actor, action: Action, model: type[Row], number: int, *, lock: bool = False) -> Row:
    """The row with this id in the actor's town; with `lock` as it is now, and nobody else changes it meanwhile.

    Raises NotFound if there is none in this town, Forbidden if the actor may not do this to it.
    """
    row: Any = session.get(model, number, with_for_update={"of": model} if lock else None, populate_existing=lock)
    if row is None or row.town_id != actor.town_id:
        raise Missing(model, number)
    demand(actor, action, row)
    found: Row = row
    return found


def referred(session: Session, actor: Actor, model: type[Row], number: int, field: str) -> Row:
    """The row that a field of a request refers to. Raises Invalid naming the field where there is none in this town."""
    try:
        return find(session, actor, Action.READ, model, number)
    except NotFound as error:
        raise Invalid(error.message, {field: error.message}) from error


def check_references(
    session: Session, actor: Actor, values: dict[str, Any], models: dict[str, type[Any]], prefix: str = ""
) -> None:
    """Raise Invalid naming the first field among these that refers to nothing; None refers to nothing on purpose."""
    for field, model in models.items():
        if values.get(field) is not None:
            referred(session, actor, model, values[field], f"{prefix}{field}")


def demand_free_code(session: Session, actor: Actor, model: type[Any], code: str | None, row: Any = None) -> None:
    """Raise Conflict where another row of this table has the office's number `code` already."""
    query = select(model.id).where(model.town_id == actor.town_id, model.code == code)
    if code and any(number != getattr(row, "id", None) for number in session.scalars(query)):
        raise Conflict(m_("There is an entry with the number {code} already.", code=code))
