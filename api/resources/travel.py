"""Travel between places: computed from coordinates, single pairs set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.town import NewTravelSchema, TravelSchema, WayQuery, WaySchema
from scheduler.models import Travel
from scheduler.services.register import travel
from scheduler.services.register.travel import Way

blueprint = Resource("travel", "travel", "Travel times")


@blueprint.get("")
@blueprint.arguments(WayQuery, location="query")
@blueprint.response(200, WaySchema)
def get_way(query: dict[str, int]) -> Way:
    """Minutes from one place to another, and whether they are an estimate."""
    return travel.way(session(), actor(), query["from_place_id"], query["to_place_id"])


@blueprint.get("/overrides")
@blueprint.response(200, TravelSchema(many=True))
def list_overrides() -> Sequence[Travel]:
    """The ways set by hand."""
    return travel.list_overrides(session(), actor())


@blueprint.put("/overrides")
@blueprint.arguments(NewTravelSchema)
@blueprint.response(200, TravelSchema)
def set_travel(body: dict[str, Any]) -> Travel:
    """Set the minutes between two places by hand, both ways."""
    one, other, minutes = body["from_place_id"], body["to_place_id"], body["minutes"]
    return travel.set_travel(session(), actor(), one, other, minutes, now=now())


@blueprint.delete("/overrides/<number:travel_id>")
@blueprint.response(204)
def clear_travel(travel_id: int) -> None:
    """Let the computed figure count again."""
    travel.clear_travel(session(), actor(), travel_id, now=now())
