"""Who is on one activity in a roster: for the page where coordinators pin, and ask why somebody is not on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Invalid
from scheduler.language import Message, m_
from scheduler.models import Activity, Assignment, Duty, DutyState, Role, Roster
from scheduler.services.lookup import find
from scheduler.services.problems import translate
from scheduler.services.problems.rows import holdings
from scheduler.services.rosters import explanations
from solver import why_not as solver_why_not


@dataclass(frozen=True)
class Holder:
    """An assignment and how its person answered, where it was published."""

    assignment: Assignment
    state: DutyState | None

    @property
    def name(self) -> str:
        """The person's or the team's name."""
        row = self.assignment
        holder = row.person if row.person is not None else row.team
        return holder.name if holder is not None else ""


@dataclass(frozen=True)
class StaffedRole:
    """A role and who holds its slots."""

    role: Role
    holders: Sequence[Holder]

    @property
    def open(self) -> int:
        """Slots that nobody holds, declined ones among them."""
        return self.role.wanted - sum(holder.state is not DutyState.DECLINED for holder in self.holders)


def staffing(session: Session, actor: Actor, roster_id: int, activity_id: int) -> tuple[Activity, list[StaffedRole]]:
    """An activity and its roles as a roster fills them. Raises NotFound."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    activity = find(session, actor, Action.READ, Activity, activity_id)
    roles = [role.id for role in activity.roles]
    rows = session.scalars(
        select(Assignment)
        .options(selectinload(Assignment.person), selectinload(Assignment.team))
        .where(Assignment.roster_id == roster.id, Assignment.role_id.in_(roles))
        .order_by(Assignment.id)
    ).all()
    states = {
        (duty.person_id, duty.role_id): duty.state
        for duty in session.scalars(select(Duty).where(Duty.roster_id == roster.id, Duty.role_id.in_(roles)))
    }
    return activity, [
        StaffedRole(
            role,
            [Holder(row, states.get((row.person_id or 0, row.role_id))) for row in rows if row.role_id == role.id],
        )
        for role in activity.roles
    ]


@dataclass(frozen=True)
class WhyNot:
    """Why somebody does not hold a role: sentences, and what it would cost more where nothing forbids it."""

    sentences: tuple[Message, ...]
    cost: int


def why_not(
    session: Session,
    actor: Actor,
    roster_id: int,
    role_id: int,
    *,
    person_id: int | None = None,
    team_id: int | None = None,
) -> WhyNot:
    """Why a person or team does not hold a role in a roster, as the register stands now.

    Raises NotFound; Invalid where the role is none of the roster's period or nobody is named.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    translation = translate(session, roster)
    pair = translation.rows.pair(role_id, person_id, team_id)
    if pair is None:
        raise Invalid(m_("This person or role is not part of the roster."))
    held = translation.solver_roster(translation.rows.pins(holdings(session, Roster.id == roster.id)))
    found = solver_why_not(translation.problem, held, pair.candidate, pair.role)
    sentences = [explanations.block_message(block) for block in found.blocks]
    said = {block.rule for block in found.blocks}
    sentences += [
        explanations.finding_message(finding, translation) for finding in found.broken if finding.rule not in said
    ]
    return WhyNot(tuple(sentences) or (m_("Nothing forbids it."),), found.cost)
