"""Forms of pages carry a token; the JSON API takes bearer tokens alone for what changes anything, so needs none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app

View = TypeVar("View", bound=Callable[..., Any])


def protected(view: View) -> View:
    """A view of a form: refused without the form's token."""

    @wraps(view)
    def guarded(*arguments: Any, **named: Any) -> Any:
        current_app.extensions["csrf"].protect()
        return view(*arguments, **named)

    return guarded  # type: ignore[return-value]
