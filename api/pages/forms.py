"""Reading what a form or an address carries, with errors in the user's words."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import request

from scheduler.errors import Invalid
from scheduler.language import m_

Choice = TypeVar("Choice", bound=StrEnum)


def day(name: str) -> date:
    """A day of a form. Raises Invalid."""
    text = request.form.get(name, "")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(m_("This is not a day: {text}", text=text), {name: m_("A day such as 2026-11-30.")}) from error


def number(name: str, *, least: int, most: int, default: int | None = None) -> int:
    """A whole number of a form. Raises Invalid."""
    text = request.form.get(name, "").strip()
    if not text and default is not None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        message = m_("A whole number from {least} to {most}.", least=least, most=most)
        raise Invalid(m_("This is not such a number: {text}", text=text), {name: message})
    return int(text)


def choice(name: str, kind: type[Choice]) -> Choice | None:
    """A choice in the address; None where there is none, or none that is known."""
    text = request.args.get(name, "")
    return kind(text) if text in set(kind) else None


def page_number() -> int:
    """Which page of a list is asked for."""
    text = request.args.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
