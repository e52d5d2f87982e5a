"""Templates in the console: saved from an activity's page, forgotten where new activities are started."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import say, t
from api.pages.forms import sent
from api.pages.refusals import shown_again
from scheduler.services.activities import templates
from scheduler.services.activities.templates import Template

blueprint = Blueprint("templates", __name__, url_prefix="/activities")


def filled_in(template: Template) -> Any:
    """A template as the form of an activity reads one: a row without a number."""
    roles = [SimpleNamespace(**{**role, "id": None, "name": say(role["name"])}) for role in template.values["roles"]]
    return SimpleNamespace(**{**template.values, "title": say(template.values["title"]), "roles": roles})


@blueprint.post("/<number:activity_id>/template")
@coordinator_page
@shown_again("activities.show_activity")
@protected
def save(activity_id: int) -> Response:
    """Keep an activity as a template."""
    form = sent()
    name = form.text("name", most=60, needed=True)
    form.done()
    made = templates.save_template(session(), actor(), activity_id, name, now=now())
    flash(t("Kept as a template. New activities can be started from it."))
    return redirect(url_for("activities.new_activity", template=made.key))


@blueprint.post("/templates/<number:template_id>/remove")
@coordinator_page
@shown_again("activities.new_activity")
@protected
def remove(template_id: int) -> Response:
    """Forget a template."""
    templates.remove_template(session(), actor(), template_id, now=now())
    flash(t("The template is gone. What was started from it stays."))
    return redirect(url_for("activities.new_activity"))
