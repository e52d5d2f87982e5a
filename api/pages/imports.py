"""Import in the console: upload, look at what it would do, answer questions, commit."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import say, t
from api.pages.refusals import shown_again
from scheduler.errors import Conflict, Invalid
from scheduler.language import m_
from scheduler.services.register import uploads
from scheduler.spreadsheets.limits import MOST_BYTES, MOST_ROWS

blueprint = Blueprint("imports", __name__, url_prefix="/import")

ANSWER = "answer."


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
    return render_template("import/report.html", upload=upload, report=upload.report)


@blueprint.post("/<number:upload_id>/answers")
@coordinator_page
@shown_again("imports.show")
@protected
def answer(upload_id: int) -> Response:
    """Say who is meant where only people can tell."""
    given = {name.removeprefix(ANSWER): value for name, value in request.form.items() if name.startswith(ANSWER)}
    uploads.answer(session(), actor(), upload_id, {key: value for key, value in given.items() if value}, now=now())
    return redirect(url_for("imports.show", upload_id=upload_id))


@blueprint.post("/<number:upload_id>/commit")
@coordinator_page
@shown_again("imports.show")
@protected
def commit(upload_id: int) -> Response:
    """Import all of it; where the register has changed since the check, check again and show what would be done now."""
    try:
        uploads.commit(session(), actor(), upload_id, now=now())
        flash(t("Imported."))
    except Conflict as conflict:
        uploads.answer(session(), actor(), upload_id, {}, now=now())
        flash(say(conflict.message))
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
