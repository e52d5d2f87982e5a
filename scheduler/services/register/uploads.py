"""Imports: an uploaded workbook is checked first and committed as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor, demand
from scheduler.errors import Conflict, Invalid
from scheduler.language import m_
from scheduler.models import Town, Upload, UploadState
from scheduler.services.lookup import find
from scheduler.services.register.series import bring_along, followers
from scheduler.spreadsheets.cells import plain
from scheduler.spreadsheets.importer import Importer
from scheduler.spreadsheets.imports import IMPORTS
from scheduler.spreadsheets.reading import Book, read_book
from scheduler.spreadsheets.report import Report
from scheduler.spreadsheets.rows import read_rows, sheets_by_kind
from scheduler.spreadsheets.sheets import sheet_kinds

RECENT = 10
OPEN_AT_MOST = timedelta(days=30)
"""A file that was checked longer ago is not imported any more: the register has moved on."""


def check(session: Session, actor: Actor, filename: str, content: bytes, *, now: datetime) -> Upload:
    """Read a workbook and say what importing it would do; nothing of it is kept but the file and the report.

    Raises Invalid where it is no workbook, too large, or has no sheet that is known.
    """
    demand(actor, Action.IMPORT, None)
    book = read_book(filename, content)
    upload = Upload(
        town_id=actor.town_id,
        filename=plain(filename)[-200:],
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


def dry_run(session: Session, actor: Actor, book: Book, answers: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The report of an import that is rolled back."""
    savepoint = session.begin_nested()
    try:
        return run(session, actor, book, answers, now).as_json()
    finally:
        savepoint.rollback()


def run(session: Session, actor: Actor, book: Book, answers: Mapping[str, str], now: datetime) -> Report:
    """Import all rows that can be, in order; the dated activities of series are brought along at the end.

    Raises Invalid where no sheet is known.
    """
    town = session.get_one(Town, actor.town_id)
    importer = Importer(session, town, now, answers)
    sheets = sheets_by_kind(book, sheet_kinds(importer.today), importer.report)
    following = followers(session, actor, now=now)
    for kind, sheet in sheets:
        IMPORTS[kind.kind](importer, kind, list(read_rows(sheet, kind, importer.report)))
    importer.finish()
    importer.report.dated = bring_along(session, actor, following, now=now)
    return importer.report


def answer(session: Session, actor: Actor, upload_id: int, answers: Mapping[str, str], *, now: datetime) -> Upload:  # noqa: ARG001
    """Answer questions of a checked upload and check it again, as the register stands now.

    `answers` maps the key of a question to "new" or to one of its candidates. Raises NotFound, Conflict where the
    upload is not open any more, Invalid for an answer to what was not asked.
    """
    upload = open_upload(session, actor, upload_id)
    asked = {question["key"] for question in upload.report["questions"]} | upload.answers.keys()
    unknown = sorted(answers.keys() - asked)
    if unknown:
        raise Invalid(m_("Nothing was asked about {row}.", row=unknown[0]))
    upload.answers = {**upload.answers, **answers}
    upload.report = dry_run(session, actor, book_of(upload), upload.answers, upload.created_at)
    session.flush()
    return upload


def get_upload(session: Session, actor: Actor, upload_id: int) -> Upload:
    """One upload. Raises NotFound."""
    return find(session, actor, Action.READ, Upload, upload_id)


def recent_uploads(session: Session, actor: Actor) -> Sequence[Upload]:
    """The last uploads of the town, the newest first."""
    demand(actor, Action.READ, None)
    query = select(Upload).where(Upload.town_id == actor.town_id).order_by(Upload.id.desc()).limit(RECENT)
    return session.scalars(query).all()


def open_upload(session: Session, actor: Actor, upload_id: int) -> Upload:
    """An upload that is checked and neither committed nor discarded, kept for this transaction alone.

    Raises NotFound or Conflict.
    """
    upload = find(session, actor, Action.IMPORT, Upload, upload_id, lock=True)
    if upload.state is not UploadState.CHECKED:
        raise Conflict(m_("This upload was imported or discarded already."))
    return upload


def book_of(upload: Upload) -> Book:
    """The workbook of an upload that is open: the database keeps the file as long as that."""
    assert upload.content is not None
    return read_book(upload.filename, upload.content)


def commit(session: Session, actor: Actor, upload_id: int, *, now: datetime) -> Upload:  # noqa: ARG001
    """Import a checked upload, all of it or nothing. Dates without a year are read as on the day of the check.

    Raises NotFound; Conflict where it is not open any more, or where importing it would do something else now than the
    check said; Invalid where rows are bad or questions are open.
    """
    upload = open_upload(session, actor, upload_id)
    if upload.report["fault_count"] or upload.report["questions"]:
        raise refused(upload.report)
    session.execute(select(Town.id).where(Town.id == actor.town_id).with_for_update())
    savepoint = session.begin_nested()
    try:
        report = run(session, actor, book_of(upload), upload.answers, upload.created_at).as_json()
    except IntegrityError as error:
        savepoint.rollback()
        raise changed_meanwhile() from error
    if report != upload.report:
        savepoint.rollback()
        raise changed_meanwhile()
    savepoint.commit()
    return ended(session, upload, UploadState.COMMITTED)


def refused(report: Mapping[str, Any]) -> Invalid:
    """The refusal of an upload with faults or open questions."""
    return Invalid(
        m_(
            "Nothing was imported: {faults} cells or rows are wrong and {questions} questions are open.",
            faults=report["fault_count"],
            questions=len(report["questions"]),
        )
    )


def changed_meanwhile() -> Conflict:
    """The refusal to do something else than what was shown."""
    return Conflict(
        m_("Nothing was imported: the register has changed since this file was checked. Check it again and look at it.")
    )


def discard(session: Session, actor: Actor, upload_id: int, *, now: datetime) -> Upload:  # noqa: ARG001
    """Put a checked upload aside. Raises NotFound or Conflict."""
    return ended(session, open_upload(session, actor, upload_id), UploadState.DISCARDED)


def ended(session: Session, upload: Upload, state: UploadState) -> Upload:
    """An upload that is open no longer: its file is forgotten, what was said of it stays."""
    upload.state, upload.content = state, None
    session.flush()
    return upload


def discard_forgotten(session: Session, *, now: datetime) -> None:
    """Put aside what was checked long ago and never imported."""
    open_ = select(Upload).where(Upload.state == UploadState.CHECKED, Upload.created_at < now - OPEN_AT_MOST)
    for upload in session.scalars(open_).all():
        ended(session, upload, UploadState.DISCARDED)
