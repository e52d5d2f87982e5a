"""Import in the console: upload, look at what it would do, answer and mend, commit; and undo."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.files import bad_rows_file
from api.locale import say, t, today
from api.pages.forms import sent
from api.pages.refusals import shown_again
from scheduler.domain.clock import coming_weeks
from scheduler.errors import Conflict, Invalid
from scheduler.language import m_
from scheduler.services.register.imports import undoing, uploads
from scheduler.spreadsheets.cells import plain
from scheduler.spreadsheets.limits import MOST_BYTES, MOST_ROWS
from scheduler.spreadsheets.mending import Mends
from scheduler.spreadsheets.report import key_of
from scheduler.spreadsheets.sheets import sheet_kinds

blueprint = Blueprint("imports", __name__, url_prefix="/import")

ANSWER, SHEET, COLUMN, CELL = "answer.", "sheet.", "column.", "cell."
"""How the fields of the form begin: what follows says what they are about."""

LISTED = 200
"""So many rows that are left out are listed."""


@blueprint.get("")
@coordinator_page
def start() -> str:
    """The form, and the files that were uploaded last."""
    return render_template(
        "import/start.html",
        uploads=uploads.recent_uploads(session(), actor()),
        megabytes=MOST_BYTES // 1024 // 1024,
        rows=MOST_ROWS,
    )


@blueprint.post("")
@coordinator_page
@shown_again("imports.start")
@protected
def check() -> Response:
    """Check a file: nothing of it is imported yet."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid(m_("A file is needed."), {"file": m_("An .xlsx, .xls or .csv file.")})
    upload = uploads.check(session(), actor(), file.filename, file.read(), now=now())
    return redirect(url_for("imports.show", upload_id=upload.id))


@blueprint.get("/<number:upload_id>")
@coordinator_page
def show(upload_id: int) -> str:
    """What a checked file would do, or what an imported one did."""
    upload = uploads.get_upload(session(), actor(), upload_id)
    return render_template(
        "import/report.html",
        upload=upload,
        report=upload.report,
        questions=uploads.questions_of(upload.report),
        matched=matched(upload.report),
        kinds={kind.kind: kind for kind in sheet_kinds(today())},
        left_out=list(upload.mends.get("left_out", ()))[:LISTED],
        coming=coming_weeks(today()),
    )


def matched(report: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """What unknown names are taken for, by sheet, the sheet itself first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for match in report.get("matches", ()):
        found.setdefault(match["sheet"], []).append(match)
    return found


def given(prefix: str) -> dict[str, str]:
    """The fields of the form that begin so, by what follows."""
    return {name.removeprefix(prefix): value for name, value in request.form.items() if name.startswith(prefix)}


def nested(fields: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """Values by two names."""
    found: dict[str, dict[str, str]] = {}
    for outer, inner, value in fields:
        found.setdefault(outer, {})[inner] = value
    return found


def mends(report: dict[str, Any]) -> Mends:
    """What the form says of sheets, columns, cells and rows; a cell that was left as it is says nothing."""
    shown = {(key_of(row["sheet"], row["row"]), row["column"]): row["value"] for row in flagged(report)}
    columns = [(*name.partition(".")[::2], value) for name, value in given(COLUMN).items()]
    cells = [(*name.rpartition(".")[::2], plain(value)) for name, value in given(CELL).items()]
    out = set(request.form.getlist("out"))
    return Mends(
        given(SHEET),
        nested(columns),
        nested((row, column, value) for row, column, value in cells if shown.get((row, column)) != value),
        {row: row in out for row in request.form.getlist("row")},
    )


def flagged(report: dict[str, Any]) -> list[dict[str, Any]]:
    """What of a report stands beside a cell that can be mended in the page."""
    return [*report["faults"], *report.get("notes", ())]


@blueprint.post("/<number:upload_id>/answers")
@coordinator_page
@shown_again("imports.show")
@protected
def answer(upload_id: int) -> Response:
    """Say who is meant, what sheets and columns are, what stands in cells, which rows are left out; check again."""
    report = uploads.get_upload(session(), actor(), upload_id).report
    answers = {key: value for key, value in given(ANSWER).items() if value}
    uploads.answer(session(), actor(), upload_id, answers, mends(report), now=now())
    return redirect(url_for("imports.show", upload_id=upload_id))


@blueprint.get("/<number:upload_id>/bad-rows.xlsx")
@coordinator_page
def bad_rows(upload_id: int) -> Response:
    """The rows that are wrong, to be mended in a spreadsheet."""
    return bad_rows_file(upload_id)


@blueprint.post("/<number:upload_id>/bad-rows/leaving-out")
@coordinator_page
@shown_again("imports.show")
@protected
def leave_out_bad(upload_id: int) -> Response:
    """Leave out all rows that are wrong."""
    uploads.leave_out_bad(session(), actor(), upload_id, now=now())
    return redirect(url_for("imports.show", upload_id=upload_id))


@blueprint.post("/<number:upload_id>/commit")
@coordinator_page
@shown_again("imports.show")
@protected
def commit(upload_id: int) -> Response:
    """Import all of it; where the register has changed since the check, check again and show what would be done now."""
    try:
        upload = uploads.commit(session(), actor(), upload_id, now=now())
        flash(t("Imported: {new} new, {changed} changed, {unchanged} as before.", **totals(upload.report)))
    except Conflict as conflict:
        uploads.answer(session(), actor(), upload_id, {}, now=now())
        flash(say(conflict.message))
    return redirect(url_for("imports.show", upload_id=upload_id))


def totals(report: dict[str, Any]) -> dict[str, int]:
    """How many rows of all sheets are new, changed, as before."""
    outcomes = ("new", "changed", "unchanged")
    return {outcome: sum(counts.get(outcome, 0) for counts in report["counts"].values()) for outcome in outcomes}


@blueprint.get("/<number:upload_id>/undo")
@coordinator_page
@shown_again("imports.show")
def plan(upload_id: int) -> str:
    """What undoing an import would do."""
    found = undoing.plan(session(), actor(), upload_id)
    upload = uploads.get_upload(session(), actor(), upload_id)
    return render_template("import/undo.html", upload=upload, plan=found)


@blueprint.post("/<number:upload_id>/undo")
@coordinator_page
@shown_again("imports.plan")
@protected
def undo(upload_id: int) -> Response:
    """Undo an import, or what of it can be undone."""
    undoing.undo(session(), actor(), upload_id, rest=sent().checked("rest"), now=now())
    flash(t("The import is undone."))
    return redirect(url_for("imports.show", upload_id=upload_id))


@blueprint.post("/<number:upload_id>/discard")
@coordinator_page
@shown_again("imports.show")
@protected
def discard(upload_id: int) -> Response:
    """Put a checked file aside."""
    uploads.discard(session(), actor(), upload_id, now=now())
    flash(t("The file was put aside; nothing of it was imported."))
    return redirect(url_for("imports.start"))
