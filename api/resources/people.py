"""People: who they are, what they hold and wish, when they can, what they were told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for

from api.addresses import feed_key
from api.auth import actor, now
from api.database import session
from api.etags import Belonging, matching
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
    ReadSchema,
    WishesSchema,
    WishSchema,
)
from api.schemas.times import AbsenceSchema, NewAbsenceSchema, TimesSchema, WeeklySchema
from scheduler.models import Absence, HeldQualification, Notice, Person, Wish
from scheduler.services import accounts
from scheduler.services.feeds import subscriptions
from scheduler.services.listing import Page
from scheduler.services.register import people, times
from scheduler.services.register.times import Times, Window
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
@blueprint.editing
@blueprint.versioned(HeldSchema, 201)
def qualify(body: dict[str, Any], person_id: int) -> Belonging[HeldQualification]:
    """Write down a qualification of a person, or another level or end of one."""
    person = matching(people.get_person(session(), actor(), person_id))
    return Belonging(person, people.qualify(session(), actor(), person.id, **body, now=now()))


@blueprint.delete(f"{PERSON}/qualifications/<number:held_id>")
@blueprint.editing
@blueprint.versioned(None, 204)
def disqualify(person_id: int, held_id: int) -> Belonging[None]:
    """Strike a qualification of a person."""
    person = matching(people.get_person(session(), actor(), person_id))
    people.disqualify(session(), actor(), person.id, held_id, now=now())
    return Belonging(person, None)


@blueprint.get(f"{PERSON}/times")
@for_persons
@blueprint.versioned(TimesSchema)
def get_times(person_id: int) -> Times:
    """When a person can serve each week, and the absences."""
    return times.times_of(session(), actor(), people.get_person(session(), actor(), person_id))


@blueprint.put(f"{PERSON}/times")
@blueprint.arguments(WeeklySchema)
@blueprint.editing
@blueprint.versioned(TimesSchema)
def set_times(body: dict[str, list[Window]], person_id: int) -> Times:
    """Replace a person's weekly times."""
    person = matching(people.get_person(session(), actor(), person_id))
    return times.set_weekly(session(), actor(), person, body["weekly"], now=now())


@blueprint.post(f"{PERSON}/absences")
@blueprint.arguments(NewAbsenceSchema)
@blueprint.editing
@blueprint.versioned(AbsenceSchema, 201)
def add_absence(body: dict[str, Any], person_id: int) -> Belonging[Absence]:
    """Write down a time in which a person cannot serve."""
    person = matching(people.get_person(session(), actor(), person_id))
    return Belonging(person, times.add_absence(session(), actor(), person, **body, now=now()))


@blueprint.delete(f"{PERSON}/absences/<number:absence_id>")
@blueprint.editing
@blueprint.versioned(None, 204)
def remove_absence(person_id: int, absence_id: int) -> Belonging[None]:
    """Strike an absence of a person."""
    person = matching(people.get_person(session(), actor(), person_id))
    times.remove_absence(session(), actor(), person, absence_id, now=now())
    return Belonging(person, None)


@blueprint.get(f"{PERSON}/wishes")
@for_persons
@blueprint.versioned(WishSchema(many=True))
def get_wishes(person_id: int) -> Belonging[Sequence[Wish]]:
    """A person's weekly wishes."""
    person = people.get_person(session(), actor(), person_id)
    return Belonging(person, people.wishes_of(session(), actor(), person.id))


@blueprint.put(f"{PERSON}/wishes")
@blueprint.arguments(WishesSchema)
@blueprint.editing
@blueprint.versioned(WishSchema(many=True))
def set_wishes(body: dict[str, Any], person_id: int) -> Belonging[Sequence[Wish]]:
    """Replace a person's weekly wishes."""
    person = matching(people.get_person(session(), actor(), person_id))
    people.set_wishes(session(), actor(), person.id, body["wishes"], now=now())
    return Belonging(person, people.wishes_of(session(), actor(), person.id))


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
@blueprint.arguments(ReadSchema)
@blueprint.response(204)
def read_notices(body: dict[str, int], person_id: int) -> None:
    """Put a person's notices away, up to the last that was seen."""
    notices.mark_read(session(), actor(), person_id, body["last"], now=now())
