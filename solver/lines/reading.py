"""A problem under its rules read as lines, or refused where lines cannot say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Ints, columns
from solver.lines.layout import NEVER, Lines
from solver.policy import PolicyError
from solver.problem import Problem
from solver.rules.base import UNLIMITED
from solver.search.compiled import Compiled
from solver.search.flattening import of_kind
from solver.terms import AtLeast, Exclusive, FreeDay, Leads, Need, Overtime, Room, Runs, Sum, Term, Weekends


class NotLines(PolicyError):
    """Rules about whole schedules are in force with something that cannot be kept there; the message says what."""


@dataclass(frozen=True, eq=False)
class Reading:
    """A problem as lines: duty a is role `role[a]`, and a roster costs `offset` more than its lines do."""

    lines: Lines
    role: Ints
    offset: int


def read(compiled: Compiled) -> Reading:
    """The lines of a problem, over the days of its horizon. Raises NotLines."""
    for reason in reasons(compiled):
        raise NotLines(f"rules about whole schedules are in force, but {reason}")
    problem, facts = compiled.problem, compiled.facts
    people, days = len(problem.people), len(problem.planned)
    day = compiled.tables.days[facts.role_activity] - problem.planned.start
    role = np.argsort(day, kind="stable")
    activity, day = facts.role_activity[role], day[role]
    day_start = np.searchsorted(day, np.arange(days + 1))
    lines = Lines(
        day_start=day_start,
        price=np.ascontiguousarray(prices(compiled)[:, role]),
        free_price=np.zeros((people, days), dtype=np.int64),
        follows=follows(day_start, activity, facts.clash),
        **sums(compiled, activity, day),
        **weekends(compiled),
        **runs(compiled),
        wanted=facts.wanted[role],
        under=facts.slot_price[role],
        over=facts.over_price[role],
    )
    return Reading(lines, role, compiled.besides)


def prices(compiled: Compiled) -> Ints:
    """What each role costs each person, `NEVER` where it is out of the question: also where it alone is too much for a
    sum. Shape (people, roles).
    """
    problem, facts = compiled.problem, compiled.facts
    people, activity = len(problem.people), facts.role_activity
    found = np.full((people, len(problem.roles)), NEVER, dtype=np.int64)
    for role, eligible in enumerate(compiled.eligible):
        found[eligible, role] = facts.pair_price[facts.eligible_start[role] : facts.eligible_start[role + 1]]
    for term in of_kind(compiled.terms, Sum):
        found[term.amount[None, activity] > term.most[:people, None]] = NEVER
    return found


def follows(day_start: Ints, activity: Ints, clash: Flags) -> Flags:
    """Which duty of each day may follow which of the day before, by their places in their days."""
    days = len(day_start) - 1
    fullest = int(np.diff(day_start).max(initial=0))
    found = np.zeros((max(0, days - 1), fullest, fullest), dtype=bool)
    for day in range(days - 1):
        first, second, last = day_start[day : day + 3]
        allowed = ~clash[np.ix_(activity[first:second], activity[second:last])]
        found[day, : second - first, : last - second] = allowed
    return found


def sums(compiled: Compiled, activity: Ints, day: Ints) -> dict[str, Ints]:
    """The sums that bind somebody, each with the least and the most of each person."""
    people = len(compiled.problem.people)
    found: dict[bytes, tuple[Ints, Ints, Ints]] = {}

    def bind(amount: Ints, least: Ints | int, most: Ints | int) -> None:
        """Hold everybody's sum of these amounts of all duties between two limits."""
        none, all_of_it = np.zeros(people, dtype=np.int64), np.full(people, UNLIMITED, dtype=np.int64)
        _, low, high = found.get(amount.tobytes(), (amount, none, all_of_it))
        found[amount.tobytes()] = amount, np.maximum(low, least), np.minimum(high, most)

    for term in of_kind(compiled.terms, Sum):
        for period in np.unique(term.period).tolist():
            amount, most = np.where(term.period == period, term.amount, 0)[activity], term.most[:people]
            smallest = amount[amount > 0].min(initial=UNLIMITED)
            if ((smallest <= most) & (most < highest(amount, day))).any():
                bind(amount, 0, most)
    for asked in of_kind(compiled.terms, AtLeast):
        bind(asked.amount[activity], asked.least[:people], UNLIMITED)
    rows = list(found.values())
    return {
        "amount": columns([amount for amount, _, _ in rows], len(activity)),
        "least": columns([least for _, least, _ in rows], people),
        "most": columns([most for _, _, most in rows], people),
    }


