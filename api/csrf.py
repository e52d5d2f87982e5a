"""Forms of pages carry a token; the JSON API takes bearer tokens alone for what changes anything, so needs none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app
from flask_wtf.csrf import CSRFError

from scheduler.errors import Forbidden
from scheduler.language import m_

View = TypeVar("View", bound=Callable[..., Any])


def protected(view: View) -> View:
    """A view of a form: refused without the form's token. Raises Forbidden."""

    @wraps(view)
    def guarded(*arguments: Any, **named: Any) -> Any:
        try:
            current_app.extensions["csrf"].protect()
        except CSRFError as error:
            raise Forbidden(m_("This page was open for too long. Load it again, then send the form.")) from error
        return view(*arguments, **named)

    return guarded  # type: ignore[return-value]
