"""The coordinators' console: rosters, generating, open slots, publishing, import."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, current_app, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from api.app_setup import setup
from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import current
from api.pages.board import board
from scheduler.domain.clock import local, next_monday
from scheduler.services import accounts, feeds, people, publishing, rosters, runs, uploads
from scheduler.services.open_slots import open_slots
from scheduler.spreadsheets.writing import template_bytes

blueprint = Blueprint("console", __name__)

WEEKS = 4
SECONDS = 30


@blueprint.get("/")
def home() -> str | Response:
    """The console, or how far the first start is."""
    return render_template("setup.html", setup=setup()) if not setup().done else list_rosters()


@coordinator_page
def list_rosters() -> str:
    """All rosters, and the form for a new one."""
    found = rosters.list_rosters(session(), actor())
    monday = next_monday(local(now()).date())
    last = monday + timedelta(days=7 * WEEKS - 1)
    return render_template("console/rosters.html", rosters=found, first_day=monday, last_day=last)


@blueprint.post("/rosters")
@coordinator_page
@protected
def create_draft() -> Response:
    """A draft for a period."""
    days = [request.form.get(name, type=parse_day) for name in ("first_day", "last_day")]
    first_day, last_day = (day or local(now()).date() for day in days)
    draft = rosters.create_draft(session(), actor(), first_day, last_day, now=now())
    return redirect(url_for("console.roster", roster_id=draft.id))
