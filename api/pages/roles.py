"""The roles of an activity or series as forms carry them: those there are, then a few blank ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from flask import request

from api.pages.forms import Form, positions, sent
from api.pages.quotas import sent_quotas
from scheduler.errors import Invalid
from solver.candidates import Capacity

BLANKS = 3
MOST_SLOTS = 999


def sent_roles(form: Form) -> tuple[list[dict[str, Any]], list[int]]:
    """The roles of a form and their positions in it; ones taken away and blank ones without a name are left out."""
    roles, kept = [], []
    for position in positions("roles.", ".name"):
        name = f"roles.{position}."
        number = form.reference(f"{name}id")
        if form.checked(f"{name}gone") or (number is None and not request.form.get(f"{name}name", "").strip()):
            continue
        roles.append({**({"id": number} if number else {}), **sent_role(form, name)})
        kept.append(position)
    return roles, kept


def sent_role(form: Form, name: str) -> dict[str, Any]:
    """One role, whose fields begin with `name`."""
    known = set(Capacity)
    return {
        "name": form.text(f"{name}name", most=60, needed=True),
        "accepts": [each for each in request.form.getlist(f"{name}accepts") if each in known],
        "minimum": form.number(f"{name}minimum", least=0, most=MOST_SLOTS, default=1),
        "wanted": form.number(f"{name}wanted", least=1, most=MOST_SLOTS, default=1),
        "priority": form.number(f"{name}priority", least=1, most=4, default=2),
        "qualification_id": form.reference(f"{name}qualification_id"),
        "level": form.number(f"{name}level", least=1, most=9, default=1),
        "organisation_id": form.reference(f"{name}organisation_id"),
        "team_id": form.reference(f"{name}team_id"),
        "trains": form.checked(f"{name}trains"),
    }


@contextmanager
def with_roles(read: Callable[[Form], dict[str, Any]], *, numbered: bool = False) -> Iterator[dict[str, Any]]:
    """The values of a form with roles and quotas, the others read by `read`; `numbered` where it says the number of
    something new.

    What a use case then finds wrong with a role or quota is named by where that stands in the form. Raises Invalid.
    """
    form = sent()
    roles, role_positions = sent_roles(form)
    quotas, quota_positions = sent_quotas(form)
    code = {"code": form.code("code", most=50, needed=True)} if numbered else {}
    values = {**code, **read(form), "quotas": quotas, "roles": roles}
    form.done()
    with named_by_position({"roles": role_positions, "quotas": quota_positions}):
        yield values


@contextmanager
def named_by_position(positions: Mapping[str, Sequence[int]]) -> Iterator[None]:
    """Name what is wrong with a role or quota by where it stands in the form, not by its place among those sent on."""
    try:
        yield
    except Invalid as error:
        fields = {}
        for name, message in error.fields.items():
            head, _, rest = name.partition(".")
            number, _, field = rest.partition(".")
            places = positions.get(head, ())
            moved = number.isdigit() and int(number) < len(places)
            fields[f"{head}.{places[int(number)]}.{field}" if moved else name] = message
        raise Invalid(error.message, fields) from error
