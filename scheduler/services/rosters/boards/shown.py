"""What of a board is shown: which days, which lines, under which headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.natural import natural
from scheduler.domain.windows import View, Window, window
from scheduler.models import ActivityKind, DutyState, Place, Roster
from scheduler.services.problems.activities import village_of

Row = TypeVar("Row", bound=Any)
"""A line of a board, a dataclass with a heading."""

UNSETTLED = frozenset({DutyState.OFFERED, DutyState.DECLINED})
"""Answers that leave a slot open, for now or for good."""


class By(StrEnum):
    """What the headings between the lines of a board are."""

    VILLAGE = "village"
    KIND = "kind"


class Only(StrEnum):
    """Which lines of a board are left: those with something open or declined, or those without any duty."""

    OPEN = "open"
    IDLE = "idle"


@dataclass(frozen=True)
class Shown:
    """What of a board is asked for; all of it where nothing is said. `day` is one of the days to look at."""

    view: View | None = None
    day: date | None = None
    by: By | None = None
    kind: ActivityKind | None = None
    village_id: int | None = None
    only: Only | None = None
    text: str = ""

    def window(self, roster: Roster) -> Window:
        """The days of a roster to look at."""
        return window(roster.first_day, roster.last_day, self.view, self.day)

    def lies(self, village: Place | None) -> bool:
        """Whether a village is the one asked for."""
        return self.village_id is None or (village is not None and village.id == self.village_id)


EVERYTHING = Shown()


def villages_of(session: Session, roster: Roster) -> dict[int, Place]:
    """The village in which each place of a roster's town lies, by the number of the place."""
    places = {row.id: row for row in session.scalars(select(Place).where(Place.town_id == roster.town_id))}
    return {number: village_of(place, places) for number, place in places.items()}


def by_village(found: Sequence[tuple[Place | None, Row]], villages: Mapping[int, Place]) -> list[Row]:
    """Lines and the village of each, in order, under the names of their villages; "" stands over those in none."""
    return [
        replace(line, heading=village.name if village else "")
        for village in in_order(villages)
        for home, line in found
        if home is village
    ]


def in_order(villages: Mapping[int, Place]) -> list[Place | None]:
    """The villages as headings follow one another: by their numbers, at last what lies in none."""
    return [*sorted(set(villages.values()), key=lambda place: (natural(place.code), place.id)), None]
