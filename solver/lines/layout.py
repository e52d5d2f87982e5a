"""Lines, laid out for compiled functions: what each person may do on each day, and what makes a whole line legal.

A line is one person's schedule over all days. Everybody has at most one duty a day.
"""

from __future__ import annotations

from typing import NamedTuple

from solver.arrays import Flags, Ints

NEVER = 1 << 40
"""The price of a duty that a person can never have, and of a line that is not legal."""


class Lines(NamedTuple):
    """`P` people, `D` days, `A` duties in order of their days, `K` sums over all days, `W` weekends.

    Runs of work or of free days that touch the first or the last day may be as short as they like: they may go on
    outside.
    """

    day_start: Ints
    """(D + 1) The duties of day d are those from `day_start[d]` to `day_start[d + 1]`."""
    price: Ints
    """(P, A) What each duty costs each person by itself, below 0 for one that is wished for; `NEVER`."""
    free_price: Ints
    """(P, D) What a day without duty costs; `NEVER` where the person must work."""
    follows: Flags
    """(D - 1, N, N) Whether the second duty of the day after may follow the first of each day, both by their places in
    their days; `N` duties are on the fullest day. For all pairs of duties it would be gigabytes in a year.
    """
    amount: Ints
    """(A, K) What each duty counts in each sum."""
    least: Ints
    most: Ints
    """(P, K) Between what each person's sums lie."""
    weekend: Ints
    """(D) The weekend that each day is of, -1 for none; its days are neighbours. One with any duty is worked."""
    most_weekends: Ints
    """(P) Weekends worked, at most."""
    shortest_work: Ints
    longest_work: Ints
    shortest_free: Ints
    longest_free: Ints
    """(P) Days in a row, at least and at most."""
    wanted: Ints
    under: Ints
    over: Ints
    """(A) How many a duty wants, what each that is missing costs, and each beyond it."""
