"""Imports: an uploaded workbook is checked first and committed as a whole, or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Conflict, Invalid
from scheduler.language import m_
from scheduler.models import Series, Town, Upload, UploadState
from scheduler.services.lookup import find
from scheduler.services.register.series import expand
from scheduler.spreadsheets.cells import plain
from scheduler.spreadsheets.importer import Importer, RowError, read_rows, sheets_by_kind
from scheduler.spreadsheets.reading import Book, read_book
from scheduler.spreadsheets.report import Fault, Report
from scheduler.spreadsheets.rows import IMPORTS


def check(session: Session, actor: Actor, filename: str, content: bytes, *, now: datetime) -> Upload:
    """Read a workbook and say what importing it would do; nothing of it is kept but the file and the report.

    Raises Invalid where it is no workbook, too large, or has no sheet that is known.
    """
    demand(actor, Action.IMPORT, None)
    book = read_book(filename, content)
    upload = Upload(
        town_id=actor.town_id,
        filename=plain(filename)[:200],
        content=content,
        encoding=book.encoding,
        created_at=now,
        created_by=actor.name,
        answers={},
    )
    upload.report = dry_run(session, actor, book, {}, now)
    session.add(upload)
    session.flush()
    return upload


def dry_run(session: Session, actor: Actor, book: Book, answers: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The report of an import that is rolled back."""
    savepoint = session.begin_nested()
    try:
        return run(session, actor, book, answers, now).as_json()
    finally:
        savepoint.rollback()


def run(session: Session, actor: Actor, book: Book, answers: dict[str, Any], now: datetime) -> Report:
    """Import all rows that can be, in order; series are expanded at the end."""
    importer = Importer(session, actor, session.get_one(Town, actor.town_id), now, answers)
    for kind, sheet in sheets_by_kind(importer, book):
        titles = {column.field: column.chinese for column in kind.columns}
        for row in read_rows(importer, sheet, kind):
            try:
                IMPORTS[kind.kind](importer, row, kind)
            except RowError as error:
                column = titles.get(error.column, error.column)
                value = str(row.values.get(error.column, ""))[:60]
                importer.report.faults.append(Fault(row.sheet, row.number, column, value, error.message))
        session.flush()
    for series in session.scalars(select(Series).where(Series.town_id == actor.town_id).order_by(Series.id)).all():
        expand(session, actor, series, now=now)
    return importer.report


def answer(session: Session, actor: Actor, upload_id: int, answers: dict[str, Any], *, now: datetime) -> Upload:
    """Answer questions of a checked upload ("new", or the id of the person who is meant) and check it again.

    Raises NotFound, Conflict where it is not open any more.
    """
    upload = open_upload(session, actor, upload_id)
    read = {
        key: int(value) if str(value).isascii() and str(value).isdigit() else value for key, value in answers.items()
    }
    upload.answers = {**upload.answers, **read}
    upload.report = dry_run(session, actor, read_book(upload.filename, upload.content), upload.answers, now)
    session.flush()
    return upload


def get_upload(session: Session, actor: Actor, upload_id: int) -> Upload:
    """One upload. Raises NotFound."""
    return find(session, actor, Action.READ, Upload, upload_id)


def open_upload(session: Session, actor: Actor, upload_id: int) -> Upload:
    """An upload that is checked and neither committed nor discarded. Raises NotFound or Conflict."""
    upload = find(session, actor, Action.IMPORT, Upload, upload_id)
    if upload.state is not UploadState.CHECKED:
        raise Conflict(m_("This upload was imported or discarded already."))
    return upload


def commit(session: Session, actor: Actor, upload_id: int, *, now: datetime) -> Upload:
    """Import a checked upload, as the register stands now.

    Raises NotFound; Conflict where it is not open any more; Invalid where rows are bad or questions are open, and then
    nothing is imported.
    """
    upload = open_upload(session, actor, upload_id)
    savepoint = session.begin_nested()
    report = run(session, actor, read_book(upload.filename, upload.content), upload.answers, now)
    if not report.clean:
        savepoint.rollback()
        raise Invalid(
            m_(
                "Nothing was imported: {faults} rows are wrong and {questions} questions are open.",
                faults=len(report.faults),
                questions=len(report.questions),
            )
        )
    savepoint.commit()
    upload.report, upload.state = report.as_json(), UploadState.COMMITTED
    session.flush()
    return upload


def discard(session: Session, actor: Actor, upload_id: int, *, now: datetime) -> Upload:  # noqa: ARG001
    """Put a checked upload aside. Raises NotFound or Conflict."""
    upload = open_upload(session, actor, upload_id)
    upload.state = UploadState.DISCARDED
    session.flush()
    return upload
