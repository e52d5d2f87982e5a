"""What is done to a draft by hand, step by step: written into its assignments, and kept so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.language import Message, m_
from scheduler.models import Assignment, DraftEdit, Person, Role, Roster, Team
from scheduler.services.problems.translation import served_capacity
from scheduler.services.rosters.by_hand.at_hand import AtHand
from solver.candidates import Capacity

MOST_KEPT = 100
"""How many edits of a draft somebody can undo."""


class Hold(StrEnum):
    """How somebody holds a role: not at all, so that a run may change it, or pinned."""

    NOT = "not"
    HELD = "held"
    PINNED = "pinned"


@dataclass(frozen=True)
class Step:
    """One change of an edit: how a person or a team held a role before, and holds it then."""

    role_id: int
    person_id: int | None
    team_id: int | None
    was: Hold
    now: Hold

    @property
    def holder(self) -> Holder:
        """Whom it is about."""
        return Holder(self.person_id, self.team_id)

    @property
    def back(self) -> Step:
        """The step that undoes this one."""
        return Step(self.role_id, self.person_id, self.team_id, self.now, self.was)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "role_id": self.role_id,
            "person_id": self.person_id,
            "team_id": self.team_id,
            "was": self.was.value,
            "now": self.now.value,
        }


Steps = Sequence[Step]


@dataclass(frozen=True)
class Holder:
    """A person or a team."""

    person_id: int | None
    team_id: int | None

    @classmethod
    def of(cls, row: Assignment) -> Holder:
        """Who holds an assignment."""
        return cls(row.person_id, row.team_id)

    def step(self, role_id: int, was: Hold, now: Hold) -> Step:
        """How they held a role, and then do."""
        return Step(role_id, self.person_id, self.team_id, was, now)


def steps_of(edit: DraftEdit) -> tuple[Step, ...]:
    """What an edit did, in order."""
    return tuple(Step(**{**step, "was": Hold(step["was"]), "now": Hold(step["now"])}) for step in edit.steps)


def moved(row: Assignment, role_id: int) -> list[Step]:
    """The steps in which whoever holds an assignment holds another role in its place, pinned."""
    holder = Holder.of(row)
    return [holder.step(row.role_id, how(row), Hold.NOT), holder.step(role_id, Hold.NOT, Hold.PINNED)]


def back(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps that undo others, the last first."""
    return tuple(step.back for step in reversed(tuple(steps)))


def rows_of(roster: Roster, role_id: int, holder: Holder) -> Select[Assignment]:
    """The assignment of somebody to a role, if there is one."""
    return select(Assignment).filter_by(
        roster_id=roster.id, role_id=role_id, person_id=holder.person_id, team_id=holder.team_id
    )


def row_of(session: Session, roster: Roster, step: Step) -> Assignment | None:
    """The assignment that a step is about, if there is one."""
    return session.scalars(rows_of(roster, step.role_id, step.holder)).one_or_none()


def how(row: Assignment | None) -> Hold:
    """How an assignment is held."""
    if row is None:
        return Hold.NOT
    return Hold.PINNED if row.pinned else Hold.HELD


def apply(session: Session, roster: Roster, steps: Steps, hand: AtHand) -> None:
    """Write steps into a draft's assignments. Those of one edit stand on what was there before it."""
    for step in steps:
        row = row_of(session, roster, step)
        if step.now is Hold.NOT:
            session.delete(row)
            continue
        if row is None:
            row = assignment(session, roster, step, hand)
            session.add(row)
        row.pinned = step.now is Hold.PINNED
    session.flush()
    session.expire(roster, ["assignments"])


def repin(session: Session, roster: Roster, steps: Steps) -> None:
    """Write steps that only pin and release."""
    for step in steps:
        row = row_of(session, roster, step)
        if row is not None:
            row.pinned = step.now is Hold.PINNED
    session.flush()


def assignment(session: Session, roster: Roster, step: Step, hand: AtHand) -> Assignment:
    """A new assignment; a team's with the members whom it books as the register stands now."""
    role = session.get_one(Role, step.role_id)
    row = Assignment(town_id=roster.town_id, roster_id=roster.id, role_id=role.id, crew=[], capacity=Capacity.TEAM)
    if step.person_id is not None:
        person = session.get_one(Person, step.person_id)
        row.person_id, row.capacity = person.id, served_capacity(role, person)
        return row
    row.team_id = step.team_id
    row.crew = hand.crew(step.role_id, step.team_id or 0)
    return row


