"""Files that the console gives: the register, rosters as tables."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from api.auth import coordinator_page
from api.files import register_file, roster_file, template_file

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
