"""A month, or a roster's period, looked over before anything is generated."""

from __future__ import annotations

from datetime import date

from api.auth import actor
from api.database import session
from api.resource import Resource
from api.schemas.overview import OverviewSchema
from api.schemas.town import DaysQuery
from scheduler.services.overview.period import Overview, overview

blueprint = Resource("overview", "overview", "Overview")


@blueprint.get("")
@blueprint.arguments(DaysQuery, location="query")
@blueprint.response(200, OverviewSchema)
def look_over(query: dict[str, date]) -> Overview:
    """What a period asks for, day by day and in all, and what should be mended before a roster is generated."""
    return overview(session(), actor(), **query)
