"""Where a person keeps away, with whom the person serves, and with whom never."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Invalid, NotFound
from scheduler.language import m_
from scheduler.models import Company, Couple, Person, Place, Recusal
from scheduler.services.lookup import find, referred


def recusals_of(session: Session, actor: Actor, person_id: int) -> Sequence[Recusal]:
    """The places and owners from whom a person keeps away. Raises NotFound."""
    person = find(session, actor, Action.READ, Person, person_id)
    return session.scalars(select(Recusal).where(Recusal.person_id == person.id).order_by(Recusal.id)).all()


def recuse(
    session: Session,
    actor: Actor,
    person_id: int,
    *,
    place_id: int | None = None,
    owner: str | None = None,
    reason: str = "",
    now: datetime,  # noqa: ARG001
) -> Recusal:
    """Write down that a person keeps away from a place or from all places of an owner, or another reason for it.

    Raises NotFound; Invalid unless one of the two is named, and for a place or an owner that the register has not.
    """
    person = find(session, actor, Action.EDIT, Person, person_id)
    if (place_id is None) == (not owner):
        message = m_("Either a place or an owner.")
        raise Invalid(message, {"place_id": message})
    if place_id is not None:
        referred(session, actor, Place, place_id, "place_id")
    elif session.scalars(select(Place.id).filter_by(town_id=person.town_id, owner=owner).limit(1)).first() is None:
        message = m_("No place belongs to {owner}.", owner=owner)
        raise Invalid(message, {"owner": message})
    rows = {(row.place_id, row.owner): row for row in recusals_of(session, actor, person_id)}
    row = rows.get((place_id, owner or None))
    if row is None:
        row = Recusal(town_id=person.town_id, person_id=person.id, place_id=place_id, owner=owner or None)
        session.add(row)
    row.reason = reason
    session.flush()
    return row


def unrecuse(session: Session, actor: Actor, person_id: int, recusal_id: int, *, now: datetime) -> None:  # noqa: ARG001
    """Strike a place or an owner from whom a person need not keep away any more. Raises NotFound."""
    person = find(session, actor, Action.EDIT, Person, person_id)
    row = session.scalars(select(Recusal).filter_by(id=recusal_id, person_id=person.id)).one_or_none()
    if row is None:
        raise NotFound(m_("There is no such entry (number {number}).", number=recusal_id))
    session.delete(row)
    session.flush()


def couples_of(session: Session, actor: Actor, person_id: int) -> Sequence[Couple]:
    """The couples that a person is one of. Raises NotFound."""
    person = find(session, actor, Action.READ, Person, person_id)
    mine = or_(Couple.one_id == person.id, Couple.other_id == person.id)
    return session.scalars(select(Couple).where(mine).order_by(Couple.id)).all()


def pair(
    session: Session,
    actor: Actor,
    person_id: int,
    other_id: int,
    company: Company,
    *,
    now: datetime,  # noqa: ARG001
) -> Couple:
    """Write down that two people are kept apart, or that they serve together; what was said of them before is gone.

    Raises NotFound; Invalid where the other is nobody, or the same person.
    """
    person = find(session, actor, Action.EDIT, Person, person_id)
    other = referred(session, actor, Person, other_id, "other_id")
    if other is person:
        message = m_("Somebody else than the person.")
        raise Invalid(message, {"other_id": message})
    low, high = sorted((person.id, other.id))
    row = session.scalars(select(Couple).filter_by(one_id=low, other_id=high)).one_or_none()
    if row is None:
        row = Couple(town_id=person.town_id, one_id=low, other_id=high)
        session.add(row)
    row.company = company
    session.flush()
    return row


def unpair(session: Session, actor: Actor, person_id: int, couple_id: int, *, now: datetime) -> None:  # noqa: ARG001
    """Strike what is said of a person and another one. Raises NotFound."""
    find(session, actor, Action.EDIT, Person, person_id)
    row = next((row for row in couples_of(session, actor, person_id) if row.id == couple_id), None)
    if row is None:
        raise NotFound(m_("There is no such entry (number {number}).", number=couple_id))
    session.delete(row)
    session.flush()
