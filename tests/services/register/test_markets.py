"""Markets: on which days they are held, in words and in dates."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.errors import Conflict, Forbidden, Invalid, NotFound
from scheduler.models import ActivityKind, Market, MarketCalendar, Recurrence, Series
from scheduler.services.register import markets
from scheduler.services.register.markets import MarketDay
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown
from tests.services.trail import trail

LUNAR, GREGORIAN = MarketCalendar.LUNAR, MarketCalendar.GREGORIAN


def put(small: SmallTown, calendar: MarketCalendar = LUNAR, digits: str = "369") -> Market:
    return markets.set_market(small.session, small.actor, small.village.id, calendar, digits, now=NOW)


def test_a_market_is_set_read_and_set_anew(small: SmallTown) -> None:
    elsewhere = SmallTown(small.session)
    put(elsewhere)
    market = put(small, digits="9636")
    assert (market.place_id, market.calendar, market.digits) == (small.village.id, LUNAR, "369")
    assert put(small, GREGORIAN, "50") is market
    assert markets.list_markets(small.session, small.actor) == [market]
    read = markets.get_market(small.session, small.actor, market.id)
    assert (read.calendar, read.digits) == (GREGORIAN, "05")


def test_each_change_is_in_the_audit_trail(small: SmallTown) -> None:
    market = put(small)
    put(small)
    put(small, digits="258")
    markets.remove_market(small.session, small.actor, market.id, now=NOW)
    first = {"place_id": [None, small.village.id], "calendar": [None, "lunar"], "digits": [None, "369"]}
    last = {"place_id": [small.village.id, None], "calendar": ["lunar", None], "digits": ["258", None]}
    assert trail(small, "market") == [
        ("coordinator", "insert", first),
        ("coordinator", "update", {"digits": ["369", "258"]}),
        ("coordinator", "delete", last),
    ]


@pytest.mark.parametrize("digits", ["", "a", "3 6", "三", "-1"])
def test_what_are_no_digits_is_refused(small: SmallTown, digits: str) -> None:
    for ask in (
        lambda: put(small, digits=digits),
        lambda: markets.preview(small.session, small.actor, LUNAR, digits, now=NOW),
    ):
        with pytest.raises(Invalid) as refused:
            ask()
        assert reasons(refused) == {"digits": "Last digits of the market days, such as 369."}


def test_a_place_that_there_is_not_is_refused_with_its_field(small: SmallTown) -> None:
    elsewhere = SmallTown(small.session).village.id
    with pytest.raises(Invalid) as refused:
        markets.set_market(small.session, small.actor, elsewhere, LUNAR, "369", now=NOW)
    assert reasons(refused) == {"place_id": f"There is no such entry (number {elsewhere})."}


def test_the_next_month_is_told_in_both_calendars(small: SmallTown) -> None:
    assert markets.preview(small.session, small.actor, LUNAR, "9", now=NOW) == [
        MarketDay(date(2026, 11, 27), "十月十九"),
        MarketDay(date(2026, 12, 7), "十月廿九"),
        MarketDay(date(2026, 12, 17), "冬月初九"),
    ]
    assert markets.preview(small.session, small.actor, GREGORIAN, "0", now=NOW) == [
        MarketDay(date(2026, 11, 20), "十月十二"),
        MarketDay(date(2026, 11, 30), "十月廿二"),
        MarketDay(date(2026, 12, 10), "冬月初二"),
        MarketDay(date(2026, 12, 20), "冬月十二"),
    ]


def test_a_market_that_a_series_goes_by_stays(small: SmallTown) -> None:
    market = put(small)
    series = small.add(
        Series(
            town_id=small.town.id,
            code="S1",
            kind=ActivityKind.ENFORCEMENT,
            title="联合执法",
            place_id=small.village.id,
            recurrence=Recurrence.MARKET,
            market_id=market.id,
            first_day=date(2026, 11, 23),
            last_day=date(2026, 12, 20),
            start_minute=540,
            end_minute=600,
        )
    )
    with pytest.raises(Conflict, match="A series takes place on the days of this market."):
        markets.remove_market(small.session, small.actor, market.id, now=NOW)
    small.session.delete(series)
    small.session.flush()
    markets.remove_market(small.session, small.actor, market.id, now=NOW)
    assert markets.list_markets(small.session, small.actor) == []
    with pytest.raises(NotFound):
        markets.get_market(small.session, small.actor, market.id)


def test_a_person_neither_reads_nor_changes_markets(small: SmallTown) -> None:
    market, me = put(small), small.as_person(small.worker())
    for ask in (
        lambda: markets.list_markets(small.session, me),
        lambda: markets.get_market(small.session, me, market.id),
        lambda: markets.set_market(small.session, me, small.village.id, LUNAR, "369", now=NOW),
        lambda: markets.preview(small.session, me, LUNAR, "369", now=NOW),
        lambda: markets.remove_market(small.session, me, market.id, now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()


def test_the_markets_of_a_period_are_named_by_day(small: SmallTown) -> None:
    put(small, GREGORIAN, "45")
    markets.set_market(small.session, small.actor, small.community.id, GREGORIAN, "5", now=NOW)
    assert markets.held(small.session, small.actor, date(2026, 11, 23), date(2026, 11, 29)) == {
        date(2026, 11, 24): ["龙山塘村"],
        date(2026, 11, 25): ["龙山塘村", "雅冈社区"],
    }
