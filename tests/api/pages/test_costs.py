"""The cost of a roster in words."""

import pytest

from api.pages.costs import COUNTS, Part, parts
from solver.policy import known_rules


def test_the_largest_part_comes_first_and_parts_of_no_cost_are_left_out() -> None:
    assert parts({"Coverage": 25, "Wishes": 0, "GoesAhead": 75}) == [
        Part("GoesAhead", 75, 75, COUNTS["GoesAhead"]),
        Part("Coverage", 25, 25, COUNTS["Coverage"]),
    ]


def test_wishes_that_are_met_have_no_share_of_the_cost() -> None:
    assert [(part.rule, part.share) for part in parts({"Coverage": 10, "Wishes": -5})] == [
        ("Coverage", 100),
        ("Wishes", -50),
    ]


@pytest.mark.parametrize("costs", [{}, {"Coverage": 0}])
def test_a_roster_without_cost_has_no_parts(costs: dict[str, int]) -> None:
    assert parts(costs) == []


def test_a_rule_that_nobody_described_has_no_words() -> None:
    assert parts({"Elsewhere": 1}) == [Part("Elsewhere", 1, 100, None)]


def test_all_that_is_described_is_a_rule_that_is_known() -> None:
    assert set(COUNTS) - set(known_rules()) == set()
