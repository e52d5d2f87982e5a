"""Partner organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import matching
from api.resource import Resource
from api.schemas.teams import NewOrganisationSchema, OrganisationPatchSchema, OrganisationSchema
from scheduler.models import Organisation
from scheduler.services.register import organisations

blueprint = Resource("organisations", "organisations", "Partner organisations")


@blueprint.get("")
@blueprint.response(200, OrganisationSchema(many=True))
def list_organisations() -> Sequence[Organisation]:
    """All organisations."""
    return organisations.list_organisations(session(), actor())


@blueprint.post("")
@blueprint.arguments(NewOrganisationSchema)
@blueprint.versioned(OrganisationSchema, 201)
def add_organisation(body: dict[str, Any]) -> Organisation:
    """Register an organisation."""
    return organisations.add_organisation(session(), actor(), body, now=now())


@blueprint.get("/<number:organisation_id>")
@blueprint.versioned(OrganisationSchema)
def get_organisation(organisation_id: int) -> Organisation:
    """One organisation."""
    return organisations.get_organisation(session(), actor(), organisation_id)


@blueprint.patch("/<number:organisation_id>")
@blueprint.arguments(OrganisationPatchSchema)
@blueprint.editing
@blueprint.versioned(OrganisationSchema)
def edit_organisation(body: dict[str, Any], organisation_id: int) -> Organisation:
    """Change some values of an organisation."""
    organisation = matching(organisations.get_organisation(session(), actor(), organisation_id))
    return organisations.edit_organisation(session(), actor(), organisation.id, body, now=now())
