"""The register of people: found, read, added and edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.domain.pinyin import named
from scheduler.errors import Conflict, Invalid, NotFound
from scheduler.language import m_
from scheduler.models import (
    HeldQualification,
    Organisation,
    Part,
    Person,
    PersonCapacity,
    Place,
    Qualification,
    TeamMember,
    Wish,
)
from scheduler.services.listing import PAGE_SIZE, Page, paged
from scheduler.services.lookup import check_references, find, referred
from solver.candidates import Capacity

REFERENCES: dict[str, type[Any]] = {"home_id": Place, "organisation_id": Organisation}


def list_people(
    session: Session,
    actor: Actor,
    *,
    text: str = "",
    capacity: Capacity | None = None,
    team_id: int | None = None,
    number: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Person]:
    """The people whom a text asks for by name, or whose phone or number contains it, in order of id."""
    demand(actor, Action.READ, None)
    query = select(Person).where(Person.town_id == actor.town_id).order_by(Person.id)
    if capacity is not None:
        query = query.where(Person.capacities.any(PersonCapacity.capacity == capacity))
    if team_id is not None:
        query = query.where(Person.id.in_(select(TeamMember.person_id).where(TeamMember.team_id == team_id)))
    return paged_found(session, query, text, number, size) if text else paged(session, query, number, size)


def paged_found(session: Session, query: Select[Person], text: str, number: int, size: int) -> Page[Person]:
    """One page of those of a query whom a text asks for. No database knows pinyin: all their names are read, which
    takes a county of some thousand people no longer than a page.
    """
    rows = session.execute(query.with_only_columns(Person.id, Person.name, Person.phone, Person.code))
    folded = text.casefold()
    found = [
        person_id
        for person_id, name, *others in rows
        if named(text, name) or any(folded in other.casefold() for other in others if other)
    ]
    shown = found[(number - 1) * size : number * size]
    people = session.scalars(select(Person).where(Person.id.in_(shown)).order_by(Person.id)).all()
    return Page(people, len(found), number, size)


def get_person(session: Session, actor: Actor, person_id: int) -> Person:
    """One person. Raises NotFound."""
    return find(session, actor, Action.READ, Person, person_id)


def add_person(session: Session, actor: Actor, values: dict[str, Any], *, now: datetime) -> Person:
    """Register a person. Raises Invalid, or Conflict where the person is registered already."""
    demand(actor, Action.EDIT, None)
    person = Person(town_id=actor.town_id, name=values["name"])
    session.add(person)
    return apply(session, actor, person, values, now)


def edit_person(session: Session, actor: Actor, person_id: int, values: dict[str, Any], *, now: datetime) -> Person:
    """Change some values of a person. Raises NotFound, Invalid or Conflict."""
    return apply(session, actor, find(session, actor, Action.EDIT, Person, person_id), values, now)


def apply(session: Session, actor: Actor, person: Person, values: dict[str, Any], now: datetime) -> Person:
    """Give a person these values; an empty number is none."""
    values = {**values, "code": values["code"] or None} if "code" in values else values
    with session.no_autoflush:
        check(session, actor, person, values, now)
        for name, value in values.items():
            if name == "capacities":
                hold(person, {Capacity(capacity) for capacity in value})
            else:
                setattr(person, name, value)
    session.flush()
    return person


def check(session: Session, actor: Actor, person: Person, values: dict[str, Any], now: datetime) -> None:
    """Raise Invalid for a wrong value, Conflict for a number, or a name and phone, that somebody else has."""
    if "name" in values and not values["name"].strip():
        raise Invalid(m_("A person needs a name."), {"name": m_("A name.")})
    if "capacities" in values and not values["capacities"]:
        raise Invalid(m_("A person serves in at least one capacity."), {"capacities": m_("At least one.")})
    if Capacity.TEAM in values.get("capacities", ()):
        message = m_("Capacities of people: a whole team is registered as a team.")
        raise Invalid(message, {"capacities": message})
    born_on: date | None = values.get("born_on")
    if born_on is not None and not date(1900, 1, 1) <= born_on <= now.date():
        raise Invalid(m_("The date of birth is not possible."), {"born_on": m_("A day since 1900.")})
    check_references(session, actor, values, REFERENCES)
    merged = {name: values.get(name, getattr(person, name)) for name in ("code", "name", "phone")}
    if merged["code"] and taken(session, person, code=merged["code"]):
        raise Conflict(m_("Somebody else has the number {code}.", code=merged["code"]))
    if not merged["code"] and merged["phone"] and taken(session, person, name=merged["name"], phone=merged["phone"]):
        raise Conflict(m_("{name} with this phone is registered already.", name=merged["name"]))


def taken(session: Session, person: Person, **values: str) -> bool:
    """Whether another person of the town has these values."""
    rows = session.scalars(select(Person.id).filter_by(town_id=person.town_id, **values))
    return any(number != person.id for number in rows)


def hold(person: Person, wanted: set[Capacity]) -> None:
    """Make these the capacities of a person, in the order in which they are read again."""
    kept = [row for row in person.capacities if row.capacity in wanted]
    fresh = wanted - {row.capacity for row in kept}
    rows = [*kept, *(PersonCapacity(town_id=person.town_id, capacity=capacity) for capacity in fresh)]
    person.capacities[:] = sorted(rows, key=lambda row: row.capacity)


def qualify(
    session: Session,
    actor: Actor,
    person_id: int,
    qualification_id: int,
    *,
    level: int = 1,
    valid_from: date | None = None,
    valid_until: date | None = None,
    now: datetime,  # noqa: ARG001
) -> HeldQualification:
    """Write down a qualification of a person, or another level or end of one. Raises NotFound, Invalid."""
    person = find(session, actor, Action.EDIT, Person, person_id)
    qualification = referred(session, actor, Qualification, qualification_id, "qualification_id")
    if valid_from is not None and valid_until is not None and valid_until < valid_from:
        raise Invalid(m_("The qualification ends before it begins."), {"valid_until": m_("Not before its first day.")})
    rows = {(row.qualification_id, row.valid_from): row for row in person.qualifications}
    row = rows.get((qualification.id, valid_from))
    if row is None:
        row = HeldQualification(town_id=person.town_id, qualification_id=qualification.id, valid_from=valid_from)
        person.qualifications.append(row)
    row.level, row.valid_until = level, valid_until
    session.flush()
    return row


def disqualify(session: Session, actor: Actor, person_id: int, held_id: int, *, now: datetime) -> None:  # noqa: ARG001
    """Strike a qualification that was written down wrongly. Raises NotFound."""
    person = find(session, actor, Action.EDIT, Person, person_id)
    row = next((row for row in person.qualifications if row.id == held_id), None)
    if row is None:
        raise NotFound(m_("There is no such entry (number {number}).", number=held_id))
    person.qualifications.remove(row)
    session.flush()


def wishes_of(session: Session, actor: Actor, person_id: int) -> Sequence[Wish]:
    """A person's weekly wishes. Raises NotFound."""
    person = find(session, actor, Action.READ, Person, person_id)
    return session.scalars(select(Wish).where(Wish.person_id == person.id).order_by(Wish.weekday, Wish.part)).all()


def set_wishes(
    session: Session,
    actor: Actor,
    person_id: int,
    wishes: Sequence[tuple[int, Part, int]],
    *,
    now: datetime,  # noqa: ARG001
) -> None:
    """Replace a person's wishes, each (weekday from 0, part of the day, 1 gladly or -1 rather not).

    Raises NotFound; Invalid where two wishes are about the same part of a day, or one says neither.
    """
    person = find(session, actor, Action.EDIT, Person, person_id)
    if len({(weekday, part) for weekday, part, _ in wishes}) < len(wishes):
        message = m_("One wish for each part of a day.")
        raise Invalid(message, {"wishes": message})
    if any(liking not in (-1, 1) for _, _, liking in wishes):
        message = m_("A wish is 1 for gladly or -1 for rather not.")
        raise Invalid(message, {"wishes": message})
    held = {(row.weekday, row.part, row.liking): row for row in wishes_of(session, actor, person_id)}
    for wish in held.keys() - set(wishes):
        session.delete(held[wish])
    session.flush()
    for weekday, part, liking in sorted(set(wishes) - held.keys()):
        session.add(Wish(town_id=person.town_id, person_id=person.id, weekday=weekday, part=part, liking=liking))
    session.flush()
