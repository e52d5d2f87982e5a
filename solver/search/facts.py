"""What compiled functions read of a problem (`Facts`) and keep of a roster (`Held`), as flat arrays."""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from solver.arrays import Flags, Ints

ZERO = cast("int", np.int64(0))
NONE = cast("int", np.int64(-1))
"""No amount, and a number that names nothing. Of 64 bits: whatever gets a literal is compiled once more."""

FORBIDDEN = 1 << 60
"""The price of what a hard rule forbids: half of it is more than the dearest policy makes of a booking."""

TOO_MUCH = cast("int", np.int64(FORBIDDEN // 2))


class Facts(NamedTuple):
    """Arrays of one problem. A list per thing is kept flat: of thing n, the entries from `start[n]` to `start[n + 1]`.

    `C` candidates (`people` people, then teams), `R` roles, `A` activities, `K` sums, `N` needs, `L` leads, `D` days.
    """

    people: int
    role_activity: Ints
    minimum: Ints
    wanted: Ints
    takes: Ints
    slot_price: Ints
    over_price: Ints
    slot_start: Ints
    slot_role: Ints
    activity_price: Ints
    role_start: Ints
    roles: Ints
    """Roles of each activity, those with the fewest eligible candidates first."""
    eligible_start: Ints
    eligible: Ints
    pair_price: Ints
    pin_start: Ints
    pins: Ints
    """Pinned candidates of each role."""
    stuck: Flags
    """Activities with a pin that can never be: they do not go ahead."""
    pinned_to: Ints
    """How many are pinned to each activity."""
    near_start: Ints
    near: Ints
    """Activities on the same or a neighbouring day as each, itself among them."""
    clash: Flags
    clash_bits: NDArray[np.uint8]
    """(A, A) whether two activities clash; the same eight to a byte, the lowest bit first: small enough to lie near
    the processor, since it is asked all the time."""
    committed_row: Ints
    committed: Flags
    """(C): the row of `committed` (rows, A) that says which activities clash with duties outside the problem, -1 where
    a candidate has none that do."""
    crew_row: Ints
    """(teams, A): the row of `crew_start` with the people whom the team books there, -1 where it never goes."""
    crew_start: Ints
    crew: Ints
    minutes: Ints
    day: Ints
    amount: Ints
    period: Ints
    most: Ints
    weight: Ints
    base: Ints
    crews: Flags
    """(A, K), (A, K), (C, K), (C, K), (C, K), (K): the sums, see `solver.terms.Sum`."""
    window_start: Ints
    window_first: Ints
    window_length: Ints
    window_bound: Flags
    """Windows that hold each day, each with its first day and length; (windows, C) whom it binds."""
    weekend: Ints
    weekends_most: Ints
    """(terms, D), (terms, C): see `solver.terms.Weekends`."""
    overtime: Ints
    overtime_month: Ints
    overtime_bound: Flags
    """(terms, 4) of day, week, cost, most; (terms, weeks); (terms, C)."""
    need_start: Ints
    need_minimum: Ints
    need_people: Ints
    need_because: Ints
    need_most: Ints
    groups: Flags
    """(A + 1), (N) each: the needs of each activity, sorted; whom they count and because of whom they are asked (-1: in
    any case) are rows of `groups` (groups, people)."""
    lead_start: Ints
    lead_bound: Flags
    lead_before_start: Ints
    lead_before: Ints
    linked: Flags
    """The leads of each role, (L, C) whom each binds, and one of which roles it asks; (R) roles that a lead names."""
    room: Ints
    exclusive_start: Ints
    exclusive: Ints


class Held(NamedTuple):
    """A roster under construction, and what follows from it for every candidate and activity.

    `slots` are the holders of each role, packed from `slot_start` on, `filled` of them. A candidate's `bookings` are
    (activity, role, holder), where the holder is the candidate or the team with which it goes; `duties` of them.
    `heads` (A) counts people by their bookings, `have` (N) each of those needed once, `because` (N) each because of
    whom they are. `unled` (1) counts the leads that bookings lack. `changed` (R + 2) is how many roles were put into or
    taken from since the roster was last copied, and which, as they came; R + 1 where they were too many to be written.
    """

    slots: Ints
    filled: Ints
    booked: Ints
    heads: Ints
    bookings: Ints
    duties: Ints
    sums: Ints
    day_count: NDArray[np.int32]
    day_minutes: Ints
    have: Ints
    because: Ints
    unled: Ints
    changed: Ints
