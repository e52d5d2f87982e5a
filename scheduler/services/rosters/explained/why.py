"""Why a role is held by these people, why its slots are open, and what would fill them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.language import Message, m_
from scheduler.models import Assignment, Role, Roster
from scheduler.services.lookup import find
from scheduler.services.problems import Translation
from scheduler.services.problems.naming import Named
from scheduler.services.rosters.by_hand.at_hand import at_hand
from scheduler.services.rosters.by_hand.curing import BY_HAND, key, taken_by
from scheduler.services.rosters.explained import explanations
from scheduler.services.rosters.explained.open_slots import (
    OpenSlot,
    StandIn,
    laid_out_now,
    open_slot,
    role_number,
    stand_in,
)
from solver.explanations.cures import Cure, Kind, cures
from solver.explanations.explain import explained
from solver.explanations.ranking import Ranked, why_this
from solver.problem import Pin


@dataclass(frozen=True)
class Change:
    """A change that would fill an open slot: who takes it, what it takes, in sentences, and what the roster would cost
    more (below 0: less). By its `key` it can be done at once (`curing.fill`); None where it has to be decided first.
    """

    kind: Kind
    name: str
    person_id: int | None
    team_id: int | None
    sentences: tuple[Message, ...]
    cost: int
    key: str | None


@dataclass(frozen=True)
class Standing:
    """Where somebody stands among all who could hold a slot: how many of them cost less, of how many in all; what the
    roster costs more with them, by rule; and the cheapest of the others.
    """

    one: StandIn
    cheaper: int
    free: int
    others: tuple[StandIn, ...]
    instead_of: StandIn | None
    cost: int

    def instead(self, other: StandIn) -> StandIn:
        """Another who could hold the slot, with what the roster would cost more with them than with this one."""
        rules = {**self.one.costs, **other.costs}
        costs = {rule: other.costs.get(rule, 0) - self.one.costs.get(rule, 0) for rule in rules}
        changed = {rule: cost for rule, cost in costs.items() if cost}
        return replace(other, cost=other.cost - self.one.cost, costs=changed)

    @property
    def sentences(self) -> tuple[Message, ...]:
        """The same in words."""
        if self.cheaper:
            said = m_(
                "{cheaper} of {free} who could hold the slot would cost less", cheaper=self.cheaper, free=self.free
            )
        else:
            said = m_("none of {free} who could hold the slot would cost less", free=self.free)
        if self.instead_of is None:
            return (said,)
        return m_("in place of {person}: {cost} points", person=self.instead_of.name, cost=f"{self.cost:+,}"), said


@dataclass(frozen=True)
class Held:
    """Who holds a slot, whether by a coordinator's hand, and where they stand; None where rules forbid it by now."""

    name: str
    person_id: int | None
    team_id: int | None
    pinned: bool
    standing: Standing | None


@dataclass(frozen=True)
class Why:
    """A role of a roster: who holds it and why, and where slots are open (None: none is) why, who is `free` to take one
    and what else would fill it, the cheapest first.
    """

    role: Role
    holders: tuple[Held, ...]
    open: OpenSlot | None
    free: tuple[Change, ...]
    changes: tuple[Change, ...]


def why(session: Session, actor: Actor, roster_id: int, role_id: int) -> Why:
    """Why a role is held and left open as it is, by the register as it stands now.

    Raises NotFound, also where the role is none of the roster's period.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    translation, laid_out = laid_out_now(session, roster)
    number = role_number(translation, role_id)
    role, held = translation.roles[number], laid_out.roster[number]
    pins = frozenset(translation.problem.pins)
    holders = []
    for candidate in held:
        who = translation.candidate(candidate)
        place = why_this(laid_out, number, candidate)
        found = None if place is None else standing(translation, place)
        holders.append(Held(*who, Pin(number, candidate) in pins, found))
    if len(held) >= translation.problem.roles[number].wanted:
        return Why(role, tuple(holders), None, (), ())
    free, others = (tuple(change(translation, one) for one in ways(laid_out, number)) for ways in (taken_by, cures))
    return Why(role, tuple(holders), open_slot(translation, laid_out, explained(laid_out, number)), free, others)


def why_held(session: Session, actor: Actor, assignment_id: int, *, most: int = 5) -> Held:
    """Why somebody holds an assignment, and the best who could in their place, by the register as it stands now. Raises
    NotFound.
    """
    row = find(session, actor, Action.READ, Assignment, assignment_id)
    with at_hand(session, session.get_one(Roster, row.roster_id)) as hand:
        pair = hand.named.pair(row.role_id, row.person_id, row.team_id)
        place = None if pair is None else why_this(hand.laid_out, pair.role, pair.candidate, most)
        found = None if place is None else standing(hand.named, place)
    holder = row.person or row.team
    return Held(holder.name if holder else "", row.person_id, row.team_id, row.pinned, found)


def change(translation: Translation, cure: Cure) -> Change:
    """A cure for people."""
    who = translation.candidate(cure.gained[0].candidate)
    known = key(translation, cure) if cure.kind in BY_HAND else None
    return Change(cure.kind, *who, explanations.cure_messages(cure, translation), cure.cost, known)


def standing(translation: Named, place: Ranked) -> Standing:
    """Where somebody stands, by name."""
    return Standing(
        stand_in(translation, place.one),
        place.cheaper,
        place.free,
        tuple(stand_in(translation, other) for other in place.others),
        None if place.instead_of is None else stand_in(translation, place.instead_of),
        place.cost,
    )
