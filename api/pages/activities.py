"""Activities in the console: found, added from a kind, edited with their roles, called off."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t, today
from api.pages.forms import Form, asked_text, choice, page_number, sent
from api.pages.refusals import demand_unchanged, shown_again
from api.pages.roles import BLANKS, with_roles
from scheduler.models import Activity, ActivityKind
from scheduler.services.register import activities, choosing
from solver.candidates import Capacity, Gender

blueprint = Blueprint("activities", __name__, url_prefix="/activities")


@blueprint.get("")
@coordinator_page
def list_activities() -> str:
    """Activities from a day on, found by title and kind."""
    text, kind, first = asked_text(), choice("kind", ActivityKind), request.args.get("from", "")
    first_day = today() if not first else None
    page = activities.list_activities(
        session(), actor(), first_day=first_day, kind=kind, text=text, number=page_number()
    )
    kinds = list(ActivityKind)
    return render_template("activities/list.html", page=page, text=text, kind=kind, kinds=kinds, first=first)


def lists() -> dict[str, Any]:
    """What an activity's form offers to choose from."""
    return {
        "kinds": list(ActivityKind),
        "capacities": list(Capacity),
        "genders": list(Gender),
        "sites": choosing.sites(session(), actor()),
        "rooms": choosing.rooms(session(), actor()),
        "departments": choosing.departments(session(), actor()),
        "qualifications": choosing.qualifications(session(), actor()),
        "organisations": choosing.organisations(session(), actor()),
        "teams": choosing.teams(session(), actor()),
    }


@blueprint.get("/new")
@coordinator_page
def new_activity() -> str:
    """The form for a new activity of a kind."""
    kind = choice("kind", ActivityKind) or sent().choice("kind", ActivityKind) or ActivityKind.SERVICE
    return render_template("activities/new.html", kind=kind, blanks=BLANKS, **lists())


@blueprint.post("/new")
@coordinator_page
@shown_again("activities.new_activity")
@protected
def add_activity() -> Response:
    """Register an activity with its roles."""
    with with_roles(sent_activity, numbered=True) as values:
        activity = activities.add_activity(session(), actor(), values, now=now())
    return saved(activity.id)


def sent_activity(form: Form) -> dict[str, Any]:
    """The values of an activity's form, but for number and roles."""
    return {
        **sent_demand(form),
        "starts_at": form.instant("starts"),
        "ends_at": form.instant("ends"),
    }


def sent_demand(form: Form) -> dict[str, Any]:
    """What an activity's and a series' form have in common."""
    kind = form.needed_choice("kind", ActivityKind)
    return {
        "kind": kind,
        "title": form.text("title", most=120, needed=True),
        "place_id": form.needed_reference("place_id"),
        "venue_id": form.reference("venue_id"),
        "priority": form.number("priority", least=1, most=4, default=2),
        "attendees": form.number("attendees", least=0, most=9999, default=0),
        "women": form.number("women", least=0, most=99, default=0),
        "men": form.number("men", least=0, most=99, default=0),
        "organisations": form.number("organisations", least=0, most=3, default=0),
        "local": form.checked("local"),
        "never_alone": form.checked("never_alone"),
        "confidential": form.checked("confidential"),
        "unpleasant": form.checked("unpleasant"),
        "adults_only": form.checked("adults_only"),
        "departments": request.form.getlist("departments"),
        "grants_id": form.reference("grants_id"),
        "grants_level": form.number("grants_level", least=1, most=9, default=1),
        "grants_months": form.number("grants_months", least=1, most=600, default=12),
        "notes": form.text("notes", most=500),
    }


def saved(activity_id: int) -> Response:
    """Back to the activity's page."""
    flash(t("Saved. What is published stays as it is until the next version."))
    return redirect(url_for("activities.show_activity", activity_id=activity_id))


@blueprint.get("/<number:activity_id>")
@coordinator_page
def show_activity(activity_id: int) -> str:
    """One activity with its roles and its attendance list."""
    return render_template(
        "activities/show.html",
        activity=found(activity_id),
        attendance=activities.attendance_of(session(), actor(), activity_id),
        blanks=BLANKS,
        **lists(),
    )


def found(activity_id: int) -> Activity:
    """The activity."""
    return activities.get_activity(session(), actor(), activity_id)


@blueprint.post("/<number:activity_id>")
@coordinator_page
@shown_again("activities.show_activity")
@protected
def edit_activity(activity_id: int) -> Response:
    """Change an activity and its roles."""
    demand_unchanged(found(activity_id))
    with with_roles(sent_activity) as values:
        activities.edit_activity(session(), actor(), activity_id, values, now=now())
    return saved(activity_id)


@blueprint.post("/<number:activity_id>/cancel")
@coordinator_page
@shown_again("activities.show_activity")
@protected
def cancel_activity(activity_id: int) -> Response:
    """Call an activity off."""
    activities.cancel_activity(session(), actor(), activity_id, now=now())
    flash(t("The activity is called off. The next version of the roster tells everybody."))
    return redirect(url_for("activities.show_activity", activity_id=activity_id))
