"""People: who they are, what they hold and wish, when they can, what they were told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for

from api.addresses import feed_key
from api.auth import actor, now
from api.database import session
from api.etags import matching
from api.resource import Resource, for_persons
from api.schemas.people import (
    DutySchema,
    HeldSchema,
    LinkSchema,
    NewHeldSchema,
    NewPersonSchema,
    NoticeSchema,
    PeopleQuery,
    PersonPatchSchema,
    PersonSchema,
    WishesSchema,
    WishSchema,
)
from api.schemas.times import AbsenceSchema, NewAbsenceSchema, TimesSchema, WeeklySchema
from scheduler.models import Absence, HeldQualification, Notice, Person, Wish
from scheduler.services import accounts
from scheduler.services.feeds import subscriptions
from scheduler.services.listing import Page
from scheduler.services.register import people, times
from scheduler.services.register.times import Times
from scheduler.services.rosters import duties, notices
from scheduler.services.rosters.duties import DutyFacts

blueprint = Resource("people", "people", "People")

PERSON = "/<number:person_id>"


@blueprint.get("")
@blueprint.paged(PersonSchema, PeopleQuery)
def list_people(query: dict[str, Any]) -> Page[Person]:
    """People, found by name, phone, number, capacity or team."""
    return people.list_people(session(), actor(), **query)


@blueprint.post("")
@blueprint.arguments(NewPersonSchema)
@blueprint.versioned(PersonSchema, 201)
def add_person(body: dict[str, Any]) -> Person:
    """Register a person."""
    return people.add_person(session(), actor(), body, now=now())


@blueprint.get(PERSON)
@for_persons
@blueprint.versioned(PersonSchema)
def get_person(person_id: int) -> Person:
    """One person."""
    return people.get_person(session(), actor(), person_id)


@blueprint.patch(PERSON)
@blueprint.arguments(PersonPatchSchema)
@blueprint.editing
@blueprint.versioned(PersonSchema)
def edit_person(body: dict[str, Any], person_id: int) -> Person:
    """Change some values of a person."""
    person = matching(people.get_person(session(), actor(), person_id))
    return people.edit_person(session(), actor(), person.id, body, now=now())


@blueprint.post(f"{PERSON}/qualifications")
@blueprint.arguments(NewHeldSchema)
@blueprint.response(201, HeldSchema)
def qualify(body: dict[str, Any], person_id: int) -> HeldQualification:
    """Write down a qualification of a person, or another level or end of one."""
    return people.qualify(session(), actor(), person_id, **body, now=now())


@blueprint.delete(f"{PERSON}/qualifications/<number:held_id>")
@blueprint.response(204)
def disqualify(person_id: int, held_id: int) -> None:
    """Strike a qualification of a person."""
    people.disqualify(session(), actor(), person_id, held_id, now=now())


@blueprint.get(f"{PERSON}/times")
@for_persons
@blueprint.versioned(TimesSchema)
def get_times(person_id: int) -> Times:
    """When a person can serve each week, and the absences."""
    return times.times_of(session(), actor(), Person, person_id)


@blueprint.put(f"{PERSON}/times")
@blueprint.arguments(WeeklySchema)
@blueprint.editing
@blueprint.versioned(TimesSchema)
def set_times(body: dict[str, Any], person_id: int) -> Times:
    """Replace a person's weekly times."""
    person = matching(people.get_person(session(), actor(), person_id))
    weekly = [(row["weekday"], row["start_minute"], row["end_minute"]) for row in body["weekly"]]
    people.set_times(session(), actor(), person.id, weekly, now=now())
    return times.times_of(session(), actor(), Person, person_id)


@blueprint.post(f"{PERSON}/absences")
@blueprint.arguments(NewAbsenceSchema)
@blueprint.response(201, AbsenceSchema)
def add_absence(body: dict[str, Any], person_id: int) -> Absence:
    """Write down a time in which a person cannot serve."""
    return people.add_absence(session(), actor(), person_id, **body)


@blueprint.get(f"{PERSON}/wishes")
@for_persons
@blueprint.response(200, WishSchema(many=True))
def get_wishes(person_id: int) -> Sequence[Wish]:
    """A person's weekly wishes."""
    return people.wishes_of(session(), actor(), person_id)


@blueprint.put(f"{PERSON}/wishes")
@blueprint.arguments(WishesSchema)
@blueprint.editing
@blueprint.response(200, WishSchema(many=True))
def set_wishes(body: dict[str, Any], person_id: int) -> Sequence[Wish]:
    """Replace a person's weekly wishes."""
    person = matching(people.get_person(session(), actor(), person_id))
    wishes = [(row["weekday"], row["part"], row["liking"]) for row in body["wishes"]]
    people.set_wishes(session(), actor(), person.id, wishes, now=now())
    return people.wishes_of(session(), actor(), person_id)


@blueprint.post(f"{PERSON}/link")
@blueprint.response(201, LinkSchema)
def issue_link(person_id: int) -> dict[str, str]:
    """A personal link, for one use within seven days; its token is shown only now."""
    token = accounts.issue_link(session(), actor(), person_id, now=now())
    subscriptions.ensure_personal_feed(session(), actor(), person_id, key=feed_key(), now=now())
    return {"url": url_for("account.welcome", token=token, _external=True), "token": token}


@blueprint.get(f"{PERSON}/duties")
@for_persons
@blueprint.response(200, DutySchema(many=True))
def list_duties(person_id: int) -> list[DutyFacts]:
    """A person's duties from ninety days back on."""
    return duties.duties_of(session(), actor(), person_id, now=now())


@blueprint.get(f"{PERSON}/notices")
@for_persons
@blueprint.response(200, NoticeSchema(many=True))
def list_notices(person_id: int) -> Sequence[Notice]:
    """A person's newest notices."""
    return notices.notices_of(session(), actor(), person_id)


@blueprint.post(f"{PERSON}/notices/read")
@for_persons
@blueprint.response(204)
def read_notices(person_id: int) -> None:
    """Put a person's notices away."""
    notices.mark_read(session(), actor(), person_id, now=now())
