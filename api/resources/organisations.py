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
from scheduler.services.register import listed

blueprint = Resource("organisations", "organisations", "Partner organisations")


@blueprint.get("")
@blueprint.response(200, OrganisationSchema(many=True))
def list_organisations() -> Sequence[Organisation]:
    """All organisations."""
    return listed.all_of(session(), actor(), Organisation)


@blueprint.post("")
@blueprint.arguments(NewOrganisationSchema)
@blueprint.versioned(OrganisationSchema, 201)
def add_organisation(body: dict[str, Any]) -> Organisation:
    """Register an organisation."""
    return listed.add(session(), actor(), Organisation, body, now=now())


@blueprint.get("/<number:organisation_id>")
@blueprint.versioned(OrganisationSchema)
def get_organisation(organisation_id: int) -> Organisation:
    """One organisation."""
    return listed.get(session(), actor(), Organisation, organisation_id)


@blueprint.patch("/<number:organisation_id>")
@blueprint.arguments(OrganisationPatchSchema)
@blueprint.editing
@blueprint.versioned(OrganisationSchema)
def edit_organisation(body: dict[str, Any], organisation_id: int) -> Organisation:
    """Change some values of an organisation."""
    organisation = matching(listed.get(session(), actor(), Organisation, organisation_id))
    return listed.edit(session(), actor(), Organisation, organisation.id, body, now=now())
