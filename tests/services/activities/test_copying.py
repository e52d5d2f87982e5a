"""A week copied to another."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.errors import Forbidden, Invalid
from scheduler.models import ActivityState, DayKind, MarketCalendar, PlaceKind, Recurrence, Series, SeriesRole
from scheduler.services.activities import copying, series
from scheduler.services.activities.copying import Copy
from scheduler.services.register import days, markets
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import FIRST, SmallTown, at

TUESDAY, NEXT_FRIDAY = date(2026, 11, 24), date(2026, 12, 4)


def copies(small: SmallTown) -> list[Copy]:
    """What copying the week of 23 November to the next would make."""
    return copying.preview(small.session, small.actor, TUESDAY, NEXT_FRIDAY)


def copied(small: SmallTown, *chosen: int) -> list[tuple[str, str]]:
    """Number and title of what copying makes."""
    made = copying.copy_week(small.session, small.actor, TUESDAY, NEXT_FRIDAY, chosen or None, now=NOW)
    return [(activity.code, activity.title) for activity in made]


def test_each_planned_activity_of_the_week_is_shown_a_week_later(small: SmallTown) -> None:
    overnight = small.activity("夜巡", day=29, hours=(22, 26))
    first = small.activity(day=23)
    small.activity("下一周", day=30)
    small.activity("已取消", state=ActivityState.CANCELLED)
    assert copies(small) == [
        Copy(first, date(2026, 11, 30), at(30, 9), at(30, 11), None, None, False),
        Copy(overnight, date(2026, 12, 6), at(6, 22, 12), at(6, 26, 12), None, None, False),
    ]


def test_the_first_week_to_copy_is_the_first_in_which_something_is_planned(small: SmallTown) -> None:
    assert copying.first_week(small.session, small.actor, TUESDAY) is None
    small.activity("已取消", day=24, state=ActivityState.CANCELLED)
    small.activity("夜巡", day=29, hours=(22, 26))
    days = (date(2026, 11, 2), date(2026, 11, 29), date(2026, 11, 30))
    weeks = [copying.first_week(small.session, small.actor, day) for day in days]
    assert weeks == [date(2026, 11, 23), date(2026, 11, 23), None]


def test_a_copy_is_the_same_activity_with_its_roles_under_a_number_of_its_own(small: SmallTown) -> None:
    source = small.activity(women=1, notes="带伞", role={"priority": 3})
    source.series_id = None
    made = copying.copy_week(small.session, small.actor, TUESDAY, NEXT_FRIDAY, now=NOW)
    assert [(each.code, each.starts_at, each.ends_at) for each in made] == [
        (f"{source.code}-20261201", at(1, 9, 12), at(1, 11, 12))
    ]
    assert (made[0].women, made[0].notes, made[0].state) == (1, "带伞", ActivityState.PLANNED)
    assert [(role.name, role.wanted, role.priority) for role in made[0].roles] == [("协助", 3, 3)]


def test_what_is_there_already_is_not_made_twice(small: SmallTown) -> None:
    source = small.activity()
    double = small.activity(day=1, month=12)
    small.activity("另一项", day=1, month=12)
    assert [(copy.double, copy.proposed) for copy in copies(small)] == [(double, False)]
    assert copied(small) == []
    assert copied(small, source.id) == []
    double.state = ActivityState.CANCELLED
    small.session.flush()
    assert copied(small) == [(f"{source.code}-20261201", "敬老服务")]
    assert copied(small) == []


def test_a_series_is_there_already_on_its_day_even_where_that_was_changed_by_hand(small: SmallTown) -> None:
    weekly = small.add(
        Series(
            town_id=small.town.id,
            code="S1",
            kind="station",
            title="驻点",
            place_id=small.village.id,
            departments=[],
            recurrence=Recurrence.WEEKLY,
            weekdays="1",
            first_day=FIRST,
            last_day=date(2026, 12, 1),
            start_minute=540,
            end_minute=600,
            roles=[SeriesRole(town_id=small.town.id, name="值守", accepts=["volunteer"], minimum=0, wanted=1)],
        )
    )
    _, second = series.expand(small.session, small.actor, weekly, now=NOW)
    second.starts_at = at(1, 8, 12)
    small.session.flush()
    assert [copy.double for copy in copies(small)] == [second]


def test_a_holiday_is_flagged_and_copied_to_only_where_somebody_says_so(small: SmallTown) -> None:
    source, other = small.activity(), small.activity("便民咨询", day=25)
    holiday = days.set_day(small.session, small.actor, date(2026, 12, 1), DayKind.HOLIDAY, "试行", now=NOW)
    working = days.set_day(small.session, small.actor, date(2026, 12, 2), DayKind.UNANNOUNCED, "试行", now=NOW)
    assert [(copy.special, copy.proposed) for copy in copies(small)] == [(holiday, False), (working, True)]
    assert copied(small) == [(f"{other.code}-20261202", "便民咨询")]
    assert copied(small, source.id) == [(f"{source.code}-20261201", "敬老服务")]


def test_what_is_on_a_market_day_is_copied_to_one_only_unless_somebody_says_so(small: SmallTown) -> None:
    market = small.place("集成圩镇", PlaceKind.MARKET)
    markets.set_market(small.session, small.actor, market.id, MarketCalendar.GREGORIAN, "45", now=NOW)
    tuesday = small.activity("圩日执法", place=market)
    wednesday = small.activity("圩日巡查", day=27, place=market)
    assert [(copy.activity, copy.off_market) for copy in copies(small)] == [(tuesday, True), (wednesday, False)]
    assert [title for _, title in copied(small)] == ["圩日巡查"]
    assert [title for _, title in copied(small, tuesday.id)] == ["圩日执法"]


def test_only_chosen_ones_of_that_week_are_copied(small: SmallTown) -> None:
    small.activity()
    chosen, elsewhere = small.activity("便民咨询", day=25), small.activity(day=30)
    assert copied(small, chosen.id) == [(f"{chosen.code}-20261202", "便民咨询")]
    with pytest.raises(Invalid) as caught:
        copied(small, chosen.id, elsewhere.id)
    number = elsewhere.id
    assert reasons(caught) == {"activity_ids": f"Number {number} is no planned activity of that week."}


def test_a_week_is_not_copied_to_itself(small: SmallTown) -> None:
    with pytest.raises(Invalid) as caught:
        copying.preview(small.session, small.actor, TUESDAY, date(2026, 11, 29))
    assert reasons(caught) == {"to_day": "Another week than the one that is copied."}


def test_a_person_copies_nothing(small: SmallTown) -> None:
    person = small.as_person(small.volunteer())
    with pytest.raises(Forbidden):
        copying.preview(small.session, person, TUESDAY, NEXT_FRIDAY)
    with pytest.raises(Forbidden):
        copying.copy_week(small.session, person, TUESDAY, NEXT_FRIDAY, now=NOW)
