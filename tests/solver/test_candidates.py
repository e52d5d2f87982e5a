"""People and teams."""

from __future__ import annotations

import pytest

from solver.candidates import Capacity
from tests.solver.problems import person


@pytest.mark.parametrize(
    ("capacities", "employed"),
    [
        ((Capacity.VOLUNTEER,), False),
        ((Capacity.OFFICER, Capacity.PARTY_MEMBER), False),
        ((Capacity.SOCIAL_WORKER,), True),
        ((Capacity.VOLUNTEER, Capacity.GRID_MEMBER), True),
    ],
)
def test_labour_law_binds_the_hours_of_social_workers_and_grid_members(
    capacities: tuple[Capacity, ...], employed: bool
) -> None:
    assert person("p", *capacities).employed is employed
