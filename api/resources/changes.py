"""Activities copied by the week, changed together, moved to another day: each looked at before it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import matching
from api.resource import Resource
from api.schemas.activities import ActivitySchema
from api.schemas.changes import (
    ChangedSchema,
    CopiesSchema,
    CopySchema,
    MovingSchema,
    NewDaySchema,
    PreviewSchema,
    TogetherSchema,
    WeeksQuery,
)
from scheduler.models import Activity
from scheduler.services.activities import activities, copying, moving, together
from scheduler.services.activities.copying import Copy
from scheduler.services.activities.moving import Moving
from scheduler.services.activities.together import Changed

blueprint = Resource("changes", "activities", "Activities at once")

DAY = "/<number:activity_id>/day"


@blueprint.get("/copies")
@blueprint.arguments(WeeksQuery, location="query")
@blueprint.response(200, CopySchema(many=True))
def preview_copies(query: dict[str, date]) -> list[Copy]:
    """What copying a week to another would make."""
    return copying.preview(session(), actor(), **query)


@blueprint.post("/copies")
@blueprint.arguments(CopiesSchema)
@blueprint.response(201, ActivitySchema(many=True))
def copy_week(body: dict[str, Any]) -> list[Activity]:
    """Copy a week to another; answers with what was made."""
    return copying.copy_week(session(), actor(), **body, now=now())


@blueprint.post("/changes/preview")
@blueprint.arguments(PreviewSchema)
@blueprint.response(200, ChangedSchema(many=True))
def preview_changes(body: dict[str, Any]) -> list[Changed]:
    """What a change would make of several activities."""
    return together.preview(session(), actor(), body["activity_ids"], body["change"])


@blueprint.post("/changes")
@blueprint.arguments(TogetherSchema)
@blueprint.response(200, ActivitySchema(many=True))
def change_all(body: dict[str, Any]) -> list[Activity]:
    """Change several activities, all of them or none; what is published stays until the next version."""
    revisions = {each["id"]: each["revision"] for each in body["activities"]}
    return together.change_all(session(), actor(), revisions, body["change"], now=now())


@blueprint.get(DAY)
@blueprint.response(200, MovingSchema)
def days_to_move_to(activity_id: int) -> Moving:
    """The days around an activity's own, and what moving it there would mean for those who were told of it."""
    return moving.days_to_move_to(session(), actor(), activity_id, now=now())


@blueprint.put(DAY)
@blueprint.arguments(NewDaySchema)
@blueprint.editing
@blueprint.versioned(ActivitySchema)
def move_activity(body: dict[str, date], activity_id: int) -> Activity:
    """Move an activity to another day; what is published stays until the next version."""
    activity = matching(activities.get_activity(session(), actor(), activity_id))
    return moving.move_activity(session(), actor(), activity.id, body["day"], revision=activity.revision, now=now())
