"""Imports: upload for a dry run, then commit."""

from __future__ import annotations

from flask import request
from flask_smorest import Blueprint

from api.auth import actor, now
from api.database import session
from api.resources.schemas import UploadSchema
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import Upload
from scheduler.services.register import uploads

blueprint = Blueprint("api_uploads", __name__, url_prefix="/api/uploads", description="Imports")


@blueprint.post("")
@blueprint.response(201, UploadSchema)
def check() -> Upload:
    """Check a workbook (multipart field `file`): a dry run with its report."""
    asking, file = actor(), request.files.get("file")
    if file is None:
        raise Invalid(m_("A file is needed."), {"file": m_("An .xlsx, .xls or .csv file.")})
    return uploads.check(session(), asking, file.filename or "", file.read(), now=now())


@blueprint.post("/<int(max=2147483647):upload_id>/commit")
@blueprint.response(200, UploadSchema)
def commit(upload_id: int) -> Upload:
    """Import a checked workbook, as a whole or not at all."""
    return uploads.commit(session(), actor(), upload_id, now=now())
