"""Several activities changed at once in the console: chosen in the list, looked at, then done."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.forms import Form, numbers, sent
from api.pages.refusals import shown_again
from api.schemas.fields import LARGEST
from scheduler.services.activities import together
from scheduler.services.activities.together import Change
from scheduler.services.register import choosing

blueprint = Blueprint("together", __name__, url_prefix="/activities/change")

WORDS = ("days", "time", "place_id", "priority", "call_off")
"""The fields of a change."""


@blueprint.get("")
@coordinator_page
def choose() -> str:
    """The chosen activities, and the form of what to change."""
    return page(None)


def page(change: Change | None) -> str:
    """The chosen activities, and what a change would make of each; a change that was refused is asked for again."""
    ids = numbers(request.args, "ids")
    return render_template(
        "activities/change.html",
        ids=ids,
        rows=together.chosen(session(), actor(), ids) if ids else [],
        planned=together.preview(session(), actor(), ids, change) if change is not None else None,
        asked=asked() if change is not None else {},
        sites=choosing.sites(session(), actor()),
    )


def asked() -> dict[str, str]:
    """What the form that was sent says of the change, to know it again."""
    return {name: request.form.get(name, "").strip() for name in WORDS}


def sent_change(form: Form) -> Change:
    """The change of a form. Raises Invalid."""
    change = Change(
        days=form.whole("days", most=together.MOST_DAYS) or 0,
        start_minute=form.minute("time"),
        place_id=form.reference("place_id"),
        priority=form.number("priority", least=1, most=4),
        call_off=form.checked("call_off"),
    )
    form.done()
    return change


@blueprint.post("")
@coordinator_page
@shown_again("together.choose")
@protected
def change_all() -> str | Response:
    """Show what a change would do; do it where just that was shown."""
    form = sent()
    change = sent_change(form)
    looked = {name: request.form.get(f"looked.{name}", "") for name in WORDS}
    if request.form.get("step") != "do" or looked != asked():
        return page(change)
    ids = numbers(request.args, "ids")
    revisions = {number: form.number(f"revision.{number}", least=1, most=LARGEST, default=0) or 0 for number in ids}
    done = together.change_all(session(), actor(), revisions, change, now=now())
    flash(
        t("{count} activities were changed. What is published stays as it is until the next version.", count=len(done))
    )
    return redirect(url_for("activities.list_activities"))
