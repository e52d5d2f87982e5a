"""Qualifications and certificates in the console: listed, registered, edited."""

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
from scheduler.models import Qualification
from scheduler.services.register import listed

blueprint = Blueprint("qualifications", __name__, url_prefix="/qualifications")


@blueprint.get("")
@coordinator_page
def list_qualifications() -> str:
    """All qualifications."""
    found = listed.all_of(session(), actor(), Qualification)
    return render_template("register/qualifications.html", qualifications=found)


@blueprint.get("/new")
@coordinator_page
def new_qualification() -> str:
    """The form for a new qualification."""
    return render_template("register/qualification.html", qualification=None)


@blueprint.post("/new")
@coordinator_page
@shown_again("qualifications.new_qualification")
@protected
def add_qualification() -> Response:
    """Register a qualification."""
    listed.add(session(), actor(), Qualification, sent_qualification(), now=now())
    return saved()


def sent_qualification() -> dict[str, Any]:
    """The values of a qualification's form. Raises Invalid."""
    form = sent()
    values = {
        "code": form.code("code", needed=True),
        "name": form.text("name", most=60, needed=True),
        "by_training": form.checked("by_training"),
        "enforcement": form.checked("enforcement"),
    }
    form.done()
    return values


def saved() -> Response:
    """Back to the list."""
    flash(t("Saved."))
    return redirect(url_for("qualifications.list_qualifications"))


@blueprint.get("/<number:qualification_id>")
@coordinator_page
def show_qualification(qualification_id: int) -> str:
    """One qualification."""
    found = listed.get(session(), actor(), Qualification, qualification_id)
    return render_template("register/qualification.html", qualification=found)


@blueprint.post("/<number:qualification_id>")
@coordinator_page
@shown_again("qualifications.show_qualification")
@protected
def edit_qualification(qualification_id: int) -> Response:
    """Change a qualification."""
    demand_unchanged(listed.get(session(), actor(), Qualification, qualification_id))
    listed.edit(session(), actor(), Qualification, qualification_id, sent_qualification(), now=now())
    return saved()
