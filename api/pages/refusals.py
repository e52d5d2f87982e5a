"""A refused form is shown again as it was filled in, with each sentence at its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, g, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from api.database import session
from api.errors import STATUSES
from api.locale import say
from scheduler.errors import DomainError, Invalid
from scheduler.language import Message

View = TypeVar("View", bound=Callable[..., Any])


def shown_again(page: Callable[..., Any]) -> Callable[[View], View]:
    """A view of a form: refused, its page comes again with what was typed and each sentence at its field.

    `page` takes what the view takes. Nothing that the view wrote is kept.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **named: Any) -> Any:
            try:
                return view(*arguments, **named)
            except DomainError as error:
                session().rollback()
                g.refused = error
                shown = page(*arguments, **named)
                return shown if isinstance(shown, Response) else (shown, STATUSES[type(error)])

        return guarded  # type: ignore[return-value]

    return decorated


@dataclass(frozen=True)
class Shown:
    """A form as a template writes it: to `action`, filled in as stored, or as sent where it was refused."""

    action: str
    written: set[str] = field(default_factory=set)
    """The fields that the template has written so far."""

    @property
    def refused(self) -> DomainError | None:
        """Why this form was refused, in the request that sent it."""
        error: DomainError | None = g.get("refused") if request.path == self.action else None
        return error

    @property
    def fields(self) -> Mapping[str, Message]:
        """What is wrong, by field."""
        return self.refused.fields if isinstance(self.refused, Invalid) else {}

    def problem(self) -> str:
        """The sentence over a refused form."""
        if self.refused is None:
            return ""
        g.said = True
        return say(self.refused.message)

    def others(self) -> list[str]:
        """What is wrong that no field says."""
        return [say(message) for name, message in self.fields.items() if name not in self.written]

    def wrong(self, name: str) -> str:
        """What is wrong with a field."""
        return say(self.fields[name]) if name in self.fields else ""

    def value(self, name: str, stored: object = "") -> str:
        """What stands in a field."""
        if self.refused is not None:
            return request.form.get(name, "")
        return "" if stored is None else str(stored)

    def ticked(self, name: str, value: str, stored: bool = False) -> Markup:
        """Whether a box is ticked, as an attribute."""
        self.written.add(name)
        on = value in request.form.getlist(name) if self.refused is not None else stored
        return Markup("checked") if on else Markup("")

    def chosen(self, name: str, value: object, stored: object = None) -> Markup:
        """Whether an entry of a list is chosen, as an attribute."""
        return Markup("selected") if str(value) == self.value(name, stored) else Markup("")

    def described(self, name: str) -> Markup:
        """The attributes that tie a field to what is wrong with it."""
        self.written.add(name)
        if name not in self.fields:
            return Markup("")
        return Markup('aria-invalid="true" aria-describedby="{}-wrong"').format(self.id(name))

    def id(self, name: str) -> str:
        """The id of a field, one in the page."""
        return f"{self.action.strip('/').replace('/', '-')}-{name}"


def unsaid() -> list[str]:
    """Why the request was refused, with what is wrong, where no form of the page says so."""
    error: DomainError | None = g.get("refused")
    if error is None or g.get("said"):
        return []
    fields = error.fields.values() if isinstance(error, Invalid) else ()
    return [say(message) for message in (error.message, *fields)]


def register(app: Flask) -> None:
    """Teach templates to write forms."""
    app.jinja_env.globals.update(form_to=Shown, unsaid=unsaid)
