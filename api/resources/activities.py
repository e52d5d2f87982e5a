"""Dated activities with their roles and attendance lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import Belonging, matching
from api.resource import Resource
from api.schemas.activities import (
    ActivitiesQuery,
    ActivityPatchSchema,
    ActivitySchema,
    AttendanceSchema,
    NewActivitySchema,
    RolesSchema,
)
from scheduler.models import Activity, Person
from scheduler.services.activities import activities
from scheduler.services.listing import Page

blueprint = Resource("activities", "activities", "Activities")

ACTIVITY = "/<number:activity_id>"


@blueprint.get("")
@blueprint.paged(ActivitySchema, ActivitiesQuery)
def list_activities(query: dict[str, Any]) -> Page[Activity]:
    """Activities in order of time, found by days, kind or title."""
    return activities.list_activities(session(), actor(), **query)


@blueprint.post("")
@blueprint.arguments(NewActivitySchema)
@blueprint.versioned(ActivitySchema, 201)
def add_activity(body: dict[str, Any]) -> Activity:
    """Register an activity with its roles."""
    return activities.add_activity(session(), actor(), body, now=now())


@blueprint.get(ACTIVITY)
@blueprint.versioned(ActivitySchema)
def get_activity(activity_id: int) -> Activity:
    """One activity."""
    return activities.get_activity(session(), actor(), activity_id)


@blueprint.patch(ACTIVITY)
@blueprint.arguments(ActivityPatchSchema)
@blueprint.editing
@blueprint.versioned(ActivitySchema)
def edit_activity(body: dict[str, Any], activity_id: int) -> Activity:
    """Change some values of an activity; what is published stays until the next version."""
    activity = matching(activities.get_activity(session(), actor(), activity_id))
    return activities.edit_activity(session(), actor(), activity.id, body, now=now())


@blueprint.put(f"{ACTIVITY}/roles")
@blueprint.arguments(RolesSchema)
@blueprint.editing
@blueprint.versioned(ActivitySchema)
def set_roles(body: dict[str, Any], activity_id: int) -> Activity:
    """Replace an activity's roles; those named by their number are kept and changed."""
    activity = matching(activities.get_activity(session(), actor(), activity_id))
    return activities.edit_activity(session(), actor(), activity.id, body, now=now())


@blueprint.post(f"{ACTIVITY}/cancellation")
@blueprint.editing
@blueprint.versioned(ActivitySchema)
def cancel_activity(activity_id: int) -> Activity:
    """Call an activity off: the next version of the roster tells everybody."""
    activity = matching(activities.get_activity(session(), actor(), activity_id))
    return activities.cancel_activity(session(), actor(), activity.id, now=now())


@blueprint.get(f"{ACTIVITY}/attendance")
@blueprint.versioned(AttendanceSchema)
def get_attendance(activity_id: int) -> Belonging[dict[str, list[int]]]:
    """The attendance list of a training session."""
    activity = activities.get_activity(session(), actor(), activity_id)
    return attendance(activity, activities.attendance_of(session(), actor(), activity.id))


def attendance(activity: Activity, people: Sequence[Person]) -> Belonging[dict[str, list[int]]]:
    """The attendance list of an activity as it is answered."""
    return Belonging(activity, {"person_ids": [person.id for person in people]})


@blueprint.put(f"{ACTIVITY}/attendance")
@blueprint.arguments(AttendanceSchema)
@blueprint.editing
@blueprint.versioned(AttendanceSchema)
def set_attendance(body: dict[str, list[int]], activity_id: int) -> Belonging[dict[str, list[int]]]:
    """Replace the attendance list of a training session."""
    activity = matching(activities.get_activity(session(), actor(), activity_id))
    return attendance(
        activity, activities.set_attendance(session(), actor(), activity.id, body["person_ids"], now=now())
    )
