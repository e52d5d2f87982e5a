"""The open slots of a day that one person or team could take, with what each costs, and why not the others; what they
could have in place of a duty that is dragged to that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Invalid
from scheduler.language import Message, listed, m_
from scheduler.models import Assignment, Role, Roster, Town
from scheduler.services.lookup import find, referred
from scheduler.services.problems.rows import read_activities
from scheduler.services.rosters.by_hand.at_hand import AtHand, at_hand
from scheduler.services.rosters.by_hand.changing import stepped
from scheduler.services.rosters.by_hand.edits import Holder, moved
from scheduler.services.rosters.by_hand.verdicts import verdict_of
from solver.candidates import Capacity
from solver.search.facts import TOO_MUCH

MOST_SAID = 3
"""Roles of which it is said why somebody cannot have them."""


@dataclass(frozen=True)
class Opening:
    """A role with open slots, and what the roster would cost more with somebody in one; below 0 less."""

    role: Role
    open: int
    cost: int


@dataclass(frozen=True)
class Openings:
    """What somebody could take on a day, the cheapest first. `kept` counts the open roles that rules keep from them.

    In place of a duty of theirs (`leaves`) it is what could be had for it, what is of its kind first; where nothing of
    its kind could, `reasons` say why not.
    """

    name: str
    person_id: int | None
    team_id: int | None
    roles: tuple[Opening, ...]
    kept: int
    leaves: Assignment | None = None
    reasons: tuple[Message, ...] = ()


def openings(
    session: Session,
    actor: Actor,
    roster_id: int,
    day: date,
    *,
    person_id: int | None = None,
    team_id: int | None = None,
    instead_of: int | None = None,
) -> Openings:
    """What a person or a team could take on a day of a roster, in place of an assignment of theirs where one is named.

    Raises NotFound; Invalid where not exactly one is named, they are not at work, or the assignment is not theirs.
    """
    roster = find(session, actor, Action.READ, Roster, roster_id)
    leaves = None if instead_of is None else of_theirs(session, actor, roster, instead_of, Holder(person_id, team_id))
    zone = session.get_one(Town, roster.town_id).timezone
    rows = read_activities(session, roster, zone)
    roles = [role for row in rows if local(row.starts_at, zone).date() == day for role in row.roles]
    with at_hand(session, roster) as hand:
        candidate = hand.named.candidate_numbers.get((person_id, team_id))
        if candidate is None:
            raise Invalid(m_("This person or role is not part of the roster."))
        meant = [role for role in roles if (Capacity.TEAM in role.accepts) == (team_id is not None)]
        with left(hand, leaves) as gain:
            found = [opening(hand, role, candidate, gain) for role in meant]
        free = [one for one in found if one is not None and one.open > 0]
        could = sorted((one for one in free if one.cost < TOO_MUCH), key=lambda one: (not alike(one, leaves), one.cost))
        told = () if leaves is None or any(alike(one, leaves) for one in could) else why_none(hand, leaves, free)
        name = hand.named.candidate_name(candidate)
    return Openings(name, person_id, team_id, tuple(could), len(free) - len(could), leaves, told)


def of_theirs(session: Session, actor: Actor, roster: Roster, assignment_id: int, holder: Holder) -> Assignment:
    """An assignment that somebody has in a roster. Raises Invalid where they have none such."""
    row = referred(session, actor, Assignment, assignment_id, "instead_of")
    if row.roster_id != roster.id or Holder.of(row) != holder:
        message = m_("Name a duty of theirs in this roster.")
        raise Invalid(message, {"instead_of": message})
    return row


@contextmanager
def left(hand: AtHand, leaves: Assignment | None) -> Iterator[int]:
    """The roster without an assignment as long as it is asked, and what it costs less then, above 0 more."""
    pair = None if leaves is None else hand.named.pair(leaves.role_id, leaves.person_id, leaves.team_id)
    if pair is None or not hand.laid_out.has_slot(pair.role, pair.candidate):
        yield 0
        return
    with hand.laid_out.whole.without(pair):
        price = hand.laid_out.whole.price(pair.role, pair.candidate)
        yield price if price < TOO_MUCH else 0


def opening(hand: AtHand, role: Role, candidate: int, gain: int) -> Opening | None:
    """A role as somebody could take it, when leaving another duty gains this much; None where it is no part of the
    roster.
    """
    number = hand.named.role_numbers.get(role.id)
    if number is None:
        return None
    price = hand.laid_out.whole.price(number, candidate)
    cost = price - gain if price < TOO_MUCH else price
    return Opening(role, hand.named.problem.roles[number].wanted - len(hand.roster[number]), cost)


def alike(one: Opening, leaves: Assignment | None) -> bool:
    """Whether an open role is of the kind of a duty that is left."""
    return leaves is None or one.role.activity.kind is leaves.role.activity.kind


def why_none(hand: AtHand, leaves: Assignment, free: Sequence[Opening]) -> tuple[Message, ...]:
    """Why nothing of the kind of a duty could be had in its place: nothing is open, or what the rules say."""
    kept = [one for one in free if alike(one, leaves)]
    if not kept:
        return (m_("Nothing of this kind is open on that day."),)
    return tuple(message for one in kept[:MOST_SAID] for message in forbidden(hand, leaves, one))


def forbidden(hand: AtHand, leaves: Assignment, one: Opening) -> Iterator[Message]:
    """What the rules say of having a role in place of a duty, by the role; or that they have it anyway."""
    pair = hand.named.pair(one.role.id, leaves.person_id, leaves.team_id)
    if pair is not None and hand.laid_out.has_slot(pair.role, pair.candidate):
        yield m_("{activity}: they have this already", activity=one.role.activity.title)
        return
    gained, after = stepped(hand, moved(leaves, one.role.id))
    verdict = verdict_of(hand, gained, hand.judge(after)[1])
    said = verdict.forbidden or verdict.lacking or (m_("The rules forbid this."),)
    yield m_("{activity}: {because}", activity=one.role.activity.title, because=listed(list(said)))
