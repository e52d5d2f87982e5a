"""A month, or a roster's period, looked over before anything is generated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.domain.permissions import Action, Actor, demand
from scheduler.domain.recurrence import days_between, lunar_date
from scheduler.models import (
    Activity,
    ActivityKind,
    DayKind,
    Person,
    Place,
    SpecialDay,
    Team,
    Town,
)
from scheduler.services.overview.capacity import Able, able_in
from scheduler.services.overview.certificates import Expiring, expiring
from scheduler.services.overview.gaps import Untrained, unlocated, untrained, without_roles
from scheduler.services.overview.wanted import Demand, Share, by_kind, by_village, in_all, shares
from scheduler.services.problems.rows import planned_activities
from scheduler.services.problems.times import Timeline, rest_day
from scheduler.services.register import markets
from scheduler.services.register.days import days_by_date
from scheduler.services.rosters.drafts import check_days


@dataclass(frozen=True)
class DayLookedOver:
    """One day: what it is, which markets are held, what is asked for, and how many people and teams can serve."""

    day: date
    lunar: str
    kind: DayKind | None
    name: str
    rest: bool
    markets: Sequence[str]
    demand: Demand
    people: int
    teams: int


@dataclass(frozen=True)
class Overview:
    """What a period asks for, day by day and in all, and what should be mended before a roster of it is generated."""

    first_day: date
    last_day: date
    demand: Demand
    places: Sequence[Share[Place]]
    kinds: Sequence[Share[ActivityKind]]
    days: Sequence[DayLookedOver]
    expiring: Sequence[Expiring]
    absent: Sequence[Person]
    absent_teams: Sequence[Team]
    unasked: int
    without_roles: Sequence[Activity]
    unlocated: Sequence[Place]
    untrained: Sequence[Untrained]
    unseeded: Sequence[int]
    """Years of the period of which no holiday is written down."""


def overview(session: Session, actor: Actor, first_day: date, last_day: date) -> Overview:
    """A period looked over. Raises Invalid where its days are out of order or too many."""
    demand(actor, Action.READ, None)
    check_days(first_day, last_day)
    town = session.get_one(Town, actor.town_id)
    activities = planned_activities(session, town.id, first_day, last_day, town.timezone)
    able = able_in(session, town.id, Timeline.of(first_day, last_day, town.timezone))
    return Overview(
        first_day,
        last_day,
        in_all(activities),
        by_village(session, town.id, activities),
        by_kind(activities),
        days_looked_over(session, actor, activities, able, first_day, last_day),
        expiring(session, town.id, activities, first_day, last_day, town.timezone),
        able.absent,
        able.absent_teams,
        able.unasked,
        without_roles(activities),
        unlocated(activities),
        untrained(session, town, activities),
        [year for year in range(first_day.year, last_day.year + 1) if not seeded(session, town.id, year)],
    )


def days_looked_over(
    session: Session, actor: Actor, activities: Sequence[Activity], able: Able, first_day: date, last_day: date
) -> list[DayLookedOver]:
    """The days of the period one by one."""
    zone = session.get_one(Town, actor.town_id).timezone
    asked = shares(activities, lambda activity: local(activity.starts_at, zone).date())
    special = days_by_date(session, actor, first_day, last_day)
    held = markets.held(session, actor, first_day, last_day)
    found = []
    for day in days_between(first_day, last_day):
        row = special.get(day)
        kind = row.kind if row is not None else None
        found.append(
            DayLookedOver(
                day,
                lunar_date(day),
                kind,
                row.name if row is not None else "",
                rest_day(day, kind),
                held.get(day, []),
                asked.get(day, Demand()),
                able.people[day],
                able.teams[day],
            )
        )
    return found


def seeded(session: Session, town_id: int, year: int) -> bool:
    """Whether any day of a year is written down as special."""
    within = SpecialDay.day.between(date(year, 1, 1), date(year, 12, 31))
    query = select(func.count()).select_from(SpecialDay).where(SpecialDay.town_id == town_id, within)
    return bool(session.scalar(query))
