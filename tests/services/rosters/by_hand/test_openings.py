"""The open slots of a day that somebody could take."""

from __future__ import annotations

import pytest

from scheduler.errors import Forbidden, Invalid
from scheduler.models import Activity, ActivityKind, Assignment, Person, Roster
from scheduler.services.rosters.by_hand import editing
from scheduler.services.rosters.by_hand.openings import Openings, openings
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import FIRST, SmallTown, at

DAY = at(24, 12).date()


def test_open_slots_of_the_day_are_told_the_cheapest_first(small: SmallTown) -> None:
    volunteer = small.volunteer("甲", home_id=small.village.id)
    far = small.activity("远", hours=(14, 16), place=small.community)
    near = small.activity("近", hours=(9, 11))
    small.activity("改天", day=25)
    full = small.activity("满", hours=(19, 20), wanted=1)
    small.activity("社工", accepts=(Capacity.SOCIAL_WORKER,))
    small.activity("队", accepts=(Capacity.TEAM,))
    draft = small.draft()
    small.pin(draft, full, small.worker())
    found = openings(small.session, small.actor, draft.id, DAY, person_id=volunteer.id)
    assert (found.name, found.person_id, found.team_id, found.kept) == ("甲", volunteer.id, None, 1)
    assert [(one.role.activity, one.open) for one in found.roles] == [(near, 3), (far, 3)]
    assert found.roles[1].cost - found.roles[0].cost == 200


def test_a_team_is_told_of_roles_that_take_whole_teams(small: SmallTown) -> None:
    team = small.team("先锋一队", [small.volunteer(name) for name in "甲乙"])
    small.activity()
    whole = small.activity("队", hours=(14, 16), accepts=(Capacity.TEAM,), wanted=1)
    found = openings(small.session, small.actor, small.draft().id, DAY, team_id=team.id)
    assert ([one.role.activity for one in found.roles], found.kept) == ([whole], 0)


def test_a_day_without_activities_has_none(small: SmallTown) -> None:
    worker = small.worker("甲")
    found = openings(small.session, small.actor, small.draft().id, FIRST, person_id=worker.id)
    assert found == Openings("甲", worker.id, None, (), 0)


def test_only_coordinators_ask_about_whoever_is_at_work(small: SmallTown) -> None:
    worker, draft = small.worker(), small.draft()
    with pytest.raises(Forbidden):
        openings(small.session, small.as_person(worker), draft.id, DAY, person_id=worker.id)
    for nobody in ({}, {"person_id": 10**8}, {"person_id": worker.id, "team_id": 1}):
        with pytest.raises(Invalid, match="not part of the roster"):
            openings(small.session, small.actor, draft.id, DAY, **nobody)


NEXT = at(25, 12).date()


def held(small: SmallTown, draft: Roster, activity: Activity, person: Person) -> Assignment:
    [row] = small.pin(draft, activity, person)
    return row


def instead(small: SmallTown, draft: Roster, row: Assignment) -> Openings:
    """What whoever holds a duty could have on the next day in its place."""
    who = {"person_id": row.person_id, "team_id": row.team_id}
    return openings(small.session, small.actor, draft.id, NEXT, **who, instead_of=row.id)


def test_in_place_of_a_duty_what_is_of_its_kind_comes_first_at_the_cost_of_the_move(small: SmallTown) -> None:
    worker, draft = small.worker("甲"), small.draft()
    row = held(small, draft, small.activity(wanted=1), worker)
    cheap = small.activity("培训", day=25, kind=ActivityKind.TRAINING, wanted=1, role={"priority": 4})
    alike = small.activity("近", day=25, hours=(14, 16), wanted=1)
    found = instead(small, draft, row)
    assert ([one.role.activity for one in found.roles], found.leaves, found.reasons) == ([alike, cheap], row, ())
    for one in found.roles:
        [row] = draft.assignments
        moved = editing.move(small.session, small.actor, row.id, one.role.id, anyway=True, now=NOW)
        before = draft.cost
        assert (moved.verdict.cost, [held.role_id for held in draft.assignments]) == (one.cost, [one.role.id])
        editing.move(small.session, small.actor, draft.assignments[0].id, found.leaves.role_id, anyway=True, now=NOW)
        assert (draft.cost or 0) + one.cost == before


def test_what_only_the_duty_that_is_left_forbids_could_be_had_in_its_place(small: SmallTown) -> None:
    worker, draft = small.worker("甲"), small.draft()
    row = held(small, draft, small.activity(day=25, wanted=1), worker)
    same = small.activity("同时", day=25, wanted=1)
    assert openings(small.session, small.actor, draft.id, NEXT, person_id=worker.id).roles == ()
    assert [one.role.activity for one in instead(small, draft, row).roles] == [same]


def test_where_nothing_of_the_kind_is_open_or_rules_forbid_it_that_is_said(small: SmallTown) -> None:
    worker, draft = small.volunteer("甲"), small.draft()
    row = held(small, draft, small.activity(wanted=1), worker)
    small.activity("培训", day=25, kind=ActivityKind.TRAINING)
    found = instead(small, draft, row)
    assert (len(found.roles), list(map(str, found.reasons))) == (1, ["Nothing of this kind is open on that day."])
    small.activity("专职", day=25, accepts=(Capacity.SOCIAL_WORKER,))
    found = instead(small, draft, row)
    assert (found.kept, list(map(str, found.reasons))) == (1, ["专职: 甲: Serves in an accepted capacity"])


def test_what_they_have_already_is_said_so(small: SmallTown) -> None:
    worker, draft = small.worker("甲"), small.draft()
    row = held(small, draft, small.activity(wanted=1), worker)
    held(small, draft, small.activity("同日", day=25, wanted=2), worker)
    found = instead(small, draft, row)
    assert (found.kept, list(map(str, found.reasons))) == (1, ["同日: they have this already"])


def test_a_team_leaves_a_duty_for_another_and_one_that_more_hold_than_are_wanted_frees_nothing(
    small: SmallTown,
) -> None:
    team = small.team("先锋一队", [small.volunteer(name) for name in "甲乙"])
    draft, there = small.draft(), small.activity(accepts=(Capacity.TEAM,), wanted=2)
    whole = small.activity("队", day=25, accepts=(Capacity.TEAM,), wanted=1)
    [row, _] = small.pin(draft, there, team, small.team("先锋二队", [small.volunteer("丙")]))
    assert [one.role.activity for one in instead(small, draft, row).roles] == [whole]
    there.roles[0].wanted = 1
    small.session.flush()
    assert [one.role.activity for one in instead(small, draft, row).roles] == [whole]


def test_the_duty_that_is_left_is_theirs(small: SmallTown) -> None:
    draft, other = small.draft(), small.worker("乙")
    row = held(small, draft, small.activity(), small.worker("甲"))
    with pytest.raises(Invalid, match="a duty of theirs"):
        openings(small.session, small.actor, draft.id, NEXT, person_id=other.id, instead_of=row.id)
    with pytest.raises(Invalid, match="no such entry"):
        openings(small.session, small.actor, draft.id, NEXT, person_id=other.id, instead_of=10**8)
