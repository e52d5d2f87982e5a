"""Drafts: made for a period, pinned by hand, thrown away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Conflict, Forbidden, Invalid
from scheduler.models import Assignment, Audit, Roster, Run
from scheduler.services.rosters import drafts, runs
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import FIRST, LAST, SmallTown


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (LAST, FIRST, {"last_day": "Not before 29 Nov 2026."}),
        (FIRST, FIRST + timedelta(days=62), {"last_day": "At most 62 days."}),
    ],
)
def test_a_period_that_is_none_is_refused(small: SmallTown, first: date, last: date, field: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        small.draft(first, last)
    assert reasons(refused) == field


def test_the_longest_period_and_a_single_day_are_taken(small: SmallTown) -> None:
    assert small.draft(FIRST, FIRST + timedelta(days=61)).version == 1
    assert small.draft(LAST, LAST).last_day == LAST


def test_a_period_that_overlaps_a_published_one_is_refused_and_its_neighbour_is_not(small: SmallTown) -> None:
    small.publish(small.draft())
    with pytest.raises(Conflict, match="of 23 Nov – 29 Nov 2026 overlaps this period"):
        small.draft(LAST, LAST + timedelta(days=6))
    with pytest.raises(Conflict, match="overlaps"):
        small.draft(FIRST, LAST - timedelta(days=1))
    assert small.draft(LAST + timedelta(days=1), LAST + timedelta(days=7)).version == 1


def test_a_draft_of_a_published_period_begins_as_a_copy_of_it(small: SmallTown) -> None:
    activity, worker, volunteer = small.activity(), small.worker(), small.volunteer()
    published = small.published(activity, worker, volunteer)
    draft = small.draft()
    assert (draft.version, draft.based_on_id) == (2, published.id)
    rows = [(row.role_id, row.person_id, row.capacity, row.pinned) for row in draft.assignments]
    role = activity.roles[0].id
    assert rows == [(role, worker.id, Capacity.SOCIAL_WORKER, True), (role, volunteer.id, Capacity.VOLUNTEER, True)]


def test_a_draft_beside_another_has_its_assignments_and_pins_and_is_based_on_the_same(small: SmallTown) -> None:
    activity, worker, volunteer = small.activity(), small.worker(), small.volunteer()
    published = small.published(activity, worker)
    draft = small.draft()
    drafts.set_pinned(small.session, small.actor, draft.assignments[0].id, False, now=NOW)
    small.pin(draft, activity, volunteer)
    small.session.refresh(draft)
    other = drafts.copy_draft(small.session, small.actor, draft, now=NOW)
    assert (other.version, other.based_on_id, other.state, other.created_at) == (3, published.id, draft.state, NOW)
    assert [(row.person_id, row.pinned) for row in other.assignments] == [(worker.id, False), (volunteer.id, True)]
    with pytest.raises(Forbidden):
        drafts.copy_draft(small.session, small.as_person(worker), draft, now=NOW)


def test_pinning_names_one_holder_that_the_role_takes(small: SmallTown) -> None:
    draft, activity, worker = small.draft(), small.activity(), small.worker()
    team = small.team("先锋一队", [small.volunteer()])
    role = activity.roles[0].id

    def pin(**holder: int | None) -> Assignment:
        return drafts.pin(small.session, small.actor, draft.id, role, **holder, now=NOW)

    with pytest.raises(Invalid, match="Name a person or a team"):
        pin()
    with pytest.raises(Invalid, match="Name a person or a team"):
        pin(person_id=worker.id, team_id=team.id)
    with pytest.raises(Invalid, match="takes single people"):
        pin(team_id=team.id)
    with pytest.raises(Invalid, match="There is no such entry"):
        pin(person_id=10**8)
    assert pin(person_id=worker.id) is pin(person_id=worker.id)
    assert len(draft.assignments) == 1


def test_what_is_pinned_can_be_released_and_removed(small: SmallTown) -> None:
    draft, activity = small.draft(), small.activity()
    (row,) = small.pin(draft, activity, small.worker())
    assert row.pinned is True
    assert drafts.set_pinned(small.session, small.actor, row.id, False, now=NOW).pinned is False
    drafts.remove(small.session, small.actor, row.id, now=NOW)
    small.session.expire(draft)
    assert draft.assignments == []


def test_what_a_coordinator_does_by_hand_is_in_the_audit_trail_and_copies_are_not(small: SmallTown) -> None:
    activity = small.activity()
    small.published(activity, small.worker())
    draft = small.draft()
    (row,) = small.pin(draft, activity, small.volunteer())
    drafts.set_pinned(small.session, small.actor, row.id, False, now=NOW)
    drafts.remove(small.session, small.actor, row.id, now=NOW)
    copies = [other.id for other in draft.assignments]
    trail = select(Audit.action).where(Audit.table_name == "assignment", Audit.town_id == small.town.id)
    assert small.session.scalars(trail.where(Audit.row_id == row.id).order_by(Audit.id)).all() == [
        "insert",
        "update",
        "delete",
    ]
    assert small.session.scalars(trail.where(Audit.row_id.in_(copies))).all() == []


def test_a_draft_is_thrown_away_with_all_that_is_in_it(small: SmallTown) -> None:
    draft = small.draft()
    small.pin(draft, small.activity(), small.worker())
    run = runs.request_run(small.session, small.actor, draft.id, seconds=1, now=NOW)
    with pytest.raises(Conflict, match="is being solved"):
        drafts.discard_draft(small.session, small.actor, draft.id, now=NOW)
    runs.stop_run(small.session, small.actor, run.id, now=NOW)
    drafts.discard_draft(small.session, small.actor, draft.id, now=NOW)
    for model in (Roster, Assignment, Run):
        left = select(func.count()).select_from(model).where(model.town_id == small.town.id)  # type: ignore[attr-defined]
        assert small.session.scalar(left) == 0


def test_rosters_are_listed_newest_first_for_coordinators_alone(small: SmallTown) -> None:
    early, late, again = small.draft(), small.draft(date(2026, 12, 7), date(2026, 12, 13)), small.draft()
    listed = [row.id for row in drafts.list_rosters(small.session, small.actor)]
    assert listed == [late.id, again.id, early.id]
    with pytest.raises(Forbidden):
        drafts.list_rosters(small.session, Actor("person 1", ActorRole.PERSON, small.town.id, 1))
