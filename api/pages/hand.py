"""A draft changed by hand from its board: what a duty's panel shows, what is done there, undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.errors import status_of
from api.locale import say
from api.pages.forms import asked, asked_text, sent
from scheduler.errors import DomainError, NotFound
from scheduler.language import Message, listed, m_
from scheduler.models import Assignment, RosterState
from scheduler.services.rosters import drafts
from scheduler.services.rosters.by_hand import by_name, editing, edits, openings, undoing
from scheduler.services.rosters.by_hand.at_hand import at_hand
from scheduler.services.rosters.by_hand.changing import Edited
from scheduler.services.rosters.by_hand.verdicts import CostsMore
from scheduler.services.rosters.explained.why import why_held

blueprint = Blueprint("hand", __name__, url_prefix="/rosters/<number:roster_id>")

PINNED = {
    "pin": m_("Pinned: the next generation leaves it so."),
    "release": m_("Released: the next generation may change it."),
}

Answer = Response | tuple[str, int] | tuple[str, int, dict[str, str]]


def answered(view: Callable[..., Message]) -> Callable[..., Answer]:
    """A view that changes a draft and says what it did: refused, it says why and, where the rules allow it, asks
    whether to do it all the same.

    A board that asks by script is told to load itself anew; else one comes back to it.
    """

    @wraps(view)
    def guarded(*, roster_id: int, **named: Any) -> Answer:
        try:
            return done(roster_id, protected(view)(roster_id=roster_id, **named))
        except DomainError as error:
            return refused(roster_id, error)

    return guarded


def refused(roster_id: int, error: DomainError) -> tuple[str, int]:
    """Why a change is not done, and the same form again where it may be done all the same."""
    scripted = "HX-Request" in request.headers
    fields = {name: value for name, value in request.form.items() if name not in ("csrf_token", "anyway")}
    shown = render_template(
        "rosters/verdict.html" if scripted else "rosters/refused.html",
        roster_id=roster_id,
        error=error,
        asks=isinstance(error, CostsMore),
        action=request.path,
        fields={**fields, "anyway": "yes"},
    )
    return shown, 200 if scripted else status_of(error)


def told(edited: Edited) -> Message:
    """What was done, and what is lacking then."""
    what, lacking = edits.message_of(session(), edited.edit), edited.verdict.lacking
    return m_("{what} ({because})", what=what, because=listed(lacking)) if lacking else what


def done(roster_id: int, said: Message) -> Answer:
    """Back to the board, which says what was done."""
    flash(say(said))
    if "HX-Request" in request.headers:
        return "", 204, {"HX-Trigger": "edited"}
    return redirect(url_for("rosters.show", roster_id=roster_id))


def part(template: str, **values: Any) -> str:
    """A part of the board's panel; where a browser without scripts asks, in a page of its own."""
    if "HX-Request" in request.headers:
        return render_template(template, **values)
    return render_template("rosters/panel.html", part=template, **values)


def assignment_of(roster_id: int, assignment_id: int) -> Assignment:
    """An assignment of a roster. Raises NotFound."""
    row = drafts.get_assignment(session(), actor(), assignment_id)
    if row.roster_id != roster_id:
        raise NotFound(m_("There is no such entry (number {number}).", number=assignment_id))
    return row


@blueprint.get("/assignments/<number:assignment_id>")
@coordinator_page
def show(roster_id: int, assignment_id: int) -> str:
    """A duty: who, where, when, why they, and who could in their place."""
    row = assignment_of(roster_id, assignment_id)
    roster = drafts.get_roster(session(), actor(), roster_id)
    return part(
        "rosters/duty.html",
        roster=roster,
        row=row,
        activity=row.role.activity,
        held=why_held(session(), actor(), assignment_id),
        draft=roster.state is RosterState.DRAFT,
    )


@blueprint.get("/assignments/<number:assignment_id>/others")
@coordinator_page
def others(roster_id: int, assignment_id: int) -> str:
    """Who is found by name, to take a duty over or to swap it for one of theirs."""
    row = assignment_of(roster_id, assignment_id)
    text = asked_text()
    found = by_name.takers(session(), actor(), row, text) if text else []
    return part("rosters/others.html", roster=drafts.get_roster(session(), actor(), roster_id), row=row, found=found)


