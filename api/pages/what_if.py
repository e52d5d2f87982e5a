"""What would change under another policy: two rosters compared, and the button that puts the policy in force."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.forms import page_number
from api.pages.refusals import shown_again
from scheduler.models import Roster
from scheduler.services.listing import PAGE_SIZE, Page
from scheduler.services.rosters import runs, what_ifs
from scheduler.services.rosters.runs import Summary

blueprint = Blueprint("what_if", __name__, url_prefix="/rosters/<number:roster_id>/what-if")


@blueprint.get("")
@coordinator_page
def show(roster_id: int) -> str:
    """How far it is, and then what differs."""
    found = what_ifs.what_if(session(), actor(), roster_id)
    rows = found.difference.by_role() if found.difference is not None else []
    first = (page_number() - 1) * PAGE_SIZE
    return render_template(
        "policy/what_if.html",
        what_if=found,
        sides=[(t("As it is"), side(found.against)), (t("As it would be"), side(found.run.roster))],
        rows=Page(rows[first : first + PAGE_SIZE], len(rows), page_number(), PAGE_SIZE),
    )


def side(roster: Roster) -> tuple[Roster, Summary]:
    """One of the two, and how full it is."""
    return roster, runs.summary(session(), actor(), roster.id)


@blueprint.post("/take")
@coordinator_page
@shown_again("what_if.show")
@protected
def take(roster_id: int) -> Response:
    """Put the policy that was tried in force."""
    what_ifs.take(session(), actor(), roster_id, now=now())
    flash(t("Saved. The next generation follows it; rosters that are there stay as they are."))
    return redirect(url_for("policy.show"))
