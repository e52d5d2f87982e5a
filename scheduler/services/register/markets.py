"""When markets are held, and which days that means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.domain.recurrence import lunar_date, market_days
from scheduler.errors import Conflict, Invalid
from scheduler.language import m_
from scheduler.models import Market, MarketCalendar, Place, Series, Town
from scheduler.services.lookup import find, referred

DAYS_AHEAD = 31


@dataclass(frozen=True)
class MarketDay:
    """A market day, and its lunar date in words."""

    day: date
    lunar: str


def list_markets(session: Session, actor: Actor) -> Sequence[Market]:
    """All markets of the town."""
    demand(actor, Action.READ, None)
    return session.scalars(select(Market).where(Market.town_id == actor.town_id).order_by(Market.id)).all()


def get_market(session: Session, actor: Actor, market_id: int) -> Market:
    """One market. Raises NotFound."""
    return find(session, actor, Action.READ, Market, market_id)


def set_market(
    session: Session,
    actor: Actor,
    place_id: int,
    calendar: MarketCalendar,
    digits: str,
    *,
    now: datetime,  # noqa: ARG001
) -> Market:
    """Say on which days a place holds its market, in place of what was said. Raises Invalid."""
    demand(actor, Action.EDIT, None)
    place = referred(session, actor, Place, place_id, "place_id")
    check_digits(digits)
    row = session.scalars(select(Market).where(Market.place_id == place.id)).one_or_none()
    if row is None:
        row = Market(town_id=actor.town_id, place_id=place.id, calendar=calendar, digits="")
        session.add(row)
    row.calendar, row.digits = calendar, "".join(sorted(set(digits)))
    session.flush()
    return row


def check_digits(digits: str) -> None:
    """Raise Invalid for what are no last digits of days."""
    if not digits or not set(digits) <= set("0123456789"):
        message = m_("Last digits of the market days, such as 369.")
        raise Invalid(message, {"digits": message})


def remove_market(session: Session, actor: Actor, market_id: int, *, now: datetime) -> None:  # noqa: ARG001
    """Forget when a market is held. Raises NotFound, Conflict where a series goes by it."""
    market = find(session, actor, Action.EDIT, Market, market_id)
    if session.scalars(select(Series.id).where(Series.market_id == market.id).limit(1)).first() is not None:
        raise Conflict(m_("A series takes place on the days of this market."))
    session.delete(market)
    session.flush()


def held(session: Session, actor: Actor, first_day: date, last_day: date) -> dict[date, list[str]]:
    """The names of the places that hold their market, by day, from first to last."""
    found: dict[date, list[str]] = {}
    for market in list_markets(session, actor):
        name = session.get_one(Place, market.place_id).name
        for day in market_days(first_day, last_day, market.digits, lunar=market.calendar is MarketCalendar.LUNAR):
            found.setdefault(day, []).append(name)
    return found


def preview(session: Session, actor: Actor, calendar: MarketCalendar, digits: str, *, now: datetime) -> list[MarketDay]:
    """The market days of the next month by a rule that is kept or only thought of. Raises Invalid."""
    demand(actor, Action.READ, None)
    check_digits(digits)
    first = local(now, session.get_one(Town, actor.town_id).timezone).date()
    days = market_days(first, first + timedelta(days=DAYS_AHEAD - 1), digits, lunar=calendar is MarketCalendar.LUNAR)
    return [MarketDay(day, lunar_date(day)) for day in days]
