"""Imports: upload for a dry run, answer what only people can tell, mend, then commit; and undo."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from api.auth import actor, now
from api.database import session
from api.files import XLSX, bad_rows_file
from api.locale import say
from api.resource import Resource
from api.resources.downloads import BINARY
from api.schemas.records import AnswersSchema, FileSchema, PlanSchema, UndoSchema, UploadSchema
from scheduler.language import Message
from scheduler.models import Upload
from scheduler.services.register.imports import undoing, uploads
from scheduler.spreadsheets.mending import Mends

blueprint = Resource("uploads", "uploads", "Imports")

UPLOAD = "/<number:upload_id>"
SHOWN = ("id", "filename", "state", "encoding", "mends")
SAID = ("faults", "warnings", "notes")


def shown(upload: Upload) -> dict[str, Any]:
    """An upload whose report says what is wrong in the language of the request."""
    said = {name: [sentence(row) for row in upload.report.get(name, ())] for name in SAID}
    return {**{name: getattr(upload, name) for name in SHOWN}, "report": {**upload.report, **said}}


def sentence(row: dict[str, Any]) -> dict[str, Any]:
    """Something wrong in a sheet, with its sentence."""
    return {**row, "message": say(Message(row["message"]["text"], row["message"]["parameters"]))}


@blueprint.post("")
@blueprint.arguments(FileSchema, location="files")
@blueprint.response(201, UploadSchema)
def check(files: dict[str, FileStorage]) -> dict[str, Any]:
    """Check a workbook (multipart field `file`): a dry run with its report."""
    return shown(uploads.check(session(), actor(), files["file"].filename or "", files["file"].read(), now=now()))


@blueprint.get(UPLOAD)
@blueprint.response(200, UploadSchema)
def get_upload(upload_id: int) -> dict[str, Any]:
    """What a checked file would do, or what an imported one did."""
    return shown(uploads.get_upload(session(), actor(), upload_id))


@blueprint.post(f"{UPLOAD}/answers")
@blueprint.arguments(AnswersSchema)
@blueprint.response(200, UploadSchema)
def answer(body: dict[str, Any], upload_id: int) -> dict[str, Any]:
    """Say who is meant, what sheets and columns are, what stands in cells, which rows are left out; and check again."""
    answers = body.pop("answers")
    return shown(uploads.answer(session(), actor(), upload_id, answers, Mends(**body), now=now()))


@blueprint.get(f"{UPLOAD}/bad-rows.xlsx")
@blueprint.response(200, BINARY, content_type=XLSX)
@blueprint.alt_response(409, response="CONFLICT")
def bad_rows(upload_id: int) -> Response:
    """The rows that are wrong, and those that refer to them, with a last column that says why: to be mended there and
    uploaded again.
    """
    return bad_rows_file(upload_id)


@blueprint.post(f"{UPLOAD}/bad-rows/leaving-out")
@blueprint.response(200, UploadSchema)
def leave_out_bad(upload_id: int) -> dict[str, Any]:
    """Leave out all rows that are wrong, and those that refer to them; and check again."""
    return shown(uploads.leave_out_bad(session(), actor(), upload_id, now=now()))


@blueprint.post(f"{UPLOAD}/commit")
@blueprint.response(200, UploadSchema)
def commit(upload_id: int) -> dict[str, Any]:
    """Import a checked workbook, as a whole or not at all."""
    return shown(uploads.commit(session(), actor(), upload_id, now=now()))


@blueprint.post(f"{UPLOAD}/discard")
@blueprint.response(200, UploadSchema)
def discard(upload_id: int) -> dict[str, Any]:
    """Put a checked workbook aside."""
    return shown(uploads.discard(session(), actor(), upload_id, now=now()))


@blueprint.get(f"{UPLOAD}/undoing")
@blueprint.response(200, PlanSchema)
@blueprint.alt_response(409, response="CONFLICT")
def undo_plan(upload_id: int) -> dict[str, Any]:
    """What undoing an import would do, and what was changed or used since and stays."""
    plan = undoing.plan(session(), actor(), upload_id)
    kept = [{**vars(each), "why": say(each.why)} for each in plan.kept]
    return {"removed": plan.removed, "restored": plan.restored, "kept": kept}


@blueprint.post(f"{UPLOAD}/undoing")
@blueprint.arguments(UndoSchema)
@blueprint.response(200, UploadSchema)
def undo(body: dict[str, bool], upload_id: int) -> dict[str, Any]:
    """Undo an import: all of it, or with `rest` what was neither changed nor used since."""
    return shown(undoing.undo(session(), actor(), upload_id, rest=body["rest"], now=now()))
