"""Who is found by name: a part of the page that searches as one types, or a page of its own where no script runs."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from api.pages.forms import asked_text


def found(part: str, *, name: str, label: str, back: str, **values: Any) -> str:
    """The template `part`; where a browser without scripts asks, in a page about `name` that leads back."""
    values |= {"text": asked_text()}
    if "HX-Request" in request.headers:
        return render_template(part, **values)
    return render_template("register/choose.html", part=part, name=name, label=label, back=back, **values)
