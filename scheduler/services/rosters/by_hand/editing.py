"""A draft changed by hand where a coordinator would: a slot given, a duty handed over, two swapped, one taken away. The
rules judge each change before it is done.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import Assignment, Role, Roster
from scheduler.services.lookup import referred
from scheduler.services.rosters.by_hand.changing import Edited, ask, change, forbid
from scheduler.services.rosters.by_hand.edits import Hold, Holder, how, moved, rows_of
from scheduler.services.rosters.drafts import assignment_of, editable, taker


def assign(
    session: Session,
    actor: Actor,
    roster_id: int,
    role_id: int,
    *,
    person_id: int | None = None,
    team_id: int | None = None,
    anyway: bool = False,
    now: datetime,
) -> Edited:
    """Give a slot of a role to a person or a team, pinned.

    Raises NotFound; Conflict where the draft cannot change; Invalid where nobody whom the role takes is named;
    RulesForbid; CostsMore where something speaks against it and `anyway` does not say to do it all the same.
    """
    roster = editable(session, actor, roster_id)
    role = referred(session, actor, Role, role_id, "role_id")
    holder = newcomer(session, actor, roster, role, person_id, team_id)
    return change(
        session, actor, roster, [holder.step(role.id, Hold.NOT, Hold.PINNED)], forbid if anyway else ask, now=now
    )


def hand_over(
    session: Session,
    actor: Actor,
    assignment_id: int,
    *,
    person_id: int | None = None,
    team_id: int | None = None,
    anyway: bool = False,
    now: datetime,
) -> Edited:
    """Have somebody else take an assignment over, pinned. Raises as `assign` does."""
    roster, row = assignment_of(session, actor, assignment_id)
    holder = newcomer(session, actor, roster, row.role, person_id, team_id)
    steps = [Holder.of(row).step(row.role_id, how(row), Hold.NOT), holder.step(row.role_id, Hold.NOT, Hold.PINNED)]
    return change(session, actor, roster, steps, forbid if anyway else ask, now=now)


def swap(
    session: Session, actor: Actor, assignment_id: int, other_id: int, *, anyway: bool = False, now: datetime
) -> Edited:
    """Have the holders of two assignments of a draft hold each other's, pinned. Raises as `assign` does."""
    roster, one = assignment_of(session, actor, assignment_id)
    other = referred(session, actor, Assignment, other_id, "other_id")
    if other.roster_id != roster.id:
        message = m_("Both duties have to be of this roster.")
        raise Invalid(message, {"other_id": message})
    if one.role_id == other.role_id or Holder.of(one) == Holder.of(other):
        message = m_("Choose another person's duty in another role.")
        raise Invalid(message, {"other_id": message})
    to = [newcomer(session, actor, roster, a.role, b.person_id, b.team_id) for a, b in ((one, other), (other, one))]
    steps = [
        *(Holder.of(row).step(row.role_id, how(row), Hold.NOT) for row in (one, other)),
        *(who.step(row.role_id, Hold.NOT, Hold.PINNED) for who, row in zip(to, (one, other), strict=True)),
    ]
    return change(session, actor, roster, steps, forbid if anyway else ask, now=now)


def move(
    session: Session, actor: Actor, assignment_id: int, role_id: int, *, anyway: bool = False, now: datetime
) -> Edited:
    """Have whoever holds an assignment of a draft hold another role in its place, pinned. Raises as `assign` does."""
    roster, row = assignment_of(session, actor, assignment_id)
    role = referred(session, actor, Role, role_id, "role_id")
    newcomer(session, actor, roster, role, row.person_id, row.team_id)
    return change(session, actor, roster, moved(row, role.id), forbid if anyway else ask, now=now)


def remove(session: Session, actor: Actor, assignment_id: int, *, anyway: bool = False, now: datetime) -> Edited:
    """Take an assignment out of a draft. Raises NotFound, Conflict, or CostsMore as `assign` does."""
    roster, row = assignment_of(session, actor, assignment_id)
    steps = [Holder.of(row).step(row.role_id, how(row), Hold.NOT)]
    return change(session, actor, roster, steps, forbid if anyway else ask, now=now)


def newcomer(
    session: Session, actor: Actor, roster: Roster, role: Role, person_id: int | None, team_id: int | None
) -> Holder:
    """Who is to hold a role. Raises Invalid as `taker` does, and where they hold it already."""
    holder = taker(session, actor, role, person_id, team_id)
    if session.scalars(rows_of(roster, role.id, holder)).one_or_none() is not None:
        message = m_("They hold this role already.")
        raise Invalid(message, {"person_id" if team_id is None else "team_id": message})
    return holder
