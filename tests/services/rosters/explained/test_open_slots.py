"""What is left open, and why."""

from __future__ import annotations

import pytest

from scheduler.errors import Forbidden, NotFound
from scheduler.models import Absence, ActivityState
from scheduler.services.rosters import duties
from scheduler.services.rosters.explained.open_slots import open_slots
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at

Found = list[tuple[str, int, bool, list[str]]]
WILLING = "{} could, but it would cost other duties more"


def found(small: SmallTown, roster_id: int) -> Found:
    return [
        (slot.role.activity.title, slot.slots, slot.cannot_go_ahead, list(map(str, slot.reasons)))
        for slot in open_slots(small.session, small.actor, roster_id)
    ]


def test_open_slots_say_how_many_are_kept_away_by_what_and_what_cannot_go_ahead_comes_first(small: SmallTown) -> None:
    one, two = small.volunteer("甲"), small.volunteer("乙")
    small.add(Absence(town_id=small.town.id, person_id=one.id, starts_at=at(24, 8), ends_at=at(24, 12)))
    small.activity("可有可无", accepts=(Capacity.VOLUNTEER,), wanted=2)
    small.activity("缺人", day=25, accepts=(Capacity.OFFICER,), wanted=2, minimum=2)
    draft = small.draft()
    assert two.active
    assert found(small, draft.id) == [
        ("缺人", 2, True, ["nobody serves in a capacity that this role accepts"]),
        ("可有可无", 2, False, ["1 are away", WILLING.format(1)]),
    ]


def test_who_could_step_in_is_named_with_the_cost_by_rule_the_cheapest_first(small: SmallTown) -> None:
    near, far = small.volunteer("近", home_id=small.village.id), small.volunteer("远", home_id=small.community.id)
    team = small.team("先锋一队", [near])
    small.activity("一", accepts=(Capacity.VOLUNTEER,), wanted=1)
    small.activity("二", day=25, accepts=(Capacity.TEAM,), wanted=1)
    first, second = open_slots(small.session, small.actor, small.draft().id)
    assert [(one.name, one.person_id, one.team_id) for one in first.best] == [
        ("近", near.id, None),
        ("远", far.id, None),
    ]
    assert [(one.name, one.person_id, one.team_id) for one in second.best] == [("先锋一队", None, team.id)]
    assert all(one.cost == sum(one.costs.values()) for one in (*first.best, *second.best))
    assert [one.costs.get("NearHome", 0) for one in first.best] == sorted(
        one.costs.get("NearHome", 0) for one in first.best
    )


def test_a_full_roster_has_no_open_slots(small: SmallTown) -> None:
    activity = small.activity(wanted=1)
    draft = small.draft()
    small.pin(draft, activity, small.worker())
    assert found(small, draft.id) == []


def test_those_who_hold_a_slot_are_no_candidates_for_the_others(small: SmallTown) -> None:
    activity = small.activity(accepts=(Capacity.VOLUNTEER,), wanted=3)
    draft = small.draft()
    small.pin(draft, activity, small.volunteer())
    small.volunteer()
    assert found(small, draft.id) == [("敬老服务", 2, False, [WILLING.format(1)])]


def test_who_is_busy_elsewhere_at_the_time_is_kept_away_by_that(small: SmallTown) -> None:
    busy = small.volunteer()
    elsewhere = small.activity("别处", hours=(10, 12), accepts=(Capacity.VOLUNTEER,), wanted=1)
    small.activity(accepts=(Capacity.VOLUNTEER,), wanted=1)
    draft = small.draft()
    small.pin(draft, elsewhere, busy)
    assert found(small, draft.id) == [("敬老服务", 1, False, ["1 are on duty elsewhere"])]


def test_an_activity_below_its_minimum_says_who_could_once_it_can_go_ahead(small: SmallTown) -> None:
    small.volunteer()
    small.activity(accepts=(Capacity.VOLUNTEER,), minimum=2, wanted=2)
    assert found(small, small.draft().id) == [
        ("敬老服务", 2, True, ["1 could, once the activity can go ahead"]),
    ]


def test_a_slot_whose_offer_was_declined_is_open_and_not_for_who_declined_it(small: SmallTown) -> None:
    volunteer, activity = small.volunteer(), small.activity(accepts=(Capacity.VOLUNTEER,), wanted=1)
    roster = small.published(activity, volunteer)
    assert found(small, roster.id) == []
    duties.decline(small.session, small.as_person(volunteer), small.duty(volunteer, activity).id, now=NOW)
    assert found(small, roster.id) == [("敬老服务", 1, False, ["1 declined"])]


def test_candidates_are_judged_by_the_register_as_it_stands_now(small: SmallTown) -> None:
    volunteer, activity = small.volunteer(), small.activity(accepts=(Capacity.VOLUNTEER,), wanted=2)
    other = small.volunteer()
    roster = small.published(activity, volunteer)
    other.active = False
    small.session.flush()
    assert found(small, roster.id) == [
        ("敬老服务", 1, False, ["nobody serves in a capacity that this role accepts"]),
    ]
    activity.state = ActivityState.CANCELLED
    small.session.flush()
    assert found(small, roster.id) == []


def test_only_coordinators_of_the_town_read_open_slots(small: SmallTown) -> None:
    draft = small.draft()
    with pytest.raises(Forbidden):
        open_slots(small.session, small.as_person(small.worker()), draft.id)
    with pytest.raises(NotFound):
        open_slots(small.session, SmallTown(small.session).actor, draft.id)
