"""From a mixture of lines to whole ones: the surest are taken for good, the rest is priced anew, and so on."""

from __future__ import annotations

from collections.abc import Generator as Steps

import numpy as np

from solver.arrays import Ints
from solver.lines.generation import Generation
from solver.lines.master import Key, line_of

SURE_SHARE = 0.75
"""Lines of which the mixture has more than this are taken at once; else the one it has most of."""

ROUNDS = 4
"""How often the rest is priced anew after lines were taken."""


def dive(generation: Generation, most: float) -> Steps[int, None, dict[int, Ints] | None]:
    """A line for each person of a generation; None if that would not cost less than `most`.

    Yields after each solve of the master, how much work it was.
    """
    master, taken = generation.master, dict[int, Key]()
    while len(taken) < len(generation.people):
        sure = surest(master.shares(), taken)
        taken.update((key[0], key) for key in sure)
        master.fix(sure)
        rest = np.array([person for person in generation.people.tolist() if person not in taken], dtype=np.int64)
        for round_ in range(ROUNDS):
            if not master.solve():
                return None
            yield master.work
            known = len(master.columns)
            if round_ + 1 < ROUNDS and len(rest):
                generation.priced(generation.pricing.worths(master.worth), rest)
            if len(master.columns) == known:
                break
        if master.value >= most:
            return None
    return {person: line_of(key) for person, key in taken.items()}


def surest(shares: dict[Key, float], taken: dict[int, Key]) -> list[Key]:
    """The lines to take next."""
    left = {key: share for key, share in shares.items() if key[0] not in taken}
    return [key for key, share in left.items() if share > SURE_SHARE] or [max(left, key=lambda key: left[key])]
