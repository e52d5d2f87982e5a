"""Files to open in a spreadsheet."""

from __future__ import annotations

from datetime import date

from werkzeug.wrappers import Response

from api.files import JSON, XLSX, fairness_of_months, fairness_of_roster, problem_of_roster, register_file, roster_file
from api.resource import Resource
from api.schemas.fairness import MonthsQuery
from api.schemas.rosters import ProblemQuery
from scheduler.services.rosters.problem_file import Names

blueprint = Resource("downloads", "", "Files")

BINARY = {"type": "string", "format": "binary"}


@blueprint.get("/register.xlsx")
@blueprint.response(200, BINARY, content_type=XLSX)
def register() -> Response:
    """The whole register as a workbook that can be imported again."""
    return register_file()


@blueprint.get("/rosters/<number:roster_id>/assignments.xlsx")
@blueprint.response(200, BINARY, content_type=XLSX)
def assignments_xlsx(roster_id: int) -> Response:
    """A roster as a workbook, a row for each assignment."""
    return roster_file(roster_id, "xlsx")


@blueprint.get("/rosters/<number:roster_id>/assignments.csv")
@blueprint.response(200, BINARY, content_type="text/csv")
def assignments_csv(roster_id: int) -> Response:
    """A roster as a .csv in UTF-8 with its mark, a row for each assignment."""
    return roster_file(roster_id, "csv")


@blueprint.get("/rosters/<number:roster_id>/fairness.xlsx")
@blueprint.response(200, BINARY, content_type=XLSX)
def roster_fairness_xlsx(roster_id: int) -> Response:
    """What a roster makes everybody carry, as a workbook."""
    return fairness_of_roster(roster_id, "xlsx")


@blueprint.get("/rosters/<number:roster_id>/fairness.csv")
@blueprint.response(200, BINARY, content_type="text/csv")
def roster_fairness_csv(roster_id: int) -> Response:
    """What a roster makes everybody carry, as a .csv in UTF-8 with its mark."""
    return fairness_of_roster(roster_id, "csv")


@blueprint.get("/fairness.xlsx")
@blueprint.arguments(MonthsQuery, location="query")
@blueprint.response(200, BINARY, content_type=XLSX)
def months_fairness_xlsx(query: dict[str, date]) -> Response:
    """What everybody carried over months, as a workbook."""
    return fairness_of_months(**query, form="xlsx")


@blueprint.get("/fairness.csv")
@blueprint.arguments(MonthsQuery, location="query")
@blueprint.response(200, BINARY, content_type="text/csv")
def months_fairness_csv(query: dict[str, date]) -> Response:
    """What everybody carried over months, as a .csv in UTF-8 with its mark."""
    return fairness_of_months(**query, form="csv")


@blueprint.get("/rosters/<number:roster_id>/problem.json")
@blueprint.arguments(ProblemQuery, location="query")
@blueprint.response(200, {"type": "object"}, content_type=JSON)
def problem_json(query: dict[str, Names], roster_id: int) -> Response:
    """What the solver gets of a roster as the register stands now, to be solved elsewhere: `python -m solver solve`."""
    return problem_of_roster(roster_id, query["names"])
