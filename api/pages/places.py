"""Places and the ways between them in the console: coordinates, and single pairs set by hand."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.forms import asked_text, choice, page_number, sent
from api.pages.refusals import demand_unchanged, shown_again
from scheduler.models import PlaceKind
from scheduler.services.register import choosing, places, travel

blueprint = Blueprint("places", __name__, url_prefix="/places")

MOST_PEOPLE = 100_000


@blueprint.get("")
@coordinator_page
def list_places() -> str:
    """Places, found by name or number."""
    text, kind = asked_text(), choice("kind", PlaceKind)
    page = places.list_places(session(), actor(), text=text, kind=kind, number=page_number())
    return render_template("places/list.html", page=page, text=text, kind=kind, kinds=list(PlaceKind))


@blueprint.get("/new")
@coordinator_page
def new_place() -> str:
    """The form for a new place."""
    return render_template("places/new.html", **lists())


@blueprint.post("/new")
@coordinator_page
@shown_again("places.new_place")
@protected
def add_place() -> Response:
    """Register a place."""
    return saved(places.add_place(session(), actor(), sent_place(), now=now()).id)


def lists() -> dict[str, Any]:
    """What a place's form offers to choose from."""
    kinds = [kind for kind in PlaceKind if kind is not PlaceKind.VENUE]
    return {"kinds": list(PlaceKind), "parents": choosing.places(session(), actor(), kinds)}


def sent_place() -> dict[str, Any]:
    """The values of a place's form. Raises Invalid."""
    form = sent()
    values = {
        "code": form.code("code", needed=True),
        "name": form.text("name", most=100, needed=True),
        "kind": form.needed_choice("kind", PlaceKind),
        "parent_id": form.reference("parent_id"),
        "latitude": form.decimal("latitude", least=-90, most=90),
        "longitude": form.decimal("longitude", least=-180, most=180),
        "capacity": form.number("capacity", least=1, most=MOST_PEOPLE),
        "owner": form.text("owner", most=100) or None,
    }
    form.done()
    return values


def saved(place_id: int) -> Response:
    """Back to the place's page."""
    flash(t("Saved."))
    return redirect(url_for("places.show_place", place_id=place_id))


@blueprint.get("/<number:place_id>")
@coordinator_page
def show_place(place_id: int) -> str:
    """One place, and the ways from it that were set by hand."""
    others = choosing.places(session(), actor(), PlaceKind)
    names = dict(others)
    ways = [
        (row, names[row.to_place_id if row.from_place_id == place_id else row.from_place_id])
        for row in travel.list_overrides(session(), actor())
        if place_id in (row.from_place_id, row.to_place_id)
    ]
    place = places.get_place(session(), actor(), place_id)
    return render_template("places/show.html", place=place, ways=ways, others=others, way=None, **lists())


@blueprint.post("/<number:place_id>")
@coordinator_page
@shown_again("places.show_place")
@protected
def edit_place(place_id: int) -> Response:
    """Change a place."""
    demand_unchanged(places.get_place(session(), actor(), place_id))
    places.edit_place(session(), actor(), place_id, sent_place(), now=now())
    return saved(place_id)


@blueprint.get("/<number:place_id>/way")
@coordinator_page
def show_way(place_id: int) -> str:
    """How long the way to another place takes: a part of the page."""
    other = request.args.get("to_place_id", "")
    known = other.isascii() and other.isdigit() and 0 < len(other) < 10
    way = travel.way(session(), actor(), place_id, int(other)) if known else None
    return render_template("places/way.html", way=way)


@blueprint.post("/<number:place_id>/ways")
@coordinator_page
@shown_again("places.show_place")
@protected
def set_way(place_id: int) -> Response:
    """Set the minutes to another place by hand."""
    form = sent()
    other_id = form.needed_reference("to_place_id")
    minutes = form.needed_number("minutes", least=0, most=travel.LONGEST_MINUTES)
    form.done()
    travel.set_travel(session(), actor(), place_id, other_id, minutes, now=now())
    return saved(place_id)


@blueprint.post("/<number:place_id>/ways/<number:travel_id>/remove")
@coordinator_page
@shown_again("places.show_place")
@protected
def clear_way(place_id: int, travel_id: int) -> Response:
    """Let the computed minutes count again."""
    travel.clear_travel(session(), actor(), travel_id, now=now())
    return saved(place_id)
