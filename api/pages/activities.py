"""Activities in the console: found, added from a kind, edited with their roles, called off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import say, t, today, zone
from api.pages.forms import MINUTES_A_DAY, Form, asked_text, choice, page_number, sent
from api.pages.refusals import demand_unchanged, shown_again
from api.pages.roles import BLANKS, with_roles
from api.pages.templates import filled_in
from scheduler.domain import dates
from scheduler.domain.clock import coming_weeks, local, local_instant
from scheduler.models import Activity, ActivityKind, ActivityState, Recurrence
from scheduler.services.activities import activities, codes, moving, series, templates
from scheduler.services.register import choosing, markets
from solver.candidates import Capacity, Gender

blueprint = Blueprint("activities", __name__, url_prefix="/activities")


@blueprint.get("")
@coordinator_page
def list_activities() -> str:
    """Activities between two days, from today on where none is named; found by title and kind."""
    text, kind, past = asked_text(), choice("kind", ActivityKind), request.args.get("from", "")
    asked = Form(request.args)
    first_day, last_day = asked.day("first_day"), asked.day("last_day")
    page = activities.list_activities(
        session(),
        actor(),
        first_day=first_day or (None if past else today()),
        last_day=last_day,
        kind=kind,
        text=text,
        number=page_number(),
    )
    found = {"q": text, "kind": kind or "", "first_day": first_day or "", "last_day": last_day or "", "from": past}
    return render_template(
        "activities/list.html",
        page=page,
        found={name: str(value) for name, value in found.items() if value},
        kinds=list(ActivityKind),
        templates=templates.list_templates(session(), actor()),
        all_chosen="all" in request.args.getlist("choose"),
    )


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
        "templates": templates.list_templates(session(), actor()),
        "coming": coming_weeks(today()),
    }


@blueprint.get("/new")
@coordinator_page
def new_activity() -> str:
    """The form for a new activity of a kind, or filled in from a template."""
    key = request.args.get("template", "")
    template = templates.get_template(session(), actor(), key) if key else None
    chosen = choice("kind", ActivityKind) or sent().choice("kind", ActivityKind) or ActivityKind.SERVICE
    return render_template(
        "activities/new.html",
        kind=template.values["kind"] if template is not None else chosen,
        template=template,
        row=filled_in(template) if template is not None else None,
        markets=markets_ahead(),
        code=codes.proposed_code(session(), actor(), now=now()),
        blanks=BLANKS,
        **lists(),
    )


@blueprint.post("/new")
@coordinator_page
@shown_again("activities.new_activity")
@protected
def add_activity() -> Response:
    """Register an activity with its roles, or the series that it repeats in."""
    if request.form.get("repeats"):
        with with_roles(sent_repeating, numbered=True) as values:
            made = series.add_series(session(), actor(), values, now=now())
        return expanded(made.id)
    with with_roles(sent_activity, numbered=True) as values:
        activity = activities.add_activity(session(), actor(), values, now=now())
    return saved(activity.id)


def sent_repeating(form: Form) -> dict[str, Any]:
    """The values of an activity's form that says how it repeats: from its own day on, on that weekday if no other."""
    first = form.needed_day("starts_day")
    start, end = form.needed_minute("starts_time"), form.needed_minute("ends_time")
    last = form.day("ends_day") or (first if end > start else first + timedelta(days=1))
    recurrence = form.needed_choice("repeats", Recurrence)
    weekdays = sorted(set(request.form.getlist("weekdays")) & set("0123456")) or [str(first.weekday())]
    return {
        **sent_demand(form),
        "recurrence": recurrence,
        "weekdays": "".join(weekdays),
        "every_weeks": form.number("every_weeks", least=1, most=52, default=1),
        "market_id": form.reference("market_id") if recurrence is Recurrence.MARKET else None,
        "first_day": first,
        "last_day": form.needed_day("last_day"),
        "start_minute": start,
        "end_minute": (last - first).days * MINUTES_A_DAY + end,
        "skip_holidays": form.checked("skip_holidays"),
    }


def expanded(series_id: int) -> Response:
    """Make the dated activities of a series that there are not yet, say how many, and go to its page."""
    found = series.get_series(session(), actor(), series_id)
    made = series.expand(session(), actor(), found, now=now())
    flash(t("Saved. {count} dated activities were made.", count=len(made)))
    return redirect(url_for("series.show_series", series_id=series_id))


def markets_ahead() -> list[tuple[int, str]]:
    """The markets, each with its next day and that day's lunar date."""
    names = dict(choosing.markets(session(), actor()))
    found = []
    for row in markets.list_markets(session(), actor()):
        days = markets.preview(session(), actor(), row.calendar, row.digits, now=now())
        said = t("next {day}, {lunar}", day=say(dates.day_name(days[0].day)), lunar=days[0].lunar) if days else ""
        found.append((row.id, f"{names[row.id]} {said}"))
    return found


def sent_activity(form: Form) -> dict[str, Any]:
    """The values of an activity's form, but for number and roles."""
    starts_at = form.instant("starts")
    return {**sent_demand(form), "starts_at": starts_at, "ends_at": ends_at(form, starts_at)}


def ends_at(form: Form, starts_at: datetime) -> datetime:
    """When an activity ends; where no day is written, at the first such time after its start."""
    if form.fields.get("ends_day", "").strip():
        return form.instant("ends")
    end, begun = form.needed_minute("ends_time"), local(starts_at, zone())
    same_day = end > begun.hour * 60 + begun.minute
    return local_instant(begun.date() if same_day else begun.date() + timedelta(days=1), end, zone())


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
    """One activity with its roles and its attendance list, and the days to which it could move."""
    activity = found(activity_id)
    planned = activity.state is ActivityState.PLANNED
    return render_template(
        "activities/show.html",
        activity=activity,
        moving=moving.days_to_move_to(session(), actor(), activity_id, now=now()) if planned else None,
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


@blueprint.post("/<number:activity_id>/move")
@coordinator_page
@shown_again("activities.show_activity")
@protected
def move_activity(activity_id: int) -> Response:
    """Move an activity to another day."""
    activity = found(activity_id)
    demand_unchanged(activity)
    form = sent()
    day = form.needed_day("day")
    form.done()
    moving.move_activity(session(), actor(), activity_id, day, revision=activity.revision, now=now())
    flash(t("Moved to {day}. The next version of the roster tells everybody.", day=say(dates.day_name(day))))
    return redirect(url_for("activities.show_activity", activity_id=activity_id))


@blueprint.post("/<number:activity_id>/cancel")
@coordinator_page
@shown_again("activities.show_activity")
@protected
def cancel_activity(activity_id: int) -> Response:
    """Call an activity off."""
    activities.cancel_activity(session(), actor(), activity_id, now=now())
    flash(t("The activity is called off. The next version of the roster tells everybody."))
    return redirect(url_for("activities.show_activity", activity_id=activity_id))
