"""Where people keep away, with whom they serve, and with whom never."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import Belonging, matching
from api.resource import Resource, for_persons
from api.schemas.ties import CoupleSchema, NewCoupleSchema, NewRecusalSchema, RecusalSchema
from scheduler.models import Couple, Recusal
from scheduler.services.register import people, ties

blueprint = Resource("ties", "people/<number:person_id>", "Where people keep away, and with whom they serve")


@blueprint.get("/recusals")
@for_persons
@blueprint.versioned(RecusalSchema(many=True))
def list_recusals(person_id: int) -> Belonging[Sequence[Recusal]]:
    """The places and owners from whom a person keeps away."""
    person = people.get_person(session(), actor(), person_id)
    return Belonging(person, ties.recusals_of(session(), actor(), person.id))


@blueprint.post("/recusals")
@blueprint.arguments(NewRecusalSchema)
@blueprint.editing
@blueprint.versioned(RecusalSchema, 201)
def recuse(body: dict[str, Any], person_id: int) -> Belonging[Recusal]:
    """Write down that a person keeps away from a place or an owner, or another reason for it."""
    person = matching(people.get_person(session(), actor(), person_id))
    return Belonging(person, ties.recuse(session(), actor(), person.id, **body, now=now()))


@blueprint.delete("/recusals/<number:recusal_id>")
@blueprint.editing
@blueprint.versioned(None, 204)
def unrecuse(person_id: int, recusal_id: int) -> Belonging[None]:
    """Strike a place or an owner from whom a person need not keep away."""
    person = matching(people.get_person(session(), actor(), person_id))
    ties.unrecuse(session(), actor(), person.id, recusal_id, now=now())
    return Belonging(person, None)


@blueprint.get("/couples")
@blueprint.versioned(CoupleSchema(many=True))
def list_couples(person_id: int) -> Belonging[Sequence[Couple]]:
    """The couples that a person is one of."""
    person = people.get_person(session(), actor(), person_id)
    return Belonging(person, ties.couples_of(session(), actor(), person.id))


@blueprint.post("/couples")
@blueprint.arguments(NewCoupleSchema)
@blueprint.editing
@blueprint.versioned(CoupleSchema, 201)
def pair(body: dict[str, Any], person_id: int) -> Belonging[Couple]:
    """Write down that a person and another one are kept apart, or that they serve together."""
    person = matching(people.get_person(session(), actor(), person_id))
    return Belonging(person, ties.pair(session(), actor(), person.id, **body, now=now()))


@blueprint.delete("/couples/<number:couple_id>")
@blueprint.editing
@blueprint.versioned(None, 204)
def unpair(person_id: int, couple_id: int) -> Belonging[None]:
    """Strike what is said of a person and another one."""
    person = matching(people.get_person(session(), actor(), person_id))
    ties.unpair(session(), actor(), person.id, couple_id, now=now())
    return Belonging(person, None)
