"""Database sessions of the scheduler: where the database is, who acts, and the audit row that every change writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session, UOWTransaction, sessionmaker

from scheduler.domain.permissions import Actor
from scheduler.models import Audit, Base, Upload
from scheduler.services.revisions import touch_parents

HIDDEN = "hidden"
"""What the audit trail shows of a secret."""


class BehindTheTrail(RuntimeError):
    """A bulk statement would change rows of an audited table without a word in the audit trail."""


def open_engine(url: str) -> Engine:
    """An engine for SQLite (write-ahead log, foreign keys enforced, 15 s patience for a lock) or PostgreSQL."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": 15})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver would begin by itself, and too late for savepoints
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads_only")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def session_factory(engine: Engine, *, reads_only: bool = False) -> sessionmaker[Session]:
    """Sessions whose every flush writes the audit rows of what changed. Objects stay readable after the commit.

    On SQLite a session takes the write lock when it begins, because one that reads first and writes later fails where
    somebody else wrote in between; one that `reads_only` does not, and waits for nobody.
    """
    factory = sessionmaker(engine.execution_options(reads_only=reads_only), expire_on_commit=False)
    event.listen(factory, "before_flush", touch_parents)
    event.listen(factory, "after_flush", write_audit)
    event.listen(factory, "do_orm_execute", refuse_bulk)
    return factory


def act_as(session: Session, actor: Actor | str) -> None:
    """Name the actor of all changes that this session writes from now on: an actor, or whoever is just coming in."""
    session.info["actor"] = actor if isinstance(actor, str) else actor.name


@contextmanager
def importing(session: Session, upload: Upload) -> Iterator[None]:
    """Within this every audit row names the upload whose import makes the change."""
    session.flush()
    session.info["upload_id"] = upload.id
    try:
        yield
        session.flush()
    finally:
        del session.info["upload_id"]


def refuse_bulk(state: ORMExecuteState) -> None:
    """Raise BehindTheTrail for a bulk change of an audited table, which no flush would see.

    The execution option `unaudited` lets one pass: what the service derives (a solver's roster) or forgets (ended
    sessions) leaves no row for each.
    """
    changes = state.is_insert or state.is_update or state.is_delete
    if not changes or state.bind_mapper is None or state.execution_options.get("unaudited"):
        return
    if state.bind_mapper.class_.audited:
        raise BehindTheTrail(state.bind_mapper.class_.__tablename__)


def write_audit(session: Session, flush: UOWTransaction) -> None:
    """Add an audit row for each audited row that this flush inserted, changed or deleted.

    Rows that were only taken out of their parent's list are deleted too, though the session does not name them.
    """
    states = [state for state, (deleted, listed_only) in flush.states.items() if deleted and not listed_only]
    gone = dict.fromkeys(thing for thing in (state.obj() for state in states) if thing is not None)
    kept = [thing for thing in session.dirty if thing not in gone]
    groups = (("insert", session.new), ("update", kept), ("delete", gone))
    rows = [
        entry
        for action, things in groups
        for thing in things
        if isinstance(thing, Base) and thing.audited and (entry := audit_row(session, action, thing))
    ]
    if rows:
        session.execute(Audit.__table__.insert(), rows)  # type: ignore[attr-defined]


def audit_row(session: Session, action: str, thing: Any) -> dict[str, Any] | None:
    """The audit row of one object; None if no audited column changed."""
    state = inspect(thing)
    changes = {
        attribute.key: pair
        for attribute in state.mapper.column_attrs
        if attribute.key not in thing.unaudited and (pair := change(action, state, attribute.key)) is not None
    }
    if not changes and action == "update":
        return None
    return {
        "town_id": thing.id if thing.__tablename__ == "town" else getattr(thing, "town_id", None),
        "at": datetime.now(UTC),
        "actor": session.info.get("actor", "system"),
        "action": action,
        "table_name": thing.__tablename__,
        "row_id": thing.id,
        "changes": changes,
        "upload_id": session.info.get("upload_id"),
    }


def change(action: str, state: InstanceState[Any], column: str) -> list[Any] | None:
    """The old and new value of a row's column; None where it says nothing new. A secret is never told."""
    old = new = None
    if action == "insert":
        new = plain(state.dict.get(column))
    elif action == "delete" or column in state.committed_state:
        history = state.attrs[column].history
        old = plain(next(iter(history.deleted or history.unchanged), None))
        new = None if action == "delete" else plain(next(iter(history.added or history.unchanged), None))
    if old == new:
        return None
    secret = column in state.class_.secret
    return [value if value is None or not secret else HIDDEN for value in (old, new)]


def plain(value: Any) -> Any:
    """A column's value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return f"{len(value)} bytes" if isinstance(value, bytes) else value
