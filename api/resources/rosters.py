"""Rosters: drafts, solver runs, changes, publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_smorest import Blueprint

from api.auth import actor, now
from api.database import session
from api.resources.schemas import ChangeSchema, PeriodSchema, RosterSchema, RunRequestSchema, RunSchema
from scheduler.domain.roster_changes import PersonChange
from scheduler.models import Roster, Run
from scheduler.services.rosters import drafts, publishing, runs

blueprint = Blueprint("api_rosters", __name__, url_prefix="/api/rosters", description="Rosters")


@blueprint.get("")
@blueprint.response(200, RosterSchema(many=True))
def list_rosters() -> Sequence[Roster]:
    """All versions, the newest first."""
    return drafts.list_rosters(session(), actor())


@blueprint.post("")
@blueprint.arguments(PeriodSchema)
@blueprint.response(201, RosterSchema)
def create_draft(body: dict[str, Any]) -> Roster:
    """A draft for a period."""
    return drafts.create_draft(session(), actor(), body["first_day"], body["last_day"], now=now())


@blueprint.get("/<int(max=2147483647):roster_id>")
@blueprint.response(200, RosterSchema)
def get_roster(roster_id: int) -> Roster:
    """One version."""
    return drafts.get_roster(session(), actor(), roster_id)


@blueprint.post("/<int(max=2147483647):roster_id>/runs")
@blueprint.arguments(RunRequestSchema)
@blueprint.response(202, RunSchema)
def request_run(body: dict[str, Any], roster_id: int) -> Run:
    """Solve a draft in the background."""
    return runs.request_run(session(), actor(), roster_id, now=now(), **body)


@blueprint.get("/<int(max=2147483647):roster_id>/changes")
@blueprint.response(200, ChangeSchema(many=True))
def changes(roster_id: int) -> list[PersonChange]:
    """What publishing changes, by person."""
    return publishing.changes(session(), actor(), roster_id)


@blueprint.post("/<int(max=2147483647):roster_id>/publication")
@blueprint.response(200, RosterSchema)
def publish(roster_id: int) -> Roster:
    """Publish a draft."""
    return publishing.publish(session(), actor(), roster_id, now=now())
