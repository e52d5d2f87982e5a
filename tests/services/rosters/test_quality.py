"""What is said of a roster's distance from the best possible."""

from __future__ import annotations

import pytest

from scheduler.services.rosters.quality import gap_message


@pytest.mark.parametrize(
    ("cost", "bound", "said"),
    [
        (None, None, "尚未证明"),
        (100, None, "尚未证明"),
        (100, 0, "尚未证明"),
        (100, 49, "尚未证明"),
        (100, 50, "与最优相差不超过 100%"),
        (100, 100, "已证明为最优"),
        (0, 0, "已证明为最优"),
        (102, 100, "与最优相差不超过 2%"),
        (100_000, 97_949, "与最优相差不超过 2.1%"),
        (100_000, 99_999, "与最优相差不超过 0.1%"),
    ],
)
def test_the_sentence_is_never_better_than_the_proof(cost: int | None, bound: int | None, said: str) -> None:
    assert gap_message(cost, bound).render("zh_Hans") == said
