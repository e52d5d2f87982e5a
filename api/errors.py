"""Domain errors as HTTP: one table of statuses; problem+json for the API, a page for a browser."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from api.locale import say
from api.schemas.fields import REASONS
from scheduler.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from scheduler.language import m_

STATUSES: dict[type[DomainError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}

SENTENCES = {
    400: m_("The request cannot be read."),
    401: m_("Please sign in."),
    403: m_("You may not do this."),
    404: m_("There is no such page."),
    405: m_("This cannot be done here."),
    412: m_("Somebody else changed this meanwhile. Load it again."),
    413: m_("The file is too large."),
    415: m_("This kind of content is not understood."),
    422: m_("Some values are not right."),
    428: m_("Say by If-Match which version you change."),
    429: m_("Too many attempts. Wait a minute."),
    500: m_("Something went wrong here. It was written down; please try again."),
}
"""What people are told for what Flask, flask-smorest or a view refuses, by status."""

AT_ONCE = m_("Somebody else changed this at the same moment. Load it again.")

LOCATIONS = frozenset({"json", "query", "files"})
"""Where webargs says that a value was; a field's name is enough."""


def wants_json() -> bool:
    """Whether the answer goes to a program."""
    return request.path.startswith("/api/")


def answer(
    status: int,
    detail: str,
    fields: dict[str, str] | None = None,
    headers: Any = (),
    changed: dict[str, Any] | None = None,
) -> Response:
    """A problem (RFC 9457), or a page that says the same. `changed` are values that are others than those sent."""
    if wants_json():
        body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
        more = {"errors": fields, "changed": changed}
        response = jsonify({**body, **{name: told for name, told in more.items() if told}})
        response.mimetype = "application/problem+json"
    else:
        response = Response(
            render_template(
                "error.html", status=status, detail=detail, fields=fields or {}, back=request.referrer or "/"
            )
        )
    response.status_code = status
    for name, value in headers:
        if name.lower() in {"allow", "www-authenticate", "retry-after"}:
            response.headers[name] = value
    return response


def domain_error(error: DomainError) -> Response:
    """What a use case refused."""
    return answer(status_of(error), say(error.message), {name: say(message) for name, message in error.fields.items()})


def status_of(error: DomainError) -> HTTPStatus:
    """The status of an error, or of what it is a case of."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def flattened(messages: Any, name: str = "") -> dict[str, str]:
    """A schema's messages as one sentence a field: {"roles.0.name": "..."}."""
    if isinstance(messages, dict):
        found: dict[str, str] = {}
        for key, inner in messages.items():
            part = "" if key == "_schema" or (not name and key in LOCATIONS) else str(key)
            found |= flattened(inner, ".".join(filter(None, (name, part))))
        return found
    sentences = messages if isinstance(messages, list) else [messages]
    return {name or "body": " ".join(say(REASONS.get(text, text)) for text in map(str, sentences))}


def http_error(error: HTTPException) -> Response:
    """What Flask, flask-smorest or a view refused."""
    messages = (getattr(error, "data", None) or {}).get("messages")
    fields = flattened(messages) if messages else None
    code = error.code or 500
    detail = say(SENTENCES[code]) if code in SENTENCES else str(error.description or error.name)
    return answer(code, detail, fields, error.get_headers(), getattr(error, "changed", None))


def stale(_: StaleDataError) -> Response:
    """Two edits of one row at the same moment; of those that named a version, the second named the wrong one."""
    if "If-Match" in request.headers:
        return answer(412, say(SENTENCES[412]))
    return answer(409, say(AT_ONCE))


def taken(_: IntegrityError) -> Response:
    """Two at the same moment made what there can be only one of, or one took away what the other refers to."""
    return answer(409, say(AT_ONCE))


def register(app: Flask) -> None:
    """Answer errors as problems or pages."""
    app.register_error_handler(DomainError, domain_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(StaleDataError, stale)
    app.register_error_handler(IntegrityError, taken)
