"""What of an import cannot be undone any more, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.orm import Session

from scheduler.language import Message, m_
from scheduler.models import Activity, Audit, Base, Feed, FeedKind, Person, Role, Roster, SavedTemplate, Series, Upload
from scheduler.services.problems.trying import Tried
from scheduler.services.register.imports.import_steps import MODELS, Key, Rows, Step, audited_columns, value_of
from scheduler.services.revisions import PARENTS

SUBJECTS = {FeedKind.PERSON: "person", FeedKind.TEAM: "team", FeedKind.VILLAGE: "place"}
"""Whose calendars name them by their ids, without a reference that the database knows."""

QUOTAS = {"organisation_id": "organisation", "team_id": "team", "qualification_id": "qualification"}
"""What quotas name by ids in the same way."""

CHANGED, USED, IN_TEMPLATE = m_("changed since"), m_("in use since"), m_("a template names it")
TAKEN, NEEDED = m_("what it was before is taken now"), m_("something that stays refers to it")


def reasons_to_stay(session: Session, upload: Upload, steps: list[Step], rows: Rows) -> dict[Key, Message]:
    """The things that cannot go back to what they were before an import, and why.

    `rows` are those that the import touched, as they are now.
    """
    owners = {step.key: step.owner for step in steps}
    made = {step.key for step in steps if step.made}
    reasons = {step.owner: CHANGED for step in steps if step.after is not None and is_changed(step, rows.get(step.key))}
    reasons |= dict.fromkeys(filled_since(session, upload, steps), CHANGED)
    for key in used(session, upload, steps):
        reasons.setdefault(owners[key], USED)
    for key in made.intersection(templated(session, upload, steps)):
        reasons.setdefault(owners[key], IN_TEMPLATE)
    takers = [(step, list(takers_of(session, step))) for step in steps if not step.made]
    before = -1
    while before < len(reasons):
        before = len(reasons)
        for step, keys in takers:
            if any(key == step.key or key not in owners or owners[key] in reasons for key in keys):
                reasons.setdefault(step.owner, TAKEN)
        needed = [key for step in steps if step.owner in reasons for key in references_of(step) if key in made]
        for key in needed:
            reasons.setdefault(owners[key], NEEDED)
    return reasons


def is_changed(step: Step, row: object) -> bool:
    """Whether a row is not as the import left it, in what it changed or, if it made it, in anything."""
    after = step.after or {}
    columns = audited_columns(step.model) if step.made else after
    return row is None or any(getattr(row, name) != value_of(step.model, name, after.get(name)) for name in columns)


def filled_since(session: Session, upload: Upload, steps: list[Step]) -> Iterator[Key]:
    """Things from which the import took rows away, and which others gave rows of that table since, or took more."""
    emptied = {(step.table, step.owner) for step in steps if step.after is None}
    tables = {table for table, _ in emptied}
    last = select(func.max(Audit.id)).where(Audit.upload_id == upload.id).scalar_subquery()
    for row in session.scalars(select(Audit).where(Audit.table_name.in_(tables), Audit.id > last)):
        model = MODELS[row.table_name]
        for column, parent in PARENTS.get(model, {}).items():
            for number in row.changes.get(column, ()):
                if (row.table_name, (parent.__tablename__, number)) in emptied:
                    yield parent.__tablename__, number


def used(session: Session, upload: Upload, steps: list[Step]) -> Iterator[Key]:
    """Rows that the import made and to which others refer that are there without it."""
    touched = {step.key: step for step in steps}
    made = {step.key for step in steps if step.made}
    tables = {table for table, _ in made}
    for table in Base.metadata.sorted_tables:
        for reference in table.foreign_keys:
            target = reference.column.table.name
            if target not in tables:
                continue
            own = select(Audit.row_id).where(
                Audit.upload_id == upload.id, Audit.table_name == target, Audit.action == "insert"
            )
            for number, row_id in session.execute(
                select(table.c.id, reference.parent).where(reference.parent.in_(own))
            ):
                step = touched.get((table.name, number))
                if (step is None or reference.parent.name not in (step.after or {})) and (target, row_id) in made:
                    yield target, row_id
    yield from (key for key in named(session, upload, touched) if key in made)


def named(session: Session, upload: Upload, touched: dict[Key, Step]) -> Iterator[Key]:
    """Rows that calendars, quotas and what-ifs name by their ids, and departments by their numbers."""
    for kind, subject in session.execute(select(Feed.kind, Feed.subject).where(Feed.town_id == upload.town_id)):
        if kind in SUBJECTS:
            yield SUBJECTS[kind], int(subject)
    yield from tried(session, upload)
    codes = codes_of(touched.values())
    for model in (Activity, Series):
        query = select(model.id, model.quotas, model.departments).where(model.town_id == upload.town_id)
        for number, quotas, departments in session.execute(query):
            step = touched.get((model.__tablename__, number))
            own = {} if step is None or step.after is None else step.after
            yield from quoted([] if "quotas" in own else quotas)
            yield from (codes[code] for code in ([] if "departments" in own else departments) if code in codes)


def tried(session: Session, upload: Upload) -> Iterator[Key]:
    """The people without whom and the activities of which otherwise something is tried."""
    query = select(Roster.what_if).where(Roster.town_id == upload.town_id)
    for what in (Tried.read(stored) for stored in session.scalars(query)):
        yield from ((Person.__tablename__, number) for number in what.without)
        yield from ((Activity.__tablename__, one.activity_id) for one in what.demand if one.activity_id is not None)


def templated(session: Session, upload: Upload, steps: Iterable[Step]) -> Iterator[Key]:
    """Rows that the town's templates name, from which activities are started that name them too."""
    codes = codes_of(steps)
    for content in session.scalars(select(SavedTemplate.content).where(SavedTemplate.town_id == upload.town_id)):
        for model, values in ((Activity, content), *((Role, role) for role in content["roles"])):
            for reference in model.__table__.foreign_keys:
                if values.get(reference.parent.name) is not None:
                    yield reference.column.table.name, values[reference.parent.name]
        yield from quoted(content["quotas"])
        yield from (codes[code] for code in content["departments"] if code in codes)


def codes_of(steps: Iterable[Step]) -> dict[Any, Key]:
    """The organisations that an import touched, by number."""
    return {step.said.get("code"): step.key for step in steps if step.table == "organisation"}


def quoted(quotas: Iterable[Mapping[str, Any]]) -> Iterator[Key]:
    """What quotas name."""
    for quota in quotas:
        yield from ((table, quota[name]) for name, table in QUOTAS.items() if quota.get(name))


def takers_of(session: Session, step: Step) -> Iterator[Key]:
    """Other rows that have now what only one may have and what a row had before the import.

    One may have the number of a row that the import took away: SQLite gives it again.
    """
    then = {**step.said, **(step.before or {})}
    for constraint in step.model.__table__.constraints:
        names = [column.name for column in constraint.columns] if isinstance(constraint, UniqueConstraint) else []
        if set(names) & (step.before or {}).keys() and all(then.get(name) is not None for name in names):
            same = [getattr(step.model, name) == value_of(step.model, name, then[name]) for name in names]
            for number in session.scalars(select(step.model.id).where(*same)):
                if number != step.number or step.after is None:
                    yield step.table, number


def references_of(step: Step) -> Iterator[Key]:
    """The rows to which a row refers as the import left it, in what it said of it."""
    for reference in step.model.__table__.foreign_keys:
        number = (step.after or {}).get(reference.parent.name)
        if number is not None:
            yield reference.column.table.name, number
