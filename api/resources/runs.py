"""Solver runs, to be watched and stopped."""

from __future__ import annotations

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.rosters import RunSchema
from scheduler.models import Run
from scheduler.services.rosters import runs

blueprint = Resource("runs", "runs", "Solver runs")


@blueprint.get("/<number:run_id>")
@blueprint.response(200, RunSchema)
def get_run(run_id: int) -> Run:
    """How far a run is."""
    return runs.get_run(session(), actor(), run_id)


@blueprint.post("/<number:run_id>/stop")
@blueprint.response(202, RunSchema)
def stop_run(run_id: int) -> Run:
    """Stop a run; the best roster so far is kept."""
    return runs.stop_run(session(), actor(), run_id, now=now())
