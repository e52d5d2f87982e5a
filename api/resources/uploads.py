"""Imports: upload for a dry run, answer what only people can tell, then commit."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import FileStorage

from api.auth import actor, now
from api.database import session
from api.locale import say
from api.resource import Resource
from api.schemas.records import AnswersSchema, FileSchema, UploadSchema
from scheduler.language import Message
from scheduler.models import Upload
from scheduler.services.register import uploads

blueprint = Resource("uploads", "uploads", "Imports")

UPLOAD = "/<number:upload_id>"
SHOWN = ("id", "filename", "state", "encoding")


def shown(upload: Upload) -> dict[str, Any]:
    """An upload whose report says what is wrong in the language of the request."""
    said = {name: [sentence(row) for row in upload.report[name]] for name in ("faults", "warnings")}
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
def answer(body: dict[str, dict[str, Any]], upload_id: int) -> dict[str, Any]:
    """Say who is meant, and check again."""
    return shown(uploads.answer(session(), actor(), upload_id, body["answers"], now=now()))


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
