"""Arrays of a problem's facts that rules and search look up again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from solver.crews import crew
from solver.problem import DAY, WEEK, Commitment, Problem, Span

T = TypeVar("T")
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Tables:
    """Per activity its times, day, week and month, place. A duty counts for the day on which it begins.

    `cached` keeps what rules derive for themselves, so that each derives it once a problem.
    """

    problem: Problem
    memory: dict[Hashable, Any] = field(default_factory=dict)

    def cached(self, key: Hashable, derive: Callable[[Tables], T]) -> T:
        """What `derive` makes of these tables, made once for each key (a rule, or a rule and a name)."""
        if key not in self.memory:
            self.memory[key] = derive(self)
        kept: T = self.memory[key]
        return kept

    @cached_property
    def starts(self) -> Ints:
        """Start of each activity, in minutes."""
        return np.array([activity.span.start for activity in self.problem.activities], dtype=np.int64)

    @cached_property
    def ends(self) -> Ints:
        """End of each activity, in minutes."""
        return np.array([activity.span.end for activity in self.problem.activities], dtype=np.int64)

    @cached_property
    def minutes(self) -> Ints:
        """Length of each activity."""
        return self.ends - self.starts

    @cached_property
    def half_hours(self) -> Ints:
        """Started half hours of each activity, the unit of fairness."""
        return -(-self.minutes // 30)

    @cached_property
    def days(self) -> Ints:
        """Day on which each activity begins."""
        return self.starts // DAY

    @cached_property
    def weeks(self) -> Ints:
        """Calendar week (Monday to Sunday) in which each activity begins."""
        return self.starts // WEEK

    @cached_property
    def months(self) -> Ints:
        """Calendar month in which each activity begins, counted from the first month in use."""
        return np.array([self.month_of_day[day] for day in self.days], dtype=np.int64)

    @cached_property
    def month_of_day(self) -> Ints:
        """Month of each day, counted from 0."""
        months = np.array([day.month for day in self.problem.days], dtype=np.int64)
        return months - months.min() if len(months) else months

    @cached_property
    def rest(self) -> Flags:
        """Whether each activity begins on a day of rest."""
        return np.fromiter((self.problem.days[int(day)].rest for day in self.days), dtype=np.bool_)

    @cached_property
    def places(self) -> Ints:
        """Place of each activity."""
        return np.array([activity.place for activity in self.problem.activities], dtype=np.int64)

    @cached_property
    def gaps(self) -> Ints:
        """Minutes from the end of the earlier to the start of the later, for each two activities; negative if they
        overlap. Shape (activities, activities), symmetric.
        """
        first: Ints = self.starts[None, :] - self.ends[:, None]
        return np.maximum(first, first.T)

    @cached_property
    def travel(self) -> Ints:
        """Minutes of travel between the places of each two activities, the longer way where they differ."""
        matrix = self.problem.travel_matrix
        there = matrix[np.ix_(self.places, self.places)]
        return np.maximum(there, there.T)

    @cached_property
    def crews(self) -> dict[tuple[int, int], Ints]:
        """Per (team, activity) with a role for whole teams, the numbers of the people booked."""
        activities = sorted({role.activity for role in self.problem.roles if role.whole_team})
        return {
            (team, activity): np.array(crew(self.problem, team, activity), dtype=np.int64)
            for team in range(len(self.problem.teams))
            for activity in activities
        }


def gap(one: Span, other: Span) -> int:
    """Minutes between two spans, whichever comes first; negative if they overlap."""
    return max(other.start - one.end, one.start - other.end)


def commitment_day(duty: Commitment) -> int:
    """The day for which a commitment counts."""
    return duty.span.start // DAY
