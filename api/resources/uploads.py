"""Imports: upload for a dry run, answer what only people can tell, then commit."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import FileStorage

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.records import AnswersSchema, FileSchema, UploadSchema
from scheduler.models import Upload
from scheduler.services.register import uploads

blueprint = Resource("uploads", "uploads", "Imports")

UPLOAD = "/<number:upload_id>"


@blueprint.post("")
@blueprint.arguments(FileSchema, location="files")
@blueprint.response(201, UploadSchema)
def check(files: dict[str, FileStorage]) -> Upload:
    """Check a workbook (multipart field `file`): a dry run with its report."""
    return uploads.check(session(), actor(), files["file"].filename or "", files["file"].read(), now=now())


@blueprint.get(UPLOAD)
@blueprint.response(200, UploadSchema)
def get_upload(upload_id: int) -> Upload:
    """What a checked file would do, or what an imported one did."""
    return uploads.get_upload(session(), actor(), upload_id)


@blueprint.post(f"{UPLOAD}/answers")
@blueprint.arguments(AnswersSchema)
@blueprint.response(200, UploadSchema)
def answer(body: dict[str, dict[str, Any]], upload_id: int) -> Upload:
    """Say who is meant, and check again."""
    return uploads.answer(session(), actor(), upload_id, body["answers"], now=now())


@blueprint.post(f"{UPLOAD}/commit")
@blueprint.response(200, UploadSchema)
def commit(upload_id: int) -> Upload:
    """Import a checked workbook, as a whole or not at all."""
    return uploads.commit(session(), actor(), upload_id, now=now())


@blueprint.post(f"{UPLOAD}/discard")
@blueprint.response(200, UploadSchema)
def discard(upload_id: int) -> Upload:
    """Put a checked workbook aside."""
    return uploads.discard(session(), actor(), upload_id, now=now())
