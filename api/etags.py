"""Versions of rows over HTTP: a strong ETag is the row's revision, an edit says by If-Match which one it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

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


class Outdated(PreconditionFailed):
    """An edit named another version than the row has. `changed` is what the row now says otherwise than the edit."""

    def __init__(self, row: Versioned) -> None:
        super().__init__()
        self.row = row
        self.changed: dict[str, Any] = {}


def differing(sent: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an edit that a row, as it is told, holds otherwise, with what it holds."""
    return {name: told[name] for name, value in sent.items() if name in told and not says(told[name], value)}


def says(told: Any, sent: Any) -> bool:
    """Whether a row says already what an edit says; the edit may leave out what it does not change of a thing."""
    if isinstance(told, Mapping) and isinstance(sent, Mapping):
        return all(name in told and says(told[name], value) for name, value in sent.items())
    if isinstance(told, list) and isinstance(sent, list):
        in_order = len(told) == len(sent) and all(map(says, told, sent))
        return in_order or sorted(map(str, told)) == sorted(map(str, sent))
    return bool(told == sent) or (isinstance(told, str) and isinstance(sent, str) and one_instant(told, sent))


def one_instant(told: str, sent: str) -> bool:
    """Whether two texts are the same instant, whatever their zones."""
    try:
        moments = [datetime.fromisoformat(each) for each in (told, sent)]
    except ValueError:
        return False
    return all(each.tzinfo is not None for each in moments) and moments[0] == moments[1]


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
        raise Outdated(row)
    return row


def known(etag: str) -> bool:
    """Whether a reader has this version already."""
    return request.method in ("GET", "HEAD") and request.if_none_match.contains_weak(etag)
