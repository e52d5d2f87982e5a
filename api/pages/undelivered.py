"""Notices whose mail did not arrive: whom to tell in another way, or to send it again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.refusals import shown_again
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


@blueprint.post("/<number:notice_id>/mail")
@coordinator_page
@shown_again("undelivered.list_undelivered")
@protected
def send_again(notice_id: int) -> Response:
    """Have the mail of a notice tried anew."""
    notice = notices.send_again(session(), actor(), notice_id, now=now())
    flash(t("The mail to {name} is on its way again.", name=notice.person.name))
    return redirect(url_for("undelivered.list_undelivered"))
