"""A roster to take along: its workbook, and on paper. Pages and API give the same bytes."""

from __future__ import annotations

from datetime import date

from werkzeug.wrappers import Response

from api.auth import actor, now
from api.database import session
from api.files import XLSX, attached
from api.locale import current
from scheduler.services.rosters.boards.board import Group
from scheduler.services.rosters.drafts import get_roster
from scheduler.services.rosters.papers.papers import board_pdf
from scheduler.services.rosters.papers.task_sheet import task_pdf
from scheduler.services.rosters.papers.team_sheet import team_pdf
from scheduler.services.rosters.papers.workbook import roster_workbook

PDF = "application/pdf"


def board_paper(roster_id: int, group: Group, week: date | None) -> Response:
    """The board of a group on A3, or one week of it on A4."""
    content = board_pdf(session(), actor(), roster_id, group, current(), week=week, now=now())
    return attached(content, PDF, f"{stem(roster_id)}-{group}{f'-{week}' if week else ''}.pdf")


def team_paper(roster_id: int, team_id: int) -> Response:
    """The sheet of a team."""
    content = team_pdf(session(), actor(), roster_id, team_id, current(), now=now())
    return attached(content, PDF, f"{stem(roster_id)}-team-{team_id}.pdf")


def task_paper(roster_id: int, activity_id: int) -> Response:
    """The task sheet of an activity."""
    content = task_pdf(session(), actor(), roster_id, activity_id, current(), now=now())
    return attached(content, PDF, f"{stem(roster_id)}-task-{activity_id}.pdf")


def board_workbook(roster_id: int) -> Response:
    """The boards and slots of a roster as a workbook."""
    content = roster_workbook(session(), actor(), roster_id, current(), now=now())
    return attached(content, XLSX, f"{stem(roster_id)}-board.xlsx")


def stem(roster_id: int) -> str:
    """How the names of a roster's files begin."""
    roster = get_roster(session(), actor(), roster_id)
    return f"roster-{roster.first_day}-v{roster.version}"
