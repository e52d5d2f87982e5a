"""The assignments of a roster as a list."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.models import Assignment, Role, Roster
from scheduler.services.listing import PAGE_SIZE, Page, paged
from scheduler.services.lookup import find


def list_assignments(
    session: Session,
    actor: Actor,
    roster_id: int,
    *,
    person_id: int | None = None,
    team_id: int | None = None,
    activity_id: int | None = None,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Assignment]:
    """Who holds which role in a roster, of one person, team or activity where it is named. Raises NotFound."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    query = select(Assignment).where(Assignment.roster_id == roster.id).order_by(Assignment.role_id, Assignment.id)
    if person_id is not None:
        query = query.where(Assignment.person_id == person_id)
    if team_id is not None:
        query = query.where(Assignment.team_id == team_id)
    if activity_id is not None:
        query = query.where(Assignment.role_id.in_(select(Role.id).where(Role.activity_id == activity_id)))
    return paged(session, query, number, size)
