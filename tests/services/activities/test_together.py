"""Several activities changed at once."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from scheduler.models import Activity, ActivityState, DayKind
from scheduler.services.activities import together
from scheduler.services.activities.together import Change, Changed
from scheduler.services.register import days
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown, at


def looked_at(small: SmallTown, change: Change, *rows: Activity) -> list[Changed]:
    return together.preview(small.session, small.actor, [row.id for row in rows], change)


def changed(small: SmallTown, change: Change, *rows: Activity) -> list[Activity]:
    revisions = {row.id: row.revision for row in rows}
    return together.change_all(small.session, small.actor, revisions, change, now=NOW)


def times(row: Activity | Changed) -> tuple[object, object]:
    return row.starts_at, row.ends_at


def test_a_preview_says_what_each_becomes_and_changes_nothing(small: SmallTown) -> None:
    late, early = small.activity(day=25), small.activity(hours=(14, 15.5))
    special = days.set_day(small.session, small.actor, date(2026, 12, 1), DayKind.HOLIDAY, "试行", now=NOW)
    change = Change(days=7, start_minute=600, place_id=small.community.id, priority=4)
    assert looked_at(small, change, late, early) == [
        Changed(early, at(1, 10, 12), at(1, 11.5, 12), small.community, 4, False, 0, special, None),
        Changed(late, at(2, 10, 12), at(2, 12, 12), small.community, 4, False, 0, None, None),
    ]
    assert (times(early), early.place, early.priority) == ((at(24, 14), at(24, 15.5)), small.village, 2)


def test_what_was_looked_at_is_done_to_all(small: SmallTown) -> None:
    one, other = small.activity(), small.activity(day=25)
    done = changed(small, Change(days=-1, place_id=small.community.id), one, other)
    assert [(times(row), row.place_id, row.priority) for row in done] == [
        ((at(23, 9), at(23, 11)), small.community.id, 2),
        ((at(24, 9), at(24, 11)), small.community.id, 2),
    ]


def test_what_a_change_leaves_as_it_is_keeps_its_revision(small: SmallTown) -> None:
    one, other = small.activity(priority=4), small.activity(day=25)
    same = [each.same for each in looked_at(small, Change(priority=4), one, other)]
    before = one.revision, other.revision
    changed(small, Change(priority=4), one, other)
    assert (same, one.revision - before[0], other.revision - before[1]) == ([True, False], 0, 1)


def test_several_are_called_off(small: SmallTown) -> None:
    rows = [small.activity(), small.activity(day=25)]
    assert [each.called_off for each in looked_at(small, Change(call_off=True), *rows)] == [True, True]
    changed(small, Change(call_off=True), *rows)
    assert {row.state for row in rows} == {ActivityState.CANCELLED}


def test_how_many_were_told_is_counted(small: SmallTown) -> None:
    activity, other = small.activity(), small.activity(day=25)
    small.published(activity, small.volunteer(), small.worker())
    assert [each.told for each in looked_at(small, Change(days=1), activity, other)] == [2, 0]


def test_one_that_somebody_changed_meanwhile_stops_all(small: SmallTown) -> None:
    one, other = small.activity(), small.activity("便民咨询", day=25)
    revisions = {one.id: one.revision, other.id: other.revision}
    other.notes = "带伞"
    small.session.flush()
    with pytest.raises(Conflict, match="Somebody else changed 便民咨询 meanwhile"):
        together.change_all(small.session, small.actor, revisions, Change(days=1), now=NOW)
    assert times(one) == (at(24, 9), at(24, 11))


def test_what_cannot_be_is_said_of_each_and_stops_all(small: SmallTown) -> None:
    off = small.activity("已取消", state=ActivityState.CANCELLED)
    long, fine = small.activity("通宵", hours=(0, 47)), small.activity()
    rows = looked_at(small, Change(start_minute=120), off, long, fine)
    assert {each.activity: each.problem and str(each.problem) for each in rows} == {
        off: "It is called off already.",
        long: "The activity is too long.",
        fine: None,
    }
    with pytest.raises(Conflict, match="通宵: The activity is too long"):
        changed(small, Change(start_minute=120), long, fine)
    assert times(fine) == (at(24, 9), at(24, 11))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (Change(), None),
        (Change(days=367), "days"),
        (Change(days=-367), "days"),
        (Change(place_id=99), "place_id"),
        (Change(days=1, call_off=True), "call_off"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(small: SmallTown, change: Change, field: str | None) -> None:
    with pytest.raises(Invalid) as caught:
        looked_at(small, change, small.activity())
    assert list(reasons(caught)) == ([field] if field else [])


@pytest.mark.parametrize(
    ("ids", "error"), [([], Invalid), ([99], NotFound), (range(1, together.MOST_AT_ONCE + 2), Invalid)]
)
def test_none_unknown_or_too_many_are_refused(small: SmallTown, ids: list[int], error: type[DomainError]) -> None:
    with pytest.raises(error):
        together.preview(small.session, small.actor, ids, Change(days=1))


def test_a_person_changes_nothing(small: SmallTown) -> None:
    activity, person = small.activity(), small.as_person(small.volunteer())
    with pytest.raises(Forbidden):
        together.preview(small.session, person, [activity.id], Change(days=1))
    with pytest.raises(Forbidden):
        together.change_all(small.session, person, {activity.id: 1}, Change(days=1), now=NOW)
