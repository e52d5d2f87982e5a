"""Offers of duties, to be accepted or declined by the person themselves."""

from __future__ import annotations

from api.auth import actor, now
from api.database import session
from api.resource import Resource, for_persons
from api.schemas.people import AnsweredDutySchema
from scheduler.models import Duty
from scheduler.services.rosters import duties

blueprint = Resource("duties", "duties", "Duties")


@blueprint.post("/<number:duty_id>/accept")
@for_persons
@blueprint.response(200, AnsweredDutySchema)
def accept(duty_id: int) -> Duty:
    """Accept an offer."""
    return duties.accept(session(), actor(), duty_id, now=now())


@blueprint.post("/<number:duty_id>/decline")
@for_persons
@blueprint.response(200, AnsweredDutySchema)
def decline(duty_id: int) -> Duty:
    """Decline an offer, or take an acceptance back: the slot is open again."""
    return duties.decline(session(), actor(), duty_id, now=now())
