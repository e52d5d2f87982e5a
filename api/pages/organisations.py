"""Partner organisations in the console: listed, registered, edited."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.forms import sent
from api.pages.refusals import demand_unchanged, shown_again
from scheduler.models import Organisation, PlaceKind
from scheduler.services.register import choosing, listed

blueprint = Blueprint("organisations", __name__, url_prefix="/organisations")


@blueprint.get("")
@coordinator_page
def list_organisations() -> str:
    """All organisations."""
    found = listed.all_of(session(), actor(), Organisation)
    return render_template("register/organisations.html", organisations=found, places=dict(places()))


def places() -> choosing.Options:
    """Where an organisation may have its seat."""
    return choosing.places(session(), actor(), PlaceKind)


@blueprint.get("/new")
@coordinator_page
def new_organisation() -> str:
    """The form for a new organisation."""
    return render_template("register/organisation.html", organisation=None, places=places())


@blueprint.post("/new")
@coordinator_page
@shown_again("organisations.new_organisation")
@protected
def add_organisation() -> Response:
    """Register an organisation."""
    listed.add(session(), actor(), Organisation, sent_organisation(), now=now())
    return saved()


def sent_organisation() -> dict[str, Any]:
    """The values of an organisation's form. Raises Invalid."""
    form = sent()
    values = {
        "code": form.code("code", needed=True),
        "name": form.text("name", most=100, needed=True),
        "place_id": form.reference("place_id"),
        "enforces": form.checked("enforces"),
    }
    form.done()
    return values


def saved() -> Response:
    """Back to the list."""
    flash(t("Saved."))
    return redirect(url_for("organisations.list_organisations"))


@blueprint.get("/<number:organisation_id>")
@coordinator_page
def show_organisation(organisation_id: int) -> str:
    """One organisation."""
    found = listed.get(session(), actor(), Organisation, organisation_id)
    return render_template("register/organisation.html", organisation=found, places=places())


@blueprint.post("/<number:organisation_id>")
@coordinator_page
@shown_again("organisations.show_organisation")
@protected
def edit_organisation(organisation_id: int) -> Response:
    """Change an organisation."""
    demand_unchanged(listed.get(session(), actor(), Organisation, organisation_id))
    listed.edit(session(), actor(), Organisation, organisation_id, sent_organisation(), now=now())
    return saved()
