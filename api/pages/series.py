"""Recurring activities in the console: weekly or on market days, edited and expanded into dated ones."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.pages import activities as dated
from api.pages.forms import MINUTES_A_DAY, Form, page_number
from api.pages.refusals import demand_unchanged, shown_again
from api.pages.roles import BLANKS, with_roles
from scheduler.models import ActivityKind, PlaceKind, Recurrence
from scheduler.services.activities import series
from scheduler.services.register import choosing

blueprint = Blueprint("series", __name__, url_prefix="/activities/series")


@blueprint.get("")
@coordinator_page
def list_series() -> str:
    """All series."""
    page = series.list_series(session(), actor(), number=page_number())
    places = dict(choosing.places(session(), actor(), PlaceKind))
    return render_template("activities/series_list.html", page=page, places=places)


def lists() -> dict[str, Any]:
    """What a series' form offers to choose from."""
    markets = choosing.markets(session(), actor())
    return {**dated.lists(), "markets": markets, "recurrences": list(Recurrence), "blanks": BLANKS}


@blueprint.get("/new")
@coordinator_page
def new_series() -> str:
    """The form for a new series."""
    return render_template("activities/new_series.html", kind=ActivityKind.SERVICE, **lists())


@blueprint.post("/new")
@coordinator_page
@shown_again("series.new_series")
@protected
def add_series() -> Response:
    """Register a series, and make its dated activities."""
    with with_roles(sent_series, numbered=True) as values:
        made = series.add_series(session(), actor(), values, now=now())
    return dated.expanded(made.id)


def sent_series(form: Form) -> dict[str, Any]:
    """The values of a series' form, but for number and roles."""
    start, end = form.needed_minute("start"), form.needed_minute("end")
    return {
        **dated.sent_demand(form),
        "recurrence": form.needed_choice("recurrence", Recurrence),
        "weekdays": "".join(sorted(set(request.form.getlist("weekdays")) & set("0123456"))),
        "every_weeks": form.number("every_weeks", least=1, most=52, default=1),
        "market_id": form.reference("market_id"),
        "first_day": form.needed_day("first_day"),
        "last_day": form.needed_day("last_day"),
        "start_minute": start,
        "end_minute": end if end > start else end + MINUTES_A_DAY,
        "skip_holidays": form.checked("skip_holidays"),
    }


@blueprint.get("/<number:series_id>")
@coordinator_page
def show_series(series_id: int) -> str:
    """One series and the days on which it takes place."""
    found = series.get_series(session(), actor(), series_id)
    days = series.days_of(session(), found)
    return render_template("activities/series.html", series=found, days=days, **lists())


@blueprint.post("/<number:series_id>")
@coordinator_page
@shown_again("series.show_series")
@protected
def edit_series(series_id: int) -> Response:
    """Change a series; dated activities that there are stay as they are, missing ones are made."""
    demand_unchanged(series.get_series(session(), actor(), series_id))
    with with_roles(sent_series) as values:
        series.edit_series(session(), actor(), series_id, values, now=now())
    return dated.expanded(series_id)
