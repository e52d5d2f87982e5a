"""What a version changes, in the words of the people whom it concerns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.errors import Forbidden, NotFound
from scheduler.models import Activity, DutyState, Person
from scheduler.services.rosters import drafts
from scheduler.services.rosters.versions.changes import NamedRole, described_changes
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at


def found(small: SmallTown, roster_id: int) -> list[tuple[str, list[NamedRole], list[NamedRole], list[NamedRole]]]:
    return [
        (change.person.name, change.added, change.removed, change.moved)
        for change in described_changes(small.session, small.actor, roster_id, now=NOW)
    ]


def named(activity: Activity, told: DutyState | None = None, was: NamedRole | None = None) -> NamedRole:
    role, place = activity.roles[0].name, (activity.venue or activity.place).name
    return NamedRole(activity.title, role, activity.starts_at, activity.ends_at, place, told, was)


def release(small: SmallTown, draft_id: int, person: Person) -> None:
    """Take a person out of a draft."""
    for row in drafts.get_roster(small.session, small.actor, draft_id).assignments:
        if row.person_id == person.id:
            drafts.remove(small.session, small.actor, row.id, now=NOW)


def test_changes_name_people_and_roles_those_who_lose_something_first(small: SmallTown) -> None:
    activity = small.activity()
    comes, leaves = small.worker("来"), small.worker("走")
    small.published(activity, leaves)
    draft = small.draft()
    release(small, draft.id, leaves)
    small.pin(draft, activity, comes)
    role = NamedRole("敬老服务", "协助", at(24, 9), at(24, 11), "龙山塘村")
    gained = replace(role, told=DutyState.ASSIGNED)
    assert found(small, draft.id) == [("走", [], [role], []), ("来", [gained], [], [])]
    assert found(small, small.publish(draft).id) == [("走", [], [role], []), ("来", [gained], [], [])]


def test_a_version_that_changes_nothing_says_nothing(small: SmallTown) -> None:
    small.published(small.activity(), small.worker())
    assert found(small, small.draft().id) == []


def test_the_first_version_tells_each_how_they_are_told(small: SmallTown) -> None:
    activity = small.activity()
    march = small.activity("巡查", day=25, accepts=(Capacity.TEAM,), wanted=1)
    draft = small.draft()
    small.pin(draft, activity, small.worker("社工"), small.volunteer("志愿者"))
    small.pin(draft, march, small.team("先锋一队", [small.volunteer("队员")]))
    assert found(small, draft.id) == [
        ("社工", [named(activity, DutyState.ASSIGNED)], [], []),
        ("志愿者", [named(activity, DutyState.OFFERED)], [], []),
        ("队员", [named(march, DutyState.ASSIGNED)], [], []),
    ]
    small.town.teams_get_offers = True
    assert found(small, draft.id)[2] == ("队员", [named(march, DutyState.OFFERED)], [], [])


def test_an_activity_that_moved_is_told_as_it_is_and_was_and_asked_anew(small: SmallTown) -> None:
    activity, worker, volunteer = small.activity(), small.worker("社工"), small.volunteer("志愿者")
    small.published(activity, worker, volunteer)
    was = named(activity)
    activity.starts_at, activity.ends_at = at(24, 14), at(24, 16)
    small.session.flush()
    assert found(small, small.draft().id) == [
        ("社工", [], [], [named(activity, DutyState.ASSIGNED, was)]),
        ("志愿者", [], [], [named(activity, DutyState.OFFERED, was)]),
    ]


def test_what_is_lost_is_told_as_it_was_and_a_place_that_changed_as_a_move(small: SmallTown) -> None:
    activity, stays, leaves = small.activity(), small.worker("留"), small.worker("走")
    small.published(activity, stays, leaves)
    was = named(activity)
    activity.place = small.community
    small.session.flush()
    draft = small.draft()
    release(small, draft.id, leaves)
    assert found(small, draft.id) == [
        ("留", [], [], [named(activity, DutyState.ASSIGNED, was)]),
        ("走", [], [was], []),
    ]


def test_somebody_with_several_changes_is_told_them_in_one(small: SmallTown) -> None:
    one, two, worker = small.activity("一"), small.activity("二", day=26), small.worker("甲")
    small.published(one, worker)
    draft = small.draft()
    release(small, draft.id, worker)
    small.pin(draft, two, worker)
    assert found(small, draft.id) == [("甲", [named(two, DutyState.ASSIGNED)], [named(one)], [])]


def test_only_coordinators_of_the_town_read_changes(small: SmallTown) -> None:
    draft = small.draft()
    with pytest.raises(Forbidden):
        described_changes(small.session, small.as_person(small.worker()), draft.id, now=NOW)
    with pytest.raises(NotFound):
        described_changes(small.session, SmallTown(small.session).actor, draft.id, now=NOW)
