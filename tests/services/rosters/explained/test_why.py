"""Why a role is held by these people, why it is open, and what would fill it."""

from __future__ import annotations

import pytest

from scheduler.errors import Forbidden, NotFound
from scheduler.models import Absence, Organisation
from scheduler.services.rosters.explained.open_slots import open_slots
from scheduler.services.rosters.explained.why import Change, why
from solver.candidates import Capacity
from solver.explanations.cures import Kind
from tests.services.small_town import SmallTown, at


def told(changes: tuple[Change, ...]) -> list[tuple[Kind, str, list[str]]]:
    """What would fill a slot, but for the cost."""
    return [(one.kind, one.name, list(map(str, one.sentences))) for one in changes]


def test_an_open_slot_is_filled_by_one_more_duty_or_by_whom_an_organisation_lends(small: SmallTown) -> None:
    police = small.add(Organisation(town_id=small.town.id, code="P", name="派出所"))
    often = small.volunteer("志愿者甲", duties_a_month=1)
    small.person("民警乙", Capacity.OFFICER, organisation_id=police.id)
    first, second = (small.activity(day=day, accepts=(Capacity.VOLUNTEER,), wanted=1) for day in (24, 25))
    draft = small.draft()
    small.pin(draft, first, often)
    found, day = why(small.session, small.actor, draft.id, second.roles[0].id), "敬老服务 Tue 24 Nov"
    assert (found.role, found.holders) == (second.roles[0], ())
    assert [found.open] == open_slots(small.session, small.actor, draft.id)
    assert sorted(told(found.changes)) == [
        (Kind.LIMIT, "志愿者甲", ["1 duties more in the month for 志愿者甲"]),
        (Kind.LOAN, "民警乙", ["派出所 lends 民警乙"]),
        (Kind.PIN, "志愿者甲", [f"the pin of 志愿者甲 is released: {day}", f"志愿者甲 leaves {day}"]),
    ]
    assert [one.cost for one in found.changes] == sorted(one.cost for one in found.changes)


def test_somebody_who_is_busy_moves_and_somebody_else_takes_over(small: SmallTown) -> None:
    busy, other = small.volunteer("忙"), small.volunteer("闲")
    small.add(Absence(town_id=small.town.id, person_id=other.id, starts_at=at(24, 9), ends_at=at(24, 10)))
    volunteers = (Capacity.VOLUNTEER,)
    early = small.activity("早", hours=(9, 11), accepts=volunteers, wanted=1)
    late = small.activity("晚", hours=(10, 12), accepts=volunteers, wanted=1)
    draft = small.draft()
    (row,) = small.pin(draft, late, busy)
    found = why(small.session, small.actor, draft.id, early.roles[0].id)
    moves = ["忙 leaves 晚 Tue 24 Nov", "闲 joins 晚 Tue 24 Nov"]
    assert told(found.changes) == [(Kind.PIN, "忙", ["the pin of 忙 is released: 晚 Tue 24 Nov", *moves])]
    row.pinned = False
    small.session.flush()
    found = why(small.session, small.actor, draft.id, early.roles[0].id)
    assert told(found.changes) == [(Kind.MOVE, "忙", moves)]


def test_a_holder_is_there_by_hand_or_by_cost_with_the_next_best(small: SmallTown) -> None:
    near, far = small.volunteer("近", home_id=small.village.id), small.volunteer("远", home_id=small.community.id)
    activity, draft = small.activity(wanted=1), small.draft()
    small.pin(draft, activity, far)
    found = why(small.session, small.actor, draft.id, activity.roles[0].id)
    (held,) = found.holders
    assert (found.open, found.changes, held.name, held.person_id, held.pinned) == (None, (), "远", far.id, True)
    assert held.standing is not None
    assert [str(one) for one in held.standing.sentences] == ["1 of 2 who could hold the slot would cost less"]
    assert [(one.name, one.person_id) for one in held.standing.others] == [("近", near.id)]
    assert held.standing.one.cost - held.standing.others[0].cost == 200


def test_a_holder_whom_the_rules_forbid_by_now_stands_nowhere(small: SmallTown) -> None:
    worker, activity = small.worker(), small.activity(wanted=1)
    draft = small.draft()
    small.pin(draft, activity, worker)
    small.add(Absence(town_id=small.town.id, person_id=worker.id, starts_at=at(24, 8), ends_at=at(24, 12)))
    (held,) = why(small.session, small.actor, draft.id, activity.roles[0].id).holders
    assert (held.name, held.standing) == (worker.name, None)


def test_only_coordinators_ask_about_roles_of_the_period(small: SmallTown) -> None:
    draft, activity, outside = small.draft(), small.activity(), small.activity(day=1, month=12)
    role = activity.roles[0].id
    for actor, refusal in (
        (small.as_person(small.worker()), Forbidden),
        (SmallTown(small.session).actor, NotFound),
    ):
        with pytest.raises(refusal):
            why(small.session, actor, draft.id, role)
    with pytest.raises(NotFound, match="not part of the roster"):
        why(small.session, small.actor, draft.id, outside.roles[0].id)
