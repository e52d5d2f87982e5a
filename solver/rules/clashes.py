"""Rules about two duties of one person: once an activity, not in two places, rest between days, what follows what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import ClassVar

import numpy as np

from solver.arrays import Flags
from solver.judged import Booking, Judged, booking_in, commitments
from solver.neighbourhood import Neighbourhood
from solver.problem import Problem
from solver.rules.base import Finding, Measure, Rule, Scope
from solver.spans import DAY, gap
from solver.tables import Tables
from solver.terms import Clash


@dataclass(frozen=True)
class ClashRule(Rule):
    """A hard rule about each two bookings of a person. Subclasses say by how much two of them are too close."""

    hard = True
    scope = Scope.PERSON
    unit: ClassVar[str] = "min"

    def short(self, problem: Problem, one: Booking, other: Booking) -> int:
        """By how much, in the rule's unit, the two bookings break the rule; 0 or less if they do not."""
        raise NotImplementedError

    def reason(self, one: Booking, other: Booking) -> str:  # noqa: ARG002
        """What kind of clash it is, where a rule knows several."""
        return ""

    def clashes(self, tables: Tables) -> Flags:
        """Which activities clash with which, as `short` says for bookings in them. Shape (activities, activities)."""
        raise NotImplementedError

    def check(self, judged: Judged) -> Iterator[Finding]:
        """A finding for each two bookings of a candidate that clash; two commitments are nobody's business here."""
        for candidate, bookings in enumerate(judged.bookings):
            for one, other in combinations(bookings, 2):
                short = self.short(judged.problem, one, other)
                if short > 0 and (one.role >= 0 or other.role >= 0):
                    roles = tuple(booking.role for booking in (one, other) if booking.role >= 0)
                    yield Finding(self, (candidate,), roles, short, self.unit, reason=self.reason(one, other))

    def terms(self, tables: Tables) -> Iterator[Clash]:
        """What clashes with what."""
        yield Clash(self.clashes(tables), self.committed(tables))

    def committed(self, tables: Tables) -> Flags:
        """Which candidates' commitments clash with which activities. Shape (candidates, activities)."""
        problem = tables.problem
        flags = np.zeros((problem.candidates, len(problem.activities)), dtype=bool)
        bookings = [booking_in(problem, activity) for activity in range(len(problem.activities))]
        for candidate in range(problem.candidates):
            for fixed in commitments(problem, candidate):
                flags[candidate] |= [self.short(problem, fixed, booking) > 0 for booking in bookings]
        return flags

    def post(self, model: Neighbourhood) -> None:
        """At most one of each two clashing bookings; none that clashes with one outside the neighbourhood."""
        for candidate in model.candidates:
            free, fixed = model.free(candidate), model.fixed(candidate)
            for booking, literal in free:
                if any(self.short(model.problem, booking, other) > 0 for other in fixed):
                    model.cp.add(literal == 0)
            for (one, x), (other, y) in combinations(free, 2):
                if self.short(model.problem, one, other) > 0:
                    model.cp.add(x + y <= 1)


@dataclass(frozen=True)
class OnceAnActivity(ClashRule):
    """Hard. A person holds one role of an activity at most: lead and deputy differ."""

    title = "One role per person and activity"
    sentence = "A person holds one role of an activity at most."
    keeps_away = {"": "{count} are on this activity already"}
    unit = "assignment"

    def short(self, problem: Problem, one: Booking, other: Booking) -> int:  # noqa: ARG002
        """1 for two bookings in the same activity, unless both come with the same team's."""
        same = one.activity == other.activity >= 0
        return int(same and (one.team is None or one.team != other.team))

    def clashes(self, tables: Tables) -> Flags:
        """Each activity with itself."""
        return np.eye(len(tables.problem.activities), dtype=bool)


