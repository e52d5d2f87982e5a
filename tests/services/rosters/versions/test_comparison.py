"""What differs between any two versions of a period, in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.errors import Forbidden, Invalid
from scheduler.models import ActivityState, Roster
from scheduler.services.rosters import drafts
from scheduler.services.rosters.versions.comparison import compare
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import FIRST, LAST, SmallTown, at


def people(small: SmallTown, roster: Roster, against: Roster) -> dict[str, list[str]]:
    found = compare(small.session, small.actor, roster.id, against.id, now=NOW)
    return {one.name: [str(sentence) for sentence in one.sentences] for one in found.people}


def activities(small: SmallTown, roster: Roster, against: Roster) -> dict[str, list[str]]:
    found = compare(small.session, small.actor, roster.id, against.id, now=NOW)
    return {one.title: [str(sentence) for sentence in one.sentences] for one in found.activities}


def released(small: SmallTown, number: int = 0) -> Roster:
    """A next draft without one of the assignments that are published."""
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[number].id, now=NOW)
    return draft


def test_any_two_versions_are_compared_and_the_other_way_round(small: SmallTown) -> None:
    activity, one, two, three = small.activity(), small.worker("甲"), small.worker("乙"), small.worker("丙")
    first = small.published(activity, one)
    draft = released(small)
    small.pin(draft, activity, two)
    small.publish(draft)
    draft = released(small)
    small.pin(draft, activity, three)
    third = small.publish(draft)
    duty = "敬老服务 (协助), Tue 24 Nov 09:00–11:00, 龙山塘村"
    assert people(small, third, first) == {"甲": [f"no longer {duty}"], "丙": [f"newly {duty}"]}
    assert people(small, first, third) == {"甲": [f"newly {duty}"], "丙": [f"no longer {duty}"]}
    assert activities(small, third, first) == {"敬老服务": ["协助: 丙 added", "协助: 甲 taken out"]}
    assert (people(small, first, first), activities(small, first, first)) == ({}, {})


def test_a_draft_is_compared_as_it_would_be_published(small: SmallTown) -> None:
    activity, worker = small.activity(), small.worker("甲")
    first = small.published(activity, worker)
    activity.title, activity.place = "助老服务", small.community
    activity.starts_at, activity.ends_at = at(24, 14), at(24, 16)
    small.session.flush()
    draft = small.draft()
    was, now = "Tue 24 Nov 09:00–11:00, 龙山塘村", "Tue 24 Nov 14:00–16:00, 雅冈社区"
    assert people(small, draft, first) == {"甲": [f"助老服务 (协助), {now}; before {was}"]}
    assert activities(small, draft, first) == {
        "助老服务": [
            "was called 敬老服务",
            "moved from Tue 24 Nov 09:00–11:00 to Tue 24 Nov 14:00–16:00",
            "moved from 龙山塘村 to 雅冈社区",
        ]
    }


def test_an_activity_that_came_or_went_is_told_with_its_time(small: SmallTown) -> None:
    gone, worker = small.activity("旧"), small.worker("甲")
    first = small.published(gone, worker)
    gone.state = ActivityState.CANCELLED
    small.activity("新", day=26)
    small.session.flush()
    second = small.again()
    assert activities(small, second, first) == {
        "旧": ["not planned any more: Tue 24 Nov 09:00–11:00, 龙山塘村", "协助: 甲 taken out"],
        "新": ["newly planned: Thu 26 Nov 09:00–11:00, 龙山塘村"],
    }
    assert people(small, second, first) == {"甲": ["no longer 旧 (协助), Tue 24 Nov 09:00–11:00, 龙山塘村"]}


def test_a_whole_team_is_one_of_an_activity_and_each_member_is_told(small: SmallTown) -> None:
    march = small.activity("巡查", accepts=(Capacity.TEAM,), wanted=1)
    first = small.publish(small.draft())
    draft = small.draft()
    small.pin(draft, march, small.team("先锋一队", [small.volunteer("甲"), small.volunteer("乙")]))
    second = small.publish(draft)
    duty = "newly 巡查 (协助), Tue 24 Nov 09:00–11:00, 龙山塘村, with 先锋一队"
    assert people(small, second, first) == {"甲": [duty], "乙": [duty]}
    assert activities(small, second, first) == {"巡查": ["协助: 先锋一队 added"]}


def test_versions_of_two_periods_are_not_compared(small: SmallTown) -> None:
    one, other = small.draft(), small.draft(FIRST + timedelta(days=7), LAST + timedelta(days=7))
    with pytest.raises(Invalid, match="Only versions of one period"):
        compare(small.session, small.actor, one.id, other.id, now=NOW)
    with pytest.raises(Forbidden):
        compare(small.session, small.as_person(small.worker()), one.id, one.id, now=NOW)
