"""Fairness as plots: who carries more and who less than the share, and each one's months. Numbers for SVG elements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.locale import signed
from scheduler.services.rosters.fairness.fairness import FairLine, Measure
from scheduler.services.rosters.fairness.fairness_sheet import in_unit, month_figure

WIDTH, ROW, TOP = 400, 17, 22
LABELS, FIGURES, BOTTOM = 112, 58, 6
"""Room for names at the left, figures at the right, and below."""

LONGEST_NAME = 9
BAR, TALL = 9, 26


@dataclass(frozen=True)
class Mark:
    """One row of a plot: a bar from the share to a dot at what somebody carries."""

    name: str
    y: float
    left: float
    width: float
    dot: float
    figure: str
    more: bool


@dataclass(frozen=True)
class Plot:
    """Rows of marks around a line at the fair share; `ends` are the smallest and the largest figure."""

    marks: list[Mark]
    height: float
    share: float
    ends: tuple[float, float]

    width = WIDTH
    labels = LABELS - 6


def plot(lines: Sequence[FairLine], measure: Measure) -> Plot:
    """The plot of lines of one group, in their order."""
    totals = [in_unit(measure, line.total(measure)) for line in lines]
    share = in_unit(measure, lines[0].shares[measure])
    low, high = min([share, *totals]), max([share, *totals])
    room = WIDTH - LABELS - FIGURES - 8

    def x(figure: float) -> float:
        return round(LABELS + 4 + room * ((figure - low) / (high - low) if high > low else 0.5), 1)

    marks = [
        Mark(
            name=line.name if len(line.name) <= LONGEST_NAME else f"{line.name[: LONGEST_NAME - 1]}…",
            y=TOP + ROW * number,
            left=min(x(share), x(total)),
            width=round(abs(x(total) - x(share)), 1),
            dot=x(total),
            figure=signed(in_unit(measure, line.beyond(measure))),
            more=total > share,
        )
        for number, (line, total) in enumerate(zip(lines, totals, strict=True))
    ]
    return Plot(marks, TOP + ROW * len(lines) + BOTTOM, x(share), (low, high))


@dataclass(frozen=True)
class Bars:
    """Somebody's months as bars, and the group's mean of each month as short lines; each as x, y, height."""

    bars: list[tuple[float, float, float]]
    means: list[tuple[float, float]]
    width: float

    height = TALL
    bar = BAR


def bars(line: FairLine, group: Sequence[FairLine], measure: Measure, months: Sequence[date]) -> Bars:
    """The months of one line beside its group's."""
    most = max((month_figure(one, measure, month) for one in group for month in months), default=0) or 1
    means = [sum(month_figure(one, measure, month) for one in group) / len(group) for month in months]
    heights = [round((TALL - 2) * month_figure(line, measure, month) / most, 1) for month in months]
    return Bars(
        [(number * (BAR + 2), round(TALL - height, 1), height) for number, height in enumerate(heights)],
        [(number * (BAR + 2), round(TALL - (TALL - 2) * mean / most, 1)) for number, mean in enumerate(means)],
        len(months) * (BAR + 2),
    )
