"""What is said of a roster's distance from the best possible."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.services.rosters.explained.quality import TIERS, gap_message, least, quality_message
from solver.tiers import Tier


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


NONE = {"tier": "urgent activities", "value": 0, "bound": None}
URGENT = {"tier": "urgent slots", "value": 2, "bound": 2}
LOW = {"tier": "low slots", "value": 13, "bound": 10}
FAIR = {"tier": "fairness", "value": 1_419_081, "bound": None}


@pytest.mark.parametrize(
    ("tiers", "said"),
    [
        ([], "与最优相差不超过 25%"),
        ([{"tier": "sum", "value": 100, "bound": 80}], "与最优相差不超过 25%"),
        ([URGENT], "已证明为最优"),
        ([URGENT, LOW, FAIR], "低优先级空缺名额 13：已证明至少为 10"),
        ([{"tier": "kept", "value": 0, "bound": 0}, URGENT], "在保留同样多已发布安排的前提下，已证明为最优"),
        ([NONE, URGENT, LOW], "低优先级空缺名额 13：已证明至少为 10"),
        ([{**FAIR, "value": 0}], "负担不均分值 0：尚未证明为最优"),
        ([URGENT, FAIR, LOW], "负担不均分值 1,419,081：尚未证明为最优"),
    ],
)
def test_the_sentence_names_the_first_tier_that_is_not_proven(tiers: list[dict[str, Any]], said: str) -> None:
    assert quality_message(100, 80, tiers).render("zh_Hans") == said


def test_nothing_is_fewer_than_none_and_points_may_be_below_nought() -> None:
    unproven = {"value": 0, "bound": None}
    known = {tier: least({"tier": tier, **unproven}) for tier in Tier}
    assert known == {**dict.fromkeys(Tier, 0), Tier.SUM: None, Tier.FAIRNESS: None, Tier.WISHES: None}
    assert [least(tier) for tier in (URGENT, LOW, FAIR)] == [2, 10, None]


def test_every_tier_has_words_in_every_language() -> None:
    assert set(TIERS) == set(Tier)
    for locale in ("zh_Hans", "zh_Hant"):
        assert [tier for tier, name in TIERS.items() if name.render(locale) == name.render("en")] == []
