"""A refused form is shown again as it was filled in, with each sentence at its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import Any, Protocol, TypeVar

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests
from werkzeug.wrappers import Response

from api.auth import actor
from api.database import session
from api.errors import AT_ONCE, SENTENCES, status_of
from api.limits import too_many
from api.locale import say, zone
from api.pages.forms import positions
from api.pages.merging import STARTED, Fields, Merge, chosen, merged, sent_values, started_from
from scheduler.domain import dates
from scheduler.errors import Conflict, DomainError, NotFound
from scheduler.language import Message, m_
from scheduler.services import meanwhile
from scheduler.services.lookup import Missing
from scheduler.services.meanwhile import Meanwhile

View = TypeVar("View", bound=Callable[..., Any])

MEANWHILE = m_(
    "Somebody else changed this meanwhile. Nothing of yours is stored yet: look at what changed, then send it again."
)


class Stale(Conflict):
    """A form was made from an older version of its row; `changes` tell who changed the row since."""

    def __init__(self, changes: Sequence[Meanwhile], message: Message = MEANWHILE) -> None:
        super().__init__(message)
        self.changes = changes


class Versioned(Protocol):
    """A row whose revision rises with each change."""

    @property
    def revision(self) -> int:
        """How often the row was written."""


def shown_again(endpoint: str) -> Callable[[View], View]:
    """A view of a form: refused, its page comes again with what was typed and each sentence at its field.

    The page is the one at `endpoint`, which takes what it needs of what the view takes. Nothing that the view wrote is
    kept.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **named: Any) -> Any:
            page = Stand(endpoint, named)
            g.page = page.address
            try:
                request.form = chosen(request.form)
                return tried(view, *arguments, **named)
            except DomainError as error:
                return again(page, error)
            except (StaleDataError, IntegrityError):
                return again(page, Conflict(AT_ONCE))
            except RequestEntityTooLarge as error:
                return again(page, DomainError(SENTENCES[413]), error.code)
            except TooManyRequests as error:
                return again(page, DomainError(too_many()), error.code)

        return guarded  # type: ignore[return-value]

    return decorated


