"""Rosters as drafts: made for a period, filled by hand where a coordinator pins, thrown away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from scheduler.domain.dates import full_day, period
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Conflict, Invalid
from scheduler.language import m_
from scheduler.models import Assignment, Duty, DutyState, Person, Role, Roster, RosterState, Run, Team
from scheduler.services.lookup import find, referred
from scheduler.services.rosters.by_hand.changing import accept, change
from scheduler.services.rosters.by_hand.edits import Hold, Holder, forget, how, rows_of
from scheduler.services.towns import lock_rosters
from solver.candidates import Capacity

LONGEST_PERIOD_DAYS = 62


def list_rosters(session: Session, actor: Actor) -> Sequence[Roster]:
    """All rosters of the town, the newest period and version first."""
    demand(actor, Action.READ, None)
    return session.scalars(
        select(Roster).where(Roster.town_id == actor.town_id).order_by(Roster.first_day.desc(), Roster.version.desc())
    ).all()


def get_roster(session: Session, actor: Actor, roster_id: int) -> Roster:
    """One roster. Raises NotFound."""
    return find(session, actor, Action.READ, Roster, roster_id)


def published_roster(session: Session, town_id: int, first_day: date) -> Roster | None:
    """The published version of a period, if there is one."""
    return session.scalars(
        select(Roster).where(
            Roster.town_id == town_id, Roster.first_day == first_day, Roster.state == RosterState.PUBLISHED
        )
    ).one_or_none()


def create_draft(session: Session, actor: Actor, first_day: date, last_day: date, *, now: datetime) -> Roster:
    """A draft for a period: the next version, beginning as a copy of the published one where there is one.

    Raises Invalid where the days are out of order or too many, Conflict where another published period overlaps.
    """
    demand(actor, Action.GENERATE, None)
    check_period(session, actor, first_day, last_day)
    published = published_roster(session, actor.town_id, first_day)
    draft = next_version(session, actor, first_day, last_day, published.id if published else None, now=now)
    if published:
        write_assignments(session, draft, still_held(session, published))
    return draft


def copy_draft(session: Session, actor: Actor, draft: Roster, *, now: datetime) -> Roster:
    """A draft beside another of its period: the next version, with the same assignments and pins."""
    demand(actor, Action.GENERATE, draft)
    other = next_version(session, actor, draft.first_day, draft.last_day, draft.based_on_id, now=now)
    other.what_if = draft.what_if
    write_assignments(session, other, draft.assignments)
    return other


def next_version(
    session: Session, actor: Actor, first_day: date, last_day: date, based_on_id: int | None, *, now: datetime
) -> Roster:
    """A draft of a period in which nobody is assigned, numbered after the newest."""
    newest = session.scalar(
        select(func.max(Roster.version)).where(Roster.town_id == actor.town_id, Roster.first_day == first_day)
    )
    draft = Roster(
        town_id=actor.town_id,
        first_day=first_day,
        last_day=last_day,
        version=(newest or 0) + 1,
        based_on_id=based_on_id,
        created_at=now,
        costs={},
    )
    session.add(draft)
    session.flush()
    return draft


def still_held(session: Session, published: Roster) -> list[Assignment]:
    """What a published roster assigns, without what was declined: those slots are open again."""
    declined = select(Duty.person_id, Duty.role_id).where(
        Duty.town_id == published.town_id, Duty.state == DutyState.DECLINED
    )
    gone = {(row.person_id, row.role_id) for row in session.execute(declined)}
    return [row for row in published.assignments if (row.person_id, row.role_id) not in gone]


def write_assignments(session: Session, draft: Roster, rows: Iterable[Assignment]) -> None:
    """Put assignments in place of all that a draft has, in bulk: the run or the version before is the trace of them."""
    quietly, values = {"unaudited": True}, [copied(row, draft.id) for row in rows]
    session.execute(delete(Assignment).where(Assignment.roster_id == draft.id).execution_options(**quietly))
    if values:
        session.execute(insert(Assignment).execution_options(**quietly), values)
    session.expire(draft, ["assignments"])


def check_days(first_day: date, last_day: date) -> None:
    """Raise Invalid for days that are out of order or too many for one roster."""
    if last_day < first_day:
        raise Invalid(
            m_("The period ends before it begins."),
            {"last_day": m_("Not before {first_day}.", first_day=full_day(first_day))},
        )
    if (last_day - first_day).days >= LONGEST_PERIOD_DAYS:
        raise Invalid(
            m_("The period is too long."),
            {"last_day": m_("At most {days} days.", days=LONGEST_PERIOD_DAYS)},
        )


def check_period(session: Session, actor: Actor, first_day: date, last_day: date) -> None:
    """Refuse a period that is no period, or that would overlap another one already published."""
    check_days(first_day, last_day)
    overlapping = session.scalars(
        select(Roster).where(
            Roster.town_id == actor.town_id,
            Roster.state == RosterState.PUBLISHED,
            Roster.first_day <= last_day,
            Roster.last_day >= first_day,
        )
    ).all()
    for other in overlapping:
        if (other.first_day, other.last_day) != (first_day, last_day):
            raise Conflict(
                m_(
                    "The published roster of {days} overlaps this period. "
                    "Make a new version of that period, or choose days that it does not cover.",
                    days=period(other.first_day, other.last_day),
                )
            )


def copied(row: Assignment, roster_id: int) -> dict[str, Any]:
    """The values of the same assignment in another roster."""
    return {
        "town_id": row.town_id,
        "roster_id": roster_id,
        "role_id": row.role_id,
        "person_id": row.person_id,
        "team_id": row.team_id,
        "capacity": row.capacity,
        "crew": row.crew,
        "pinned": row.pinned,
    }


def editable(session: Session, actor: Actor, roster_id: int) -> Roster:
    """A draft that nobody is solving. Raises NotFound, Forbidden or Conflict."""
    lock_rosters(session, actor.town_id)
    roster = find(session, actor, Action.EDIT, Roster, roster_id, lock=True)
    if roster.state is not RosterState.DRAFT:
        raise Conflict(m_("This roster is published and cannot change. Make a new version of it."))
    if open_run(session, roster.id) is not None:
        raise Conflict(m_("This roster is being solved. Wait for the end, or stop it."))
    return roster


def open_run(session: Session, roster_id: int) -> Run | None:
    """The run that is solving a roster now, if there is one."""
    return session.scalars(select(Run).where(Run.roster_id == roster_id, Run.open)).one_or_none()


def discard_draft(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> None:  # noqa: ARG001
    """Throw a draft away, with its runs. Raises Conflict where it is published or being solved."""
    roster = editable(session, actor, roster_id)
    forget(session, roster)
    session.execute(delete(Run).where(Run.roster_id == roster.id))
    write_assignments(session, roster, ())
    session.delete(roster)
    session.flush()


def pin(
    session: Session,
    actor: Actor,
    roster_id: int,
    role_id: int,
    *,
    person_id: int | None = None,
    team_id: int | None = None,
    now: datetime,
) -> Assignment:
    """Give a slot to a person or a team by hand: the solver leaves it so. Pinning twice changes nothing.

    Raises NotFound, Conflict where the roster cannot change, Invalid where not exactly one of person and team is named
    or the role takes the other. Whether the rules allow it is said by a run or on publishing; `editing.assign` asks
    them first.
    """
    roster = editable(session, actor, roster_id)
    role = referred(session, actor, Role, role_id, "role_id")
    holder = taker(session, actor, role, person_id, team_id)
    rows = rows_of(roster, role.id, holder)
    was = how(session.scalars(rows).one_or_none())
    if was is not Hold.PINNED:
        change(session, actor, roster, [holder.step(role.id, was, Hold.PINNED)], accept, now=now)
    return session.scalars(rows).one()


def taker(session: Session, actor: Actor, role: Role, person_id: int | None, team_id: int | None) -> Holder:
    """Who is to hold a role. Raises Invalid where not exactly one of person and team is named, where there is no such
    one, or the role takes the other.
    """
    if (person_id is None) == (team_id is None):
        raise Invalid(m_("Name a person or a team."), {"person_id": m_("Either a person or a team.")})
    whole_team = Capacity.TEAM in role.accepts
    if whole_team != (team_id is not None):
        message = m_("This role takes whole teams.") if whole_team else m_("This role takes single people.")
        raise Invalid(message, {"team_id" if whole_team else "person_id": message})
    if team_id is not None:
        return Holder(None, referred(session, actor, Team, team_id, "team_id").id)
    return Holder(referred(session, actor, Person, person_id or 0, "person_id").id, None)


def set_pinned(session: Session, actor: Actor, assignment_id: int, pinned: bool, *, now: datetime) -> Assignment:
    """Pin an assignment as it is, or release it: then the next solve may move it. Raises NotFound or Conflict."""
    roster, row = assignment_of(session, actor, assignment_id)
    if row.pinned is not pinned:
        step = Holder.of(row).step(row.role_id, how(row), Hold.PINNED if pinned else Hold.HELD)
        change(session, actor, roster, [step], accept, now=now)
    return row


def remove(session: Session, actor: Actor, assignment_id: int, *, now: datetime) -> None:
    """Take an assignment out of a draft, whatever that costs. Raises NotFound or Conflict."""
    roster, row = assignment_of(session, actor, assignment_id)
    change(session, actor, roster, [Holder.of(row).step(row.role_id, how(row), Hold.NOT)], accept, now=now)


def assignment_of(session: Session, actor: Actor, assignment_id: int) -> tuple[Roster, Assignment]:
    """A draft and an assignment of it, which nobody else changes meanwhile. Raises NotFound or Conflict."""
    row = find(session, actor, Action.EDIT, Assignment, assignment_id)
    roster = editable(session, actor, row.roster_id)
    return roster, find(session, actor, Action.EDIT, Assignment, assignment_id, lock=True)


def get_assignment(session: Session, actor: Actor, assignment_id: int) -> Assignment:
    """One assignment. Raises NotFound."""
    return find(session, actor, Action.READ, Assignment, assignment_id)


def get_role(session: Session, actor: Actor, role_id: int) -> Role:
    """One role. Raises NotFound."""
    return find(session, actor, Action.READ, Role, role_id)
