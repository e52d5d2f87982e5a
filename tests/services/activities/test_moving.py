"""An activity moved to another day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler.errors import Conflict, Forbidden, Invalid
from scheduler.models import Absence, Activity, ActivityState, DayKind, DutyState, MarketCalendar, WeeklyTime
from scheduler.services.activities import moving
from scheduler.services.activities.moving import Moving, OtherDay
from scheduler.services.register import days, markets
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import FIRST, LAST, SmallTown, at

FRIDAY = date(2026, 11, 20)
"""Today."""


def looked_at(small: SmallTown, activity: Activity) -> Moving:
    return moving.days_to_move_to(small.session, small.actor, activity.id, now=NOW)


def on(found: Moving, day: int) -> OtherDay:
    return next(each for each in found.days if each.day == date(2026, 11, day))


def test_it_moves_at_the_same_time_of_day(small: SmallTown) -> None:
    activity = small.activity(hours=(22, 26))
    moved = moving.move_activity(
        small.session, small.actor, activity.id, date(2026, 12, 1), revision=activity.revision, now=NOW
    )
    assert (moved.starts_at, moved.ends_at) == (at(1, 22, 12), at(1, 26, 12))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 11, 24), "Another day than the one on which it is."),
        (date(2028, 11, 24), "At most 366 days."),
    ],
)
def test_a_day_that_is_none_to_move_to_is_refused(small: SmallTown, day: date, reason: str) -> None:
    with pytest.raises(Invalid) as caught:
        moving.move_activity(small.session, small.actor, small.activity().id, day, revision=1, now=NOW)
    assert reasons(caught) == {"day": reason}


def test_one_that_is_called_off_does_not_move(small: SmallTown) -> None:
    activity = small.activity(state=ActivityState.CANCELLED)
    with pytest.raises(Conflict, match="called off"):
        moving.move_activity(small.session, small.actor, activity.id, LAST, revision=activity.revision, now=NOW)


def test_the_days_around_it_from_today_on_say_what_they_are(small: SmallTown) -> None:
    activity = small.activity()
    special = days.set_day(small.session, small.actor, LAST, DayKind.HOLIDAY, "试行", now=NOW)
    markets.set_market(small.session, small.actor, small.village.id, MarketCalendar.GREGORIAN, "5", now=NOW)
    found = looked_at(small, activity)
    own = date(2026, 11, 24)
    assert (found.told, found.roster) == ([], None)
    assert [each.day for each in found.days] == [
        day for number in range(19) if (day := FRIDAY + timedelta(days=number)) != own
    ]
    assert on(found, 25) == OtherDay(date(2026, 11, 25), "十月十七", None, ["龙山塘村"], [], False)
    assert on(found, 29) == OtherDay(LAST, "十月廿一", special, [], [], False)


def test_one_that_is_over_may_move_to_the_days_ahead(small: SmallTown) -> None:
    found = looked_at(small, small.activity(month=10))
    assert [each.day for each in found.days] == [FRIDAY + timedelta(days=number) for number in range(15)]


def test_who_was_told_and_cannot_be_there_then_is_named_by_day(small: SmallTown) -> None:
    activity, other = small.activity(), small.activity("便民咨询", day=25, hours=(10, 12))
    weekly, away, busy = small.worker("只周二"), small.worker("请假"), small.worker("另有任务")
    small.add(WeeklyTime(town_id=small.town.id, person_id=weekly.id, weekday=1, start_minute=480, end_minute=720))
    small.add(Absence(town_id=small.town.id, person_id=away.id, starts_at=at(26, 0), ends_at=at(26, 9.5)))
    draft = small.draft()
    small.pin(draft, activity, weekly, away, busy)
    small.pin(draft, other, busy)
    small.publish(draft)
    found = looked_at(small, activity)
    assert (found.told, found.roster) == ([weekly, away, busy], draft)
    assert on(found, 25).cannot == [weekly, busy]
    assert on(found, 26).cannot == [weekly, away]
    assert on(found, 27).cannot == [weekly]
    assert {each.day for each in found.days if each.leaves} == {
        each.day for each in found.days if not FIRST <= each.day <= LAST
    }


def test_whoever_declined_or_lost_the_duty_is_not_counted(small: SmallTown) -> None:
    activity, person = small.activity(), small.volunteer()
    small.published(activity, person)
    assert looked_at(small, activity).told == [person]
    small.duty(person, activity).state = DutyState.DECLINED
    small.session.flush()
    assert looked_at(small, activity).told == []


def test_a_person_moves_nothing(small: SmallTown) -> None:
    activity, person = small.activity(), small.as_person(small.volunteer())
    with pytest.raises(Forbidden):
        moving.move_activity(small.session, person, activity.id, LAST, revision=activity.revision, now=NOW)
    with pytest.raises(Forbidden):
        moving.days_to_move_to(small.session, person, activity.id, now=NOW)


def test_one_that_was_changed_since_it_was_looked_at_does_not_move(small: SmallTown) -> None:
    activity = small.activity()
    looked_at = activity.revision
    moving.move_activity(small.session, small.actor, activity.id, date(2026, 11, 26), revision=looked_at, now=NOW)
    with pytest.raises(Conflict, match="Somebody else changed"):
        moving.move_activity(small.session, small.actor, activity.id, LAST, revision=looked_at, now=NOW)
    assert activity.starts_at == at(26, 9)
