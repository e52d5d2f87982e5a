"""Absences of people and teams, to be struck."""

from __future__ import annotations

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from scheduler.services.register import times

blueprint = Resource("absences", "absences", "Absences")


@blueprint.delete("/<number:absence_id>")
@blueprint.response(204)
def remove_absence(absence_id: int) -> None:
    """Strike an absence of a person or team."""
    times.remove_absence(session(), actor(), absence_id, now=now())