def keep(session: Session, actor: Actor, roster: Roster, steps: Steps, *, now: datetime) -> DraftEdit:
    """Put an edit on the actor's stack: what was undone there cannot be done again any more, and the oldest go."""
    stack = of_actor(session, actor, roster)
    done = [edit for edit in stack if not edit.undone]
    for edit in (*(edit for edit in stack if edit.undone), *done[: len(done) - MOST_KEPT + 1]):
        session.delete(edit)
    edit = DraftEdit(
        town_id=roster.town_id,
        roster_id=roster.id,
        actor=actor.name,
        steps=[step.plain() for step in steps],
        undone=False,
        made_at=now,
    )
    session.add(edit)
    session.flush()
    return edit


def of_actor(session: Session, actor: Actor, roster: Roster) -> list[DraftEdit]:
    """What an actor did to a draft by hand, the oldest first: first what can be undone, then what can be done again.

    Left out is what names a role, a person or a team that is gone: nothing of it can be undone.
    """
    rows = session.scalars(
        select(DraftEdit).where(DraftEdit.roster_id == roster.id, DraftEdit.actor == actor.name).order_by(DraftEdit.id)
    ).all()
    named = [(row, steps_of(row)) for row in rows]
    steps = [step for _, of_row in named for step in of_row]
    roles = there(session, Role, {step.role_id for step in steps})
    people = there(session, Person, {step.person_id for step in steps})
    teams = there(session, Team, {step.team_id for step in steps})
    return [
        row
        for row, of_row in named
        if all(step.role_id in roles and step.person_id in people and step.team_id in teams for step in of_row)
    ]


def there(session: Session, model: type[Role | Person | Team], ids: set[int | None]) -> set[int | None]:
    """Those of some ids of which there is a row, and None."""
    return {None, *session.scalars(select(model.id).where(model.id.in_(ids - {None})))}


def forget(session: Session, roster: Roster) -> None:
    """End all stacks of a draft: what they stand on is replaced, or frozen."""
    session.execute(delete(DraftEdit).where(DraftEdit.roster_id == roster.id))


def name_of(session: Session, step: Step) -> str:
    """The name of the person or team of a step."""
    return session.get_one(Person, step.person_id).name if step.person_id else session.get_one(Team, step.team_id).name


def message_of(session: Session, edit: DraftEdit) -> Message:
    """What an edit did, in words."""
    steps = steps_of(edit)
    names = [name_of(session, step) for step in steps[:2]]
    told = {
        "person": names[0],
        "other": names[-1],
        "activity": session.get_one(Role, steps[0].role_id).activity.title,
        "to": session.get_one(Role, steps[-1].role_id).activity.title,
    }
    if swapped(steps):
        return m_("{person} and {other} swap duties", **told)
    if len(steps) == 2 and steps[0].holder == steps[1].holder and steps[0].now is Hold.NOT is not steps[1].now:
        return m_("{person} moved from {activity} to {to}", **told)
    if len(steps) == 2 and steps[0].role_id == steps[1].role_id and steps[0].now is Hold.NOT is not steps[1].now:
        return m_("{other} takes over from {person}: {activity}", **told)
    if len(steps) > 1:
        activities = activities_of(session, steps)
        if activities > 1:
            several = {**told, "count": len(steps), "activities": activities}
            return m_("{count} assignments changed in {activities} activities: {activity} …", **several)
        return m_("{count} assignments changed: {activity}", count=len(steps), **told)
    if steps[0].now is Hold.NOT:
        return m_("{person} removed: {activity}", **told)
    if steps[0].was is Hold.NOT:
        return m_("{person} assigned: {activity}", **told)
    if steps[0].now is Hold.PINNED:
        return m_("{person} pinned: {activity}", **told)
    return m_("{person} released: {activity}", **told)


def activities_of(session: Session, steps: Steps) -> int:
    """In how many activities steps change something."""
    named = {step.role_id for step in steps}
    return session.scalar(select(func.count(Role.activity_id.distinct())).where(Role.id.in_(named))) or 0


def swapped(steps: Steps) -> bool:
    """Whether steps have two hold each other's role, and do nothing else."""
    left = {step.holder: step.role_id for step in steps if step.now is Hold.NOT}
    taken = {step.holder: step.role_id for step in steps if step.was is Hold.NOT}
    roles = set(left.values())
    crossed = left.keys() == taken.keys() and roles == set(taken.values()) and left != taken
    return len(steps) == 4 and len(left) == len(roles) == 2 and crossed
