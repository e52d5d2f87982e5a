"""People in the console: found, registered, edited; their qualifications, times and wishes; their personal links."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from api.addresses import feed_key, qr
from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import t
from api.pages.forms import asked_text, choice, choices, page_number, sent
from api.pages.refusals import demand_unchanged, shown_again
from api.pages.weekly import sent_weekly, sent_wishes
from scheduler.models import Part
from scheduler.services import accounts
from scheduler.services.feeds import subscriptions
from scheduler.services.register import choosing, people, ties, times
from scheduler.services.rosters import duties
from solver.candidates import Capacity, Gender

blueprint = Blueprint("register", __name__)

PEOPLE = [capacity for capacity in Capacity if capacity is not Capacity.TEAM]


@blueprint.get("/people")
@coordinator_page
def list_people() -> str:
    """People, found by name, phone or number."""
    text, capacity = asked_text(), choice("capacity", Capacity)
    page = people.list_people(session(), actor(), text=text, capacity=capacity, number=page_number())
    return render_template("register/people.html", page=page, text=text, capacity=capacity, capacities=PEOPLE)


@blueprint.get("/people/new")
@coordinator_page
def new_person() -> str:
    """The form for somebody new."""
    return render_template("register/new_person.html", **lists())


@blueprint.post("/people/new")
@coordinator_page
@shown_again("register.new_person")
@protected
def add_person() -> Response:
    """Register a person."""
    person = people.add_person(session(), actor(), sent_person(), now=now())
    flash(t("{name} is registered. Times and qualifications can be entered below.", name=person.name))
    return redirect(url_for("register.show_person", person_id=person.id))


def lists() -> dict[str, Any]:
    """What a person's form offers to choose from."""
    return {
        "capacities": PEOPLE,
        "genders": list(Gender),
        "homes": choosing.homes(session(), actor()),
        "organisations": choosing.organisations(session(), actor()),
    }


def sent_person() -> dict[str, Any]:
    """The values of a person's form. Raises Invalid."""
    form = sent()
    values = {
        "code": form.code("code") or None,
        "name": form.text("name", most=60, needed=True),
        "phone": form.text("phone", most=20) or None,
        "email": form.text("email", most=200) or None,
        "gender": form.choice("gender", Gender),
        "born_on": form.day("born_on"),
        "home_id": form.reference("home_id"),
        "organisation_id": form.reference("organisation_id"),
        "minutes_a_day": form.minutes("hours_a_day", most_hours=24),
        "minutes_a_week": form.minutes("hours_a_week", most_hours=168),
        "duties_a_month": form.number("duties_a_month", least=0, most=310),
        "capacities": choices("capacities", Capacity),
        "new": form.checked("new"),
        "not_alone": form.checked("not_alone"),
        "active": form.checked("active"),
    }
    form.done()
    return values


def person_page(person_id: int, link: str | None = None) -> str:
    """One person: facts, qualifications, times, wishes, duties; a new personal link where one was issued."""
    person = people.get_person(session(), actor(), person_id)
    found = times.times_of(session(), actor(), person)
    return render_template(
        "register/person.html",
        person=person,
        weekly=found.weekly,
        absences=found.absences,
        wishes={(row.weekday, row.part): row.liking for row in people.wishes_of(session(), actor(), person_id)},
        parts=list(Part),
        recusals=ties.recusals_of(session(), actor(), person_id),
        couples=ties.couples_of(session(), actor(), person_id),
        sites=choosing.sites(session(), actor()),
        owners=choosing.owners(session(), actor()),
        qualifications=choosing.qualifications(session(), actor()),
        duties=duties.duties_of(session(), actor(), person_id, now=now()),
        link=link,
        code=qr(link) if link else None,
        **lists(),
    )


@blueprint.get("/people/<number:person_id>")
@coordinator_page
def show_person(person_id: int) -> str:
    """One person."""
    return person_page(person_id)


@blueprint.post("/people/<number:person_id>")
@coordinator_page
@shown_again("register.show_person")
@protected
def edit_person(person_id: int) -> Response:
    """Change a person."""
    demand_unchanged(people.get_person(session(), actor(), person_id))
    people.edit_person(session(), actor(), person_id, sent_person(), now=now())
    return saved(person_id)


def saved(person_id: int) -> Response:
    """Back to the person's page."""
    flash(t("Saved."))
    return redirect(url_for("register.show_person", person_id=person_id))


@blueprint.post("/people/<number:person_id>/qualifications")
@coordinator_page
@shown_again("register.show_person")
@protected
def qualify(person_id: int) -> Response:
    """Write down a qualification."""
    form = sent()
    values = {
        "level": form.number("level", least=1, most=9, default=1),
        "valid_from": form.day("valid_from"),
        "valid_until": form.day("valid_until"),
    }
    qualification_id = form.needed_reference("qualification_id")
    form.done()
    people.qualify(session(), actor(), person_id, qualification_id, **values, now=now())  # type: ignore[arg-type]
    return saved(person_id)


@blueprint.post("/people/<number:person_id>/qualifications/<number:held_id>/remove")
@coordinator_page
@shown_again("register.show_person")
@protected
def drop_qualification(person_id: int, held_id: int) -> Response:
    """Take a qualification away."""
    people.disqualify(session(), actor(), person_id, held_id, now=now())
    return saved(person_id)


@blueprint.post("/people/<number:person_id>/times")
@coordinator_page
@shown_again("register.show_person")
@protected
def set_times(person_id: int) -> Response:
    """Replace the weekly times."""
    person = people.get_person(session(), actor(), person_id)
    demand_unchanged(person)
    times.set_weekly(session(), actor(), person, sent_weekly(), now=now())
    return saved(person_id)


@blueprint.post("/people/<number:person_id>/wishes")
@coordinator_page
@shown_again("register.show_person")
@protected
def set_wishes(person_id: int) -> Response:
    """Replace the weekly wishes."""
    demand_unchanged(people.get_person(session(), actor(), person_id))
    people.set_wishes(session(), actor(), person_id, sent_wishes(), now=now())
    return saved(person_id)


@blueprint.post("/people/<number:person_id>/absences")
@coordinator_page
@shown_again("register.show_person")
@protected
def add_absence(person_id: int) -> Response:
    """Write down an absence."""
    form = sent()
    starts_at, ends_at, reason = form.instant("starts"), form.instant("ends"), form.text("reason", most=200)
    form.done()
    person = people.get_person(session(), actor(), person_id)
    times.add_absence(session(), actor(), person, starts_at, ends_at, reason, now=now())
    return saved(person_id)


@blueprint.post("/people/<number:person_id>/absences/<number:absence_id>/remove")
@coordinator_page
@shown_again("register.show_person")
@protected
def remove_absence(person_id: int, absence_id: int) -> Response:
    """Take an absence back."""
    person = people.get_person(session(), actor(), person_id)
    times.remove_absence(session(), actor(), person, absence_id, now=now())
    return saved(person_id)


@blueprint.post("/people/<number:person_id>/link")
@coordinator_page
@shown_again("register.show_person")
@protected
def issue_link(person_id: int) -> str:
    """A personal link, shown once with its QR code."""
    token = accounts.issue_link(session(), actor(), person_id, now=now())
    subscriptions.ensure_personal_feed(session(), actor(), person_id, key=feed_key(), now=now())
    return person_page(person_id, url_for("account.welcome", token=token, _external=True))
