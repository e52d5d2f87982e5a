"""Tiny random rosters of lines, and what a line is, said once more in plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, product

import numpy as np

from solver.lines.generation import Generation, everybody
from solver.lines.graphs import Selection, barred
from solver.lines.layout import NEVER, Lines

Line = tuple[int, ...]


def tiny(seed: int, people: int = 2, days: int = 6) -> Lines:
    """A random one: up to three duties a day, three sums, weekends of two or three days, runs of any kind."""
    random = np.random.default_rng(seed)
    each = random.integers(0 if seed % 3 == 0 else 1, 4 if days < 7 else 3, days)
    start = np.append(0, np.cumsum(each))
    duties, most = int(start[-1]), max(int(each.max()), 1)
    price = random.integers(-4, 9, (people, duties))
    price[random.random((people, duties)) < 0.15] = NEVER
    free = random.integers(-2, 3, (people, days))
    free[random.random((people, days)) < 0.04] = NEVER
    amount = random.integers(0, 3, (duties, 3)) * np.array([4, 1, 3])
    least = np.where(random.random((people, 3)) < 0.3, random.integers(0, 9, (people, 3)), 0)
    limit = np.where(random.random((people, 3)) < 0.6, random.integers(3, 16, (people, 3)), 99)
    length = int(random.integers(2, 4))
    weekend = np.array([day // 4 if day % 4 < length else -1 for day in range(days)])
    shortest = random.integers(1, 4, (2, people))
    longest = np.where(random.random((2, people)) < 0.6, shortest + random.integers(0, 3, (2, people)), days)
    return Lines(
        day_start=start,
        price=price,
        free_price=free,
        follows=random.random((days - 1, most, most)) < 0.8,
        amount=amount,
        least=least,
        most=np.maximum(limit, least),
        weekend=weekend,
        most_weekends=random.integers(0, 4, people),
        shortest_work=shortest[0],
        longest_work=longest[0],
        shortest_free=shortest[1],
        longest_free=longest[1],
        wanted=random.integers(0, 3, duties),
        under=random.integers(0, 12, duties),
        over=random.integers(0, 4, duties),
    )


def all_lines(lines: Lines) -> Iterator[Line]:
    """Every way to fill the days, legal or not."""
    days = zip(lines.day_start[:-1].tolist(), lines.day_start[1:].tolist(), strict=True)
    return product(*((-1, *range(first, end)) for first, end in days))


def is_legal(lines: Lines, person: int, line: Line) -> bool:
    """Whether a person may have a line."""
    if any(lines.free_price[person, day] >= NEVER for day, duty in enumerate(line) if duty < 0):
        return False
    duties = [duty for duty in line if duty >= 0]
    if (lines.price[person, duties] >= NEVER).any():
        return False
    sums = lines.amount[duties].sum(axis=0)
    if (sums < lines.least[person]).any() or (sums > lines.most[person]).any():
        return False
    weekends = {int(lines.weekend[day]) for day, duty in enumerate(line) if duty >= 0} - {-1}
    if len(weekends) > lines.most_weekends[person]:
        return False
    for day in range(len(line) - 1):
        one, two = line[day], line[day + 1]
        if one >= 0 and two >= 0:
            places = one - lines.day_start[day], two - lines.day_start[day + 1]
            if not lines.follows[(day, *places)]:
                return False
    return all(run_fits(lines, person, *run) for run in runs(line))


def runs(line: Line) -> Iterator[tuple[bool, int, bool]]:
    """The runs of a line: whether at work, how long, whether one touches the first or last day."""
    at = 0
    for works, days in groupby(duty >= 0 for duty in line):
        length = len(list(days))
        yield works, length, at == 0 or at + length == len(line)
        at += length


def run_fits(lines: Lines, person: int, works: bool, length: int, outside: bool) -> bool:
    """Whether a run is neither too short nor too long."""
    shortest = (lines.shortest_work if works else lines.shortest_free)[person]
    longest = (lines.longest_work if works else lines.longest_free)[person]
    return bool(length <= longest and (outside or length >= shortest))


def line_price(lines: Lines, person: int, line: Line) -> int:
    """What a line costs by itself."""
    duties = [duty for duty in line if duty >= 0]
    free = [day for day, duty in enumerate(line) if duty < 0]
    return int(lines.price[person, duties].sum() + lines.free_price[person, free].sum())


def legal_lines(lines: Lines, person: int) -> list[Line]:
    """All legal lines of a person."""
    return [line for line in all_lines(lines) if is_legal(lines, person, line)]


def possible(seeds: Iterable[int], people: int = 2, days: int = 6) -> Iterator[tuple[int, Lines, list[list[Line]]]]:
    """The random ones of these seeds in which everybody has a legal line, with all legal lines of each."""
    for seed in seeds:
        lines = tiny(seed, people, days)
        legal = [legal_lines(lines, person) for person in range(people)]
        if all(legal):
            yield seed, lines, legal


def generated(seeds: Iterable[int], days: int = 4) -> Iterator[tuple[int, Generation, int]]:
    """Column generation over everybody that knows one line of each, and what the best of all rosters costs."""
    for seed, lines, legal in possible(seeds, days=days):
        found = everybody(lines)
        for person, mine in enumerate(legal):
            found.master.add(person, np.array(mine[0], dtype=np.int64))
        yield seed, found, best_cost(lines, legal)


def best_cost(lines: Lines, legal: list[list[Line]]) -> int:
    """What the best of all rosters of these lines costs."""
    return min(roster_cost(lines, list(roster)) for roster in product(*legal))


def counting_all(lines: Lines) -> Selection:
    """Graphs that count every sum."""
    selection = Selection(barred(lines))
    selection.counted[:] = True
    return selection


def roster_cost(lines: Lines, roster: list[Line]) -> int:
    """What a roster costs."""
    count = np.zeros(len(lines.wanted), dtype=np.int64)
    for line in roster:
        for duty in line:
            if duty >= 0:
                count[duty] += 1
    cover = lines.under * np.maximum(lines.wanted - count, 0) + lines.over * np.maximum(count - lines.wanted, 0)
    return int(cover.sum()) + sum(line_price(lines, person, line) for person, line in enumerate(roster))
