"""The attendance list of a training session in the console: people put on it and taken off."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.finding import found
from api.pages.forms import asked_text, number
from api.pages.refusals import shown_again
from api.schemas.fields import LARGEST
from scheduler.services.activities import activities
from scheduler.services.register import people

blueprint = Blueprint("attendance", __name__, url_prefix="/activities/<number:activity_id>/attendance")

MOST_FOUND = 8


@blueprint.get("/candidates")
@coordinator_page
def candidates(activity_id: int) -> str:
    """People by name who could attend."""
    activity, text = activities.get_activity(session(), actor(), activity_id), asked_text()
    return found(
        "register/members.html",
        name=activity.title,
        label=t("Put somebody on the list: search by name"),
        back=url_for("activities.show_activity", activity_id=activity_id, _anchor="attendance"),
        action=url_for("attendance.add", activity_id=activity_id),
        people=people.list_people(session(), actor(), text=text, size=MOST_FOUND).rows if text else (),
    )


def listed(activity_id: int) -> set[int]:
    """The numbers of those on the list."""
    return {person.id for person in activities.attendance_of(session(), actor(), activity_id)}


def saved(activity_id: int) -> Response:
    """Back to the list."""
    flash(t("Saved."))
    return redirect(url_for("activities.show_activity", activity_id=activity_id, _anchor="attendance"))


@blueprint.post("")
@coordinator_page
@shown_again("activities.show_activity")
@protected
def add(activity_id: int) -> Response:
    """Put somebody on the list."""
    person_ids = listed(activity_id) | {number("person_id", least=1, most=LARGEST)}
    activities.set_attendance(session(), actor(), activity_id, sorted(person_ids), now=now())
    return saved(activity_id)


@blueprint.post("/<number:person_id>/remove")
@coordinator_page
@shown_again("activities.show_activity")
@protected
def remove(activity_id: int, person_id: int) -> Response:
    """Take somebody off the list."""
    person_ids = listed(activity_id) - {person_id}
    activities.set_attendance(session(), actor(), activity_id, sorted(person_ids), now=now())
    return saved(activity_id)
