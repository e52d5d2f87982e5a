"""Rosters in the console: made, generated with live progress, read on the board, published."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import say, t, today
from api.pages import boards
from api.pages.costs import parts
from api.pages.curves import curve
from api.pages.forms import page_number, sent
from api.pages.refusals import shown_again
from scheduler.domain.clock import coming_weeks
from scheduler.language import Message, m_
from scheduler.models import RosterState, Run, RunMode
from scheduler.services import towns
from scheduler.services.listing import PAGE_SIZE, page_of
from scheduler.services.rosters import drafts, notices, runs, what_ifs
from scheduler.services.rosters.by_hand import edits, undoing
from scheduler.services.rosters.explained.costs import difference, person_costs
from scheduler.services.rosters.explained.open_slots import open_slots
from scheduler.services.rosters.explained.quality import TIERS, least, quality_message
from scheduler.services.rosters.versions import publishing
from scheduler.services.rosters.versions.changes import described_changes
from scheduler.services.rosters.versions.preview import publication
from solver.tiers import Tier

blueprint = Blueprint("rosters", __name__, url_prefix="/rosters")

SECONDS = 30

AIMS = {
    RunMode.BEST: m_("The best roster"),
    RunMode.LEAST_CHANGE: m_("As few changes as can be"),
    RunMode.KEEP_PUBLISHED: m_("Keep all that is published"),
    RunMode.BOTH: m_("Fewest changes and best roster side by side"),
}
"""What a roster can be generated for."""


@blueprint.get("")
@coordinator_page
def list_rosters() -> str:
    """All rosters by period, and the form for a new one."""
    first_day, last_day = coming_weeks(today())
    return render_template(
        "rosters/list.html",
        rosters=drafts.list_rosters(session(), actor()),
        town=towns.active_town(session()),
        first_day=first_day,
        last_day=last_day,
        undelivered=len(notices.undelivered(session(), actor(), now=now())),
    )


@blueprint.post("")
@coordinator_page
@shown_again("rosters.list_rosters")
@protected
def create_draft() -> Response:
    """A draft for a period."""
    form = sent()
    first_day, last_day = form.needed_day("first_day"), form.needed_day("last_day")
    form.done()
    draft = drafts.create_draft(session(), actor(), first_day, last_day, now=now())
    return redirect(url_for("rosters.show", roster_id=draft.id))


@blueprint.get("/<number:roster_id>")
@coordinator_page
def show(roster_id: int) -> str:
    """The board, a page at a time, with what the roster costs and the run that is solving it."""
    board = boards.asked()
    roster, run = drafts.get_roster(session(), actor(), roster_id), runs.current_run(session(), actor(), roster_id)
    return render_template(
        "rosters/board.html",
        roster=roster,
        run=run,
        beside=runs.draft_beside(session(), actor(), run),
        aims=[(mode.value, say(name)) for mode, name in AIMS.items()],
        asked=board,
        board=board.found(roster_id),
        **boards.lists(),
        seconds=SECONDS,
        most_seconds=runs.LONGEST_SECONDS,
        parts=parts(roster.costs),
        curve=run_curve(run),
        gap=quality_message(roster.cost, roster.bound, roster.tiers),
        tiers=[(TIERS[Tier(tier["tier"])], tier["value"], least(tier)) for tier in roster.tiers],
        gap_so_far=gap_so_far(run),
        seconds_so_far=seconds_so_far(run),
        summary=runs.summary(session(), actor(), roster_id),
        tried=what_ifs.told(session(), actor(), roster),
        against=what_ifs.against_of(session(), actor(), roster),
        by_hand=by_hand(roster_id),
    )


def by_hand(roster_id: int) -> tuple[Message | None, Message | None]:
    """What one would undo of a draft next, and do again."""
    found = undoing.stack(session(), actor(), roster_id)
    undo, redo = (edits.message_of(session(), edit) if edit else None for edit in (found.to_undo, found.to_redo))
    return undo, redo


def gap_so_far(run: Run | None) -> Message | None:
    """What is proven of the best roster of a run that goes on; None before it has one."""
    progress = run.job.progress if run is not None else None
    return quality_message(progress["cost"], progress["bound"], progress.get("tiers", ())) if progress else None


def seconds_so_far(run: Run | None) -> float:
    """How long a run has been solved, no longer than it may be. The solver tells only when it has found something,
    which may be long ago: the clock goes on.
    """
    if run is None or run.job.started_at is None:
        return 0.0
    told = float(run.job.progress.get("seconds", 0.0)) if run.job.progress else 0.0
    return min(run.seconds, max(told, (now() - run.job.started_at).total_seconds()))


def run_curve(run: Run | None) -> str:
    """The curve of a run, while it is being solved and after."""
    if run is None:
        return ""
    return curve(run.trajectory or run.job.progress.get("curve", ()), run.seconds)


@blueprint.post("/<number:roster_id>/generate")
@coordinator_page
@shown_again("rosters.show")
@protected
def generate(roster_id: int) -> Response:
    """Have a draft solved."""
    form = sent()
    seconds = form.number("seconds", least=1, most=runs.LONGEST_SECONDS, default=SECONDS) or SECONDS
    mode = form.choice("mode", RunMode) or RunMode.BEST
    form.done()
    run = runs.request_run(session(), actor(), roster_id, seconds=seconds, mode=mode, now=now())
    beside = runs.draft_beside(session(), actor(), run)
    if beside is not None:
        return redirect(url_for("beside.show", roster_id=roster_id, other_id=beside))
    return redirect(url_for("rosters.show", roster_id=roster_id, **boards.asked().address()))


@blueprint.get("/<number:roster_id>/progress")
@coordinator_page
def progress(roster_id: int) -> str | tuple[str, dict[str, str]]:
    """How far the run is, as a part of the page; the board loads anew when it has ended."""
    run = runs.current_run(session(), actor(), roster_id)
    if run is None or not run.open:
        return "", {"HX-Refresh": "true"}
    return render_template(
        "rosters/progress.html",
        run=run,
        curve=run_curve(run),
        gap_so_far=gap_so_far(run),
        seconds_so_far=seconds_so_far(run),
    )


@blueprint.post("/<number:roster_id>/stop")
@coordinator_page
@shown_again("rosters.show")
@protected
def stop(roster_id: int) -> Response:
    """Stop the run; the best roster so far is kept."""
    run = runs.current_run(session(), actor(), roster_id)
    if run is not None:
        runs.stop_run(session(), actor(), run.id, now=now())
    return redirect(url_for("rosters.show", roster_id=roster_id))


@blueprint.get("/<number:roster_id>/open-slots")
@coordinator_page
def show_open_slots(roster_id: int) -> str:
    """What is left open, and why."""
    return render_template(
        "rosters/open_slots.html",
        roster=drafts.get_roster(session(), actor(), roster_id),
        slots=open_slots(session(), actor(), roster_id),
    )


@blueprint.get("/<number:roster_id>/changes")
@coordinator_page
def show_changes(roster_id: int) -> str:
    """What publishing a draft would do, and the button; of another version what it changed for whom."""
    roster = drafts.get_roster(session(), actor(), roster_id)
    worth = difference(session(), actor(), roster_id)
    if roster.state is not RosterState.DRAFT:
        changes = described_changes(session(), actor(), roster_id, now=now())
        return render_template("rosters/changes.html", roster=roster, changes=changes, worth=worth)
    found = publication(session(), actor(), roster_id, now=now())
    people = page_of(found.people, page_number(), PAGE_SIZE)
    return render_template("rosters/publication.html", roster=roster, found=found, people=people, worth=worth)


@blueprint.get("/<number:roster_id>/person-costs")
@coordinator_page
def show_person_costs(roster_id: int) -> str:
    """What the roster costs by person and team, a page at a time."""
    return render_template(
        "rosters/person_costs.html",
        roster=drafts.get_roster(session(), actor(), roster_id),
        people=person_costs(session(), actor(), roster_id, number=page_number()),
    )


@blueprint.post("/<number:roster_id>/publish")
@coordinator_page
@shown_again("rosters.show_changes")
@protected
def publish(roster_id: int) -> Response:
    """Publish a draft."""
    publishing.publish(session(), actor(), roster_id, now=now())
    flash(t("The roster is published. Calendars and notices are on their way."))
    return redirect(url_for("rosters.show", roster_id=roster_id))


@blueprint.post("/<number:roster_id>/discard")
@coordinator_page
@shown_again("rosters.show")
@protected
def discard(roster_id: int) -> Response:
    """Throw a draft away."""
    drafts.discard_draft(session(), actor(), roster_id, now=now())
    flash(t("The draft was thrown away."))
    return redirect(url_for("rosters.list_rosters"))
