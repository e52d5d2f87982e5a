"""Signing in to the API."""

from __future__ import annotations

from typing import Any

from api.auth import actor, bearer, now
from api.database import session
from api.limits import SIGN_IN_LIMIT, limiter
from api.resource import Resource, for_persons, public
from api.schemas.accounts import ActorSchema, LinkTokenSchema, SignInSchema, TokenSchema
from scheduler.domain.permissions import Actor
from scheduler.models import SessionKind
from scheduler.services import accounts

blueprint = Resource("sessions", "sessions", "Signing in")


@blueprint.post("")
@limiter.limit(SIGN_IN_LIMIT)
@public
@blueprint.arguments(SignInSchema)
@blueprint.response(201, TokenSchema)
def sign_in(body: dict[str, str]) -> dict[str, Any]:
    """A bearer token for twelve hours, by name and password."""
    token, expires_at = accounts.sign_in(session(), body["name"], body["password"], SessionKind.API, now=now())
    return {"token": token, "expires_at": expires_at}


@blueprint.post("/link")
@limiter.limit(SIGN_IN_LIMIT)
@public
@blueprint.arguments(LinkTokenSchema)
@blueprint.response(201, TokenSchema)
def enter_by_link(body: dict[str, str]) -> dict[str, Any]:
    """A person's bearer token, by a personal link that is used up so."""
    token, expires_at = accounts.enter_by_link(session(), body["token"], kind=SessionKind.API, now=now())
    return {"token": token, "expires_at": expires_at}


@blueprint.get("")
@for_persons
@blueprint.response(200, ActorSchema)
def who_am_i() -> Actor:
    """Whoever this token stands for."""
    return actor()


@blueprint.delete("")
@for_persons
@blueprint.response(204)
def sign_out() -> None:
    """End the session of this request's token."""
    accounts.sign_out(session(), bearer() or "")
