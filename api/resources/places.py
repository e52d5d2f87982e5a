"""Places: town > village or community > grid, and venues."""

from __future__ import annotations

from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import matching
from api.resource import Resource
from api.schemas.town import NewPlaceSchema, PlacePatchSchema, PlaceSchema, PlacesQuery
from scheduler.models import Place
from scheduler.services.listing import Page
from scheduler.services.register import places

blueprint = Resource("places", "places", "Places")


@blueprint.get("")
@blueprint.paged(PlaceSchema, PlacesQuery)
def list_places(query: dict[str, Any]) -> Page[Place]:
    """Places, found by name, number, kind or what they lie in."""
    return places.list_places(session(), actor(), **query)


@blueprint.post("")
@blueprint.arguments(NewPlaceSchema)
@blueprint.versioned(PlaceSchema, 201)
def add_place(body: dict[str, Any]) -> Place:
    """Register a place."""
    return places.add_place(session(), actor(), body, now=now())


@blueprint.get("/<number:place_id>")
@blueprint.versioned(PlaceSchema)
def get_place(place_id: int) -> Place:
    """One place."""
    return places.get_place(session(), actor(), place_id)


@blueprint.patch("/<number:place_id>")
@blueprint.arguments(PlacePatchSchema)
@blueprint.editing
@blueprint.versioned(PlaceSchema)
def edit_place(body: dict[str, Any], place_id: int) -> Place:
    """Change some values of a place."""
    place = matching(places.get_place(session(), actor(), place_id))
    return places.edit_place(session(), actor(), place.id, body, now=now())
