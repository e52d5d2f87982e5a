"""Signing in to the API."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from api.auth import bearer, now
from api.database import session
from api.resources.schemas import SignInSchema, TokenSchema
from scheduler.models import SessionKind
from scheduler.services import accounts

blueprint = Blueprint("api_sessions", __name__, url_prefix="/api/sessions", description="Signing in")


@blueprint.post("")
@blueprint.arguments(SignInSchema)
@blueprint.response(201, TokenSchema)
def sign_in(body: dict[str, str]) -> dict[str, Any]:
    """A bearer token for twelve hours."""
    token, expires_at = accounts.sign_in(session(), body["name"], body["password"], SessionKind.API, now=now())
    return {"token": token, "expires_at": expires_at}


@blueprint.delete("")
@blueprint.response(204)
def sign_out() -> None:
    """End the session of this request's token."""
    accounts.sign_out(session(), bearer() or "")
