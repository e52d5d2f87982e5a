"""The town at work: its settings, and what it still needs."""

from __future__ import annotations

from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import matching
from api.resource import Resource
from api.schemas.town import OwnTownSchema, StepSchema, TownPatchSchema, TownSchema
from scheduler.models import Town
from scheduler.services import checklist, towns
from scheduler.services.checklist import Step

blueprint = Resource("town", "town", "The town")


@blueprint.get("")
@blueprint.versioned(TownSchema)
def get_town() -> Town:
    """The town and its settings."""
    return towns.active_town(session())


@blueprint.patch("")
@blueprint.arguments(TownPatchSchema)
@blueprint.editing
@blueprint.versioned(TownSchema)
def edit_town(body: dict[str, Any]) -> Town:
    """Change the town's name or settings."""
    matching(towns.active_town(session()))
    return towns.edit_town(session(), actor(), body, now=now())


@blueprint.post("")
@blueprint.arguments(OwnTownSchema)
@blueprint.versioned(TownSchema, 201)
def start_own_town(body: dict[str, str]) -> Town:
    """Archive the sample and begin an empty town."""
    return towns.start_own_town(session(), actor(), body["name"], now=now())


@blueprint.get("/checklist")
@blueprint.response(200, StepSchema(many=True))
def get_checklist() -> list[Step]:
    """The steps to the first published roster."""
    return checklist.checklist(session(), actor())
