"""The frozen copy of its activities that a published roster keeps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendars import words
from scheduler.domain.clock import local
from scheduler.domain.recurrence import lunar_date, market_days
from scheduler.models import Activity, Market, MarketCalendar, Place, PublishedActivity, Roster, Town
from scheduler.services.problems.activities import village_of
from scheduler.services.problems.rows import read_activities


def snapshot(session: Session, roster: Roster, town: Town) -> None:
    """Freeze what the roster says of each planned activity of its period."""
    session.add_all(frozen_copies(session, roster, town))
    session.flush()


def frozen_copies(session: Session, roster: Roster, town: Town) -> list[PublishedActivity]:
    """What `snapshot` would freeze of each activity now; nothing of it is stored."""
    places = {place.id: place for place in session.scalars(select(Place).where(Place.town_id == town.id))}
    lunar = (Market.town_id == town.id, Market.calendar == MarketCalendar.LUNAR)
    markets = {market.place_id: market for market in session.scalars(select(Market).where(*lunar))}
    found = []
    for activity in read_activities(session, roster, town.timezone):
        village = village_of(activity.place, places)
        found.append(
            PublishedActivity(
                town_id=town.id,
                roster_id=roster.id,
                activity_id=activity.id,
                starts_at=activity.starts_at,
                ends_at=activity.ends_at,
                place_id=activity.place_id,
                venue_id=activity.venue_id,
                kind=activity.kind,
                confidential=activity.confidential,
                content=content(activity, village, market_day_of(activity, markets.get(village.id), town.timezone)),
            )
        )
    return found


def content(activity: Activity, village: Place, market_day: str) -> dict[str, Any]:
    """What pages, notices and calendars show of an activity."""
    location = activity.venue or activity.place
    return {
        "title": activity.title,
        "notes": activity.notes,
        "market_day": market_day,
        "place": place_name(activity),
        "village_id": village.id,
        "geo": None if location.latitude is None else [location.latitude, location.longitude],
        "unpleasant": activity.unpleasant,
        "roles": {str(role.id): role.name for role in activity.roles},
    }


def market_day_of(activity: Activity, market: Market | None, zone: str) -> str:
    """The lunar date of an activity on a lunar market's day: calendars cannot say how such days recur."""
    day = local(activity.starts_at, zone).date()
    if market is None or not market_days(day, day, market.digits, lunar=True):
        return ""
    return words.market_day(lunar_date(day))


def place_name(activity: Activity) -> str:
    """Place and venue as one line."""
    names = [activity.place.name]
    if activity.venue is not None and activity.venue_id != activity.place_id:
        names.append(activity.venue.name)
    return " ".join(names)
