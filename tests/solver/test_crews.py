"""Whom a team books: of age where it must be, and enough of them."""

from __future__ import annotations

import pytest

from solver.crews import adults_only, quorum
from solver.problem import Team
from tests.solver.problems import activity


@pytest.mark.parametrize(
    ("kind", "asked", "adults"),
    [
        ("service", False, False),
        ("service", True, True),
        ("training", False, False),
        ("enforcement", False, True),
        ("emergency", False, True),
        ("emergency", True, True),
    ],
)
def test_only_adults_serve_in_enforcement_and_emergencies_and_where_it_is_asked(
    kind: str, asked: bool, adults: bool
) -> None:
    assert adults_only(activity(0, 60, kind=kind, adults_only=asked)) is adults


@pytest.mark.parametrize(
    ("members", "per_cent", "people"),
    [(5, 60, 3), (5, 61, 4), (5, 59, 3), (5, 100, 5), (5, 0, 1), (1, 60, 1), (0, 60, 1), (10, 1, 1), (10, 11, 2)],
)
def test_a_quorum_is_rounded_up_and_at_least_one(members: int, per_cent: int, people: int) -> None:
    assert quorum(Team("t", tuple(range(members)), quorum=per_cent)) == people


def test_a_team_with_its_own_calendar_needs_no_quorum() -> None:
    assert quorum(Team("t", (0, 1), own_calendar=True)) == 0
