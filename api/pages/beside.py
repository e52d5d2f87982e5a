"""Two drafts of a period side by side: what each is, what differs, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from api.auth import actor, coordinator_page, now
from api.database import session
from api.pages.forms import page_number
from api.pages.rosters import AIMS
from scheduler.language import Message
from scheduler.models import Roster, Run
from scheduler.services.listing import PAGE_SIZE, Page
from scheduler.services.rosters import drafts, runs
from scheduler.services.rosters.explained.costs import needed_difference
from scheduler.services.rosters.explained.quality import quality_message
from scheduler.services.rosters.runs import Summary
from scheduler.services.rosters.versions.changes import described_changes

blueprint = Blueprint("beside", __name__, url_prefix="/rosters")


@dataclass(frozen=True)
class Side:
    """One of the two: its last run, what that was after, how full it is, how many are told, how good it is."""

    roster: Roster
    run: Run | None
    aim: Message | None
    summary: Summary
    told: int
    quality: Message


@blueprint.get("/<number:roster_id>/beside/<number:other_id>")
@coordinator_page
def show(roster_id: int, other_id: int) -> str:
    """Both as far as they are; what differs once neither is being solved."""
    sides = [side(roster_id), side(other_id)]
    solving = any(each.run is not None and each.run.open for each in sides)
    found = None if solving else needed_difference(session(), actor(), roster_id, other_id)
    rows = found.by_role() if found is not None else []
    first = (page_number() - 1) * PAGE_SIZE
    return render_template(
        "rosters/beside.html",
        sides=sides,
        solving=solving,
        difference=found,
        rows=Page(rows[first : first + PAGE_SIZE], len(rows), page_number(), PAGE_SIZE),
    )


def side(roster_id: int) -> Side:
    """One of the two."""
    roster, run = drafts.get_roster(session(), actor(), roster_id), runs.current_run(session(), actor(), roster_id)
    return Side(
        roster,
        run,
        AIMS[run.mode] if run is not None else None,
        runs.summary(session(), actor(), roster_id),
        len(described_changes(session(), actor(), roster_id, now=now())),
        quality_message(roster.cost, roster.bound, roster.tiers),
    )
