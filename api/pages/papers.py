"""What a roster gives to take along, in one place: workbooks, tables, papers to print."""

from __future__ import annotations

from base64 import b64decode, b64encode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.addresses import wall_url
from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.forms import Form, choice, sent
from api.pages.refusals import shown_again
from api.papers import board_paper, board_workbook, task_paper, team_paper
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import FeedKind
from scheduler.services.feeds import subscriptions
from scheduler.services.register import teams
from scheduler.services.rosters import drafts
from scheduler.services.rosters.boards.board import Group, board_days, by_week
from scheduler.services.rosters.boards.shown import EVERYTHING
from scheduler.services.rosters.papers.brought_in import bring_workbook, check_workbook
from scheduler.services.rosters.papers.slots import told_activities

blueprint = Blueprint("papers", __name__, url_prefix="/rosters/<number:roster_id>")


@blueprint.get("/out")
@coordinator_page
def show(roster_id: int) -> str:
    """All that can be taken along."""
    roster, feeds = drafts.get_roster(session(), actor(), roster_id), subscriptions.shared_feeds(session(), actor())
    return render_template(
        "rosters/out.html",
        roster=roster,
        groups=list(Group),
        weeks=by_week(board_days(session(), roster, EVERYTHING.window(roster))),
        teams=teams.list_teams(session(), actor()),
        activities=told_activities(session(), actor(), roster_id),
        walls=[(feed.name, wall_url(feed)) for feed in feeds if feed.kind is FeedKind.TOWN and not feed.revoked],
    )


@blueprint.get("/board.xlsx")
@coordinator_page
def workbook(roster_id: int) -> Response:
    """The workbook."""
    return board_workbook(roster_id)


@blueprint.get("/board.pdf")
@coordinator_page
@shown_again("papers.show")
def board(roster_id: int) -> Response:
    """The board of a group, or a week of it."""
    form = asked()
    week = form.day("week")
    form.done()
    return board_paper(roster_id, choice("group", Group) or Group.TEAMS, week)


@blueprint.get("/team.pdf")
@coordinator_page
@shown_again("papers.show")
def team(roster_id: int) -> Response:
    """A team's sheet."""
    form = asked()
    team_id = form.needed_reference("team_id")
    form.done()
    return team_paper(roster_id, team_id)


@blueprint.get("/task.pdf")
@coordinator_page
@shown_again("papers.show")
def task(roster_id: int) -> Response:
    """An activity's task sheet."""
    form = asked()
    activity_id = form.needed_reference("activity_id")
    form.done()
    return task_paper(roster_id, activity_id)


def asked() -> Form:
    """What the address carries, as a form."""
    return Form(request.args)


@blueprint.get("/in")
@coordinator_page
def show_in(roster_id: int) -> str:
    """The form for a changed workbook."""
    return render_template("rosters/in.html", roster=drafts.get_roster(session(), actor(), roster_id))


@blueprint.post("/in/check")
@coordinator_page
@shown_again("papers.show_in")
@protected
def check(roster_id: int) -> str:
    """What a workbook would change; the file comes along to be sent again."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid(m_("A file is needed."), {"file": m_("An .xlsx, .xls or .csv file.")})
    content = file.read()
    return render_template(
        "rosters/brought_in.html",
        roster=drafts.get_roster(session(), actor(), roster_id),
        found=check_workbook(session(), actor(), roster_id, file.filename, content, now=now()),
        filename=file.filename,
        content=b64encode(content).decode(),
    )


@blueprint.post("/in")
@coordinator_page
@shown_again("papers.show_in")
@protected
def bring(roster_id: int) -> Response:
    """Do what was shown."""
    form = sent()
    try:
        content = b64decode(form.fields.get("content", ""), validate=True)
    except ValueError as error:
        raise Invalid(m_("A file is needed.")) from error
    filename, seen = form.text("filename", most=300), form.text("seen", most=40, needed=True)
    form.done()
    found = bring_workbook(session(), actor(), roster_id, filename, content, seen=seen, now=now())
    flash(t("Brought in: {count} roles changed; who is new is pinned.", count=len(found.changes)))
    return redirect(url_for("rosters.show", roster_id=roster_id))
