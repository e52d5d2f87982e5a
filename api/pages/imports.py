"""Import in the console: upload, look at what it would do, answer questions, commit."""

from __future__ import annotations

import io

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import current, t
from scheduler.domain.clock import local
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.services.register import uploads
from scheduler.spreadsheets.writing import template_bytes

blueprint = Blueprint("imports", __name__, url_prefix="/import")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("")
@coordinator_page
def start() -> str:
    """The form."""
    return render_template("import/start.html")


@blueprint.get("/template.xlsx")
@coordinator_page
def template() -> Response:
    """An empty workbook to fill in."""
    content = template_bytes(current(), today=local(now()).date())
    return send_file(io.BytesIO(content), XLSX, as_attachment=True, download_name="template.xlsx")


@blueprint.post("")
@coordinator_page
@protected
def check() -> Response:
    """Check a file: nothing of it is imported yet."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid(m_("A file is needed."), {"file": m_("An .xlsx, .xls or .csv file.")})
    upload = uploads.check(session(), actor(), file.filename, file.read(), now=now())
    return redirect(url_for("imports.show", upload_id=upload.id))


@blueprint.get("/<int:upload_id>")
@coordinator_page
def show(upload_id: int) -> str:
    """What a checked file would do, or what an imported one did."""
    upload = uploads.get_upload(session(), actor(), upload_id)
    return render_template("import/report.html", upload=upload, report=upload.report)


@blueprint.post("/<int:upload_id>/answers")
@coordinator_page
@protected
def answer(upload_id: int) -> Response:
    """Say who is meant where only people can tell."""
    answers = {name[len("answer.") :]: value for name, value in request.form.items() if name.startswith("answer.")}
    uploads.answer(session(), actor(), upload_id, {key: value for key, value in answers.items() if value}, now=now())
    return redirect(url_for("imports.show", upload_id=upload_id))


@blueprint.post("/<int:upload_id>/commit")
@coordinator_page
@protected
def commit(upload_id: int) -> Response:
    """Import all of it."""
    uploads.commit(session(), actor(), upload_id, now=now())
    flash(t("Imported."))
    return redirect(url_for("imports.show", upload_id=upload_id))


@blueprint.post("/<int:upload_id>/discard")
@coordinator_page
@protected
def discard(upload_id: int) -> Response:
    """Put a checked file aside."""
    uploads.discard(session(), actor(), upload_id, now=now())
    return redirect(url_for("imports.start"))
