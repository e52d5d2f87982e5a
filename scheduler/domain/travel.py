"""Travel between places: by road, from coordinates."""

from __future__ import annotations

from math import asin, ceil, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0
OVERHEAD_MINUTES = 5
"""Getting going and parking, on every way that is not within one place."""


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude in WGS-84 degrees), by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (one, other))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))


def travel_minutes(
    one: tuple[float, float], other: tuple[float, float], *, road_factor: float, speed_kmh: float
) -> int:
    """Minutes between two different places: road factor x distance at a speed, and five minutes, rounded up."""
    return ceil(road_factor * distance_km(one, other) / speed_kmh * 60 + OVERHEAD_MINUTES)
