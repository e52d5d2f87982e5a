"""Fairness: what people and teams carry against their share, by a roster or over months."""

from __future__ import annotations

from typing import Any

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.fairness import FairLineSchema, GroupMonthsQuery, GroupQuery, told
from scheduler.services.rosters.fairness import fairness
from solver.candidates import Capacity

blueprint = Resource("fairness", "", "Fairness")


@blueprint.get("/rosters/<number:roster_id>/fairness")
@blueprint.arguments(GroupQuery, location="query")
@blueprint.response(200, FairLineSchema(many=True))
def roster_fairness(query: dict[str, Any], roster_id: int) -> list[dict[str, Any]]:
    """What a roster makes everybody carry on top of the ledger of the half year before it."""
    return lines(fairness.roster_fairness(session(), actor(), roster_id, now=now()), query.get("group"))


@blueprint.get("/fairness")
@blueprint.arguments(GroupMonthsQuery, location="query")
@blueprint.response(200, FairLineSchema(many=True))
def months_fairness(query: dict[str, Any]) -> list[dict[str, Any]]:
    """What the published rosters made everybody carry over months."""
    found = fairness.months_fairness(session(), actor(), query["first"], query["last"])
    return lines(found, query.get("group"))


def lines(found: fairness.Fairness, group: Capacity | None) -> list[dict[str, Any]]:
    """The lines of all groups, or of one."""
    return [told(line, found.unweighed) for line in found.lines if group in (None, line.group)]
