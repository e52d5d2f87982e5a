"""Where a person keeps away and with whom the person serves, in the console: parts of the person's page."""

from __future__ import annotations

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.finding import found
from api.pages.forms import asked_text, sent
from api.pages.refusals import shown_again
from api.pages.register import saved
from api.pages.teams import MOST_FOUND
from scheduler.models import Company
from scheduler.services.register import people, ties

blueprint = Blueprint("ties", __name__, url_prefix="/people/<number:person_id>")


@blueprint.post("/recusals")
@coordinator_page
@shown_again("register.show_person")
@protected
def recuse(person_id: int) -> Response:
    """Write down a place or an owner from whom the person keeps away."""
    form = sent()
    place_id, owner = form.reference("place_id"), form.text("owner", most=100)
    reason = form.text("reason", most=200)
    form.done()
    ties.recuse(session(), actor(), person_id, place_id=place_id, owner=owner, reason=reason, now=now())
    return saved(person_id)


@blueprint.post("/recusals/<number:recusal_id>/remove")
@coordinator_page
@shown_again("register.show_person")
@protected
def unrecuse(person_id: int, recusal_id: int) -> Response:
    """Let the person go there again."""
    ties.unrecuse(session(), actor(), person_id, recusal_id, now=now())
    return saved(person_id)


@blueprint.get("/company")
@coordinator_page
def candidates(person_id: int) -> str:
    """People by name who could be kept apart from the person or serve with them."""
    person, text = people.get_person(session(), actor(), person_id), asked_text()
    alike = people.list_people(session(), actor(), text=text, size=MOST_FOUND).rows if text else ()
    return found(
        "register/company.html",
        name=person.name,
        label=t("Search by name"),
        back=url_for("register.show_person", person_id=person_id),
        action=url_for("ties.pair", person_id=person_id),
        people=[other for other in alike if other is not person],
    )


@blueprint.post("/couples")
@coordinator_page
@shown_again("register.show_person")
@protected
def pair(person_id: int) -> Response:
    """Keep the person and another one apart, or have them serve together."""
    form = sent()
    other_id, company = form.needed_reference("other_id"), form.needed_choice("company", Company)
    form.done()
    ties.pair(session(), actor(), person_id, other_id, company, now=now())
    return saved(person_id)


@blueprint.post("/couples/<number:couple_id>/remove")
@coordinator_page
@shown_again("register.show_person")
@protected
def unpair(person_id: int, couple_id: int) -> Response:
    """Let the two serve as it comes."""
    ties.unpair(session(), actor(), person_id, couple_id, now=now())
    return saved(person_id)
