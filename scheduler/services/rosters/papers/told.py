"""What a roster tells of an activity: as it was published, or of a draft as the register says now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.clock import local
from scheduler.models import Activity, ActivityKind, PublishedActivity, Role
from scheduler.services.rosters.versions.snapshots import place_name


@dataclass(frozen=True)
class Told:
    """An activity as it is told; times are on the town's wall clock."""

    kind: ActivityKind
    title: str
    place: str
    notes: str
    starts_at: datetime
    ends_at: datetime
    confidential: bool

    @property
    def time(self) -> str:
        """From when to when."""
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}"

    @property
    def hours(self) -> float:
        """How long it lasts."""
        return (self.ends_at - self.starts_at).total_seconds() / 3600


def told(activity: Activity | PublishedActivity, zone: str) -> Told:
    """An activity as a roster tells it: frozen in one that was published."""
    if isinstance(activity, PublishedActivity):
        title, place, notes = (activity.content[name] for name in ("title", "place", "notes"))
    else:
        title, place, notes = activity.title, place_name(activity), activity.notes
    starts_at, ends_at = local(activity.starts_at, zone), local(activity.ends_at, zone)
    return Told(activity.kind, title, place, notes, starts_at, ends_at, activity.confidential)


def role_name(role: Role, activity: Activity | PublishedActivity) -> str:
    """What a role of an activity is called there."""
    if isinstance(activity, PublishedActivity):
        name: str = activity.content["roles"].get(str(role.id), role.name)
        return name
    return role.name
