"""An open slot filled by what would cure it, in one go: judged anew, then done as one change by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.errors import Conflict
from scheduler.language import m_
from scheduler.models import Role, Roster
from scheduler.services.problems import Translation
from scheduler.services.rosters import drafts
from scheduler.services.rosters.by_hand.changing import accept, change
from scheduler.services.rosters.by_hand.edits import Hold, Step, how, row_of
from scheduler.services.rosters.explained.open_slots import OpenSlot, laid_out_now, open_slots, role_number
from solver.explanations.cures import Cure, Kind, cures, filled
from solver.explanations.laid_out import LaidOut
from solver.explanations.stepping_in import best
from solver.problem import Pin

BY_HAND = frozenset({Kind.MOVE, Kind.PIN})
"""Cures that a coordinator may do at once. Those that waive something leave a roster that nobody could publish: a limit
is raised, or somebody lent, in the register first.
"""


def key(translation: Translation, cure: Cure) -> str:
    """By what a cure is known again: what it does to whom, and what it costs."""
    parts = [[named(translation, pin) for pin in sorted(pins)] for pins in (cure.gained, cure.lost, cure.released)]
    return sha256(repr((cure.kind.value, cure.cost, *parts)).encode()).hexdigest()[:16]


def named(translation: Translation, pin: Pin) -> tuple[int, int | None, int | None]:
    """The ids of a role and of the person or team in it."""
    _, person_id, team_id = translation.candidate(pin.candidate)
    return translation.roles[pin.role].id, person_id, team_id


def taken_by(laid_out: LaidOut, role: int) -> tuple[Cure, ...]:
    """The cheapest of those who are free to take an open slot: nobody has to leave anything. Where the activity does
    not go ahead as things stand, with all whom it needs besides.
    """
    taken = (Cure(Kind.MOVE, one.cost, (Pin(role, one.candidate),)) for one in best(laid_out, role))
    return tuple(cure for one in taken for cure in filled(laid_out, one))


def fill(session: Session, actor: Actor, roster_id: int, role_id: int, cure_key: str, *, now: datetime) -> None:
    """Do what fills an open slot, all of it. Raises NotFound; Conflict where the roster cannot change, or where this
    is not what would fill the slot any more, at that cost.
    """
    roster = drafts.editable(session, actor, roster_id)
    translation, laid_out = laid_out_now(session, roster)
    role = role_number(translation, role_id)
    is_open = len(laid_out.roster[role]) < translation.problem.roles[role].wanted
    ways = (*taken_by(laid_out, role), *cures(laid_out, role)) if is_open else ()
    known = {key(translation, cure): cure for cure in ways if cure.kind in BY_HAND}
    if cure_key not in known:
        raise Conflict(m_("This would not fill the slot any more: the roster or the register has changed since."))
    change(session, actor, roster, steps_of_cure(session, translation, roster, known[cure_key]), accept, now=now)


def steps_of_cure(session: Session, translation: Translation, roster: Roster, cure: Cure) -> list[Step]:
    """What a cure does, step by step: one edit, so that it is undone as a whole."""
    found = []
    for pins, now in (
        (cure.lost, Hold.NOT),
        (sorted(set(cure.released) - set(cure.lost)), Hold.HELD),
        (cure.gained, Hold.PINNED),
    ):
        for pin in pins:
            role_id, person_id, team_id = named(translation, pin)
            before = Step(role_id, person_id, team_id, Hold.NOT, now)
            found.append(replace(before, was=how(row_of(session, roster, before))))
    return found


def next_open(
    session: Session, actor: Actor, roster_id: int, after_id: int | None = None, *, stay: bool = False
) -> OpenSlot | None:
    """The open slot that comes after one of a role, in order of time; with `stay` the role's own where it is still
    open. None where every slot is filled, the first one where no later one is. Raises NotFound.
    """
    slots = sorted(open_slots(session, actor, roster_id), key=place)
    role = session.get(Role, after_id) if after_id is not None else None
    if role is None or not slots:
        return slots[0] if slots else None
    here = (role.activity.starts_at, role.id)
    return next((slot for slot in slots if place(slot) > here or stay and slot.role.id == after_id), slots[0])


def place(slot: OpenSlot) -> tuple[datetime, int]:
    """Where an open slot stands in order of time."""
    return slot.role.activity.starts_at, slot.role.id
