"""Versions of a period: what each changed, what differs between any two, an earlier one published again."""

from __future__ import annotations

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.publishing import ComparisonQuery, ComparisonSchema, RestorationSchema, VersionSchema
from api.schemas.rosters import RosterSchema
from scheduler.models import Roster
from scheduler.services.rosters.versions import comparison, restoring, versions

blueprint = Resource("versions", "rosters/<number:roster_id>", "Versions of a roster")


@blueprint.get("/versions")
@blueprint.response(200, VersionSchema(many=True))
def list_versions(roster_id: int) -> list[versions.VersionLine]:
    """All versions of the roster's period, the newest first, with what each changed."""
    return versions.list_versions(session(), actor(), roster_id)


@blueprint.get("/comparison")
@blueprint.arguments(ComparisonQuery, location="query")
@blueprint.response(200, ComparisonSchema)
def compare(query: dict[str, int], roster_id: int) -> comparison.Comparison:
    """What the version has otherwise than another of its period, by person and by activity, in words."""
    return comparison.compare(session(), actor(), roster_id, **query, now=now())


@blueprint.get("/restoration")
@blueprint.alt_response(409, "CONFLICT")
@blueprint.alt_response(422, "UNPROCESSABLE_ENTITY")
@blueprint.response(200, RestorationSchema)
def preview_restoration(roster_id: int) -> restoring.Restoration:
    """What publishing this earlier version again would bring, and what of it cannot be."""
    return restoring.restoration(session(), actor(), roster_id, now=now())


@blueprint.post("/restoration")
@blueprint.once
@blueprint.versioned(RosterSchema, 201)
def restore(roster_id: int) -> Roster:
    """Publish this earlier version again, as a new one, as far as it can be."""
    return restoring.restore(session(), actor(), roster_id, now=now())
