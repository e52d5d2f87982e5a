"""Who holds which slot: listed, pinned, released, taken away."""

from __future__ import annotations

from typing import Any

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.rosters import AssignmentSchema, AssignmentsQuery, NewAssignmentSchema, PinSchema
from scheduler.models import Assignment
from scheduler.services.listing import Page
from scheduler.services.rosters import assignments, drafts

blueprint = Resource("assignments", "", "Assignments")

OF_ROSTER = "rosters/<number:roster_id>/assignments"
ASSIGNMENT = "assignments/<number:assignment_id>"


@blueprint.get(OF_ROSTER)
@blueprint.paged(AssignmentSchema, AssignmentsQuery)
def list_assignments(query: dict[str, Any], roster_id: int) -> Page[Assignment]:
    """Who holds which role in a roster."""
    return assignments.list_assignments(session(), actor(), roster_id, **query)


@blueprint.post(OF_ROSTER)
@blueprint.arguments(NewAssignmentSchema)
@blueprint.response(201, AssignmentSchema)
def pin(body: dict[str, int], roster_id: int) -> Assignment:
    """Give a slot of a draft to a person or a team by hand."""
    return drafts.pin(session(), actor(), roster_id, **body, now=now())


@blueprint.patch(ASSIGNMENT)
@blueprint.arguments(PinSchema)
@blueprint.response(200, AssignmentSchema)
def set_pinned(body: dict[str, bool], assignment_id: int) -> Assignment:
    """Pin an assignment as it is, or release it."""
    return drafts.set_pinned(session(), actor(), assignment_id, body["pinned"], now=now())


@blueprint.delete(ASSIGNMENT)
@blueprint.response(204)
def remove(assignment_id: int) -> None:
    """Take an assignment out of a draft."""
    drafts.remove(session(), actor(), assignment_id, now=now())
