"""What publishing tells whom, against what each was told before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.models import Assignment, Duty, DutyState, NoticeKind, PublishedActivity, Town
from scheduler.services.rosters.versions.news import News, news
from solver.candidates import Capacity
from tests.conftest import NOW

AHEAD, OVER = NOW + timedelta(days=1), NOW - timedelta(days=1)
TOWN = Town(teams_get_offers=False)


def activity(ends_at: object = AHEAD, place_id: int = 1) -> PublishedActivity:
    return PublishedActivity(starts_at=NOW - timedelta(days=2), ends_at=ends_at, place_id=place_id, venue_id=None)


def alone(person_id: int = 3, capacity: Capacity = Capacity.SOCIAL_WORKER) -> Assignment:
    return Assignment(role_id=7, person_id=person_id, team_id=None, capacity=capacity, crew=[])


def duty(state: DutyState = DutyState.ASSIGNED, team_id: int | None = None) -> Duty:
    return Duty(id=1, person_id=3, role_id=7, team_id=team_id, state=state)


NEW, OLD = activity(), activity()


@pytest.mark.parametrize(
    ("row", "kind", "state"),
    [
        (alone(), NoticeKind.ASSIGNED, DutyState.ASSIGNED),
        (alone(capacity=Capacity.VOLUNTEER), NoticeKind.OFFERED, DutyState.OFFERED),
        (Assignment(role_id=7, team_id=2, capacity=Capacity.TEAM, crew=[3]), NoticeKind.ASSIGNED, DutyState.ASSIGNED),
    ],
)
def test_whoever_holds_something_new_is_assigned_or_asked(row: Assignment, kind: NoticeKind, state: DutyState) -> None:
    assert news(TOWN, [(row, NEW)], [], {}, NOW) == [News(3, 7, kind, state, NEW)]


@pytest.mark.parametrize("state", [DutyState.ASSIGNED, DutyState.ACCEPTED, DutyState.OFFERED])
def test_what_is_as_before_is_no_news(state: DutyState) -> None:
    assert news(TOWN, [(alone(), NEW)], [duty(state)], {1: OLD}, NOW) == []


@pytest.mark.parametrize("state", [DutyState.WITHDRAWN, DutyState.DECLINED])
def test_what_comes_back_is_told_as_new(state: DutyState) -> None:
    told = news(TOWN, [(alone(), NEW)], [duty(state)], {1: OLD}, NOW)
    assert told == [News(3, 7, NoticeKind.ASSIGNED, DutyState.ASSIGNED, NEW)]


def test_another_place_or_team_is_a_change_and_says_what_was() -> None:
    elsewhere, joined = activity(place_id=2), duty(team_id=9)
    change = News(3, 7, NoticeKind.CHANGED, DutyState.ASSIGNED, elsewhere, OLD)
    assert news(TOWN, [(alone(), elsewhere)], [duty()], {1: OLD}, NOW) == [change]
    alone_now = News(3, 7, NoticeKind.CHANGED, DutyState.ASSIGNED, NEW, OLD)
    assert news(TOWN, [(alone(), NEW)], [joined], {1: OLD}, NOW) == [alone_now]


def test_what_is_taken_away_is_told_as_it_was_last_and_once() -> None:
    gone = News(3, 7, NoticeKind.WITHDRAWN, DutyState.WITHDRAWN, OLD)
    assert news(TOWN, [], [duty()], {1: OLD}, NOW) == [gone]
    assert news(TOWN, [], [duty(DutyState.WITHDRAWN)], {1: OLD}, NOW) == []


def test_what_is_over_is_neither_taken_away_nor_changed() -> None:
    past = activity(OVER)
    assert news(TOWN, [], [duty()], {1: past}, NOW) == []
    assert news(TOWN, [(alone(), activity(OVER, place_id=2))], [duty()], {1: past}, NOW) == []
    later = activity(AHEAD)
    assert news(TOWN, [(alone(), later)], [duty()], {1: past}, NOW) == [
        News(3, 7, NoticeKind.CHANGED, DutyState.ASSIGNED, later, past)
    ]
