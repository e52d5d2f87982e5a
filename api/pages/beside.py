"""Two drafts of a period side by side: what each is, what differs, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.database import session
from api.pages.forms import page_number
from api.pages.rosters import AIMS
from scheduler.language import Message
from scheduler.models import Roster, Run
from scheduler.services.listing import PAGE_SIZE, page_of
from scheduler.services.rosters import drafts, runs
from scheduler.services.rosters.explained.costs import Difference, needed_difference
from scheduler.services.rosters.explained.quality import quality_message
from scheduler.services.rosters.runs import Summary
from scheduler.services.rosters.versions.changes import described_changes
from scheduler.services.rosters.what_ifs import WhatIf, compared_with, what_if

blueprint = Blueprint("beside", __name__, url_prefix="/rosters")


@dataclass(frozen=True)
class Side:
    """One of the two: its last run, what that was after, how full it is, how many are told, how good it is. How full is
    not counted (None) where it is being solved, and who is told not before neither is: to ask that takes a town's
    translation each time, and the page asks again every other second.
    """

    roster: Roster
    run: Run | None
    aim: Message | None
    summary: Summary | None
    told: int | None
    quality: Message


@blueprint.get("/<number:roster_id>/beside/<number:other_id>")
@coordinator_page
def show(roster_id: int, other_id: int) -> str | Response:
    """Both as far as they are; what differs once neither is being solved. One that tries something stands first."""
    one, other = (drafts.get_roster(session(), actor(), number) for number in (roster_id, other_id))
    if compared_with(other) == roster_id and compared_with(one) != other_id:
        return redirect(url_for("beside.show", roster_id=other_id, other_id=roster_id))
    both = [(roster, runs.current_run(session(), actor(), roster.id)) for roster in (one, other)]
    solving = any(run is not None and run.open for _, run in both)
    sides = [side(roster, run, solving) for roster, run in both]
    tried = what_if(session(), actor(), roster_id) if compared_with(one) == other_id else None
    found = difference(sides, tried, solving)
    return render_template(
        "rosters/beside.html",
        sides=sides,
        solving=solving,
        what_if=tried,
        difference=found,
        rows=page_of(found.by_role() if found is not None else [], page_number(), PAGE_SIZE),
    )


def difference(sides: list[Side], tried: WhatIf | None, solving: bool) -> Difference | None:
    """What differs: as it is tried, where the first tries something; else as things are, once nothing is solved."""
    if tried is not None:
        return tried.difference
    return None if solving else needed_difference(session(), actor(), *(each.roster.id for each in sides))


def side(roster: Roster, run: Run | None, solving: bool) -> Side:
    """One of the two, with its last run, while one of them is being solved or after."""
    return Side(
        roster,
        run,
        AIMS[run.mode] if run is not None else None,
        None if run is not None and run.open else runs.summary(session(), actor(), roster.id),
        None if solving else len(described_changes(session(), actor(), roster.id, now=now())),
        quality_message(roster.cost, roster.bound, roster.tiers),
    )
