"""What a board on a wall shows: what a shared calendar does, for the next days, at that calendar's own token."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.calendars.tokens import token_hash
from scheduler.domain.clock import local
from scheduler.models import ActivityKind, Feed, FeedKind, PublishedActivity, Team, Town, TownState
from scheduler.services.feeds.wanted import going_ahead, kept_back, subjects

DAYS_AHEAD = 7
MOST_SHOWN = 10
"""As many as can be read from three metres on one screen."""


@dataclass(frozen=True)
class Shown:
    """An activity on the wall, on the town's clock: no names but those of teams, no notes."""

    kind: ActivityKind
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    teams: tuple[str, ...]


@dataclass(frozen=True)
class Wall:
    """What is on the wall: by day, today always among them; `more` is how many did not find room."""

    name: str
    now: datetime
    days: Sequence[tuple[date, Sequence[Shown]]]
    more: int


def wall(session: Session, token: str, *, now: datetime) -> Wall | None:
    """The wall of the shared calendar with this token: what is not over, for a week. None where there is no such
    calendar, it is shut, it is a person's, or its town is archived.
    """
    row = session.execute(
        select(Feed, Town)
        .join(Town, Town.id == Feed.town_id)
        .where(Feed.token_hash == token_hash(token), Feed.revoked.is_(False), Feed.kind != FeedKind.PERSON)
        .where(Town.state == TownState.ACTIVE)
    ).one_or_none()
    if row is None:
        return None
    feed, town = row
    here = local(now, town.timezone)
    found = [
        shown(activity, teams, town.timezone)
        for activity, teams in activities(session, feed, town, now)
        if local(activity.starts_at, town.timezone).date() < here.date() + timedelta(days=DAYS_AHEAD)
    ]
    by_day: dict[date, list[Shown]] = {here.date(): []}
    for one in found[:MOST_SHOWN]:
        by_day.setdefault(max(one.starts_at.date(), here.date()), []).append(one)
    return Wall(feed.name, here, list(by_day.items()), max(0, len(found) - MOST_SHOWN))


def activities(
    session: Session, feed: Feed, town: Town, now: datetime
) -> list[tuple[PublishedActivity, tuple[str, ...]]]:
    """What a calendar tells of that is not over, in order of time, with the teams that go."""
    found: dict[int, PublishedActivity] = {}
    teams: dict[int, set[int]] = defaultdict(set)
    for activity, team_id in going_ahead(session, town, since=now):
        if not kept_back(activity, now) and (feed.kind, feed.subject) in subjects(activity, team_id):
            found[activity.id] = activity
            teams[activity.id] |= set() if team_id is None else {team_id}
    names = {team.id: team.name for team in session.scalars(select(Team).where(Team.town_id == town.id))}
    in_order = sorted(found.values(), key=lambda one: (one.starts_at, one.content["title"], one.id))
    return [(one, tuple(names[number] for number in sorted(teams[one.id]))) for one in in_order]


def shown(activity: PublishedActivity, teams: tuple[str, ...], zone: str) -> Shown:
    """An activity as the wall shows it."""
    starts_at, ends_at = local(activity.starts_at, zone), local(activity.ends_at, zone)
    return Shown(activity.kind, activity.content["title"], activity.content["place"], starts_at, ends_at, teams)
