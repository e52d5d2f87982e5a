"""Teams in the console: registered, edited; their members, times and absences."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.finding import found
from api.pages.forms import asked_text, number, sent
from api.pages.refusals import demand_unchanged, shown_again
from api.pages.weekly import sent_weekly
from api.schemas.fields import LARGEST
from scheduler.services.register import choosing, people, teams, times

blueprint = Blueprint("teams", __name__, url_prefix="/teams")

MOST_FOUND = 8


@blueprint.get("")
@coordinator_page
def list_teams() -> str:
    """All teams."""
    return render_template("register/teams.html", teams=teams.list_teams(session(), actor()))


@blueprint.get("/new")
@coordinator_page
def new_team() -> str:
    """The form for a new team."""
    return render_template("register/new_team.html")


@blueprint.post("/new")
@coordinator_page
@shown_again("teams.new_team")
@protected
def add_team() -> Response:
    """Register a team."""
    form = sent()
    values = {"code": form.code("code", needed=True), "name": form.text("name", most=100, needed=True)}
    form.done()
    return saved(teams.add_team(session(), actor(), values, now=now()).id)


def saved(team_id: int) -> Response:
    """Back to the team's page."""
    flash(t("Saved."))
    return redirect(url_for("teams.show_team", team_id=team_id))


@blueprint.get("/<number:team_id>")
@coordinator_page
def show_team(team_id: int) -> str:
    """One team: facts, members, times, absences."""
    team = teams.get_team(session(), actor(), team_id)
    found = times.times_of(session(), actor(), team)
    return render_template(
        "register/team.html",
        team=team,
        weekly=found.weekly,
        absences=found.absences,
        homes=choosing.homes(session(), actor()),
    )


@blueprint.post("/<number:team_id>")
@coordinator_page
@shown_again("teams.show_team")
@protected
def edit_team(team_id: int) -> Response:
    """Change a team."""
    demand_unchanged(teams.get_team(session(), actor(), team_id))
    form = sent()
    values = {
        "name": form.text("name", most=100, needed=True),
        "leader_id": form.reference("leader_id"),
        "home_id": form.reference("home_id"),
        "quorum": form.needed_number("quorum", least=1, most=100),
        "active": form.checked("active"),
    }
    form.done()
    teams.edit_team(session(), actor(), team_id, values, now=now())
    return saved(team_id)


@blueprint.get("/<number:team_id>/candidates")
@coordinator_page
def candidates(team_id: int) -> str:
    """People by name who could become members."""
    team, text = teams.get_team(session(), actor(), team_id), asked_text()
    return found(
        "register/members.html",
        name=team.name,
        label=t("Add a member: search by name"),
        back=url_for("teams.show_team", team_id=team_id),
        action=url_for("teams.add_member", team_id=team_id),
        people=people.list_people(session(), actor(), text=text, size=MOST_FOUND).rows if text else (),
    )


@blueprint.post("/<number:team_id>/members")
@coordinator_page
@shown_again("teams.show_team")
@protected
def add_member(team_id: int) -> Response:
    """Take somebody into the team."""
    person_id = number("person_id", least=1, most=LARGEST)
    members = {row.person_id for row in teams.get_team(session(), actor(), team_id).memberships}
    teams.edit_team(session(), actor(), team_id, {"member_ids": members | {person_id}}, now=now())
    return saved(team_id)


@blueprint.post("/<number:team_id>/members/<number:person_id>/remove")
@coordinator_page
@shown_again("teams.show_team")
@protected
def remove_member(team_id: int, person_id: int) -> Response:
    """Take somebody out of the team."""
    members = {row.person_id for row in teams.get_team(session(), actor(), team_id).memberships}
    teams.edit_team(session(), actor(), team_id, {"member_ids": members - {person_id}}, now=now())
    return saved(team_id)


@blueprint.post("/<number:team_id>/times")
@coordinator_page
@shown_again("teams.show_team")
@protected
def set_times(team_id: int) -> Response:
    """Replace the weekly times."""
    team = teams.get_team(session(), actor(), team_id)
    demand_unchanged(team)
    times.set_weekly(session(), actor(), team, sent_weekly(), now=now())
    return saved(team_id)


@blueprint.post("/<number:team_id>/absences")
@coordinator_page
@shown_again("teams.show_team")
@protected
def add_absence(team_id: int) -> Response:
    """Write down an absence."""
    form = sent()
    starts_at, ends_at, reason = form.instant("starts"), form.instant("ends"), form.text("reason", most=200)
    form.done()
    team = teams.get_team(session(), actor(), team_id)
    times.add_absence(session(), actor(), team, starts_at, ends_at, reason, now=now())
    return saved(team_id)


@blueprint.post("/<number:team_id>/absences/<number:absence_id>/remove")
@coordinator_page
@shown_again("teams.show_team")
@protected
def remove_absence(team_id: int, absence_id: int) -> Response:
    """Take an absence back."""
    team = teams.get_team(session(), actor(), team_id)
    times.remove_absence(session(), actor(), team, absence_id, now=now())
    return saved(team_id)
