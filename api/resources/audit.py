"""The audit trail."""

from __future__ import annotations

from typing import Any

from api.auth import actor
from api.database import session
from api.resource import Resource
from api.schemas.records import AuditQuery, AuditSchema
from scheduler.models import Audit
from scheduler.services.audit_trail import list_audit
from scheduler.services.listing import Page

blueprint = Resource("audit", "audit", "Audit trail")


@blueprint.get("")
@blueprint.paged(AuditSchema, AuditQuery)
def list_changes(query: dict[str, Any]) -> Page[Audit]:
    """Who changed what and when, the newest first."""
    return list_audit(session(), actor(), **query)
