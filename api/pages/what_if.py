"""What if: the form that asks, and what is done with the draft that answers; the answer is two drafts side by side."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import say, t
from api.pages.forms import Form, asked_text, numbers, sent
from api.pages.refusals import shown_again
from api.schemas.what_if import MOST_PERCENT, MOST_SLOTS
from scheduler.domain.dates import span
from scheduler.language import m_
from scheduler.models import ActivityKind, Person
from scheduler.services import towns
from scheduler.services.activities.kinds import KINDS
from scheduler.services.problems.rows import read_activities
from scheduler.services.problems.trying import Demand
from scheduler.services.register import people
from scheduler.services.rosters import drafts, what_ifs

blueprint = Blueprint("what_if", __name__, url_prefix="/rosters/<number:roster_id>")

MOST_FOUND = 8
ALL = "all"
FIELDS = ("kind", "kind_slots", "kind_percent", "activity", "activity_slots")
"""What is wanted otherwise, as the form sends it."""


@blueprint.get("/what-if")
@coordinator_page
def show(roster_id: int) -> Response:
    """What a draft was made to find out, beside what it is compared with; where that was thrown away, its board."""
    against = what_ifs.against_of(session(), actor(), what_ifs.trying_draft(session(), actor(), roster_id))
    if against is None:
        return redirect(url_for("rosters.show", roster_id=roster_id))
    return redirect(url_for("beside.show", roster_id=roster_id, other_id=against.id))


@blueprint.get("/what-if/new")
@coordinator_page
def new(roster_id: int) -> str:
    """The form: who is missing, what is wanted more or less."""
    roster = drafts.get_roster(session(), actor(), roster_id)
    zone = towns.zone(session())
    activities = [
        (row.id, f"{say(span(row.starts_at, row.ends_at, zone))} {row.title}")
        for row in read_activities(session(), roster, zone)
    ]
    return render_template(
        "rosters/what_if.html",
        roster=roster,
        kinds=[(ALL, t("All activities")), *((kind.value, say(name)) for kind, name in KINDS.items())],
        activities=activities,
        most_slots=MOST_SLOTS,
        most_percent=MOST_PERCENT,
        **choice(),
    )


def choice() -> dict[str, Any]:
    """Who is chosen to be left out, and whom the search finds besides, or that it finds `nobody` at all; as sent, where
    the form was refused. Who was chosen and is gone from the register is chosen no more.
    """
    chosen = numbers(request.values, "without")
    text = asked_text() if request.method == "GET" else ""
    listed = people.list_people(session(), actor(), text=text, size=MOST_FOUND).rows if text else ()
    rows = [what_ifs.still_there(session(), actor(), Person, number) for number in chosen]
    return {
        "text": text,
        "chosen": [row for row in rows if row is not None],
        "found": [row for row in listed if row.id not in chosen],
        "nobody": bool(text) and not listed,
    }


@blueprint.get("/what-if/people")
@coordinator_page
def find_people(roster_id: int) -> str:
    """People by name to be left out, after those who are ticked already: a part of the form."""
    return render_template("rosters/left_out.html", roster=drafts.get_roster(session(), actor(), roster_id), **choice())


@blueprint.post("/what-if/new")
@coordinator_page
@shown_again("what_if.new")
@protected
def request_run(roster_id: int) -> Response:
    """Have it tried; or, without scripts, search somebody and come back with all that was filled in."""
    chosen = numbers(request.form, "without")
    if searches():
        kept: dict[str, Any] = {name: request.form.get(name) for name in (*FIELDS, "q")}
        return redirect(url_for("what_if.new", roster_id=roster_id, without=chosen, **kept))
    form = sent()
    demand = [*kind_demand(form), *activity_demand(form)]
    form.done()
    run = what_ifs.request_what_if(session(), actor(), roster_id, without=chosen, demand=demand, now=now())
    return redirect(url_for("beside.show", roster_id=run.roster_id, other_id=roster_id))


def searches() -> bool:
    """Whether the form was sent to search: by its button, or by Enter after another name than the one last searched."""
    text = request.form.get("q", "")
    entered = request.form.get("do") == "enter" and text not in ("", request.form.get("searched"))
    return entered or request.form.get("do") == "search"


def kind_demand(form: Form) -> list[Demand]:
    """What is wanted otherwise of a kind, or of all activities."""
    slots, percent = form.whole("kind_slots", most=MOST_SLOTS), form.whole("kind_percent", most=MOST_PERCENT)
    if percent is not None and percent < -100:
        form.wrong["kind_percent"] = m_("A whole number from {least} to {most}.", least=-100, most=MOST_PERCENT)
    kind = None if form.fields.get("kind") == ALL else form.choice("kind", ActivityKind)
    if not slots and not percent:
        return []
    if kind is None and form.fields.get("kind") != ALL:
        form.wrong["kind"] = m_("Choose one of the list.")
    return [Demand(kind, None, slots or 0, percent or 0)]


def activity_demand(form: Form) -> list[Demand]:
    """What is wanted otherwise of one activity."""
    slots, number = form.whole("activity_slots", most=MOST_SLOTS), form.reference("activity")
    if not slots:
        return []
    if number is None:
        form.wrong["activity"] = m_("Choose one of the list.")
    return [Demand(None, number, slots)]


@blueprint.post("/beside/<number:other_id>/take")
@coordinator_page
@shown_again("beside.show")
@protected
def take(roster_id: int, other_id: int) -> Response:  # noqa: ARG001
    """Put the policy that was tried in force."""
    what_ifs.take(session(), actor(), roster_id, now=now())
    flash(t("Saved. The next generation follows it; rosters that are there stay as they are."))
    return redirect(url_for("policy.show"))


@blueprint.post("/keep")
@coordinator_page
@shown_again("rosters.show")
@protected
def keep(roster_id: int) -> Response:
    """Make the draft that tried it an ordinary one."""
    what_ifs.keep(session(), actor(), roster_id, now=now())
    flash(t("This is an ordinary draft now, judged as things are. It can be changed and published."))
    return redirect(url_for("rosters.show", roster_id=roster_id))
