"""The cost of a run over time, as the points of a small curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

WIDTH, HEIGHT, MARGIN = 100.0, 30.0, 2.0


def curve(points: Sequence[Sequence[Any]], seconds: float) -> str:
    """Points of an SVG polyline in a box of 100 x 30, from (seconds, cost, ...) pairs; a step at each improvement.

    Empty where there are fewer than two points.
    """
    if len(points) < 2 or seconds <= 0:
        return ""
    costs = [float(point[1]) for point in points]
    high, low = max(costs), min(costs)
    room = HEIGHT - 2 * MARGIN

    def x(second: float) -> float:
        return round(min(second / seconds, 1.0) * WIDTH, 1)

    def y(cost: float) -> float:
        return round(MARGIN + (room * (high - cost) / (high - low) if high > low else room), 1)

    found = [(x(float(points[0][0])), y(costs[0]))]
    for point, before, cost in zip(points[1:], costs, costs[1:], strict=False):
        found += [(x(float(point[0])), y(before)), (x(float(point[0])), y(cost))]
    found.append((WIDTH, found[-1][1]))
    return " ".join(f"{across:g},{down:g}" for across, down in found)
