"""Special days: holidays, working weekends, days that are not announced yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.town import DaysQuery, NewSpecialDaySchema, SpecialDaySchema, YearSchema
from scheduler.models import SpecialDay
from scheduler.services.register import days

blueprint = Resource("days", "days", "Special days")


@blueprint.get("")
@blueprint.arguments(DaysQuery, location="query")
@blueprint.response(200, SpecialDaySchema(many=True))
def list_days(query: dict[str, date]) -> Sequence[SpecialDay]:
    """The special days of a period."""
    return days.list_days(session(), actor(), **query)


@blueprint.post("/years")
@blueprint.arguments(YearSchema)
@blueprint.response(200, SpecialDaySchema(many=True))
def seed_year(body: dict[str, int]) -> list[SpecialDay]:
    """Write down a year's holidays; answers with the days that this made or changed."""
    return days.seed_year(session(), actor(), body["year"], now=now())


@blueprint.put("/<day:day>")
@blueprint.arguments(NewSpecialDaySchema)
@blueprint.response(200, SpecialDaySchema)
def set_day(body: dict[str, Any], day: date) -> SpecialDay:
    """Say what is special about a day."""
    return days.set_day(session(), actor(), day, **body, now=now())


@blueprint.delete("/<day:day>")
@blueprint.response(204)
def clear_day(day: date) -> None:
    """Make a day what its weekday says."""
    days.clear_day(session(), actor(), day, now=now())
