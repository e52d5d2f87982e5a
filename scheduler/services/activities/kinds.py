"""What kinds of activities are called."""

from __future__ import annotations

from scheduler.language import m_
from scheduler.models import ActivityKind

KINDS = {
    ActivityKind.SERVICE: m_("Service project"),
    ActivityKind.TRAINING: m_("Training session"),
    ActivityKind.ENFORCEMENT: m_("Joint enforcement action"),
    ActivityKind.STATION: m_("Station duty"),
    ActivityKind.SHARED: m_("Shared-resource project"),
    ActivityKind.EMERGENCY: m_("Emergency"),
}
