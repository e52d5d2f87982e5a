"""One activity in a roster: who is on it, pinning and releasing, and why somebody is not on it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.finding import found
from api.pages.forms import asked_text, number, sent
from api.pages.refusals import shown_again
from api.schemas.fields import LARGEST
from scheduler.models import RosterState
from scheduler.services.register import people, teams
from scheduler.services.rosters import drafts
from scheduler.services.rosters.by_hand import curing, editing
from scheduler.services.rosters.explained import staffing
from scheduler.services.rosters.explained.open_slots import OpenSlot
from scheduler.services.rosters.explained.why import why
from solver.candidates import Capacity

blueprint = Blueprint("staffing", __name__, url_prefix="/rosters/<number:roster_id>")

MOST_FOUND = 8


@blueprint.get("/activities/<number:activity_id>")
@coordinator_page
def show(roster_id: int, activity_id: int) -> str:
    """The activity, its roles and who holds them."""
    activity, roles = staffing.staffing(session(), actor(), roster_id, activity_id)
    roster = drafts.get_roster(session(), actor(), roster_id)
    return render_template("rosters/activity.html", roster=roster, activity=activity, roles=roles)


@blueprint.get("/activities/<number:activity_id>/roles/<number:role_id>/why")
@coordinator_page
def show_why(roster_id: int, activity_id: int, role_id: int) -> str:
    """Why a role is held by these people and why it is open, and what would fill it."""
    activity, _ = staffing.staffing(session(), actor(), roster_id, activity_id)
    roster, found = drafts.get_roster(session(), actor(), roster_id), why(session(), actor(), roster_id, role_id)
    return render_template("rosters/why.html", roster=roster, activity=activity, why=found)


@blueprint.post("/activities/<number:activity_id>/roles/<number:role_id>/fill")
@coordinator_page
@shown_again("staffing.show_why")
@protected
def fill(roster_id: int, activity_id: int, role_id: int) -> Response:  # noqa: ARG001
    """Do what fills an open slot, then on to the next one."""
    form = sent()
    key = form.text("key", most=16, needed=True)
    form.done()
    curing.fill(session(), actor(), roster_id, role_id, key, now=now())
    flash(t("The slot is filled: who took it is pinned."))
    slot = curing.next_open(session(), actor(), roster_id, role_id, stay=True)
    return to_open(roster_id, slot)


@blueprint.get("/next-open-slot")
@coordinator_page
def next_open(roster_id: int) -> Response:
    """The open slot that comes after the one of a role."""
    after = request.args.get("after", "")
    role_id = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else None
    return to_open(roster_id, curing.next_open(session(), actor(), roster_id, role_id))


def to_open(roster_id: int, slot: OpenSlot | None) -> Response:
    """To what would fill an open slot; to the list that says so where none is left."""
    if slot is None:
        return redirect(url_for("rosters.show_open_slots", roster_id=roster_id))
    role = slot.role
    return redirect(url_for("staffing.show_why", roster_id=roster_id, activity_id=role.activity_id, role_id=role.id))


@blueprint.get("/activities/<number:activity_id>/roles/<number:role_id>/candidates")
@coordinator_page
def candidates(roster_id: int, activity_id: int, role_id: int) -> str:
    """People or teams by name, each with why they are not on this role."""
    text, role = asked_text(), drafts.get_role(session(), actor(), role_id)
    whole_team = Capacity.TEAM in role.accepts
    named = (
        teams.list_teams(session(), actor(), text=text)[:MOST_FOUND]
        if whole_team
        else people.list_people(session(), actor(), text=text, size=MOST_FOUND).rows
    )
    field = "team_id" if whole_team else "person_id"
    asked = named if text else []
    numbers = [(None, who.id) if whole_team else (who.id, None) for who in asked]
    answers = list(zip(asked, staffing.why_not_these(session(), actor(), roster_id, role_id, numbers), strict=True))
    return found(
        "rosters/candidates.html",
        name=f"{role.activity.title} · {role.name}",
        label=t("Who could step in? Search by name"),
        back=url_for("staffing.show", roster_id=roster_id, activity_id=activity_id),
        roster_id=roster_id,
        activity_id=activity_id,
        role=role,
        answers=answers,
        field=field,
        held=holders(roster_id, activity_id, role_id),
        draft=drafts.get_roster(session(), actor(), roster_id).state is RosterState.DRAFT,
    )


def holders(roster_id: int, activity_id: int, role_id: int) -> set[int | None]:
    """The ids of the people, or of the teams, who hold a role."""
    _, roles = staffing.staffing(session(), actor(), roster_id, activity_id)
    rows = [holder.assignment for one in roles if one.role.id == role_id for holder in one.holders]
    return {row.person_id or row.team_id for row in rows}


@blueprint.post("/activities/<number:activity_id>/roles/<number:role_id>/pin")
@coordinator_page
@shown_again("staffing.show")
@protected
def pin(roster_id: int, activity_id: int, role_id: int) -> Response:
    """Give a slot to somebody by hand: what it costs is said beside the button, what the rules forbid is refused."""
    field = "team_id" if request.form.get("team_id") else "person_id"
    holder = {field: number(field, least=1, most=LARGEST)}
    editing.assign(session(), actor(), roster_id, role_id, anyway=True, now=now(), **holder)
    flash(t("Pinned: the next generation leaves it so."))
    return redirect(url_for("staffing.show", roster_id=roster_id, activity_id=activity_id))


@blueprint.post("/activities/<number:activity_id>/assignments/<number:assignment_id>/<any(release,pin,remove):action>")
@coordinator_page
@shown_again("staffing.show")
@protected
def change(roster_id: int, activity_id: int, assignment_id: int, action: str) -> Response:
    """Pin an assignment as it is, release it, or take it away."""
    if action == "remove":
        editing.remove(session(), actor(), assignment_id, anyway=True, now=now())
    else:
        drafts.set_pinned(session(), actor(), assignment_id, action == "pin", now=now())
    return redirect(url_for("staffing.show", roster_id=roster_id, activity_id=activity_id))
