"""The quotas of an activity or series as forms carry them: those there are, then a few blank ones."""

from __future__ import annotations

from typing import Any

from api.pages.forms import Form, positions
from scheduler.domain.quotas import CRITERIA
from solver.candidates import Capacity, Gender

MOST_PEOPLE = 99
YES_NO = {"yes": True, "no": False}


def sent_quotas(form: Form) -> tuple[list[dict[str, Any]], list[int]]:
    """The quotas of a form and their positions in it; blank ones, in which nothing is written, are left out."""
    quotas, kept = [], []
    for position in positions("quotas.", ".least"):
        name = f"quotas.{position}."
        if any(form.fields.get(f"{name}{field}", "").strip() for field in ("least", "most", *CRITERIA)):
            quotas.append(sent_quota(form, name))
            kept.append(position)
    return quotas, kept


def sent_quota(form: Form, name: str) -> dict[str, Any]:
    """One quota, whose fields begin with `name`."""
    return {
        "least": form.number(f"{name}least", least=0, most=MOST_PEOPLE, default=0),
        "most": form.number(f"{name}most", least=0, most=MOST_PEOPLE),
        "gender": form.choice(f"{name}gender", Gender),
        "capacity": form.choice(f"{name}capacity", Capacity),
        **{field: form.reference(f"{name}{field}") for field in ("organisation_id", "team_id", "qualification_id")},
        **{field: YES_NO.get(form.fields.get(f"{name}{field}", "")) for field in ("new", "local")},
    }
