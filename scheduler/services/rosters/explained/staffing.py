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
from scheduler.services.problems import Translation
from scheduler.services.problems.trying import other_demand
from scheduler.services.rosters.explained import explanations
from scheduler.services.rosters.explained.open_slots import laid_out_now
from scheduler.services.rosters.explained.why import Standing, standing
from solver.explanations.explain import WhyNot as JudgedWhyNot
from solver.explanations.explain import why_not_these as judged_why_not
from solver.explanations.laid_out import LaidOut
from solver.explanations.ranking import why_not_that, why_this
from solver.judged import Judged
from solver.problem import Pin


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
    """A role, who holds its slots, and how many of these the roster has: those of the register, or those it tries."""

    role: Role
    holders: Sequence[Holder]
    wanted: int

    @property
    def open(self) -> int:
        """Slots that nobody holds, declined ones among them."""
        return self.wanted - sum(holder.state is not DutyState.DECLINED for holder in self.holders)


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
    other = other_demand(session, roster)
    return activity, [
        StaffedRole(
            role,
            [Holder(row, states.get((row.person_id or 0, row.role_id))) for row in rows if row.role_id == role.id],
            other.get(role.id, role.wanted),
        )
        for role in activity.roles
    ]


@dataclass(frozen=True)
class WhyNot:
    """Why somebody does not hold a role: sentences, what it would cost more, and where they stand among all who could.

    They stand nowhere (None) where something forbids it.
    """

    sentences: tuple[Message, ...]
    cost: int
    standing: Standing | None = None


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
    return why_not_these(session, actor, roster_id, role_id, [(person_id, team_id)])[0]


def why_not_these(
    session: Session, actor: Actor, roster_id: int, role_id: int, asked: Sequence[tuple[int | None, int | None]]
) -> list[WhyNot]:
    """The same of several, each the id of a person or of a team: the roster is laid out and judged once. Raises as that
    does.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    if not asked:
        return []
    translation, laid_out = laid_out_now(session, roster)
    named = [translation.rows.pair(role_id, person_id, team_id) for person_id, team_id in asked]
    pairs = [pair for pair in named if pair is not None]
    if len(pairs) < len(named):
        raise Invalid(m_("This person or role is not part of the roster."))
    judged = Judged(laid_out.compiled.tables, laid_out.roster)
    found = judged_why_not(judged, laid_out.rules, pairs[0].role, [pair.candidate for pair in pairs])
    return [answer(translation, laid_out, pair, one) for pair, one in zip(pairs, found, strict=True)]


def answer(translation: Translation, laid_out: LaidOut, pair: Pin, found: JudgedWhyNot) -> WhyNot:
    """Why a pair is not held, in words, and where the candidate stands."""
    sentences = [explanations.block_message(block) for block in found.blocks]
    said = {block.rule for block in found.blocks}
    sentences += [
        explanations.finding_message(finding, translation) for finding in found.broken if finding.rule not in said
    ]
    rank = why_this if pair.candidate in laid_out.roster[pair.role] else why_not_that
    place = rank(laid_out, pair.role, pair.candidate)
    where = None if place is None else standing(translation, place)
    return WhyNot(tuple(sentences) or (m_("Nothing forbids it."),), found.cost, where)
