"""Labels of weeks, against all of them. The whole is compared in `test_cheapest.py`."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np

from solver.arrays import Ints
from solver.proof.paths import FAR
from solver.proof.weeks import cheapest_label, in_total, undominated

SIZE, SQUARES = (3, 2, 4), (5, 0, 2)
DIGITS = list(product(*map(range, SIZE)))
"""The digits of each label, in order."""


def ints(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.int64)


def square(digits: tuple[int, ...]) -> int:
    """What the sums of a label cost."""
    return sum(price * digit**2 for price, digit in zip(SQUARES, digits, strict=True))


def some_costs(random: Random) -> list[int]:
    """What paths to each label cost; to some there is none."""
    return [random.choice((FAR, *range(-40, 0))) for _ in DIGITS]


def test_a_label_is_kept_where_no_smaller_one_costs_as_little_with_its_squares() -> None:
    random, found = Random(1), np.empty(len(DIGITS), dtype=np.int64)
    for _ in range(50):
        costs = some_costs(random)
        whole = [cost + square(digits) for cost, digits in zip(costs, DIGITS, strict=True)]
        kept = [
            label
            for label, digits in enumerate(DIGITS)
            if whole[label] < FAR // 2
            and not any(
                other != label
                and whole[other] <= whole[label]
                and all(a <= b for a, b in zip(less, digits, strict=True))
                for other, less in enumerate(DIGITS)
            )
        ]
        count = undominated(ints(*costs), ints(*SIZE), ints(*SQUARES), found)
        assert found[:count].tolist() == kept


def test_the_cheapest_label_is_that_of_the_cheapest_whole_schedule() -> None:
    random = Random(2)
    for _ in range(50):
        costs = [random.randint(-40, 0) for _ in DIGITS]
        whole = [cost + square(digits) for cost, digits in zip(costs, DIGITS, strict=True)]
        labels = ints(*range(len(DIGITS)))
        label, cost = cheapest_label(ints(*costs), labels, ints(*SIZE), ints(*SQUARES))
        assert (whole[label], cost) == (min(whole), min(whole))


def test_a_label_of_a_week_has_its_digits_over_all_weeks_but_for_sums_that_cost_nothing() -> None:
    total = ints(5, 9, 7)
    for label, (first, _, last) in enumerate(DIGITS):
        assert in_total(label, ints(*SIZE), total, ints(*SQUARES)) == (first * 9 + 0) * 7 + last
