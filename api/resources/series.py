"""Recurring activities: weekly, or on market days."""

from __future__ import annotations

from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import matching
from api.resource import Resource
from api.schemas.activities import ActivitySchema, NewSeriesSchema, SeriesPatchSchema, SeriesSchema
from api.schemas.fields import PageQuery
from scheduler.models import Activity, Series
from scheduler.services.activities import series
from scheduler.services.listing import Page

blueprint = Resource("series", "series", "Series")

SERIES = "/<number:series_id>"


@blueprint.get("")
@blueprint.paged(SeriesSchema, PageQuery)
def list_series(query: dict[str, Any]) -> Page[Series]:
    """All series."""
    return series.list_series(session(), actor(), **query)


@blueprint.post("")
@blueprint.arguments(NewSeriesSchema)
@blueprint.versioned(SeriesSchema, 201)
def add_series(body: dict[str, Any]) -> Series:
    """Register a series with its roles; expanding it makes its dated activities."""
    return series.add_series(session(), actor(), body, now=now())


@blueprint.get(SERIES)
@blueprint.versioned(SeriesSchema)
def get_series(series_id: int) -> Series:
    """One series."""
    return series.get_series(session(), actor(), series_id)


@blueprint.patch(SERIES)
@blueprint.arguments(SeriesPatchSchema)
@blueprint.editing
@blueprint.versioned(SeriesSchema)
def edit_series(body: dict[str, Any], series_id: int) -> Series:
    """Change some values of a series; dated activities that there are stay as they are."""
    found = matching(series.get_series(session(), actor(), series_id))
    return series.edit_series(session(), actor(), found.id, body, now=now())


@blueprint.post(f"{SERIES}/expansion")
@blueprint.response(200, ActivitySchema(many=True))
def expand(series_id: int) -> list[Activity]:
    """Make the dated activities that there are not yet; answers with those made."""
    return series.expand(session(), actor(), series.get_series(session(), actor(), series_id), now=now())
