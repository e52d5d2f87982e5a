"""A period looked over."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.errors import Forbidden, Invalid
from scheduler.models import ActivityKind, DayKind, MarketCalendar, PlaceKind
from scheduler.services.overview.period import DayLookedOver, overview
from scheduler.services.overview.wanted import Demand, Share
from scheduler.services.register import days, markets
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import FIRST, LAST, SmallTown

WEDNESDAY, SATURDAY = date(2026, 11, 25), date(2026, 11, 28)


def test_a_week_says_what_it_asks_for_in_all_and_day_by_day(small: SmallTown) -> None:
    market = small.place("集成圩镇", PlaceKind.MARKET)
    markets.set_market(small.session, small.actor, market.id, MarketCalendar.LUNAR, "7", now=NOW)
    days.set_day(small.session, small.actor, SATURDAY, DayKind.WORKING_WEEKEND, "元旦", now=NOW)
    small.volunteer()
    small.activity(day=24)
    small.activity("驻点", day=25, kind=ActivityKind.STATION, wanted=1, place=small.community)
    small.activity(day=30)
    found = overview(small.session, small.actor, FIRST, LAST)
    assert found.demand == Demand(2, 4, 0, 480)
    assert found.places == [Share(small.village, Demand(1, 3, 0, 360)), Share(small.community, Demand(1, 1, 0, 120))]
    assert found.kinds == [
        Share(ActivityKind.SERVICE, Demand(1, 3, 0, 360)),
        Share(ActivityKind.STATION, Demand(1, 1, 0, 120)),
    ]
    assert found.days[1:6] == [
        DayLookedOver(date(2026, 11, 24), "十月十六", None, "", False, [], Demand(1, 3, 0, 360), 1, 0),
        DayLookedOver(WEDNESDAY, "十月十七", None, "", False, ["集成圩镇"], Demand(1, 1, 0, 120), 1, 0),
        DayLookedOver(date(2026, 11, 26), "十月十八", None, "", False, [], Demand(), 1, 0),
        DayLookedOver(date(2026, 11, 27), "十月十九", None, "", False, [], Demand(), 1, 0),
        DayLookedOver(SATURDAY, "十月二十", DayKind.WORKING_WEEKEND, "元旦", False, [], Demand(), 1, 0),
    ]
    assert [day.rest for day in found.days] == [False] * 6 + [True]
    assert (found.unasked, found.unlocated, found.unseeded) == (1, [small.village, small.community], [])
    assert (found.expiring, found.absent, found.without_roles, found.untrained) == ([], [], [], [])


def test_a_year_of_which_no_holiday_is_written_down_is_named(small: SmallTown) -> None:
    days.seed_year(small.session, small.actor, 2026, now=NOW)
    assert overview(small.session, small.actor, date(2026, 12, 28), date(2027, 1, 10)).unseeded == [2027]


def test_days_out_of_order_or_too_many_are_refused(small: SmallTown) -> None:
    with pytest.raises(Invalid) as caught:
        overview(small.session, small.actor, LAST, FIRST)
    assert reasons(caught) == {"last_day": "Not before 29 Nov 2026."}
    with pytest.raises(Invalid) as caught:
        overview(small.session, small.actor, FIRST, date(2027, 1, 24))
    assert reasons(caught) == {"last_day": "At most 62 days."}
    assert overview(small.session, small.actor, FIRST, date(2027, 1, 23)).demand == Demand()


def test_a_person_may_not_look_over_the_town(small: SmallTown) -> None:
    with pytest.raises(Forbidden):
        overview(small.session, small.as_person(small.volunteer()), FIRST, LAST)
