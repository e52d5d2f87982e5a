"""Who can serve on which days of a period, by weekly times and absences; and who cannot on any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.clock import local_instant
from scheduler.domain.recurrence import days_between
from scheduler.models import Absence, Person, Team, WeeklyTime
from scheduler.services.problems.people import grouped, weekly_times
from scheduler.services.problems.rows import read_people, read_teams
from scheduler.services.problems.times import Timeline, Window, unavailable
from solver.spans import DAY, Span

Owner = TypeVar("Owner", Person, Team)


@dataclass(frozen=True)
class Able:
    """How many people and teams can serve on each day of a period at some time of it, and who can on none.

    `unasked` is how many people wrote down no weekly times and count as able at any time.
    """

    people: Mapping[date, int]
    teams: Mapping[date, int]
    absent: Sequence[Person]
    absent_teams: Sequence[Team]
    unasked: int


def able_in(session: Session, town_id: int, timeline: Timeline) -> Able:
    """Who of the active people and teams can serve when in the days of a timeline."""
    people, teams = read_people(session, town_id), read_teams(session, town_id)
    absences = absences_in(session, town_id, timeline)
    weekly = weekly_times(session, town_id, WeeklyTime.person_id)
    able = able_days(timeline, people, weekly, grouped(absences, lambda row: row.person_id))
    team_weekly = weekly_times(session, town_id, WeeklyTime.team_id)
    teams_able = able_days(timeline, teams, team_weekly, grouped(absences, lambda row: row.team_id))
    return Able(
        per_day(timeline, able.values()),
        per_day(timeline, teams_able.values()),
        [person for person in people if not able[person.id]],
        [team for team in teams if not teams_able[team.id]],
        sum(person.id not in weekly for person in people),
    )


def absences_in(session: Session, town_id: int, timeline: Timeline) -> Sequence[Absence]:
    """The absences that touch the days of a timeline."""
    return session.scalars(
        select(Absence).where(
            Absence.town_id == town_id,
            Absence.ends_at > local_instant(timeline.first_day, 0, timeline.zone),
            Absence.starts_at < local_instant(timeline.last_day + timedelta(days=1), 0, timeline.zone),
        )
    ).all()


def able_days(
    timeline: Timeline,
    owners: Sequence[Owner],
    weekly: Mapping[int, list[Window]],
    absences: Mapping[int, list[Absence]],
) -> dict[int, set[date]]:
    """The days on which each of these can serve at some time, by id."""
    days = set(days_between(timeline.first_day, timeline.last_day))
    return {
        owner.id: days
        - whole_days(timeline, unavailable(timeline, weekly.get(owner.id, ()), absences.get(owner.id, ())))
        for owner in owners
    }


def whole_days(timeline: Timeline, spans: Iterable[Span]) -> set[date]:
    """The days of which these merged spans leave nothing."""
    return {
        timeline.origin + timedelta(days=number)
        for span in spans
        for number in range(-(-span.start // DAY), span.end // DAY)
    }


def per_day(timeline: Timeline, able: Iterable[set[date]]) -> dict[date, int]:
    """How many can serve on each day."""
    found = list(able)
    return {day: sum(day in each for each in found) for day in days_between(timeline.first_day, timeline.last_day)}
