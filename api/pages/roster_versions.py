"""Versions of a period in the console: listed, compared, an earlier one published again."""

from __future__ import annotations

from enum import StrEnum

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.forms import Form, choice, page_number
from api.pages.refusals import shown_again
from scheduler.errors import Conflict
from scheduler.services.listing import PAGE_SIZE, page_of
from scheduler.services.rosters import drafts
from scheduler.services.rosters.versions.comparison import compare
from scheduler.services.rosters.versions.restoring import restoration
from scheduler.services.rosters.versions.restoring import restore as restore_version
from scheduler.services.rosters.versions.versions import list_versions, versions_of

blueprint = Blueprint("versions", __name__, url_prefix="/rosters")


class By(StrEnum):
    """What differences are listed by."""

    PERSON = "person"
    ACTIVITY = "activity"


@blueprint.get("/<number:roster_id>/versions")
@coordinator_page
def show(roster_id: int) -> str:
    """All versions of a roster's period, and the choice of two to compare."""
    return render_template(
        "rosters/versions.html",
        roster=drafts.get_roster(session(), actor(), roster_id),
        lines=list_versions(session(), actor(), roster_id),
    )


@blueprint.get("/<number:roster_id>/comparison")
@coordinator_page
def show_comparison(roster_id: int) -> str | Response:
    """What differs between two versions of a roster's period; `of` names another than the roster itself."""
    form, roster = Form(request.args), drafts.get_roster(session(), actor(), roster_id)
    one, against, by = form.reference("of"), form.needed_reference("against"), choice("by", By) or By.PERSON
    form.done()
    if one is not None and one != roster.id:
        return redirect(url_for("versions.show_comparison", roster_id=one, against=against, by=by))
    found = compare(session(), actor(), roster.id, against, now=now())
    rows = found.people if by is By.PERSON else found.activities
    return render_template(
        "rosters/comparison.html",
        roster=roster,
        found=found,
        rows=page_of(rows, page_number(), PAGE_SIZE),
        by=by,
        ways=[(each, len(found.people if each is By.PERSON else found.activities)) for each in By],
        versions=versions_of(session(), roster),
    )


@blueprint.get("/<number:roster_id>/restoration")
@coordinator_page
def show_restoration(roster_id: int) -> str:
    """What publishing an earlier version again would bring, and the button; or why it cannot be."""
    roster = drafts.get_roster(session(), actor(), roster_id)
    try:
        found = restoration(session(), actor(), roster_id, now=now())
    except Conflict as error:
        return render_template("rosters/restoration.html", roster=roster, refusal=error.message)
    people = page_of(found.people, page_number(), PAGE_SIZE)
    return render_template("rosters/restoration.html", roster=roster, found=found, people=people)


@blueprint.post("/<number:roster_id>/restoration")
@coordinator_page
@shown_again("versions.show_restoration")
@protected
def restore(roster_id: int) -> Response:
    """Publish an earlier version again."""
    anew = restore_version(session(), actor(), roster_id, now=now())
    flash(t("The earlier version is published again, as version {number}.", number=anew.version))
    return redirect(url_for("versions.show", roster_id=anew.id))
