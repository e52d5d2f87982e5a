"""The register of partner organisations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.models import Organisation, Place
from scheduler.services.lookup import check_references, demand_free_code, find


def list_organisations(session: Session, actor: Actor) -> Sequence[Organisation]:
    """All organisations of the town, in order of their numbers."""
    demand(actor, Action.READ, None)
    rows = select(Organisation).where(Organisation.town_id == actor.town_id)
    return session.scalars(rows.order_by(Organisation.code)).all()


def get_organisation(session: Session, actor: Actor, organisation_id: int) -> Organisation:
    """One organisation. Raises NotFound."""
    return find(session, actor, Action.READ, Organisation, organisation_id)


def add_organisation(session: Session, actor: Actor, values: dict[str, Any], *, now: datetime) -> Organisation:  # noqa: ARG001
    """Register an organisation. Raises Invalid, Conflict where its number is taken."""
    demand(actor, Action.EDIT, None)
    return apply(session, actor, Organisation(town_id=actor.town_id), values)


def edit_organisation(
    session: Session,
    actor: Actor,
    organisation_id: int,
    values: dict[str, Any],
    *,
    now: datetime,  # noqa: ARG001
) -> Organisation:
    """Change some values of an organisation. Raises NotFound, Invalid, Conflict."""
    return apply(session, actor, find(session, actor, Action.EDIT, Organisation, organisation_id), values)


def apply(session: Session, actor: Actor, organisation: Organisation, values: dict[str, Any]) -> Organisation:
    """Give an organisation these values."""
    demand_free_code(session, actor, Organisation, values.get("code"), organisation)
    check_references(session, actor, values, {"place_id": Place})
    for name, value in values.items():
        setattr(organisation, name, value)
    session.add(organisation)
    session.flush()
    return organisation
