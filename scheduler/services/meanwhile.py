"""What happened to a row since somebody looked at it: who changed it or what belongs to it, who deleted it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, inspect, or_, select
from sqlalchemy.orm import Session, aliased, make_transient_to_detached

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.language import Message, m_
from scheduler.models import (
    Absence,
    Activity,
    ActivityState,
    Attendance,
    Audit,
    Base,
    Couple,
    HeldQualification,
    Person,
    PersonCapacity,
    Recusal,
    Role,
    SeriesRole,
    TeamMember,
    WeeklyTime,
    Wish,
)
from scheduler.services.accounts import person_of_name
from scheduler.services.register.imports.import_steps import MODELS, value_of
from scheduler.services.revisions import PARENTS

MOST_TOLD = 5
"""So many changes are told of; who looked at a page for days need not read all."""

BELONGINGS: dict[str, Message] = {
    model.__tablename__: words
    for model, words in (
        (PersonCapacity, m_("Capacities")),
        (HeldQualification, m_("Qualifications")),
        (Wish, m_("Weekly wishes")),
        (WeeklyTime, m_("Available each week")),
        (Absence, m_("Away")),
        (Recusal, m_("Keeps away from")),
        (Couple, m_("Serves with")),
        (TeamMember, m_("Members")),
        (Role, m_("Roles")),
        (SeriesRole, m_("Roles")),
        (Attendance, m_("Attendance list")),
    )
}
"""What pages call that which belongs to a row, by its table."""


@dataclass(frozen=True)
class Meanwhile:
    """Who changed a row when, and what of that which belongs to it."""

    at: datetime
    actor: Message
    parts: tuple[Message, ...]


@dataclass(frozen=True)
class Gone:
    """Who deleted a row when, and the row as it was then: the session gives it, and what it refers to, to whoever reads
    it as long as this is kept, and stores nothing of it.
    """

    at: datetime
    actor: Message
    row: Any
    refers_to: Sequence[Gone]


def newest(session: Session) -> int:
    """The number of the newest entry of the audit trail: what somebody who looks now has seen."""
    return session.scalar(select(func.max(Audit.id))) or 0


def since(session: Session, actor: Actor, row: Any, seen: int | None) -> list[Meanwhile]:
    """Who changed a row after entry `seen` of the audit trail, the newest first; the last change where none is found.

    An entry may have a smaller number than one that was committed, and seen, before it.
    """
    demand(actor, Action.READ, None)
    query = select(Audit).where(Audit.town_id == actor.town_id, about(row)).order_by(Audit.id.desc())
    later = session.scalars(query.where(Audit.id > seen)).all() if seen is not None else ()
    return list(summed_up(session, later or session.scalars(query.limit(1)).all()))[:MOST_TOLD]


def about(row: Any) -> ColumnElement[bool]:
    """Whether an entry of the audit trail is about a row or what belongs to it.

    What does is known by the entry that made it, whatever became of it since.
    """
    entry = aliased(Audit)
    found = [and_(Audit.table_name == row.__tablename__, Audit.row_id == row.id)]
    for child, parents in PARENTS.items():
        for column, parent in parents.items():
            if isinstance(row, parent):
                of_row = [entry.changes[(column, side)].as_integer() == row.id for side in (0, 1)]
                known = select(entry.row_id).where(entry.table_name == child.__tablename__, or_(*of_row))
                found.append(and_(Audit.table_name == child.__tablename__, Audit.row_id.in_(known)))
    return or_(*found)


def summed_up(session: Session, entries: Any) -> Iterator[Meanwhile]:
    """Entries of the audit trail, those that one actor wrote within a minute as one."""
    told: dict[tuple[str, datetime], list[Audit]] = {}
    for entry in entries:
        told.setdefault((entry.actor, entry.at.replace(second=0, microsecond=0)), []).append(entry)
    for (name, _), found in told.items():
        parts = dict.fromkeys(part for entry in found if (part := part_of(entry)) is not None)
        yield Meanwhile(found[0].at, who(session, name), tuple(parts))


def part_of(entry: Audit) -> Message | None:
    """What an entry is about beyond the row's own fields."""
    became = entry.changes.get("state", [None, None])[1]
    if entry.table_name == Activity.__tablename__ and became == ActivityState.CANCELLED:
        return m_("Called off")
    return BELONGINGS.get(entry.table_name)


def who(session: Session, name: str) -> Message:
    """Whom the audit trail calls so, in words."""
    if name == "system":
        return m_("the service")
    number = person_of_name(name)
    person = session.get(Person, number) if number is not None else None
    return Message("{name}", {"name": name if person is None else person.name})


def gone(session: Session, actor: Actor, model: type[Base], number: int) -> Gone | None:
    """A row that was deleted, as it was then, so that a page about it can be read once more; None where none was.

    The session believes that it is stored: roll that back.
    """
    demand(actor, Action.READ, None)
    query = select(Audit).where(Audit.town_id == actor.town_id, Audit.table_name == model.__tablename__)
    of_row = query.where(Audit.row_id == number, Audit.action == "delete").order_by(Audit.id.desc())
    entry = session.scalars(of_row.limit(1)).first()
    if entry is None:
        return None
    told = {each.key: entry.changes.get(each.key, [None])[0] for each in inspect(model).column_attrs}
    row: Any = model(**{name: value_of(model, name, value) for name, value in told.items()})
    with_it = list(missing(session, actor, row))
    make_transient_to_detached(row)
    session.add(row)
    return Gone(entry.at, who(session, entry.actor), row, with_it)


def missing(session: Session, actor: Actor, row: Any) -> Iterator[Gone]:
    """What a deleted row refers to, where that is deleted too."""
    for reference in row.__table__.foreign_keys:
        model, number = MODELS[reference.column.table.name], getattr(row, reference.parent.name)
        if number is not None and session.get(model, number) is None:
            found = gone(session, actor, model, number)
            if found is not None:
                yield found
