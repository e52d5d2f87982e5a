"""Files to download: the register as a workbook, a roster as a table. Pages and API give the same bytes."""

from __future__ import annotations

import io
from datetime import date

from flask import send_file
from werkzeug.wrappers import Response

from api.auth import actor, now
from api.database import session
from api.locale import current, today
from scheduler.services.register.export import register_workbook
from scheduler.services.register.imports.bad_rows import bad_rows_workbook
from scheduler.services.rosters.drafts import get_roster
from scheduler.services.rosters.fairness.fairness import Fairness, months_fairness, roster_fairness
from scheduler.services.rosters.fairness.fairness_sheet import fairness_csv, fairness_xlsx
from scheduler.services.rosters.papers.sheet import roster_csv, roster_xlsx
from scheduler.services.rosters.problem_file import Names, problem_file
from scheduler.spreadsheets.writing import template_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
JSON = "application/json"


def attached(content: bytes, kind: str, name: str) -> Response:
    """A file for whoever asked to keep, and for nobody's cache."""
    response = send_file(io.BytesIO(content), kind, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def template_file() -> Response:
    """An empty workbook to fill in."""
    return attached(template_bytes(current(), today=today()), XLSX, "template.xlsx")


def register_file() -> Response:
    """The whole register, in the form that the import takes."""
    return attached(register_workbook(session(), actor(), now=now()), XLSX, f"register-{today()}.xlsx")


def bad_rows_file(upload_id: int) -> Response:
    """The rows of an uploaded file that are wrong, to be mended and uploaded again."""
    content = bad_rows_workbook(session(), actor(), upload_id, current(), now=now())
    return attached(content, XLSX, f"rows-to-mend-{upload_id}.xlsx")


def roster_file(roster_id: int, form: str) -> Response:
    """A roster, a row for each assignment; `form` is "csv" or "xlsx"."""
    roster = get_roster(session(), actor(), roster_id)
    name = f"roster-{roster.first_day}-v{roster.version}.{form}"
    if form == "csv":
        return attached(roster_csv(session(), actor(), roster_id, current()), CSV, name)
    return attached(roster_xlsx(session(), actor(), roster_id, current(), now=now()), XLSX, name)


def fairness_file(found: Fairness, form: str, of: str) -> Response:
    """What everybody carries against their share; `of` is in its name, `form` is "csv" or "xlsx"."""
    name = f"fairness-{of}.{form}"
    if form == "csv":
        return attached(fairness_csv(found, current()), CSV, name)
    return attached(fairness_xlsx(found, current(), now=now()), XLSX, name)


def fairness_of_roster(roster_id: int, form: str) -> Response:
    """What a roster makes everybody carry."""
    roster = get_roster(session(), actor(), roster_id)
    found = roster_fairness(session(), actor(), roster_id, now=now())
    return fairness_file(found, form, f"{roster.first_day}-v{roster.version}")


def fairness_of_months(first: date, last: date, form: str) -> Response:
    """What everybody carried over months."""
    return fairness_file(months_fairness(session(), actor(), first, last), form, f"{first:%Y-%m}-{last:%Y-%m}")


def problem_of_roster(roster_id: int, names: Names) -> Response:
    """What the solver gets of a roster."""
    content = problem_file(session(), actor(), roster_id, names=names)
    roster = get_roster(session(), actor(), roster_id)
    return attached(content.encode(), JSON, f"problem-{roster.first_day}-v{roster.version}.json")
