"""Refusals as the API tells them, whole."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


def problem(status: int, detail: str, **errors: str) -> tuple[int, dict[str, Any]]:
    """The status and body of a refusal in English; `errors` by field, with a double underscore for a dot."""
    named = {name.replace("__", "."): reason for name, reason in errors.items()}
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return status, {**body, "errors": named} if named else body


def outdated(**changed: Any) -> tuple[int, dict[str, Any]]:
    """The refusal of an edit of an older version, with what the row holds otherwise than the edit says."""
    status, body = problem(412, "Somebody else changed this meanwhile. Load it again.")
    return status, {**body, "changed": changed} if changed else body


def missing(number: int) -> tuple[int, dict[str, Any]]:
    """The refusal of what names a row that is not there."""
    return problem(404, f"There is no such entry (number {number}).")


def wrong(**errors: str) -> tuple[int, dict[str, Any]]:
    """The refusal of values, each named by its field."""
    return problem(422, WRONG, **errors)


WRONG = "Some values are not right."
FORBIDDEN = problem(403, "You may not do this.")
STRANGER = problem(401, "Please sign in.")