@dataclass(frozen=True)
class NotInTwoPlaces(ClashRule):
    """Hard. Between two duties of a person lies at least the travel time between their places; none overlap.

    Back to back at one place is allowed. A team's people are counted once: a duty with the team is a duty like any
    other, and the finding's reason is "team" then. What a team does twice is found once, for the team.
    """

    title = "Not in two places at once"
    sentence = "Between two duties of a person lies at least the way between their places."
    kinds = {"team": "A team's people are counted once"}
    keeps_away = {"": "{count} are on duty elsewhere"}

    def short(self, problem: Problem, one: Booking, other: Booking) -> int:
        """Missing minutes between two duties."""
        same_team = one.team is not None and one.team == other.team
        if same_team or one.activity == other.activity >= 0:
            return 0
        travel = problem.travel
        way = max(travel[one.place][other.place], travel[other.place][one.place])
        return way - gap(one.span, other.span)

    def reason(self, one: Booking, other: Booking) -> str:
        """Whether a team is part of it."""
        return "" if one.team is None and other.team is None else "team"

    def clashes(self, tables: Tables) -> Flags:
        """Each two different activities with less time between them than the way takes."""
        flags: Flags = (tables.gaps < tables.travel) & ~np.eye(len(tables.gaps), dtype=bool)
        return flags


@dataclass(frozen=True)
class MinimumRest(ClashRule):
    """Hard. Between the last duty of one day and the first of a later day lie at least `minutes`.

    Within a day only overlap and travel bind. A town's policy, not a statute.
    """

    title = "Rest between two days"
    sentence = "Between the last duty of one day and the first of a later day lie at least {minutes} h of rest."
    measures = {"minutes": Measure.HOURS}
    keeps_away = {"": "{count} need their rest"}
    minutes: int = 10 * 60

    def short(self, problem: Problem, one: Booking, other: Booking) -> int:  # noqa: ARG002
        """Missing minutes between two duties that begin on different days and do not overlap."""
        if one.span.start // DAY == other.span.start // DAY or one.team is not None and one.team == other.team:
            return 0
        between = gap(one.span, other.span)
        return self.minutes - between if between >= 0 else 0

    def clashes(self, tables: Tables) -> Flags:
        """Activities of different days with less than the rest between them."""
        other_day = tables.days[:, None] != tables.days[None, :]
        flags: Flags = other_day & (tables.gaps >= 0) & (tables.gaps < self.minutes)
        return flags


@dataclass(frozen=True)
class OneDutyADay(ClashRule):
    """Hard. Nobody begins two duties on one day."""

    title = "One duty a day"
    sentence = "Nobody has two duties on one day."
    keeps_away = {"": "{count} are on duty that day"}
    unit = "duty"

    def short(self, problem: Problem, one: Booking, other: Booking) -> int:  # noqa: ARG002
        """1 for two duties that begin on one day, unless both come with the same team's."""
        same = one.span.start // DAY == other.span.start // DAY
        return int(same and (one.team is None or one.team != other.team))

    def clashes(self, tables: Tables) -> Flags:
        """Each two activities of one day."""
        flags: Flags = tables.days[:, None] == tables.days[None, :]
        return flags


@dataclass(frozen=True)
class Successions(ClashRule):
    """Hard. On the day after a duty of one kind comes none of certain others: after a night, say, no early duty.

    `never` names them, as in "night>early". Of duties outside the problem the kind is not known: anything may follow
    them.
    """

    title = "What may follow on the next day"
    keeps_away = {"": "{count} have a duty that does not go with it the day before or after"}
    unit = "duty"
    never: tuple[str, ...] = ()

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The kinds of which the second does not follow the first."""
        return frozenset(tuple(part.strip() for part in words.split(">", 1)) for words in self.never)  # type: ignore[misc]

    def short(self, problem: Problem, one: Booking, other: Booking) -> int:
        """1 for duties of neighbouring days of which the later does not go with the earlier."""
        if min(one.activity, other.activity) < 0 or abs(one.span.start // DAY - other.span.start // DAY) != 1:
            return 0
        first, second = sorted((one, other), key=lambda booking: booking.span.start)
        kinds = problem.activities[first.activity].kind, problem.activities[second.activity].kind
        return int(kinds in self.pairs)

    def clashes(self, tables: Tables) -> Flags:
        """Each two activities of which the later does not go with the earlier."""
        kinds = sorted({activity.kind for activity in tables.problem.activities})
        number = np.array([kinds.index(activity.kind) for activity in tables.problem.activities], dtype=np.int64)
        never = np.array([[(one, other) in self.pairs for other in kinds] for one in kinds], dtype=bool)
        next_day = tables.days[None, :] == tables.days[:, None] + 1
        flags: Flags = next_day & never.reshape(len(kinds), len(kinds))[number[:, None], number[None, :]]
        return flags | flags.T
