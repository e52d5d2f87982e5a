"""The console's entrance: how far the first start is, and then whatever whoever is signed in works with."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, current_actor, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.forms import sent
from api.pages.refusals import demand_unchanged, shown_again
from api.setup import setup
from scheduler.domain.permissions import ActorRole
from scheduler.services import checklist, towns

blueprint = Blueprint("console", __name__)


@blueprint.get("/")
def home() -> str | Response:
    """Where one goes first."""
    if not setup().ready:
        return render_template("setup.html", setup=setup())
    found = current_actor()
    if found is not None and found.role is ActorRole.PERSON:
        return redirect(url_for("mine.home"))
    return redirect(url_for("rosters.list_rosters" if found else "account.sign_in"))


@blueprint.get("/setup")
def progress() -> str | tuple[str, dict[str, str]]:
    """The part of the page that shows the first start; the page loads anew when the console is ready."""
    if setup().ready:
        return "", {"HX-Redirect": url_for("console.home")}
    return render_template("setup_progress.html", setup=setup())


@blueprint.get("/town")
@coordinator_page
def town() -> str:
    """The town, what it has and what is still to be done."""
    return render_template(
        "console/town.html", town=towns.active_town(session()), steps=checklist.checklist(session(), actor())
    )


@blueprint.post("/town")
@coordinator_page
@shown_again("console.town")
@protected
def start_own_town() -> Response:
    """Archive the sample and begin an empty town."""
    form = sent()
    name = form.text("name", most=100)
    form.done()
    towns.start_own_town(session(), actor(), name, now=now())
    flash(t("The sample is archived. Your town is ready to be filled."))
    return redirect(url_for("console.town"))


@blueprint.post("/town/settings")
@coordinator_page
@shown_again("console.town")
@protected
def edit_town() -> Response:
    """Change the town's name or settings."""
    demand_unchanged(towns.active_town(session()))
    form = sent()
    values = {
        "name": form.text("name", most=100, needed=True),
        "road_factor": form.needed_decimal("road_factor", least=1, most=5),
        "speed_kmh": form.needed_decimal("speed_kmh", least=1, most=200),
        "default_travel_minutes": form.needed_number("default_travel_minutes", least=0, most=1440),
        "teams_get_offers": form.checked("teams_get_offers"),
    }
    form.done()
    towns.edit_town(session(), actor(), values, now=now())
    flash(t("Saved."))
    return redirect(url_for("console.town"))
