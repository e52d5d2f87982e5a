"""Paths through a week: what of two of them is kept for each label. The whole is compared in `test_cheapest.py`."""

from __future__ import annotations

import numpy as np

from solver.proof.paths import take_cheaper


def test_the_cheaper_path_is_kept_for_each_label_and_an_equal_one_stays() -> None:
    cost, came = np.array([5, 5, 5], dtype=np.int64), np.array([1, 1, 1], dtype=np.int64)
    take_cheaper(cost, came, np.array([4, 5, 6], dtype=np.int64), 7)
    assert (cost.tolist(), came.tolist()) == ([4, 5, 5], [7, 1, 1])
