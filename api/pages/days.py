"""The calendar of days in the console: holidays, working weekends, days not yet announced; and the market days."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t, today
from api.pages.forms import sent
from api.pages.refusals import shown_again
from scheduler.models import DayKind, MarketCalendar, PlaceKind
from scheduler.services.register import choosing, days, markets

blueprint = Blueprint("days", __name__, url_prefix="/days")


def asked_year() -> int:
    """The year in the address, which forms of the page carry along; else this one."""
    asked = request.args.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today().year
    return min(max(year, days.FIRST_YEAR), days.LAST_YEAR)


@blueprint.get("")
@coordinator_page
def list_days() -> str:
    """The special days of a year, the markets and their next days."""
    this_year, year = today().year, asked_year()
    kept = markets.list_markets(session(), actor())
    names = dict(choosing.places(session(), actor(), PlaceKind))
    return render_template(
        "days/list.html",
        year=year,
        years=range(this_year - 1, this_year + 3),
        days=days.list_days(session(), actor(), date(year, 1, 1), date(year, 12, 31)),
        kinds=list(DayKind),
        markets=[
            (row, names[row.place_id], markets.preview(session(), actor(), row.calendar, row.digits, now=now()))
            for row in kept
        ],
        calendars=list(MarketCalendar),
        places=choosing.sites(session(), actor()),
    )


def saved(year: int) -> Response:
    """Back to the days of a year."""
    flash(t("Saved."))
    return redirect(url_for("days.list_days", year=year))


@blueprint.post("/set")
@coordinator_page
@shown_again("days.list_days")
@protected
def set_day() -> Response:
    """Say what is special about a day."""
    form = sent()
    day, kind = form.needed_day("day"), form.needed_choice("kind", DayKind)
    name = form.text("name", most=60)
    form.done()
    days.set_day(session(), actor(), day, kind, name, now=now())
    return saved(day.year)


@blueprint.post("/clear")
@coordinator_page
@shown_again("days.list_days")
@protected
def clear_day() -> Response:
    """Make a day what its weekday says."""
    form = sent()
    day = form.needed_day("day")
    form.done()
    days.clear_day(session(), actor(), day, now=now())
    return saved(day.year)


@blueprint.post("/seed")
@coordinator_page
@shown_again("days.list_days")
@protected
def seed_year() -> Response:
    """Write down what is announced for a year."""
    year = asked_year()
    made = days.seed_year(session(), actor(), year, now=now())
    flash(t("{count} days were written down; what was set by hand stays.", count=len(made)))
    return redirect(url_for("days.list_days", year=year))


@blueprint.post("/markets")
@coordinator_page
@shown_again("days.list_days")
@protected
def set_market() -> Response:
    """Say when a place holds its market."""
    form = sent()
    place_id = form.needed_reference("place_id")
    calendar, digits = form.needed_choice("calendar", MarketCalendar), form.text("digits", most=10)
    form.done()
    markets.set_market(session(), actor(), place_id, calendar, digits, now=now())
    return saved(asked_year())


@blueprint.post("/markets/<number:market_id>/remove")
@coordinator_page
@shown_again("days.list_days")
@protected
def remove_market(market_id: int) -> Response:
    """Forget when a market is held."""
    markets.remove_market(session(), actor(), market_id, now=now())
    return saved(asked_year())
