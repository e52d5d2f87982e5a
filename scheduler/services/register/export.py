"""The register as a workbook that the import takes again: importing it changes nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.models import Town
from scheduler.services.register.exports import EXPORTS
from scheduler.services.register.exports.register import Register, Values
from scheduler.spreadsheets.columns import SheetKind
from scheduler.spreadsheets.sheets import sheet_kinds
from scheduler.spreadsheets.writing import workbook_bytes


def register_workbook(session: Session, actor: Actor, *, now: datetime) -> bytes:
    """The whole register of the actor's town. Dated activities that follow their series are left to the series."""
    demand(actor, Action.READ, None)
    register = Register(session, session.get_one(Town, actor.town_id))
    today = local(now, register.zone).date()
    rows = {
        kind.kind: [written(kind, values) for values in EXPORTS[kind.kind](register)] for kind in sheet_kinds(today)
    }
    return workbook_bytes(rows, today=today, created=local(now, register.zone).replace(tzinfo=None))


def written(kind: SheetKind, values: Values) -> Values:
    """The values of a row as cells; what is not set stays empty."""
    cells = {}
    for column in kind.columns:
        value = values.get(column.field)
        if value is not None and value not in ("", []):
            cells[column.field] = column.write(value)
    return cells
