"""What a version changes, in the words of the people whom it concerns."""

from __future__ import annotations

from dataclasses import replace

from scheduler.models import DutyState
from scheduler.services.rosters import drafts
from scheduler.services.rosters.changes import NamedRole, described_changes
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at


def test_changes_name_people_and_roles_those_who_lose_something_first(small: SmallTown) -> None:
    activity = small.activity()
    comes, leaves = small.worker("来"), small.worker("走")
    small.published(activity, leaves)
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[0].id, now=NOW)
    small.pin(draft, activity, comes)
    role = NamedRole("敬老服务", "协助", at(24, 9), at(24, 11), activity.id)
    gained = replace(role, told=DutyState.ASSIGNED)
    found = described_changes(small.session, small.actor, draft.id)
    assert [(change.person.name, change.added, change.removed, change.moved) for change in found] == [
        ("走", [], [role], []),
        ("来", [gained], [], []),
    ]
