"""Files that the console gives: the register, rosters as tables."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from api.auth import coordinator_page
from api.files import fairness_of_months, fairness_of_roster, register_file, roster_file, template_file
from api.pages.fairness import months
from api.pages.forms import Form

blueprint = Blueprint("downloads", __name__)


@blueprint.get("/import/template.xlsx")
@coordinator_page
def template() -> Response:
    """An empty workbook to fill in."""
    return template_file()


@blueprint.get("/import/register.xlsx")
@coordinator_page
def register() -> Response:
    """The register as it is, to be changed and imported again."""
    return register_file()


@blueprint.get("/rosters/<number:roster_id>/assignments.<any(csv, xlsx):form>")
@coordinator_page
def assignments(roster_id: int, form: str) -> Response:
    """A roster as a table."""
    return roster_file(roster_id, form)


@blueprint.get("/rosters/<number:roster_id>/fairness.<any(csv, xlsx):form>")
@coordinator_page
def roster_fairness(roster_id: int, form: str) -> Response:
    """What a roster makes everybody carry, as a table."""
    return fairness_of_roster(roster_id, form)


@blueprint.get("/fairness.<any(csv, xlsx):form>")
@coordinator_page
def months_fairness(form: str) -> Response:
    """What everybody carried over months, as a table."""
    asked = Form(request.args)
    first, last = asked.month("first"), asked.month("last")
    asked.done()
    return fairness_of_months(*months(first, last), form)
