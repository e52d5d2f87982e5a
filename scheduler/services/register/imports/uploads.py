"""Imports: an uploaded workbook is checked first, mended, and committed as a whole, or not at all."""

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
from scheduler.services.activities.series import bring_along, called_off, followers
from scheduler.services.lookup import find
from scheduler.services.sessions import importing
from scheduler.spreadsheets.cells import plain
from scheduler.spreadsheets.headers import sheets_by_kind
from scheduler.spreadsheets.importer import Importer
from scheduler.spreadsheets.imports import IMPORTS
from scheduler.spreadsheets.mending import Mends
from scheduler.spreadsheets.reading import Book, read_book
from scheduler.spreadsheets.report import Report
from scheduler.spreadsheets.rows import read_rows
from scheduler.spreadsheets.sheets import sheet_kinds

RECENT = 10
OPEN_AT_MOST = timedelta(days=30)
"""A file that was checked longer ago is not imported any more: the register has moved on."""

REMEMBERED = 30
"""What was said of the sheets and columns of so many files holds for the next one."""

NO_MENDS = Mends()


def check(session: Session, actor: Actor, filename: str, content: bytes, *, now: datetime) -> Upload:
    """Read a workbook and say what importing it would do; nothing of it is kept but the file and the report.

    Sheets and columns of unknown names are taken for what was said of them in the last files. Raises Invalid where it
    is no workbook, too large, or has no sheet that is known or resembles one.
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
        mends=remembered(session, actor).as_json(),
    )
    look_through(session, actor, upload, book)
    session.add(upload)
    session.flush()
    return upload


def remembered(session: Session, actor: Actor) -> Mends:
    """What was said of the sheets and columns of the last files, the last word of each."""
    last = select(Upload.mends).where(Upload.town_id == actor.town_id).order_by(Upload.id.desc()).limit(REMEMBERED)
    mends = Mends()
    for stored in reversed(session.scalars(last).all()):
        mends = mends.then(Mends.from_json(stored).remembered)
    return mends


def look_through(session: Session, actor: Actor, upload: Upload, book: Book) -> None:
    """Report what an import would do: one that is rolled back."""
    savepoint = session.begin_nested()
    try:
        report = run(session, actor, upload, book)
    finally:
        savepoint.rollback()
    upload.report, upload.bad = report.as_json(), report.bad_json()


def run(session: Session, actor: Actor, upload: Upload, book: Book) -> Report:
    """Import all rows that can be, in order; the dated activities of series are brought along at the end.

    Dates without a year are read as on the day of the check. Raises Invalid where no sheet is known.
    """
    town, now, mends = session.get_one(Town, actor.town_id), upload.created_at, Mends.from_json(upload.mends)
    importer = Importer(session, town, now, upload.answers)
    sheets = sheets_by_kind(book, sheet_kinds(importer.today), mends, importer.report)
    following, off = followers(session, actor, now=now), called_off(session, actor, now=now)
    for kind, sheet in sheets:
        IMPORTS[kind.kind](importer, kind, list(read_rows(sheet, kind, mends, importer.report)))
    importer.finish()
    unsaid = [activity for activity in off if not importer.says(activity, "state")]
    importer.report.dated = bring_along(session, actor, following, unsaid, now=now)
    return importer.report


def answer(
    session: Session,
    actor: Actor,
    upload_id: int,
    answers: Mapping[str, str],
    mends: Mends = NO_MENDS,
    *,
    now: datetime,  # noqa: ARG001
) -> Upload:
    """Answer questions of a checked upload, mend its cells and rows, say what its sheets and columns are; then check it
    again, as the register stands now.

    `answers` maps the key of a question to "new" or to one of its candidates. Raises NotFound, Conflict where the
    upload is not open any more, Invalid for an answer to what was not asked.
    """
    upload = open_upload(session, actor, upload_id)
    book = book_of(upload)
    demand_asked(upload, answers, mends)
    demand_there(book, mends)
    upload.answers = {**upload.answers, **answers}
    upload.mends = Mends.from_json(upload.mends).then(mends).as_json()
    look_through(session, actor, upload, book)
    session.flush()
    return upload


def leave_out_bad(session: Session, actor: Actor, upload_id: int, *, now: datetime) -> Upload:
    """Leave out all rows that are wrong, and those that refer to them. Raises NotFound or Conflict."""
    upload = open_upload(session, actor, upload_id)
    return answer(session, actor, upload_id, {}, Mends(left_out=dict.fromkeys(upload.bad, True)), now=now)


def demand_asked(upload: Upload, answers: Mapping[str, str], mends: Mends) -> None:
    """Raise Invalid for an answer to what was not asked of people, sheets or columns."""
    matches = upload.report.get("matches", [])
    asked = {question["key"] for question in upload.report["questions"]} | upload.answers.keys()
    unknown = sorted(answers.keys() - asked)
    unknown += sorted(mends.sheets.keys() - {match["sheet"] for match in matches if not match["header"]})
    headers = {(kind, header) for kind, columns in mends.columns.items() for header in columns}
    unknown += sorted(header for _, header in headers - {(match["kind"], match["header"]) for match in matches})
    if unknown:
        raise Invalid(m_("Nothing was asked about {row}.", row=unknown[0]))


def demand_there(book: Book, mends: Mends) -> None:
    """Raise Invalid for a row that the file has not."""
    heights = {sheet.name: len(sheet.rows) for sheet in book.sheets}
    for key in {**mends.cells, **mends.left_out}:
        sheet, _, number = key.rpartition("!")
        if not (number.isascii() and number.isdigit() and 0 < int(number) <= heights.get(sheet, 0)):
            raise Invalid(m_("The file has no row {row}.", row=key))


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
    """Import a checked upload, all of it or nothing.

    Raises NotFound; Conflict where it is not open any more, or where importing it would do something else now than the
    check said; Invalid where rows are bad or questions are open.
    """
    upload = open_upload(session, actor, upload_id)
    if upload.report["fault_count"] or questions_of(upload.report):
        raise refused(upload.report)
    session.execute(select(Town.id).where(Town.id == actor.town_id).with_for_update())
    savepoint = session.begin_nested()
    try:
        with importing(session, upload):
            report = run(session, actor, upload, book_of(upload)).as_json()
    except IntegrityError as error:
        savepoint.rollback()
        raise changed_meanwhile() from error
    if report != upload.report:
        savepoint.rollback()
        raise changed_meanwhile()
    savepoint.commit()
    return ended(session, upload, UploadState.COMMITTED)


def questions_of(report: Mapping[str, Any]) -> int:
    """How many questions a report leaves open: who is meant, and whether what is proposed for a name is right."""
    return len(report["questions"]) + sum(1 for match in report.get("matches", ()) if match["open"])


def refused(report: Mapping[str, Any]) -> Invalid:
    """The refusal of an upload with faults or open questions."""
    return Invalid(
        m_(
            "Nothing was imported: {faults} cells or rows are wrong and {questions} questions are open.",
            faults=report["fault_count"],
            questions=questions_of(report),
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
    """An upload that is open no longer: its file and what was written over its cells are forgotten, what was said of it
    stays.
    """
    upload.state, upload.content, upload.bad = state, None, {}
    upload.mends = {**upload.mends, "cells": {}}
    session.flush()
    return upload


def discard_forgotten(session: Session, *, now: datetime) -> None:
    """Put aside what was checked long ago and never imported."""
    open_ = select(Upload).where(Upload.state == UploadState.CHECKED, Upload.created_at < now - OPEN_AT_MOST)
    for upload in session.scalars(open_).all():
        ended(session, upload, UploadState.DISCARDED)
