"""Who asks: a browser's session in a signed cookie, or a bearer token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, TypeVar

from flask import g, redirect, request, url_for
from flask import session as cookie
from werkzeug.exceptions import Forbidden, Unauthorized

from api.database import session
from scheduler.domain.permissions import Actor, ActorRole
from scheduler.services.accounts import actor_of_token
from scheduler.services.sessions import act_as

View = TypeVar("View", bound=Callable[..., Any])


def now() -> datetime:
    """The time of this request."""
    return datetime.now(UTC)


def bearer() -> str | None:
    """The token of an Authorization header."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def current_actor() -> Actor | None:
    """Whoever is signed in, looked up once a request."""
    if "actor" not in g:
        token = bearer() if request.path.startswith("/api/") else cookie.get("token")
        g.actor = actor_of_token(session(), token, now=now()) if token else None
        if g.actor is not None:
            act_as(session(), g.actor)
    found: Actor | None = g.actor
    return found


def actor() -> Actor:
    """Whoever is signed in. Raises 401."""
    found = current_actor()
    if found is None:
        raise Unauthorized
    return found


def coordinator_page(view: View) -> View:
    """A page of the console: others are sent to the sign-in, or refused."""

    @wraps(view)
    def guarded(*arguments: Any, **named: Any) -> Any:
        found = current_actor()
        if found is None and "HX-Request" in request.headers:  # a part of a page: let the page itself ask to sign in
            return "", {"HX-Refresh": "true"}
        if found is None:
            return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
        if found.role is not ActorRole.COORDINATOR:
            raise Forbidden
        return view(*arguments, **named)

    return guarded  # type: ignore[return-value]


def person_page(view: View) -> View:
    """A page of somebody's own: those who are not signed in are told how to come in."""

    @wraps(view)
    def guarded(*arguments: Any, **named: Any) -> Any:
        found = current_actor()
        if found is None:
            return redirect(url_for("account.no_session"))
        if found.person_id is None:
            raise Forbidden
        return view(*arguments, **named)

    return guarded  # type: ignore[return-value]


def whoever() -> tuple[Actor, int]:
    """The person who is signed in, and their number. Raises 403 for a coordinator."""
    found = actor()
    if found.person_id is None:
        raise Forbidden
    return found, found.person_id
