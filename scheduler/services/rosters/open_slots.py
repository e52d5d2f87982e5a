"""What a roster leaves open, and why: counts of candidates by the rule that keeps each away."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.language import Message, m_
from scheduler.models import Role, Roster
from scheduler.services.lookup import find
from scheduler.services.problems import translate
from scheduler.services.problems.rows import holdings
from scheduler.services.rosters import explanations
from solver.explain import OpenSlots
from solver.explain import open_slots as solver_open_slots


@dataclass(frozen=True)
class OpenSlot:
    """A role with open slots; `reasons` are sentences, the weightiest first."""

    role: Role
    slots: int
    cannot_go_ahead: bool
    reasons: tuple[Message, ...]


def open_slots(session: Session, actor: Actor, roster_id: int) -> list[OpenSlot]:
    """The open slots of a roster, those of activities that cannot go ahead first. Raises NotFound.

    A slot whose offer was declined counts as open. Candidates are judged by the register as it stands now.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    translation = translate(session, roster)
    declined = translation.problem.declined_pairs
    held = (pair for pair in translation.rows.pins(holdings(session, Roster.id == roster.id)) if pair not in declined)
    found = solver_open_slots(translation.problem, translation.solver_roster(held))
    slots = [
        OpenSlot(translation.roles[open_.role], open_.slots, open_.cannot_go_ahead, reasons(open_)) for open_ in found
    ]
    return sorted(slots, key=lambda slot: not slot.cannot_go_ahead)


def reasons(open_: OpenSlots) -> tuple[Message, ...]:
    """Why a slot is open, in sentences."""
    said = [explanations.reason_message(reason) for reason in open_.reasons]
    if open_.willing:
        could = {"count": open_.willing}
        said.append(
            m_("{count} could, once the activity can go ahead", **could)
            if open_.cannot_go_ahead
            else m_("{count} could, but it would cost other duties more", **could)
        )
    return tuple(said) or (m_("nobody serves in a capacity that this role accepts"),)
