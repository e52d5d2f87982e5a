"""What a published roster keeps of its activities."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scheduler.models import ActivityState, Market, MarketCalendar, PlaceKind, PublishedActivity
from tests.services.small_town import SmallTown, at


def frozen(small: SmallTown) -> list[PublishedActivity]:
    rows = select(PublishedActivity).where(PublishedActivity.town_id == small.town.id).order_by(PublishedActivity.id)
    return list(small.session.scalars(rows))


def test_an_activity_is_frozen_with_its_place_venue_and_roles(small: SmallTown) -> None:
    venue = small.place("党校", PlaceKind.VENUE, parent_id=small.community.id, latitude=22.7, longitude=112.2)
    activity = small.activity(venue=venue, notes="带水", unpleasant=True)
    small.publish(small.draft())
    (row,) = frozen(small)
    assert (row.activity_id, row.starts_at, row.ends_at) == (activity.id, at(24, 9), at(24, 11))
    assert (row.place_id, row.venue_id, row.confidential) == (small.village.id, venue.id, False)
    assert row.content == {
        "title": "敬老服务",
        "notes": "带水",
        "market_day": "",
        "place": "龙山塘村 党校",
        "village_id": small.village.id,
        "geo": [22.7, 112.2],
        "unpleasant": True,
        "roles": {str(activity.roles[0].id): "协助"},
    }


def test_only_planned_activities_that_begin_in_the_period_are_frozen(small: SmallTown) -> None:
    inside = [small.activity("头", day=23, hours=(0, 1)), small.activity("尾", day=29, hours=(23, 26))]
    small.activity("前", day=22, hours=(23, 25))
    small.activity("后", day=30, hours=(0, 1))
    small.activity("取消", state=ActivityState.CANCELLED)
    small.publish(small.draft())
    assert [row.activity_id for row in frozen(small)] == [activity.id for activity in inside]


@pytest.mark.parametrize(
    ("calendar", "digits", "text"),
    [
        (MarketCalendar.LUNAR, "6", "农历十月十六圩日"),
        (MarketCalendar.LUNAR, "7", ""),
        (MarketCalendar.GREGORIAN, "4", ""),
    ],
)
def test_a_duty_on_a_lunar_market_day_says_its_lunar_date(
    small: SmallTown, calendar: MarketCalendar, digits: str, text: str
) -> None:
    small.add(Market(town_id=small.town.id, place_id=small.village.id, calendar=calendar, digits=digits))
    small.activity(day=24)
    small.publish(small.draft())
    assert [row.content["market_day"] for row in frozen(small)] == [text]
