"""Notices whose mail did not arrive: whom to tell in another way."""

from __future__ import annotations

from flask import Blueprint, render_template

from api.auth import actor, coordinator_page, now
from api.database import session
from scheduler.services import towns
from scheduler.services.rosters import notices

blueprint = Blueprint("undelivered", __name__, url_prefix="/undelivered")


@blueprint.get("")
@coordinator_page
def list_undelivered() -> str:
    """Each notice with its person, what it says, and why its mail did not arrive."""
    zone = towns.zone(session())
    failed = notices.undelivered(session(), actor(), now=now())
    return render_template("rosters/undelivered.html", failed=[(row, notices.sentence(row, zone)) for row in failed])
