"""An import is undone: each row of the register that it touched is again what it was before.

What belongs to one thing (a person's capacities, times, wishes) goes back together with it or stays with it. A thing
stays where somebody changed it since, or where what came later refers to it; and then what it refers to itself stays.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.errors import Conflict
from scheduler.language import Message, listed, m_
from scheduler.models import Base, Town, Upload, UploadState
from scheduler.services.lookup import find
from scheduler.services.register.imports.import_steps import Key, Step, rows_of, steps_of, value_of
from scheduler.services.register.imports.staying import reasons_to_stay
from scheduler.services.revisions import COLLECTIONS

NAMED = 5
"""So many things that stay are named in a sentence."""


@dataclass(frozen=True)
class Kept:
    """A thing that stays as it is, and why; `kind` is the name of its table."""

    kind: str
    number: int
    name: str
    why: Message


@dataclass(frozen=True)
class Plan:
    """What undoing an import does: the steps that are taken back, and what stays."""

    steps: list[Step]
    kept: list[Kept]

    @property
    def removed(self) -> int:
        """How many things are taken out of the register."""
        return sum(1 for step in self.steps if step.made and step.owner == step.key)

    @property
    def restored(self) -> int:
        """How many things are again as they were."""
        gone = {step.key for step in self.steps if step.made}
        return len({step.owner for step in self.steps} - gone)


def plan(session: Session, actor: Actor, upload_id: int) -> Plan:
    """What undoing an import would do now. Raises NotFound; Conflict where it is not imported, or undone already."""
    upload = find(session, actor, Action.IMPORT, Upload, upload_id)
    if upload.state is not UploadState.COMMITTED:
        raise Conflict(m_("This file is not imported, or its import is undone already."))
    steps = steps_of(session, upload)
    rows = rows_of(session, {key for step in steps for key in (step.key, step.owner)})
    reasons = reasons_to_stay(session, upload, steps, rows)
    said = {step.key: step.said for step in steps}
    kept = [Kept(*key, name_of(key, rows.get(key), said.get(key, {})), reasons[key]) for key in sorted(reasons)]
    return Plan([step for step in steps if step.owner not in reasons], kept)


def undo(session: Session, actor: Actor, upload_id: int, *, rest: bool, now: datetime) -> Upload:  # noqa: ARG001
    """Take back what an import did. Where something has to stay: nothing, or with `rest` all else.

    Raises NotFound; Conflict where it is not imported, is undone already, or something stays and `rest` is not asked.
    """
    upload = find(session, actor, Action.IMPORT, Upload, upload_id, lock=True)
    session.execute(select(Town.id).where(Town.id == actor.town_id).with_for_update())
    found = plan(session, actor, upload_id)
    if not found.steps:
        raise Conflict(m_("Nothing of this import can be undone."))
    if found.kept and not rest:
        names = listed([kept.name for kept in found.kept[:NAMED]])
        raise Conflict(
            m_(
                "Nothing was undone: {count} entries were changed or used since ({names}).",
                count=len(found.kept),
                names=names,
            )
        )
    savepoint = session.begin_nested()
    try:
        take_back(session, found.steps)
    except IntegrityError as error:
        savepoint.rollback()
        raise Conflict(m_("Nothing was undone: what was there before does not fit what is there now.")) from error
    savepoint.commit()
    upload.state = UploadState.UNDONE
    session.flush()
    return upload


def take_back(session: Session, steps: list[Step]) -> None:
    """Take these steps back: rows as they were, then away with those that were made, then those back that were not."""
    rows = rows_of(session, (step.key for step in steps if step.after is not None))
    for step in steps:
        if step.before is not None and step.after is not None:
            for name, told in step.before.items():
                setattr(rows[step.key], name, value_of(step.model, name, told))
    session.flush()
    owners = rows_of(session, {step.owner for step in steps}).values()
    remove(session, [step.key for step in steps if step.made], owners)
    for step in steps:
        if step.before is not None and step.after is None:
            values = {name: value_of(step.model, name, told) for name, told in step.before.items() if name != "id"}
            session.add(step.model(**values))
    session.flush()
    session.expire_all()


def remove(session: Session, keys: Sequence[Key], owners: Collection[Any]) -> None:
    """Take rows out of the register, those that refer to others first. `owners` are the things they belong to."""
    for table in reversed(Base.metadata.sorted_tables):
        rows = rows_of(session, [key for key in keys if key[0] == table.name]).values()
        if not rows:
            continue
        for reference in table.foreign_keys:
            if reference.column.table is table:
                for row in rows:
                    setattr(row, reference.parent.name, None)
        session.flush()
        for row in rows:
            session.delete(row)
        session.flush()
        for owner in owners:
            if owner in session and type(owner) in COLLECTIONS:
                session.expire(owner, COLLECTIONS[type(owner)])


def name_of(key: Key, row: Any, said: dict[str, Any]) -> str:
    """What a thing is called."""
    for name in ("title", "name", "code", "day"):
        found = getattr(row, name, None) or said.get(name)
        if found:
            return str(found)
    return f"{key[0]} {key[1]}"
