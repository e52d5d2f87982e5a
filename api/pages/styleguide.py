"""The styleguide: each token of the stylesheet and each macro of the templates, as pages show them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Blueprint, render_template
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from api.auth import coordinator_page
from api.csrf import protected
from api.locale import t
from api.pages.curves import curve
from api.pages.forms import sent
from api.pages.merging import ChangedField, Merge, Outcome
from api.pages.refusals import shown_again
from scheduler.errors import Invalid
from scheduler.language import m_
from scheduler.services.listing import Page
from scheduler.services.meanwhile import Meanwhile
from solver.candidates import Capacity

blueprint = Blueprint("styleguide", __name__, url_prefix="/styleguide")

STYLESHEET = Path(__file__).parent.parent / "static" / "app.css"
SECONDS = 30.0
MOMENT = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
COSTS = ((0.4, 92_000), (2.0, 61_000), (6.0, 48_000), (15.0, 45_500))
"""A run as one might go: seconds and points."""


def tokens() -> dict[str, str]:
    """The tokens of the stylesheet by name, with their values by day."""
    root = re.search(r":root \{(.*?)\}", STYLESHEET.read_text(encoding="utf-8"), re.S)
    return dict(re.findall(r"--([a-z0-9-]+): ([^;]+);", root[1] if root else ""))


def family(*heads: str) -> dict[str, str]:
    """The tokens whose names begin with one of these words."""
    return {name: value for name, value in tokens().items() if name.split("-")[0] in heads}


@blueprint.get("")
@coordinator_page
def show() -> str:
    """All of it on one page."""
    return render_template(
        "styleguide.html",
        colours={name: value for name, value in tokens().items() if value.startswith("#")},
        spaces=family("space"),
        letters=family("text"),
        weights=family("weight"),
        measures=family("lines", "root", "round", "thin", "thick"),
        curve=curve(COSTS, SECONDS),
        capacities=list(Capacity),
        moment=MOMENT,
        moment_after=MOMENT + timedelta(hours=2),
        page=Page([], 250, 2, 50),
        others=[Meanwhile(MOMENT, m_("the service"), (m_("Capacities"),))],
        merge=merge(),
    )


def merge() -> Merge:
    """A form that others changed too, with a field of each outcome."""
    rows = (
        ("hours", t("Hours a day"), Outcome.TAKEN, "8", "7", "8"),
        ("people", t("People"), Outcome.SAME, "2", "3", "3"),
        ("phone", t("Phone"), Outcome.CHOICE, "13800000001", "13900000002", "13900000003"),
    )
    changed = [
        ChangedField(key, label, outcome, [before], [theirs], [mine])
        for key, label, outcome, before, theirs, mine in rows
    ]
    return Merge(MultiDict(), changed)


@blueprint.post("")
@coordinator_page
@shown_again("styleguide.show")
@protected
def refuse() -> Response:
    """Refuse the form of the page, so that one sees how a form says what is wrong."""
    form = sent()
    form.needed_number("people", least=1, most=9)
    form.text("name", most=100, needed=True)
    form.done()
    raise Invalid(m_("This form stores nothing."))
