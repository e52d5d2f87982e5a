"""A row's revision rises with what belongs to it: a person's with a capacity, an activity's with a role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from scheduler.models import (
    Absence,
    Activity,
    Attendance,
    Couple,
    HeldQualification,
    Person,
    PersonCapacity,
    Recusal,
    Role,
    Series,
    SeriesRole,
    Team,
    TeamMember,
    WeeklyTime,
    Wish,
)

PARENTS: dict[type[Any], dict[str, type[Any]]] = {
    PersonCapacity: {"person_id": Person},
    HeldQualification: {"person_id": Person},
    Wish: {"person_id": Person},
    WeeklyTime: {"person_id": Person, "team_id": Team},
    Absence: {"person_id": Person, "team_id": Team},
    Recusal: {"person_id": Person},
    Couple: {"one_id": Person, "other_id": Person},
    TeamMember: {"team_id": Team},
    Role: {"activity_id": Activity},
    Attendance: {"activity_id": Activity},
    SeriesRole: {"series_id": Series},
}
"""To which row each of these tables' rows belongs, by the column that says so."""

COLLECTIONS: dict[type[Any], tuple[str, ...]] = {
    Person: ("capacities", "qualifications"),
    Team: ("memberships",),
    Activity: ("roles",),
    Series: ("roles",),
}
"""The lists through which such rows come and go without naming their parent yet."""


def touch_parents(session: Session, *_: object) -> None:
    """Before a flush: raise the revision of each row whose belongings this flush adds, changes or takes away.

    The revision is what an edit is checked against, here and in the database, so of two people who change what belongs
    to one row at the same moment the second is told.
    """
    for parent in set(changed_parents(session)):
        state = inspect(parent)
        if state.persistent and parent not in session.deleted and not state.attrs.revision.history.has_changes():
            parent.revision += 1


def changed_parents(session: Session) -> Iterator[Any]:
    """The rows to which something belongs that this flush touches."""
    dirty = [row for row in session.dirty if session.is_modified(row)]
    for child in (*session.new, *dirty, *session.deleted):
        for column, model in PARENTS.get(type(child), {}).items():
            number = getattr(child, column)
            parent = session.get(model, number) if number is not None else None
            if parent is not None:
                yield parent
    for row in dirty:
        for name in COLLECTIONS.get(type(row), ()):
            if inspect(row).attrs[name].history.has_changes():
                yield row
