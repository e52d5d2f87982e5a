"""A part of a roster, some people on some days, as lines of its own while all the rest stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Ints
from solver.lines.layout import NEVER, Lines
from solver.lines.master import cost_of

RUNS = ("shortest_work", "longest_work", "shortest_free", "longest_free")


@dataclass(frozen=True, eq=False)
class Part:
    """Lines over the days of a part and those around it, on which everybody has to do what they do.

    So many days lie around it that no run that may change reaches beyond them; so the lines are legal together with
    what lies farther away if they are legal by themselves.
    """

    lines: Lines
    people: Ints
    days: slice
    """The days of `lines` among all days."""
    count: Ints
    """How many others have each duty of these days."""

    first: int
    """The first duty of these days among all duties."""

    @property
    def duties(self) -> slice:
        """The duties of these days among all duties."""
        return slice(self.first, self.first + len(self.lines.wanted))

    def taken(self, roster: Ints) -> Ints:
        """The lines of its people on its days, from a roster (P, D)."""
        mine: Ints = roster[self.people, self.days]
        return np.where(mine >= 0, mine - self.first, -1)

    def cost(self, mine: Ints) -> int:
        """What lines of its people cost on its days, and the cover of these days."""
        return cost_of(self.lines, mine, self.count)

    def put(self, roster: Ints, mine: Ints) -> Ints:
        """Whole lines of its people that have `mine` on its days."""
        whole = roster[self.people]
        whole[:, self.days] = np.where(mine >= 0, mine + self.first, -1)
        return whole


def margin(lines: Lines) -> int:
    """How many days lie around the days of a part: as many as any limit on a run looks back, or a weekend has."""
    days = len(lines.weekend)
    limits = [getattr(lines, name) for name in RUNS]
    weekend = int(np.bincount(lines.weekend[lines.weekend >= 0], minlength=1).max())
    return max(weekend, *(int(limit[limit < days].max(initial=0)) for limit in limits))


def part_of(lines: Lines, roster: Ints, held: Ints, people: Ints, first: int, end: int) -> Part:
    """The part of some people on the days from `first` up to `end`; `held` says how many have each duty."""
    around = margin(lines)
    days = slice(max(first - around, 0), min(end + around, len(lines.weekend)))
    begin, stop = int(lines.day_start[days.start]), int(lines.day_start[days.stop])
    duties = slice(begin, stop)
    mine = roster[people]
    price, free_price = lines.price[people, duties].copy(), lines.free_price[people, days].copy()
    for day in [*range(days.start, first), *range(end, days.stop)]:
        bind(price, free_price, mine[:, day], day - days.start, lines.day_start[day : day + 2] - begin, begin)
    inside = mine[:, days]
    outside = np.concatenate((mine[:, : days.start], mine[:, days.stop :]), axis=1)
    elsewhere = np.where(outside[:, :, None] >= 0, lines.amount[outside], 0).sum(axis=1)
    weekend = np.where(split(lines, days), -1, lines.weekend[days])
    part = lines._replace(
        day_start=lines.day_start[days.start : days.stop + 1] - begin,
        price=price,
        free_price=free_price,
        follows=lines.follows[days.start : days.stop - 1],
        amount=lines.amount[duties],
        least=lines.least[people] - elsewhere,
        most=lines.most[people] - elsewhere,
        weekend=np.where(weekend >= 0, weekend - weekend[weekend >= 0].min(initial=1 << 30), -1),
        most_weekends=lines.most_weekends[people] - worked(mine, lines.weekend, np.unique(weekend[weekend >= 0])),
        wanted=lines.wanted[duties],
        under=lines.under[duties],
        over=lines.over[duties],
        **{name: getattr(lines, name)[people] for name in RUNS},
    )
    own = np.bincount(inside[inside >= 0] - begin, minlength=stop - begin)
    return Part(part, people, days, held[duties] - own, begin)


def bind(price: Ints, free_price: Ints, duty: Ints, day: int, duties: Ints, begin: int) -> None:
    """Bind people to what they do on one day."""
    works = duty >= 0
    own = price[works, duty[works] - begin]
    price[:, duties[0] : duties[1]] = NEVER
    price[works, duty[works] - begin] = own
    free_price[works, day] = NEVER


def split(lines: Lines, days: slice) -> Flags:
    """Which of these days are of a weekend that has further days outside."""
    outside = np.concatenate((lines.weekend[: days.start], lines.weekend[days.stop :]))
    found: Flags = np.isin(lines.weekend[days], outside[outside >= 0])
    return found


def worked(mine: Ints, weekend: Ints, but: Ints) -> Ints:
    """How many weekends each person works on, but for some."""
    found = np.zeros(len(mine), dtype=np.int64)
    for number in np.setdiff1d(weekend[weekend >= 0], but).tolist():
        found += (mine[:, weekend == number] >= 0).any(axis=1)
    return found
