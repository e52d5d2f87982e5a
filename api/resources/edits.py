"""A draft changed by hand: judged before it is done, undone and done again."""

from __future__ import annotations

from typing import Any

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.edits import (
    AssignSchema,
    EditedSchema,
    HandOverSchema,
    MovedSchema,
    MoveSchema,
    OpeningsQuery,
    OpeningsSchema,
    RemovalSchema,
    StackSchema,
    SwapSchema,
)
from api.schemas.explanations import WhyHeldSchema
from scheduler.services.rosters.by_hand import editing, openings, undoing
from scheduler.services.rosters.by_hand.changing import Edited
from scheduler.services.rosters.explained import why as reasons

blueprint = Resource("edits", "", "Changes of drafts by hand")

OF_ROSTER = "rosters/<number:roster_id>"
ASSIGNMENT = "assignments/<number:assignment_id>"


@blueprint.get(f"{OF_ROSTER}/edits")
@blueprint.response(200, StackSchema)
def stack(roster_id: int) -> undoing.Stack:
    """What you did to a draft by hand, to be undone and done again."""
    return undoing.stack(session(), actor(), roster_id)


@blueprint.post(f"{OF_ROSTER}/edits")
@blueprint.arguments(AssignSchema)
@blueprint.response(201, EditedSchema)
def assign(body: dict[str, Any], roster_id: int) -> Edited:
    """Give a slot to a person or a team, if the rules allow it: 409 tells what speaks against it."""
    return editing.assign(session(), actor(), roster_id, **body, now=now())


@blueprint.get(f"{OF_ROSTER}/openings")
@blueprint.arguments(OpeningsQuery, location="query")
@blueprint.response(200, OpeningsSchema)
def list_openings(query: dict[str, Any], roster_id: int) -> openings.Openings:
    """The open slots of a day that a person or a team could take, the cheapest first."""
    return openings.openings(session(), actor(), roster_id, **query)


@blueprint.post(f"{OF_ROSTER}/undo")
@blueprint.response(200, MovedSchema)
def undo(roster_id: int) -> undoing.Moved:
    """Undo the last that you did to a draft by hand."""
    return undoing.undo(session(), actor(), roster_id, now=now())


@blueprint.post(f"{OF_ROSTER}/redo")
@blueprint.response(200, MovedSchema)
def redo(roster_id: int) -> undoing.Moved:
    """Do again the last that you undid."""
    return undoing.redo(session(), actor(), roster_id, now=now())


@blueprint.get(f"{ASSIGNMENT}/why")
@blueprint.response(200, WhyHeldSchema)
def why_held(assignment_id: int) -> reasons.Held:
    """Why somebody holds an assignment, and the best five who could in their place."""
    return reasons.why_held(session(), actor(), assignment_id)


@blueprint.post(f"{ASSIGNMENT}/hand-over")
@blueprint.arguments(HandOverSchema)
@blueprint.response(201, EditedSchema)
def hand_over(body: dict[str, Any], assignment_id: int) -> Edited:
    """Have somebody else take an assignment over."""
    return editing.hand_over(session(), actor(), assignment_id, **body, now=now())


@blueprint.post(f"{ASSIGNMENT}/swap")
@blueprint.arguments(SwapSchema)
@blueprint.response(201, EditedSchema)
def swap(body: dict[str, Any], assignment_id: int) -> Edited:
    """Have the holders of two assignments hold each other's."""
    return editing.swap(session(), actor(), assignment_id, **body, now=now())


@blueprint.post(f"{ASSIGNMENT}/move")
@blueprint.arguments(MoveSchema)
@blueprint.response(201, EditedSchema)
def move(body: dict[str, Any], assignment_id: int) -> Edited:
    """Have the holder of an assignment hold another role in its place, if the rules allow it."""
    return editing.move(session(), actor(), assignment_id, **body, now=now())


@blueprint.post(f"{ASSIGNMENT}/removal")
@blueprint.arguments(RemovalSchema)
@blueprint.response(201, EditedSchema)
def remove(body: dict[str, Any], assignment_id: int) -> Edited:
    """Take an assignment out of a draft, if the rules allow it."""
    return editing.remove(session(), actor(), assignment_id, **body, now=now())
