"""Workbooks of rows, checked and committed; their reports as plain values."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from scheduler.domain.permissions import Actor
from scheduler.models import Upload
from scheduler.services.register.imports import uploads
from scheduler.spreadsheets.writing import workbook_bytes
from tests.conftest import NOW
from tests.workbooks import MONDAY

Rows = list[dict[str, Any]]


def check(session: Session, actor: Actor, **sheets: Rows) -> Upload:
    """The dry run of a workbook with these rows."""
    return uploads.check(session, actor, "town.xlsx", workbook_bytes(sheets, today=MONDAY), now=NOW)


def bring(session: Session, actor: Actor, **sheets: Rows) -> Upload:
    """A workbook with these rows, imported."""
    upload = check(session, actor, **sheets)
    assert (faults(upload), upload.report["questions"]) == ([], [])
    return uploads.commit(session, actor, upload.id, now=NOW)


def faults(upload: Upload) -> list[tuple[str, int, str, str]]:
    """Sheet, row, column and what would be right of each fault."""
    return [
        (
            found["sheet"],
            found["row"],
            found["column"],
            found["message"]["text"].format(**found["message"]["parameters"]),
        )
        for found in upload.report["faults"]
    ]


def counts(upload: Upload) -> dict[str, dict[str, int]]:
    """What each sheet does."""
    found: dict[str, dict[str, int]] = upload.report["counts"]
    return found
