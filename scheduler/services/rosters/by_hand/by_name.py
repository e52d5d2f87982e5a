"""Who is found by name to take a duty over, and the duties of theirs for which it could be swapped."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.permissions import Actor
from scheduler.models import Assignment, Person, Role, Team
from scheduler.services.register.people import list_people
from scheduler.services.register.teams import list_teams
from solver.candidates import Capacity

MOST_FOUND = 8


@dataclass(frozen=True)
class Taker:
    """A person or a team, and what they hold in the roster, in order of time."""

    name: str
    person_id: int | None
    team_id: int | None
    duties: tuple[Assignment, ...]


def takers(session: Session, actor: Actor, row: Assignment, text: str) -> list[Taker]:
    """The people whose name contains a text, or the teams where the role of an assignment takes teams; without whoever
    holds the role already. Raises Forbidden.
    """
    if Capacity.TEAM in row.role.accepts:
        named: list[Person] | list[Team] = [team for team in list_teams(session, actor) if text in team.name]
    else:
        named = list(list_people(session, actor, text=text, size=MOST_FOUND).rows)
    found = (taker(session, row, who) for who in named[:MOST_FOUND])
    return [one for one in found if one is not None]


def taker(session: Session, row: Assignment, who: Person | Team) -> Taker | None:
    """Somebody who could be asked; None for whoever holds the role."""
    field = "team_id" if isinstance(who, Team) else "person_id"
    duties = session.scalars(
        select(Assignment)
        .options(selectinload(Assignment.role).selectinload(Role.activity))
        .where(Assignment.roster_id == row.roster_id, getattr(Assignment, field) == who.id)
    ).all()
    if any(duty.role_id == row.role_id for duty in duties):
        return None
    in_order = sorted(duties, key=lambda duty: (duty.role.activity.starts_at, duty.id))
    ids = {"person_id": None, "team_id": None, field: who.id}
    return Taker(who.name, ids["person_id"], ids["team_id"], tuple(in_order))
