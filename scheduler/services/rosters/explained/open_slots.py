"""What a roster leaves open, why, and who could step in: counts by the rule that keeps each away, and the cheapest."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import NotFound
from scheduler.language import Message, m_
from scheduler.models import Role, Roster
from scheduler.services.lookup import find
from scheduler.services.problems import Translation, translate
from scheduler.services.problems.naming import Named
from scheduler.services.problems.rows import holdings
from scheduler.services.rosters.explained import explanations
from solver.explanations.explain import OpenSlots, all_open
from solver.explanations.laid_out import LaidOut
from solver.explanations.stepping_in import StandIn as SolverStandIn
from solver.explanations.stepping_in import best
from solver.problem import Roster as SolverRoster


@dataclass(frozen=True)
class StandIn:
    """A person or team that could take the slot: what the roster would cost more, below 0 less, in all and by rule."""

    name: str
    person_id: int | None
    team_id: int | None
    cost: int
    costs: dict[str, int]


@dataclass(frozen=True)
class OpenSlot:
    """A role with open slots; `reasons` are sentences, the weightiest first; `best` could step in, cheapest first."""

    role: Role
    slots: int
    cannot_go_ahead: bool
    reasons: tuple[Message, ...]
    best: tuple[StandIn, ...]


def open_slots(session: Session, actor: Actor, roster_id: int) -> list[OpenSlot]:
    """The open slots of a roster, those of activities that cannot go ahead first. Raises NotFound.

    A slot whose offer was declined counts as open. Candidates are judged by the register as it stands now.
    """
    translation, laid_out = laid_out_now(session, find(session, actor, Action.READ, Roster, roster_id))
    slots = [open_slot(translation, laid_out, open_) for open_ in all_open(laid_out)]
    return sorted(slots, key=lambda slot: not slot.cannot_go_ahead)


def laid_out_now(session: Session, roster: Roster) -> tuple[Translation, LaidOut]:
    """A roster laid out to be asked, by the register as it stands now; a declined offer is not held."""
    translation = translate(session, roster)
    return translation, LaidOut(translation.problem, held_now(session, translation, roster))


def role_number(translation: Translation, role_id: int) -> int:
    """The number of a role of the roster's period. Raises NotFound."""
    number = translation.rows.role_numbers.get(role_id)
    if number is None:
        raise NotFound(m_("This person or role is not part of the roster."))
    return number


def held_now(session: Session, translation: Translation, roster: Roster) -> SolverRoster:
    """Who holds what in a roster of the translation's period; a declined offer is not held."""
    declined = translation.problem.declined_pairs
    held = translation.rows.pins(holdings(session, Roster.id == roster.id))
    return translation.solver_roster(pair for pair in held if pair not in declined)


def open_slot(translation: Translation, laid_out: LaidOut, open_: OpenSlots) -> OpenSlot:
    """A role with open slots, in words."""
    return OpenSlot(
        translation.roles[open_.role],
        open_.slots,
        open_.cannot_go_ahead,
        reasons(open_),
        tuple(stand_in(translation, one) for one in best(laid_out, open_.role)),
    )


def stand_in(translation: Named, one: SolverStandIn) -> StandIn:
    """A candidate by name and row."""
    return StandIn(*translation.candidate(one.candidate), one.cost, one.costs)


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
