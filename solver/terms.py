"""What a rule says, as arrays over candidates and activities: the compiled search adds terms up and knows no rule.

A candidate who is sent as a whole team books its crew too: what holds for one person's schedule holds for each of them.
`C` candidates (people, then teams), `P` people, `A` activities.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from solver.arrays import Flags, Ints


@dataclass(frozen=True, eq=False)
class PairPrice:
    """What each candidate costs in a role by itself: `of(role, who)` prices each of `who` in its role.

    Where a booking saves what its absence costs, its price is below 0, and `nobody` is what all their absence costs.
    """

    of: Callable[[Ints, Ints], Ints]
    nobody: int = 0


@dataclass(frozen=True, eq=False)
class Clash:
    """Activities of which nobody does both. `activities` (A, A) is symmetric; `committed` (C, A) tells which activities
    clash with duties that a candidate has outside the problem.
    """

    activities: Flags
    committed: Flags


@dataclass(frozen=True, eq=False)
class Sum:
    """A sum over the bookings of each candidate in each period.

    A booking in activity a counts `amount[a]` in `period[a]`; `fixed` (C, periods) is there already by duties outside
    the problem. No sum may go beyond `most` (C). Each costs `weight` x ((base + sum)^2 - base^2), where `weight` and
    `base` (C) are a candidate's own; where it costs, nothing is fixed. `crews`: what a team does counts for each
    member of its crew too.
    """

    amount: Ints
    period: Ints
    fixed: Ints
    most: Ints
    weight: Ints
    base: Ints
    crews: bool = True


@dataclass(frozen=True, eq=False)
class AtLeast:
    """The bookings of each candidate count at least `least` (C) together, `fixed` (C) of which is there already.

    A booking in activity a counts `amount[a]`. Only whole schedules can keep it: see `Compiled.whole`.
    """

    amount: Ints
    fixed: Ints
    least: Ints


@dataclass(frozen=True, eq=False)
class Runs:
    """How many of the `days` each candidate (C) works in a row at least, and has free in a row at least and at most.

    Runs that touch the first or the last of the days may be shorter: they may go on outside. `fixed` (C, all days) are
    days taken by duties outside the problem. Only whole schedules can keep it.
    """

    days: range
    shortest_work: Ints
    shortest_free: Ints
    longest_free: Ints
    fixed: Flags


@dataclass(frozen=True, eq=False)
class Weekends:
    """Each candidate has bookings in at most `most` (C) weekends. `weekend` is the one of each day, -1 for none.

    `fixed` (C, all days) are days taken by duties outside the problem.
    """

    weekend: Ints
    most: Ints
    fixed: Flags


@dataclass(frozen=True, eq=False)
class FreeDay:
    """Among the days of each window, those whom `bound` (C) names have one without a booking.

    `fixed` (C, days) are days taken by duties outside the problem.
    """

    windows: tuple[range, ...]
    bound: Flags
    fixed: Flags


@dataclass(frozen=True, eq=False)
class Overtime:
    """Minutes beyond `day` on the seven days of a week or beyond `week` in all, whichever are more, cost `cost` each.

    In the weeks of one month (`month` of each week) they are at most `most`. `fixed` (C, weeks * 7) are minutes of
    duties outside the problem.
    """

    day: int
    week: int
    cost: int
    most: int
    month: Ints
    bound: Flags
    fixed: Ints


@dataclass(frozen=True, eq=False)
class Need:
    """An activity that goes ahead has at least `minimum` of these `people` (P), and never more than `most`.

    The minimum is asked only if somebody of `because` (P) is there, where that is not None. `reason` and `subject` say
    who these people are. Needs may share their arrays: one that is the same object is kept once.
    """

    activity: int
    people: Flags
    minimum: int
    reason: str
    subject: int | None = None
    because: Flags | None = None
    most: int | None = None


@dataclass(frozen=True, eq=False)
class Leads:
    """Of `bound` (C), whoever holds `role` by itself holds one of the `before` roles too, by itself or with a team."""

    role: int
    bound: Flags
    before: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Demand:
    """How many candidates each role needs for its activity to go ahead, how many it wants, and how many it takes."""

    minimum: Ints
    wanted: Ints
    most: Ints


@dataclass(frozen=True, eq=False)
class SlotPrice:
    """What a slot of each role costs that stays open."""

    roles: Ints


@dataclass(frozen=True, eq=False)
class OverPrice:
    """What each holder of a role costs beyond those that it wants."""

    roles: Ints


@dataclass(frozen=True, eq=False)
class ActivityPrice:
    """What each activity costs that does not go ahead."""

    activities: Ints


@dataclass(frozen=True, eq=False)
class Room:
    """How many people on duty each activity has room for."""

    people: Ints


@dataclass(frozen=True, eq=False)
class Exclusive:
    """Activities (A, A), symmetric, of which no two go ahead."""

    activities: Flags


Term = (
    PairPrice
    | Clash
    | Sum
    | AtLeast
    | Runs
    | Weekends
    | FreeDay
    | Overtime
    | Need
    | Leads
    | Demand
    | SlotPrice
    | OverPrice
    | ActivityPrice
    | Room
    | Exclusive
)
