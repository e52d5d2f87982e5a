"""Travel from coordinates."""

from __future__ import annotations

from math import pi

import pytest

from scheduler.domain.travel import EARTH_RADIUS_KM, distance_km, travel_minutes

LONGSHANTANG, YAGANG = (22.70, 112.22), (22.72, 112.25)


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((0.0, 0.0), (0.0, 0.0), 0.0),
        ((0.0, 0.0), (0.0, 180.0), pi * EARTH_RADIUS_KM),
        ((90.0, 0.0), (-90.0, 77.0), pi * EARTH_RADIUS_KM),
        ((0.0, 0.0), (1.0, 0.0), pi * EARTH_RADIUS_KM / 180),
        ((60.0, 10.0), (60.0, 11.0), 55.5969),
        ((0.0, 179.5), (0.0, -179.5), pi * EARTH_RADIUS_KM / 180),
        (LONGSHANTANG, YAGANG, 3.7967),
    ],
)
def test_distances_are_those_of_great_circles_and_the_same_both_ways(
    one: tuple[float, float], other: tuple[float, float], kilometres: float
) -> None:
    assert distance_km(one, other) == pytest.approx(kilometres, abs=1e-4)
    assert distance_km(other, one) == distance_km(one, other)


@pytest.mark.parametrize(
    ("road_factor", "speed_kmh", "minutes"),
    [(1.35, 30.0, 16), (1.0, 30.0, 13), (1.35, 60.0, 11), (2.0, 15.0, 36)],
)
def test_minutes_are_road_over_speed_and_five_rounded_up(road_factor: float, speed_kmh: float, minutes: int) -> None:
    assert travel_minutes(LONGSHANTANG, YAGANG, road_factor=road_factor, speed_kmh=speed_kmh) == minutes


def test_two_places_at_one_point_are_five_minutes_apart() -> None:
    assert travel_minutes(YAGANG, YAGANG, road_factor=1.35, speed_kmh=30.0) == 5
