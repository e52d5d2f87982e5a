"""An open slot filled in one go, and refused where it would not be filled any more."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scheduler.errors import Conflict, NotFound
from scheduler.models import Absence, Activity, Assignment, Audit, Organisation, Roster
from scheduler.services.rosters.by_hand import curing, edits, undoing
from scheduler.services.rosters.explained.why import why
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at

VOLUNTEERS = (Capacity.VOLUNTEER,)


def held(small: SmallTown, draft: Roster) -> set[tuple[str, str, bool]]:
    """Who is in which activity, and whether by hand."""
    rows = small.session.scalars(select(Assignment).where(Assignment.roster_id == draft.id))
    return {(row.person.name, row.role.activity.title, row.pinned) for row in rows if row.person}


def keys(small: SmallTown, draft: Roster, activity: Activity) -> list[str | None]:
    """By what what would fill an activity's slot is done: those who are free, then all else."""
    found = why(small.session, small.actor, draft.id, activity.roles[0].id)
    return [one.key for one in (*found.free, *found.changes)]


def fill(small: SmallTown, draft: Roster, activity: Activity, key: str | None) -> None:
    curing.fill(small.session, small.actor, draft.id, activity.roles[0].id, key or "", now=NOW)


@pytest.fixture
def early(small: SmallTown) -> Activity:
    """Wants one; who is free for the other one only comes too late for it."""
    other = small.volunteer("闲")
    small.add(Absence(town_id=small.town.id, person_id=other.id, starts_at=at(24, 9), ends_at=at(24, 10)))
    return small.activity("早", hours=(9, 11), accepts=VOLUNTEERS, wanted=1)


@pytest.fixture
def late(small: SmallTown) -> Activity:
    return small.activity("晚", hours=(10, 12), accepts=VOLUNTEERS, wanted=1)


@pytest.mark.parametrize("pinned", [True, False])
def test_somebody_moves_and_somebody_else_takes_over_and_both_are_pinned(
    small: SmallTown, early: Activity, late: Activity, pinned: bool
) -> None:
    draft = small.draft()
    (row,) = small.pin(draft, late, small.volunteer("忙"))
    row.pinned = pinned
    small.session.flush()
    [key] = keys(small, draft, early)
    fill(small, draft, early, key)
    assert held(small, draft) == {("忙", "早", True), ("闲", "晚", True)}
    audits = small.session.scalars(select(Audit).where(Audit.table_name == "assignment")).all()
    assert [(audit.actor, audit.action) for audit in audits][-3:] == [
        ("coordinator", "delete"),
        ("coordinator", "insert"),
        ("coordinator", "insert"),
    ]


def test_it_is_undone_as_a_whole_and_done_again(small: SmallTown, early: Activity, late: Activity) -> None:
    draft = small.draft()
    small.pin(draft, late, small.volunteer("忙"))
    before = held(small, draft)
    [key] = keys(small, draft, early)
    fill(small, draft, early, key)
    after = held(small, draft)
    undone = undoing.undo(small.session, small.actor, draft.id, now=NOW)
    assert (undone.applied, held(small, draft)) == (True, before)
    told = edits.message_of(small.session, undone.edit)
    assert (told.text, told.parameters["count"]) == (
        "{count} assignments changed in {activities} activities: {activity} …",
        3,
    )
    assert undoing.redo(small.session, small.actor, draft.id, now=NOW).applied
    assert held(small, draft) == after


def test_who_is_free_takes_a_further_slot_of_an_activity_that_goes_ahead(small: SmallTown) -> None:
    first, _ = small.volunteer("甲"), small.volunteer("乙")
    activity, draft = small.activity(accepts=VOLUNTEERS, wanted=2), small.draft()
    small.pin(draft, activity, first)
    [key] = keys(small, draft, activity)
    fill(small, draft, activity, key)
    assert held(small, draft) == {("甲", "敬老服务", True), ("乙", "敬老服务", True)}


def test_what_would_not_fill_it_any_more_is_refused_and_nothing_is_done(
    small: SmallTown, early: Activity, late: Activity
) -> None:
    busy, draft = small.volunteer("忙"), small.draft()
    small.pin(draft, late, busy)
    [key] = keys(small, draft, early)
    small.add(Absence(town_id=small.town.id, person_id=busy.id, starts_at=at(24, 8), ends_at=at(24, 12)))
    for unknown in (key, "0" * 16, ""):
        with pytest.raises(Conflict, match="would not fill the slot any more"):
            fill(small, draft, early, unknown)
    assert held(small, draft) == {("忙", "晚", True)}


def test_a_slot_that_is_filled_meanwhile_is_not_filled_again(small: SmallTown, early: Activity, late: Activity) -> None:
    draft = small.draft()
    small.pin(draft, late, small.volunteer("忙"))
    [key] = keys(small, draft, early)
    fill(small, draft, early, key)
    with pytest.raises(Conflict):
        fill(small, draft, early, key)


def test_what_has_to_be_decided_first_has_no_key(small: SmallTown) -> None:
    police = small.add(Organisation(town_id=small.town.id, code="P", name="派出所"))
    often = small.volunteer("志愿者甲", duties_a_month=1)
    small.person("民警乙", Capacity.OFFICER, organisation_id=police.id)
    first, second = (small.activity(day=day, accepts=VOLUNTEERS, wanted=1) for day in (24, 25))
    draft = small.draft()
    small.pin(draft, first, often)
    found = why(small.session, small.actor, draft.id, second.roles[0].id)
    assert {one.kind: one.key is None for one in found.changes} == {"limit": True, "loan": True, "pin": False}


def test_a_published_roster_and_a_role_of_another_period_are_refused(small: SmallTown) -> None:
    activity, outside = small.activity(wanted=1), small.activity(day=1, month=12)
    draft = small.draft()
    with pytest.raises(NotFound):
        fill(small, draft, outside, "x")
    published = small.published(activity, small.worker())
    with pytest.raises(Conflict, match="is published"):
        fill(small, published, activity, "x")


def test_open_slots_come_one_after_the_other_in_order_of_time(small: SmallTown) -> None:
    person = small.worker()
    later, sooner = small.activity("后", day=26, wanted=1), small.activity("前", day=24, wanted=1)
    draft = small.draft()

    def after(activity: Activity | None, *, stay: bool = False) -> str | None:
        role_id = activity.roles[0].id if activity else None
        found = curing.next_open(small.session, small.actor, draft.id, role_id, stay=stay)
        return found.role.activity.title if found else None

    assert (after(None), after(sooner), after(later), after(later, stay=True)) == ("前", "后", "前", "后")
    small.pin(draft, later, person)
    assert (after(None), after(later, stay=True)) == ("前", "前")
    small.pin(draft, sooner, person)
    assert (after(None), after(sooner)) == (None, None)
