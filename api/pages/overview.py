"""The month looked over in the console: what it asks for and has, and what to mend before a roster is generated."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from flask import Blueprint, render_template, request

from api.auth import actor, coordinator_page
from api.database import session
from api.locale import today
from api.pages.forms import Form
from scheduler.domain.clock import next_monday
from scheduler.services.overview.period import overview
from scheduler.services.rosters import drafts
from scheduler.services.rosters.drafts import LONGEST_PERIOD_DAYS

blueprint = Blueprint("overview", __name__, url_prefix="/overview")

Period = tuple[date, date]

MIDDLE = 14
"""Days from the first Monday of a roster to the middle of it."""


def month_of(day: date) -> Period:
    """The first and the last day of the month in which a day lies."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def asked_period() -> Period:
    """The period in the address; where it says none that could be a roster's, the month of its first day, or the one in
    which most of the next roster lies.
    """
    form = Form(request.args)
    first, last = form.day("first_day"), form.day("last_day")
    first = first if first is not None and first.year >= 1900 else None
    if first is None or last is None or not 0 <= (last - first).days < LONGEST_PERIOD_DAYS:
        return month_of(first or next_monday(today()) + timedelta(days=MIDDLE))
    return first, last


@blueprint.get("")
@coordinator_page
def show() -> str:
    """A month, or any other period of a roster."""
    first, last = asked_period()
    found, all_rosters = overview(session(), actor(), first, last), drafts.list_rosters(session(), actor())
    return render_template(
        "overview/show.html",
        found=found,
        whole=(first, last) == month_of(first),
        before=month_of(first.replace(day=1) - timedelta(days=1)),
        after=month_of(month_of(first)[1] + timedelta(days=1)),
        rosters=[each for each in all_rosters if (each.first_day, each.last_day) == (first, last)],
        peak=max((day.demand.slots for day in found.days), default=0),
    )
