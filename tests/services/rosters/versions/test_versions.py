"""The versions of a period, and what each changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.errors import Forbidden, NotFound
from scheduler.models import Roster
from scheduler.services.rosters import drafts
from scheduler.services.rosters.versions.versions import Changed, list_versions
from tests.conftest import NOW
from tests.services.small_town import FIRST, LAST, SmallTown, at


def test_versions_are_listed_with_what_each_changed_the_newest_first(small: SmallTown) -> None:
    activity, stays, leaves, comes = small.activity(), small.worker(), small.worker(), small.worker()
    first = small.published(activity, stays, leaves)
    activity.starts_at, activity.ends_at = at(24, 14), at(24, 16)
    small.session.flush()
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[1].id, now=NOW)
    small.pin(draft, activity, comes)
    second = small.publish(draft)
    third = small.draft()
    small.draft(FIRST + timedelta(days=7), LAST + timedelta(days=7))

    def lines(roster: Roster) -> list[tuple[int, Changed | None, bool]]:
        found = list_versions(small.session, small.actor, roster.id)
        return [(line.roster.version, line.changed, line.restorable) for line in found]

    expected = [(3, None, False), (2, Changed(3, 1, 1, 1), False), (1, Changed(2, 2, 0, 0), True)]
    assert [lines(roster) for roster in (first, second, third)] == [expected] * 3


def test_versions_are_for_coordinators_of_the_town(small: SmallTown) -> None:
    draft = small.draft()
    with pytest.raises(Forbidden):
        list_versions(small.session, small.as_person(small.worker()), draft.id)
    with pytest.raises(NotFound):
        list_versions(small.session, SmallTown(small.session).actor, draft.id)
