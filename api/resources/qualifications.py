"""Qualifications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import matching
from api.resource import Resource
from api.schemas.teams import NewQualificationSchema, QualificationPatchSchema, QualificationSchema
from scheduler.models import Qualification
from scheduler.services.register import listed

blueprint = Resource("qualifications", "qualifications", "Qualifications")


@blueprint.get("")
@blueprint.response(200, QualificationSchema(many=True))
def list_qualifications() -> Sequence[Qualification]:
    """All kinds of qualification."""
    return listed.all_of(session(), actor(), Qualification)


@blueprint.post("")
@blueprint.arguments(NewQualificationSchema)
@blueprint.versioned(QualificationSchema, 201)
def add_qualification(body: dict[str, Any]) -> Qualification:
    """Register a qualification."""
    return listed.add(session(), actor(), Qualification, body, now=now())


@blueprint.get("/<number:qualification_id>")
@blueprint.versioned(QualificationSchema)
def get_qualification(qualification_id: int) -> Qualification:
    """One qualification."""
    return listed.get(session(), actor(), Qualification, qualification_id)


@blueprint.patch("/<number:qualification_id>")
@blueprint.arguments(QualificationPatchSchema)
@blueprint.editing
@blueprint.versioned(QualificationSchema)
def edit_qualification(body: dict[str, Any], qualification_id: int) -> Qualification:
    """Change some values of a qualification."""
    qualification = matching(listed.get(session(), actor(), Qualification, qualification_id))
    return listed.edit(session(), actor(), Qualification, qualification.id, body, now=now())