def tried(view: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """What a view answers. Where another request changed its row at the same moment, it looks at the row once more."""
    try:
        return view(*arguments, **named)
    except StaleDataError:
        if "revision" not in request.form:
            raise
        session().rollback()
        return view(*arguments, **named)


@dataclass(frozen=True)
class Stand:
    """The page on which a form stands, and what the form's view was called with."""

    endpoint: str
    named: dict[str, Any]

    @property
    def taken(self) -> dict[str, Any]:
        """What the page is called with."""
        expects = current_app.url_map.is_endpoint_expecting
        return {name: value for name, value in self.named.items() if expects(self.endpoint, name)}

    @property
    def address(self) -> str:
        """Where the page can be read."""
        return url_for(self.endpoint, **self.taken)

    def shown(self) -> Response:
        """The page."""
        view: Callable[..., Any] = current_app.view_functions[self.endpoint]
        return current_app.make_response(view(**self.taken))


def again(page: Stand, error: DomainError, status: int | None = None) -> Response:
    """The page of a form that was refused."""
    session().rollback()
    g.refused = error
    try:
        shown = page.shown()
    except Missing as missing:
        shown = once_more(page, missing)
    if shown.status_code == HTTPStatus.OK:
        shown.status_code = status or status_of(error)
    return shown


def once_more(page: Stand, missing: Missing) -> Response:
    """The page of a row that is deleted, with what was entered: who deleted it. Raises Missing where there was none."""
    gone = meanwhile.gone(session(), actor(), missing.model, missing.number)
    if gone is None:
        raise missing
    message = m_(
        "{actor} deleted this ({moment}). What you entered can be read and copied here; it cannot be saved any more.",
        actor=gone.actor,
        moment=dates.moment(gone.at, zone()),
    )
    g.refused = NotFound(message)
    return page.shown()


def demand_unchanged(row: Versioned, message: Message = MEANWHILE) -> None:
    """Demand that the form that was sent was made from the row as it is now. Raises Stale, with this message."""
    if request.form.get("revision") != str(row.revision):
        seen = request.form.get("seen", "")
        known = seen.isascii() and seen.isdigit() and len(seen) < 19
        raise Stale(meanwhile.since(session(), actor(), row, int(seen) if known else None), message)


def newest() -> int:
    """The newest entry of the audit trail, asked for once for all forms of a page."""
    if "newest" not in g:
        g.newest = meanwhile.newest(session())
    found: int = g.newest
    return found


@dataclass
class Shown:
    """A form as a template writes it: to `action`, filled in as stored, or as sent where it was refused.

    What its page was asked for (the year of a list, the kind of something new) goes along in the query of `action`, so
    that the page of a refused form, and that page in another language, is still about the same.
    """

    action: str
    written: set[str] = field(default_factory=set)
    """The fields that the template has written so far."""
    fields: Fields = field(default_factory=Fields)
    """Its fields as they are stored."""
    versioned: bool = False
    """Whether it is of a row with versions: what others changed of that is told field by field."""
    merge: Merge | None = None
    """What it holds where others changed the row since it was filled in."""

    @property
    def refused(self) -> DomainError | None:
        """Why this form was refused, in the request that sent it."""
        error: DomainError | None = g.get("refused") if request.path == self.path else None
        return error

    @property
    def stale(self) -> Stale | None:
        """That the form was made from an older version, in the request that sent it."""
        return self.refused if isinstance(self.refused, Stale) else None

    @property
    def entered(self) -> MultiDict[str, str] | None:
        """What stands in the form where that is not what is stored: what was sent, merged with what others changed."""
        if self.stale is not None:
            return self.merge.entered if self.merge is not None else None
        return request.form if self.refused is not None else None

    def settle(self) -> None:
        """Merge what was sent with what is stored now, which the template has told field by field; a button that holds
        no field has nothing to merge.
        """
        if self.fields.keys:
            self.merge = merged(self.fields, started_from(request.form), sent_values(request.form))

    @property
    def path(self) -> str:
        """Where the form is sent, without what its page was asked for."""
        return self.action.partition("?")[0]

    @property
    def wrongs(self) -> Mapping[str, Message]:
        """What is wrong, by field."""
        return self.refused.fields if self.refused is not None else {}

    def problem(self) -> str:
        """The sentence over a refused form."""
        if self.refused is None:
            return ""
        g.said = True
        return say(self.refused.message)

    def others(self) -> list[str]:
        """What is wrong that no field says."""
        return [say(message) for name, message in self.wrongs.items() if name not in self.written]

    def wrong(self, name: str) -> str:
        """What is wrong with a field."""
        return say(self.wrongs[name]) if name in self.wrongs else ""

    def value(self, name: str, stored: object = "") -> str:
        """What stands in a field."""
        if self.entered is not None:
            return self.entered.get(name, "")
        return "" if stored is None else str(stored)

    def still(self, name: str, stored: object, rows: Iterable[Any]) -> str:
        """The number of a row of a list. None where others deleted that: what was entered of it is then a new one."""
        found = self.value(name, stored)
        return found if self.stale is None or any(found == str(row.id) for row in rows) else ""

    def rows(self, before: str, after: str, stored: int) -> int:
        """How many rows to write of fields that repeat: as many as were sent, else as many as are stored."""
        found = positions(before, after, self.entered) if self.entered is not None else []
        return max([stored, *(number + 1 for number in found)])

    def version(self, row: Versioned) -> Markup:
        """The fields that say which version of a row the form was made from; refused, it is still made from that."""
        self.versioned = True
        kept = self.refused is not None and self.stale is None
        names = ("revision", "seen")
        told = [request.form.get(name, "") for name in names] if kept else [row.revision, newest()]
        hidden = Markup('<input type="hidden" name="{}" value="{}">')
        return Markup("").join(hidden.format(name, value) for name, value in zip(names, told, strict=True))

    def origin(self) -> Markup:
        """The field that says what the form was filled in with, written after all others."""
        if self.refused is not None and self.stale is None:
            return Markup('<input type="hidden" name="{}" value="{}">').format(STARTED, request.form.get(STARTED, ""))
        return Markup('<input type="hidden" name="{}" value=\'{}\'>').format(STARTED, self.fields.told())

    def ticked(self, name: str, value: str, stored: bool = False) -> Markup:
        """Whether a box is ticked, as an attribute."""
        self.written.add(name)
        on = value in self.entered.getlist(name) if self.entered is not None else stored
        return Markup("checked") if on else Markup("")

    def chosen(self, name: str, value: object, stored: object = None) -> Markup:
        """Whether an entry of a list is chosen, as an attribute."""
        return Markup("selected") if str(value) == self.value(name, stored) else Markup("")

    def described(self, *names: str) -> Markup:
        """The attributes that tie a field to what is wrong with it, or with what it is a part of."""
        self.written.update(names)
        wrong = " ".join(f"{self.id(name)}-wrong" for name in names if name in self.wrongs)
        return Markup('aria-invalid="true" aria-describedby="{}"').format(wrong) if wrong else Markup("")

    def id(self, name: str) -> str:
        """The id of a field, one in the page."""
        return f"{self.path.strip('/').replace('/', '-')}-{name}"


def unsaid() -> list[str]:
    """Why the request was refused, with what is wrong, where no form of the page says so."""
    error: DomainError | None = g.get("refused")
    if error is None or g.get("said"):
        return []
    return [say(message) for message in (error.message, *error.fields.values())]


def register(app: Flask) -> None:
    """Teach templates to write forms."""
    app.jinja_env.globals.update(form_to=Shown, unsaid=unsaid)
