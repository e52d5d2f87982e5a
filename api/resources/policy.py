"""The town's policy: the rules in force, those that there are, and who changed what."""

from __future__ import annotations

from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import Belonging, matching
from api.resource import Resource
from api.schemas.policy import PolicyChangeSchema, PolicySchema, RuleSchema, SetPolicySchema
from scheduler.services import towns
from scheduler.services.policy import described, history, in_force
from scheduler.services.policy.described import Described
from scheduler.services.policy.history import PolicyChange
from scheduler.services.policy.in_force import Policy

blueprint = Resource("policy", "town/policy", "The policy: which rules are in force")


@blueprint.get("")
@blueprint.versioned(PolicySchema)
def get_policy() -> Belonging[Policy]:
    """The rules in force."""
    return Belonging(towns.active_town(session()), in_force.in_force(session(), actor()))


@blueprint.put("")
@blueprint.arguments(SetPolicySchema)
@blueprint.editing
@blueprint.versioned(PolicySchema)
def set_policy(body: dict[str, Any]) -> Belonging[Policy]:
    """Put a policy in force, whole: what it does not name is off, but for what no town goes without."""
    matching(towns.active_town(session()))
    town = in_force.set_policy(session(), actor(), now=now(), **body)
    return Belonging(town, in_force.in_force(session(), actor()))


@blueprint.delete("")
@blueprint.editing
@blueprint.versioned(None, 204)
def reset_policy() -> Belonging[None]:
    """Go back to the policy that a town starts with."""
    matching(towns.active_town(session()))
    return Belonging(in_force.reset(session(), actor(), now=now()), None)


@blueprint.get("/rules")
@blueprint.response(200, RuleSchema(many=True))
def list_rules() -> list[Described]:
    """The rules that a policy may name."""
    return described.list_rules(actor())


@blueprint.get("/history")
@blueprint.response(200, PolicyChangeSchema(many=True))
def list_changes() -> list[PolicyChange]:
    """Who changed the policy and how, the newest first."""
    return history.history(session(), actor())


@blueprint.post("/history/<number:change_id>/restoration")
@blueprint.editing
@blueprint.versioned(PolicySchema)
def restore(change_id: int) -> Belonging[Policy]:
    """Put in force again what the policy was from an earlier change on."""
    matching(towns.active_town(session()))
    town = history.restore(session(), actor(), change_id, now=now())
    return Belonging(town, in_force.in_force(session(), actor()))
