"""Rosters to take along: the workbook of boards and slots, papers to print."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from api.auth import actor, now
from api.database import session
from api.files import XLSX
from api.papers import PDF, board_paper, board_workbook, task_paper, team_paper
from api.resource import Resource
from api.schemas.records import BroughtInSchema, FileSchema, SeenQuery
from api.schemas.rosters import BoardPaperQuery, TaskPaperQuery, TeamPaperQuery
from scheduler.services.rosters.papers.brought_in import BroughtIn, bring_workbook, check_workbook

blueprint = Resource("papers", "rosters/<number:roster_id>", "Workbooks and papers of rosters")

BINARY = {"type": "string", "format": "binary"}


@blueprint.get("/board.xlsx")
@blueprint.response(200, BINARY, content_type=XLSX)
def workbook(roster_id: int) -> Response:
    """A board for each group, the slots with the names in their cells, a sheet for each team."""
    return board_workbook(roster_id)


@blueprint.get("/board.pdf")
@blueprint.arguments(BoardPaperQuery, location="query")
@blueprint.response(200, BINARY, content_type=PDF)
def board(query: dict[str, Any], roster_id: int) -> Response:
    """The board of one group on A3, two weeks side by side; of one week on A4, with places."""
    return board_paper(roster_id, **query)


@blueprint.get("/team.pdf")
@blueprint.arguments(TeamPaperQuery, location="query")
@blueprint.response(200, BINARY, content_type=PDF)
def team(query: dict[str, int], roster_id: int) -> Response:
    """What a team and its members do."""
    return team_paper(roster_id, **query)


@blueprint.get("/task.pdf")
@blueprint.arguments(TaskPaperQuery, location="query")
@blueprint.response(200, BINARY, content_type=PDF)
def task(query: dict[str, int], roster_id: int) -> Response:
    """The task sheet of an activity: who comes, with room to sign."""
    return task_paper(roster_id, **query)


@blueprint.post("/workbook/check")
@blueprint.arguments(FileSchema, location="files")
@blueprint.response(200, BroughtInSchema)
def check(files: dict[str, FileStorage], roster_id: int) -> BroughtIn:
    """What bringing a changed workbook into a draft would do (multipart field `file`); nothing of it is done."""
    file = files["file"]
    return check_workbook(session(), actor(), roster_id, file.filename or "", file.read(), now=now())


@blueprint.post("/workbook")
@blueprint.arguments(SeenQuery, location="query")
@blueprint.arguments(FileSchema, location="files")
@blueprint.response(200, BroughtInSchema)
def bring(query: dict[str, str], files: dict[str, FileStorage], roster_id: int) -> BroughtIn:
    """Bring a changed workbook into a draft: who is new in it is pinned."""
    file = files["file"]
    return bring_workbook(session(), actor(), roster_id, file.filename or "", file.read(), **query, now=now())
