"""What somebody did to a draft by hand undone, and done again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Conflict
from scheduler.language import Message, m_
from scheduler.models import DraftEdit, Roster
from scheduler.services.lookup import find
from scheduler.services.rosters.by_hand import edits
from scheduler.services.rosters.by_hand.changing import do, forbid
from scheduler.services.rosters.by_hand.edits import Steps, back, how, row_of, steps_of
from scheduler.services.rosters.by_hand.verdicts import RulesForbid
from scheduler.services.rosters.drafts import editable


@dataclass(frozen=True)
class Stack:
    """What an actor did to a draft by hand, in order: what can be undone, and after it what can be done again."""

    done: tuple[DraftEdit, ...]
    undone: tuple[DraftEdit, ...]

    @property
    def to_undo(self) -> DraftEdit | None:
        """The last that was done."""
        return self.done[-1] if self.done else None

    @property
    def to_redo(self) -> DraftEdit | None:
        """The last that was undone."""
        return self.undone[0] if self.undone else None


@dataclass(frozen=True)
class Moved:
    """An edit undone or done again; or one that could not be any more: `sentences` say why, and it is forgotten."""

    edit: DraftEdit
    sentences: tuple[Message, ...]

    @property
    def applied(self) -> bool:
        """Whether it was."""
        return not self.sentences


def stack(session: Session, actor: Actor, roster_id: int) -> Stack:
    """What the actor can undo in a draft and do again, each in order. Raises NotFound."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    found = edits.of_actor(session, actor, roster)
    return Stack(tuple(edit for edit in found if not edit.undone), tuple(edit for edit in found if edit.undone))


def undo(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> Moved:  # noqa: ARG001
    """Undo the last that the actor did by hand to a draft. Raises NotFound; Conflict where the draft cannot change, or
    there is nothing to undo.
    """
    roster = editable(session, actor, roster_id)
    edit = stack(session, actor, roster.id).to_undo
    if edit is None:
        raise Conflict(m_("There is nothing to undo: nothing was done by hand since the draft was made or generated."))
    return moved(session, roster, edit, back(steps_of(edit)))


def redo(session: Session, actor: Actor, roster_id: int, *, now: datetime) -> Moved:  # noqa: ARG001
    """Do again the last that the actor undid in a draft. Raises as `undo` does."""
    roster = editable(session, actor, roster_id)
    edit = stack(session, actor, roster.id).to_redo
    if edit is None:
        raise Conflict(m_("There is nothing to do again."))
    return moved(session, roster, edit, steps_of(edit))


def moved(session: Session, roster: Roster, edit: DraftEdit, steps: Steps) -> Moved:
    """Do the steps of an edit, or those that undo it. Where others changed the same meanwhile, or the rules forbid it
    by now, it is forgotten, so that what stands before it can be undone.
    """
    sentences = overtaken(session, roster, steps)
    if not sentences:
        try:
            do(session, roster, steps, forbid)
        except RulesForbid as error:
            sentences = error.verdict.forbidden
    if sentences:
        session.delete(edit)
    else:
        edit.undone = not edit.undone
    session.flush()
    return Moved(edit, sentences)


def overtaken(session: Session, roster: Roster, steps: Steps) -> tuple[Message, ...]:
    """Which steps do not stand on what they did any more, in words."""
    return tuple(
        m_("{person} was changed since by somebody else.", person=edits.name_of(session, step))
        for step in steps
        if how(row_of(session, roster, step)) is not step.was
    )
