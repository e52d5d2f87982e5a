"""Versions of rows over HTTP: a strong ETag is the row's revision, an edit says by If-Match which one it changes."""

from __future__ import annotations

from typing import Protocol, TypeVar

from flask import request
from werkzeug.exceptions import PreconditionFailed, PreconditionRequired

from api.database import session


class Versioned(Protocol):
    """A row, or what is shown of it, that knows its revision."""

    @property
    def revision(self) -> int | str: ...


Row = TypeVar("Row", bound=Versioned)


def tag(row: Versioned) -> str:
    """The ETag of a row as it is now, without its quotes."""
    return str(row.revision)


def matching(row: Row) -> Row:
    """The row that an edit is about, as it is now and nobody else changes it until the edit is done.

    Raises 428 without If-Match, 412 where somebody else changed the row since.
    """
    if not request.if_match:
        raise PreconditionRequired
    session().refresh(row, with_for_update={"of": type(row)})
    if not request.if_match.contains(tag(row)):
        raise PreconditionFailed
    return row


def known(etag: str) -> bool:
    """Whether a reader has this version already."""
    return request.method in ("GET", "HEAD") and request.if_none_match.contains_weak(etag)
