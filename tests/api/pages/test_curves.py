"""The cost of a run over time, as a curve."""

import pytest

from api.pages.curves import curve


@pytest.mark.parametrize(
    ("points", "seconds", "drawn"),
    [
        ([], 10, ""),
        ([(0, 100)], 10, ""),
        ([(0, 100), (5, 50)], 0, ""),
        ([(0, 100), (5, 50)], 10, "0,2 50,2 50,28 100,28"),
        ([(0, 70), (5, 70)], 10, "0,28 50,28 50,28 100,28"),
        ([(0, 100), (2, 75), (99, 50)], 10, "0,2 20,2 20,15 100,15 100,28 100,28"),
    ],
)
def test_a_curve_steps_down_at_each_improvement(points: list[tuple[float, int]], seconds: float, drawn: str) -> None:
    assert curve(points, seconds) == drawn
