"""Idempotency-Key: a request that arrives twice is done once, and answered twice with the same words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, jsonify, make_response, request

from api.auth import actor, now
from api.database import session
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.models import IdempotencyKey
from scheduler.services import idempotency

HEADER = "Idempotency-Key"
KEY = re.compile(r"[\x21-\x7e]{1,200}")

PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "A key of your own. The same request with the same key is done once and answered the same again for "
    "two days; the same key with another request is refused (422).",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view that does what a key stands for once."""

    @wraps(view)
    def kept(*arguments: Any, **named: Any) -> Response:
        if HEADER not in request.headers:
            return make_response(view(*arguments, **named))
        row = idempotency.claim(session(), actor(), read_key(request.headers[HEADER]), fingerprint(), now=now())
        if row.status != idempotency.UNANSWERED:
            return again(row)
        response = make_response(view(*arguments, **named))
        idempotency.keep(session(), row, response.status_code, response.get_json())
        return response

    return kept


def again(row: IdempotencyKey) -> Response:
    """The answer that was given, with the ETag of the row that it told of."""
    response = make_response(jsonify(row.body), row.status)
    if "revision" in row.body:
        response.set_etag(str(row.body["revision"]))
    return response


def read_key(text: str) -> str:
    """The key of a request. Raises Invalid."""
    if not KEY.fullmatch(text):
        message = m_("From 1 to 200 visible ASCII characters.")
        raise Invalid(message, {HEADER: message})
    return text


def fingerprint() -> str:
    """What tells one request from another: method, address and body."""
    head = f"{request.method} {request.full_path}\n".encode()
    return hashlib.sha256(head + request.get_data()).hexdigest()
