"""Versions of rows over HTTP: a strong ETag is the row's revision, an edit says by If-Match which one it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from flask import request
from werkzeug.exceptions import PreconditionFailed, PreconditionRequired

from api.database import session


class Versioned(Protocol):
    """A row, or what is shown of it, that knows its revision."""

    @property
    def revision(self) -> int | str: ...


Row = TypeVar("Row", bound=Versioned)
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Belonging(Generic[Thing]):
    """What belongs to a row, answered under the version of that row: it has none of its own."""

    owner: Versioned
    thing: Thing

    @property
    def revision(self) -> int | str:
        """The owner's."""
        return self.owner.revision


def tag(row: Versioned) -> str:
    """The ETag of a row as it is now, without its quotes."""
    return str(row.revision)


def matching(row: Row) -> Row:
    """The row that an edit is about, or to which that belongs, as it is now; nobody changes it until the edit is done.

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