def highest(amount: Ints, day: Ints) -> int:
    """The most that one duty a day can count."""
    each = np.zeros(int(day.max(initial=0)) + 1, dtype=np.int64)
    np.maximum.at(each, day, amount)
    return int(each.sum())


def weekends(compiled: Compiled) -> dict[str, Ints]:
    """The weekend of each day of the horizon, and how many each person works at most."""
    problem = compiled.problem
    weekend = np.full(len(problem.planned), -1, dtype=np.int64)
    most = np.full(len(problem.people), UNLIMITED, dtype=np.int64)
    for term in of_kind(compiled.terms, Weekends):
        weekend, most = term.weekend[problem.planned.start : problem.planned.stop], term.most[: len(problem.people)]
    return {"weekend": weekend, "most_weekends": most}


def runs(compiled: Compiled) -> dict[str, Ints]:
    """The shortest and the longest runs of each person."""
    people = len(compiled.problem.people)
    shortest_work = shortest_free = np.zeros(people, dtype=np.int64)
    longest_free = np.full(people, UNLIMITED, dtype=np.int64)
    for term in of_kind(compiled.terms, Runs):
        shortest_work = np.maximum(shortest_work, term.shortest_work[:people])
        shortest_free = np.maximum(shortest_free, term.shortest_free[:people])
        longest_free = np.minimum(longest_free, term.longest_free[:people])
    return {
        "shortest_work": shortest_work,
        "longest_work": longest_work(compiled),
        "shortest_free": shortest_free,
        "longest_free": longest_free,
    }


def longest_work(compiled: Compiled) -> Ints:
    """How many days in a row each person works at most, by windows of one length that begin on every day."""
    found = np.full(len(compiled.problem.people), UNLIMITED, dtype=np.int64)
    for term in of_kind(compiled.terms, FreeDay):
        if rolling(term, compiled.problem.planned):
            found[term.bound[: len(found)]] = np.minimum(found, len(term.windows[0]) - 1)[term.bound[: len(found)]]
    return found


def rolling(term: FreeDay, days: range) -> bool:
    """Whether the windows of a term are those of one length from each of the days on from which it fits."""
    length, windows = len(term.windows[0]), set(term.windows)
    return all(len(window) == length for window in windows) and all(
        range(day, day + length) in windows for day in days[: max(0, len(days) - length + 1)]
    )


def reasons(compiled: Compiled) -> Iterator[str]:
    """What lines cannot say of a problem, in words."""
    problem = compiled.problem
    if problem.teams:
        yield "there are teams, whose schedules depend on those of their members"
    if problem.pins:
        yield "some duties are pinned"
    for person in problem.people:
        if person.commitments:
            yield f"{person.key} has duties in another roster"
    for role, eligible in zip(problem.roles, compiled.eligible, strict=True):
        if role.minimum:
            yield f"{role.key} has a minimum without which it does not go ahead"
        if role.takes < len(eligible):
            yield f"{role.key} takes only {role.takes} of {len(eligible)} people who could hold it"
    yield from reasons_of_clashes(compiled.tables.days, compiled.facts.clash)
    longest = longest_work(compiled)
    for rule in compiled.rules:
        if any(unsayable(term, problem, longest) for term in compiled.terms_of[rule]):
            yield f"{type(rule).__name__} cannot be kept together with them"


def reasons_of_clashes(days: Ints, clash: Flags) -> Iterator[str]:
    """What clashes beyond neighbouring days, or does not within one."""
    apart = np.abs(days[:, None] - days[None, :])
    if not clash[apart == 0].all():
        yield "somebody may have two duties on one day"
    if clash[apart > 1].any():
        yield "some duties rule out others that are days away"


def unsayable(term: Term, problem: Problem, longest_work: Ints) -> bool:
    """Whether lines cannot keep a term."""
    people = len(problem.people)
    if isinstance(term, Sum):
        return bool(term.weight.any())
    if isinstance(term, FreeDay):
        shortest = min(map(len, term.windows))
        return not rolling(term, problem.planned) and bool((longest_work[term.bound[:people]] >= shortest).any())
    if isinstance(term, Overtime):
        return bool(term.bound.any())
    if isinstance(term, Room):
        return bool((term.people < people).any())
    return isinstance(term, Need | Leads) or isinstance(term, Exclusive) and bool(term.activities.any())
