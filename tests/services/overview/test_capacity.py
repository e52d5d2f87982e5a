"""Who can serve on which days of a period."""

from __future__ import annotations

from datetime import date

from scheduler.models import Absence, Person, Team, WeeklyTime
from scheduler.services.overview.capacity import Able, able_in
from scheduler.services.problems.times import Timeline
from tests.services.small_town import FIRST, SmallTown, at

LAST = date(2026, 11, 25)


def able(small: SmallTown) -> Able:
    """Monday to Wednesday."""
    return able_in(small.session, small.town.id, Timeline.of(FIRST, LAST, small.town.timezone))


def weekly(small: SmallTown, owner: Person | Team, weekday: int, start: int, end: int) -> None:
    mine = {"team_id" if isinstance(owner, Team) else "person_id": owner.id}
    small.add(WeeklyTime(town_id=small.town.id, weekday=weekday, start_minute=start, end_minute=end, **mine))


def absent(small: SmallTown, owner: Person | Team, *days: tuple[int, float]) -> None:
    mine = {"team_id" if isinstance(owner, Team) else "person_id": owner.id}
    (first, start), (last, end) = days
    small.add(Absence(town_id=small.town.id, starts_at=at(first, start), ends_at=at(last, end), **mine))


def counted(found: Able) -> tuple[list[int], list[int]]:
    return list(found.people.values()), list(found.teams.values())


def test_whoever_has_any_time_of_a_day_free_can_serve_on_it(small: SmallTown) -> None:
    small.volunteer("随时")
    tuesdays = small.volunteer("只周二")
    weekly(small, tuesdays, 1, 8 * 60, 12 * 60)
    away = small.volunteer("周一请假")
    absent(small, away, (23, 0), (24, 0))
    half = small.volunteer("周一上午请假")
    absent(small, half, (23, 0), (23, 12))
    found = able(small)
    assert counted(found) == ([2, 4, 3], [0, 0, 0])
    assert (found.absent, found.unasked) == ([], 3)
    assert list(found.people) == [FIRST, date(2026, 11, 24), LAST]


def test_an_absence_that_covers_what_is_left_of_a_weekly_time_takes_the_day(small: SmallTown) -> None:
    person = small.volunteer()
    weekly(small, person, 0, 8 * 60, 12 * 60)
    weekly(small, person, 2, 8 * 60, 12 * 60)
    absent(small, person, (23, 7), (23, 13))
    assert counted(able(small))[0] == [0, 0, 1]


def test_who_can_serve_on_no_day_is_named(small: SmallTown) -> None:
    away = small.volunteer("外出")
    absent(small, away, (20, 0), (29, 0))
    weekends = small.volunteer("只周末")
    weekly(small, weekends, 5, 8 * 60, 12 * 60)
    small.volunteer("已停用", active=False)
    team = small.team("一队", [])
    other = small.team("二队", [])
    absent(small, team, (23, 0), (26, 0))
    found = able(small)
    assert counted(found) == ([0, 0, 0], [1, 1, 1])
    assert (found.absent, found.absent_teams) == ([away, weekends], [team])
    assert other not in found.absent_teams


def test_an_absence_before_or_after_the_period_takes_nothing(small: SmallTown) -> None:
    person = small.volunteer()
    absent(small, person, (20, 0), (23, 0))
    absent(small, person, (26, 0), (28, 0))
    assert counted(able(small))[0] == [1, 1, 1]
