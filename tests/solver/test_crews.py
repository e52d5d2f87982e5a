"""Whom a team books: of age where it must be, and enough of them."""

from __future__ import annotations

import pytest

from solver.crews import adults_only, quorum, recused
from solver.problem import Team
from tests.solver.problems import activity, person, problem


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
    ("places", "owners", "more", "kept"),
    [
        ((), (), {}, False),
        ((0,), (), {}, True),
        ((1,), (), {}, False),
        ((2,), (), {}, False),
        ((2,), (), {"place": 2}, True),
        ((0,), (), {"place": 2}, True),
        ((1,), (), {"venue": 2}, False),
        ((2,), (), {"venue": 2}, True),
        ((0,), (), {"place": 1, "venue": 2}, True),
        ((1,), (), {"place": 1, "venue": 2}, True),
        ((0,), (), {"kind": "inspection"}, False),
        ((1,), (1,), {"owners": (0, 1), "kind": "service"}, True),
        ((1,), (0,), {"owners": (1,)}, False),
    ],
)
def test_who_keeps_away_from_a_place_or_its_village_does_not_enforce_there_nor_serves_against_an_owner(  # type: ignore[no-untyped-def]
    places, owners, more, kept
) -> None:
    one = person(recused_places=places, recused_owners=owners)
    duty = activity(0, 60, **{"kind": "enforcement", **more})
    assert recused(problem([one], [duty], []), one, duty) is kept


@pytest.mark.parametrize(
    ("members", "per_cent", "people"),
    [(5, 60, 3), (5, 61, 4), (5, 59, 3), (5, 100, 5), (5, 0, 1), (1, 60, 1), (0, 60, 1), (10, 1, 1), (10, 11, 2)],
)
def test_a_quorum_is_rounded_up_and_at_least_one(members: int, per_cent: int, people: int) -> None:
    assert quorum(Team("t", tuple(range(members)), quorum=per_cent)) == people


def test_a_team_with_its_own_calendar_needs_no_quorum() -> None:
    assert quorum(Team("t", (0, 1), own_calendar=True)) == 0
