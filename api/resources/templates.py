"""What activities are started from."""

from __future__ import annotations

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.changes import NewTemplateSchema, TemplateSchema
from scheduler.services.activities import templates
from scheduler.services.activities.templates import Template

blueprint = Resource("templates", "", "Templates")


@blueprint.get("/templates")
@blueprint.response(200, TemplateSchema(many=True))
def list_templates() -> list[Template]:
    """The templates of every town, then the town's own; an activity is registered with the values of one."""
    return templates.list_templates(session(), actor())


@blueprint.post("/activities/<number:activity_id>/template")
@blueprint.arguments(NewTemplateSchema)
@blueprint.response(201, TemplateSchema)
def save_template(body: dict[str, str], activity_id: int) -> Template:
    """Keep an activity as a template, in place of one of that name."""
    return templates.save_template(session(), actor(), activity_id, body["name"], now=now())


@blueprint.delete("/templates/<number:template_id>")
@blueprint.response(204)
def remove_template(template_id: int) -> None:
    """Forget a template; what was started from it stays."""
    templates.remove_template(session(), actor(), template_id, now=now())
