"""A week copied in the console: what would be made is shown first, each activity with a box."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import say, t, today
from api.pages.forms import Form, numbers
from api.pages.refusals import shown_again
from scheduler.domain.clock import monday_of
from scheduler.errors import Invalid
from scheduler.services.activities import copying

blueprint = Blueprint("copying", __name__, url_prefix="/activities/copy")

WEEK = timedelta(days=7)
EARLIEST, LATEST = date(1900, 1, 8), date(2199, 12, 1)


def asked_weeks() -> tuple[date, date]:
    """The Mondays of the week to copy and of the one to copy it to; where none is named, the first in which something
    is planned and the one after it.
    """
    form = Form(request.args)
    first, other = (
        None if day is None else monday_of(min(max(day, EARLIEST), LATEST))
        for day in (form.day("from_day"), form.day("to_day"))
    )
    first = first or copying.first_week(session(), actor(), today()) or monday_of(today())
    return first, other or first + WEEK


@blueprint.get("")
@coordinator_page
def look() -> str:
    """What copying a week would make."""
    first, other = asked_weeks()
    shown: dict[str, Any] = {"copies": [], "wrong": ""}
    try:
        shown["copies"] = copying.preview(session(), actor(), first, other)
    except Invalid as error:
        shown["wrong"] = say(error.fields["to_day"])
    return render_template("activities/copy.html", first=first, other=other, last=other + timedelta(days=6), **shown)


@blueprint.post("")
@coordinator_page
@shown_again("copying.look")
@protected
def copy_week() -> Response:
    """Copy the chosen activities of a week."""
    first, other = asked_weeks()
    made = copying.copy_week(session(), actor(), first, other, numbers(request.form, "ids"), now=now())
    flash(t("{count} activities were made. They can be changed one by one, or several at once.", count=len(made)))
    return redirect(
        url_for(
            "activities.list_activities", first_day=other.isoformat(), last_day=(other + timedelta(days=6)).isoformat()
        )
    )
