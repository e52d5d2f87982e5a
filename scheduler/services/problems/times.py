"""Minutes of a problem: from the town's wall clock to whole minutes since the origin, and back to days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.domain.clock import local
from scheduler.models import Absence, DayKind, Part, Wish
from solver.candidates import Wish as SolverWish
from solver.problem import Day
from solver.spans import DAY, Span

LOOKBACK_WEEKS = 5
"""A month of 31 days and a full week before the horizon: as far as any rule looks back."""

LOOKAHEAD_DAYS = 6
"""As far beyond the last day as a run of seven successive days reaches."""

FOREVER = 1 << 30
"""A minute that no problem reaches."""

Window = tuple[int, int, int]
"""Weekday (0 is Monday), first minute and last of a weekly time."""

PARTS = {
    Part.DAY: (0, DAY),
    Part.MORNING: (6 * 60, 12 * 60),
    Part.AFTERNOON: (12 * 60, 18 * 60),
    Part.EVENING: (18 * 60, DAY),
}


@dataclass(frozen=True)
class Timeline:
    """The axis of minutes of one problem: its origin is a Monday `LOOKBACK_WEEKS` weeks before the horizon's week."""

    origin: date
    first_day: date
    last_day: date
    zone: str

    @classmethod
    def of(cls, first_day: date, last_day: date, zone: str) -> Timeline:
        """The timeline of a roster's period."""
        origin = first_day - timedelta(days=first_day.weekday(), weeks=LOOKBACK_WEEKS)
        return cls(origin, first_day, last_day, zone)

    def day_start(self, day: date) -> int:
        """The minute of a day's local midnight; negative before the origin."""
        return (day - self.origin).days * DAY

    def minute(self, instant: datetime) -> int:
        """The minute of an instant, by the town's wall clock."""
        clock = local(instant, self.zone)
        return self.day_start(clock.date()) + clock.hour * 60 + clock.minute

    def span(self, starts_at: datetime, ends_at: datetime) -> Span:
        """The minutes between two instants."""
        return Span(self.minute(starts_at), self.minute(ends_at))

    def horizon(self) -> Iterable[date]:
        """The days of the roster, and the next one, into which an overnight duty may reach."""
        return (self.first_day + timedelta(days=n) for n in range((self.last_day - self.first_day).days + 2))

    @property
    def planned(self) -> Span:
        """The minutes of the roster's days."""
        return Span(self.day_start(self.first_day), self.day_start(self.last_day + timedelta(days=1)))

    @property
    def end(self) -> date:
        """The first day that no rule looks at: a Monday after the month of the last day, whose duties count as one."""
        month = self.last_day.replace(day=monthrange(self.last_day.year, self.last_day.month)[1])
        last = max(month, self.last_day + timedelta(days=LOOKAHEAD_DAYS))
        return last + timedelta(days=7 - last.weekday())

    def days(self, special: Mapping[date, DayKind]) -> tuple[Day, ...]:
        """The calendar from origin to end: a day of rest is a holiday, or a weekend that is not a working one."""
        dates = [self.origin + timedelta(days=n) for n in range((self.end - self.origin).days)]
        return tuple(Day(rest_day(day, special.get(day)), day.year * 12 + day.month) for day in dates)


def rest_day(day: date, kind: DayKind | None) -> bool:
    """Whether people are off on this day; an unannounced day is what its weekday says."""
    if kind is DayKind.HOLIDAY:
        return True
    return day.weekday() >= 5 and kind is not DayKind.WORKING_WEEKEND


def unavailable(timeline: Timeline, weekly: Iterable[Window], absences: Iterable[Absence]) -> tuple[Span, ...]:
    """When somebody cannot serve: outside the weekly times (if there are any) and in absences, merged and in order."""
    spans = [timeline.span(absence.starts_at, absence.ends_at) for absence in absences]
    windows: dict[int, list[tuple[int, int]]] = {weekday: [] for weekday in range(7)}
    for weekday, start, end in weekly:
        windows[weekday].append((start, end))
    if any(windows.values()):
        gaps = {weekday: outside(found) for weekday, found in windows.items()}
        for day in timeline.horizon():
            midnight = timeline.day_start(day)
            spans += [Span(midnight + start, midnight + end) for start, end in gaps[day.weekday()]]
    return merged(spans)


def outside(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The minutes of a day that none of these covers, each from and to."""
    gaps, reached = [], 0
    for start, end in sorted(windows):
        if start > reached:
            gaps.append((reached, start))
        reached = max(reached, end)
    return gaps if reached >= DAY else [*gaps, (reached, DAY)]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same minutes in as few spans as possible, in order."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def wishes(timeline: Timeline, rows: list[Wish]) -> tuple[SolverWish, ...]:
    """A person's weekly wishes on each day of the horizon."""
    return tuple(
        SolverWish(Span(midnight + PARTS[row.part][0], midnight + PARTS[row.part][1]), row.liking)
        for day in timeline.horizon()
        for midnight in [timeline.day_start(day)]
        for row in rows
        if row.weekday == day.weekday()
    )


def adult_from(timeline: Timeline, born_on: date | None) -> int:
    """The minute of the 18th birthday; 0 where the date of birth is unknown or the person was of age at the origin.

    Whoever was born on 29 February comes of age on 1 March.
    """
    if born_on is None:
        return 0
    leap_day = (born_on.month, born_on.day) == (2, 29)
    birthday = date(born_on.year + 18, 3, 1) if leap_day else born_on.replace(year=born_on.year + 18)
    return max(0, timeline.day_start(birthday))
