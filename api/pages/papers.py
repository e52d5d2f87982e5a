"""What a roster gives to take along, in one place: workbooks, tables, papers to print."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page
from api.database import session
from api.pages.forms import Form, choice
from api.pages.refusals import shown_again
from api.papers import board_paper, board_workbook, task_paper, team_paper
from scheduler.services.register import teams
from scheduler.services.rosters import drafts
from scheduler.services.rosters.board import Group, board_days, by_week
from scheduler.services.rosters.slots import told_activities

blueprint = Blueprint("papers", __name__, url_prefix="/rosters/<number:roster_id>")


@blueprint.get("/out")
@coordinator_page
def show(roster_id: int) -> str:
    """All that can be taken along."""
    roster = drafts.get_roster(session(), actor(), roster_id)
    return render_template(
        "rosters/out.html",
        roster=roster,
        groups=list(Group),
        weeks=by_week(board_days(session(), roster)),
        teams=teams.list_teams(session(), actor()),
        activities=told_activities(session(), actor(), roster_id),
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
