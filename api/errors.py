"""Domain errors as HTTP: one table of statuses; problem+json for the API, a page for a browser."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from api.locale import say
from scheduler.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from scheduler.language import m_

STATUSES: dict[type[DomainError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def wants_json() -> bool:
    """Whether the answer goes to a program."""
    return request.path.startswith("/api/")


def answer(status: int, detail: str, fields: dict[str, Any] | None = None, headers: Any = ()) -> Response:
    """A problem (RFC 9457), or a page that says the same."""
    if wants_json():
        body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
        response = jsonify({**body, "errors": fields} if fields else body)
        response.mimetype = "application/problem+json"
    else:
        response = Response(render_template("error.html", status=status, detail=detail, fields=fields or {}))
    response.status_code = status
    for name, value in headers:
        if name.lower() in {"allow", "www-authenticate", "retry-after"}:
            response.headers[name] = value
    return response


def domain_error(error: DomainError) -> Response:
    """What a use case refused."""
    fields = {name: say(message) for name, message in error.fields.items()} if isinstance(error, Invalid) else None
    return answer(STATUSES[type(error)], say(error.message), fields)


def http_error(error: HTTPException) -> Response:
    """What Flask, flask-smorest or a view refused."""
    data = getattr(error, "data", None) or {}
    fields = data.get("messages") or data.get("errors")
    return answer(error.code or 500, str(error.description or error.name), fields, error.get_headers())


def stale(_: StaleDataError) -> Response:
    """Two edits of one row at the same moment."""
    return answer(409, say(m_("Somebody else changed this at the same moment. Load it again.")))


def register(app: Flask) -> None:
    """Answer errors as problems or pages."""
    app.register_error_handler(DomainError, domain_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(StaleDataError, stale)
