"""The kinds of qualification that people hold and roles ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.models import Qualification
from scheduler.services.lookup import demand_free_code, find


def list_qualifications(session: Session, actor: Actor) -> Sequence[Qualification]:
    """All qualifications of the town, in order of their numbers."""
    demand(actor, Action.READ, None)
    rows = select(Qualification).where(Qualification.town_id == actor.town_id)
    return session.scalars(rows.order_by(Qualification.code)).all()


def get_qualification(session: Session, actor: Actor, qualification_id: int) -> Qualification:
    """One qualification. Raises NotFound."""
    return find(session, actor, Action.READ, Qualification, qualification_id)


def add_qualification(session: Session, actor: Actor, values: dict[str, Any], *, now: datetime) -> Qualification:  # noqa: ARG001
    """Register a qualification. Raises Conflict where its number is taken."""
    demand(actor, Action.EDIT, None)
    return apply(session, actor, Qualification(town_id=actor.town_id), values)


def edit_qualification(
    session: Session,
    actor: Actor,
    qualification_id: int,
    values: dict[str, Any],
    *,
    now: datetime,  # noqa: ARG001
) -> Qualification:
    """Change some values of a qualification. Raises NotFound, Conflict."""
    return apply(session, actor, find(session, actor, Action.EDIT, Qualification, qualification_id), values)


def apply(session: Session, actor: Actor, qualification: Qualification, values: dict[str, Any]) -> Qualification:
    """Give a qualification these values."""
    demand_free_code(session, actor, Qualification, values.get("code"), qualification)
    for name, value in values.items():
        setattr(qualification, name, value)
    session.add(qualification)
    session.flush()
    return qualification