@blueprint.get("/openings")
@coordinator_page
def show_openings(roster_id: int) -> str:
    """The open slots of a day that somebody could take, for an empty cell, or for a duty that was put down in one."""
    form = asked()
    person_id, team_id = form.reference("person_id"), form.reference("team_id")
    day: date = form.needed_day("day")
    instead_of = form.reference("instead_of")
    form.done()
    return part(
        "rosters/openings.html",
        roster=drafts.get_roster(session(), actor(), roster_id),
        day=day,
        found=openings.openings(
            session(), actor(), roster_id, day, person_id=person_id, team_id=team_id, instead_of=instead_of
        ),
    )


@blueprint.post("/roles/<number:role_id>/assign")
@coordinator_page
@answered
def assign(roster_id: int, role_id: int) -> Message:
    """Give a slot to somebody."""
    return told(editing.assign(session(), actor(), roster_id, role_id, **taker(), now=now()))


@blueprint.post("/assignments/<number:assignment_id>/hand-over")
@coordinator_page
@answered
def hand_over(roster_id: int, assignment_id: int) -> Message:
    """Have somebody else take a duty over."""
    row = assignment_of(roster_id, assignment_id)
    return told(editing.hand_over(session(), actor(), row.id, **taker(), now=now()))


@blueprint.post("/assignments/<number:assignment_id>/swap")
@coordinator_page
@answered
def swap(roster_id: int, assignment_id: int) -> Message:
    """Have two people hold each other's duty."""
    row, form = assignment_of(roster_id, assignment_id), sent()
    other_id = form.needed_reference("other_id")
    form.done()
    return told(editing.swap(session(), actor(), row.id, other_id, anyway=form.checked("anyway"), now=now()))


@blueprint.post("/assignments/<number:assignment_id>/move")
@coordinator_page
@answered
def move_to(roster_id: int, assignment_id: int) -> Message:
    """Have whoever holds a duty hold another in its place."""
    row, form = assignment_of(roster_id, assignment_id), sent()
    role_id = form.needed_reference("role_id")
    form.done()
    return told(editing.move(session(), actor(), row.id, role_id, anyway=form.checked("anyway"), now=now()))


@blueprint.post("/assignments/<number:assignment_id>/removal")
@coordinator_page
@answered
def remove(roster_id: int, assignment_id: int) -> Message:
    """Take a duty away."""
    row = assignment_of(roster_id, assignment_id)
    return told(editing.remove(session(), actor(), row.id, anyway=sent().checked("anyway"), now=now()))


@blueprint.post("/assignments/<number:assignment_id>/<any(pin,release):action>")
@coordinator_page
@answered
def set_pinned(roster_id: int, assignment_id: int, action: str) -> Message:
    """Pin a duty as it is, or release it."""
    row = assignment_of(roster_id, assignment_id)
    drafts.set_pinned(session(), actor(), row.id, action == "pin", now=now())
    return PINNED[action]


def taker() -> dict[str, Any]:
    """Who is to hold a role by a form, and whether all the same. Raises Invalid."""
    form = sent()
    found = {"person_id": form.reference("person_id"), "team_id": form.reference("team_id")}
    form.done()
    return {**found, "anyway": form.checked("anyway")}


@blueprint.post("/<any(undo,redo):action>")
@coordinator_page
def move(roster_id: int, action: str) -> Answer:
    """Undo the last change, or do again the last that was undone."""
    try:
        moved = protected(undoing.undo if action == "undo" else undoing.redo)(session(), actor(), roster_id, now=now())
    except DomainError as error:
        return refused(roster_id, error)
    what = edits.message_of(session(), moved.edit)
    if not moved.applied:
        because = listed(moved.sentences)
        return done(roster_id, m_("This could not be done any more: {what} ({because})", what=what, because=because))
    return done(roster_id, m_("Undone: {what}", what=what) if action == "undo" else m_("Done again: {what}", what=what))


@blueprint.get("/at-hand")
@coordinator_page
def lay_out(roster_id: int) -> tuple[str, int]:
    """Have a roster laid out while its board is being read, so that the first question about it waits for nothing."""
    with at_hand(session(), drafts.get_roster(session(), actor(), roster_id)):
        return "", 204
