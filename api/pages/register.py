"""The register in the console: people, teams, activities."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.addresses import feed_key, qr
from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.forms import choice, page_number
from scheduler.domain.clock import local
from scheduler.models import ActivityKind
from scheduler.services import accounts
from scheduler.services.feeds import subscriptions
from scheduler.services.register import activities, people, teams
from scheduler.services.rosters import duties
from solver.problem import Capacity

blueprint = Blueprint("register", __name__)

PEOPLE = [capacity for capacity in Capacity if capacity is not Capacity.TEAM]


@blueprint.get("/people")
@coordinator_page
def list_people() -> str:
    """People, found by name, phone or number."""
    text, capacity = request.args.get("q", "").strip(), choice("capacity", Capacity)
    page = people.list_people(session(), actor(), text=text, capacity=capacity, number=page_number())
    return render_template("register/people.html", page=page, text=text, capacity=capacity, capacities=PEOPLE)


@blueprint.get("/people/<int:person_id>")
@coordinator_page
def show_person(person_id: int) -> str:
    """One person: facts, times, duties."""
    return render_template("register/person.html", link=None, code=None, **person_facts(person_id))


def person_facts(person_id: int) -> dict[str, object]:
    """What the page of a person shows."""
    weekly, absences = people.times_of(session(), actor(), person_id)
    return {
        "person": people.get_person(session(), actor(), person_id),
        "weekly": weekly,
        "absences": absences,
        "duties": duties.duties_of(session(), actor(), person_id, now=now()),
    }


@blueprint.post("/people/<int:person_id>/link")
@coordinator_page
@protected
def issue_link(person_id: int) -> str:
    """A personal link, shown once with its QR code."""
    token = accounts.issue_link(session(), actor(), person_id, now=now())
    subscriptions.ensure_personal_feed(session(), actor(), person_id, key=feed_key(), now=now())
    link = url_for("account.welcome", token=token, _external=True)
    return render_template("register/person.html", link=link, code=qr(link), **person_facts(person_id))


@blueprint.get("/teams")
@coordinator_page
def list_teams() -> str:
    """All teams."""
    return render_template("register/teams.html", teams=teams.list_teams(session(), actor()))


@blueprint.get("/teams/<int:team_id>")
@coordinator_page
def show_team(team_id: int) -> str:
    """One team and its members."""
    team = teams.get_team(session(), actor(), team_id)
    return render_template("register/team.html", team=team, weekly=teams.weekly_times(session(), actor(), team_id))


@blueprint.get("/activities")
@coordinator_page
def list_activities() -> str:
    """Activities from a day on, found by title and kind."""
    text, kind, first = request.args.get("q", "").strip(), choice("kind", ActivityKind), request.args.get("from", "")
    first_day = local(now()).date() if not first else None
    page = activities.list_activities(
        session(), actor(), first_day=first_day, kind=kind, text=text, number=page_number()
    )
    kinds = list(ActivityKind)
    return render_template("register/activities.html", page=page, text=text, kind=kind, kinds=kinds, first=first)


@blueprint.get("/activities/<int:activity_id>")
@coordinator_page
def show_activity(activity_id: int) -> str:
    """One activity with its roles and its attendance list."""
    return render_template(
        "register/activity.html",
        activity=activities.get_activity(session(), actor(), activity_id),
        attendance=activities.attendance_of(session(), actor(), activity_id),
    )


@blueprint.post("/activities/<int:activity_id>/cancel")
@coordinator_page
@protected
def cancel_activity(activity_id: int) -> Response:
    """Call an activity off."""
    activities.cancel_activity(session(), actor(), activity_id, now=now())
    flash(t("The activity is called off. The next version of the roster tells everybody."))
    return redirect(url_for("register.show_activity", activity_id=activity_id))
