"""Time: whole minutes from a problem's origin, and intervals of them."""

from __future__ import annotations

from dataclasses import dataclass

DAY = 24 * 60
WEEK = 7 * DAY


@dataclass(frozen=True, order=True)
class Span:
    """Half-open interval of minutes, [start, end)."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether all of the other lies in this one."""
        return self.start <= other.start and other.end <= self.end


def gap(one: Span, other: Span) -> int:
    """Minutes between two spans, whichever comes first; negative if they overlap."""
    return max(other.start - one.end, one.start - other.end)
