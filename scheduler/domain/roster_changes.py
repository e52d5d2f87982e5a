"""Differences of two versions of a roster, by person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Held:
    """What one person does in one role of a version: when, where, with which team (None: alone)."""

    starts_at: datetime
    ends_at: datetime
    place_id: int
    venue_id: int | None
    team_id: int | None


Version = Mapping[tuple[int, int], Held]
"""(person id, role id) to what is held there."""


@dataclass(frozen=True)
class PersonChange:
    """What changes for one person: role ids gained, lost, and kept at another time, place or with another team."""

    person_id: int
    added: tuple[int, ...]
    removed: tuple[int, ...]
    moved: tuple[int, ...]


def roster_changes(old: Version, new: Version) -> list[PersonChange]:
    """Who is affected by going from `old` to `new`, in order of person id; people without a change are left out."""
    kinds: dict[int, tuple[list[int], list[int], list[int]]] = {}
    for person_id, role_id in sorted(old.keys() | new.keys()):
        before, after = old.get((person_id, role_id)), new.get((person_id, role_id))
        if before == after:
            continue
        added, removed, moved = kinds.setdefault(person_id, ([], [], []))
        (added if before is None else removed if after is None else moved).append(role_id)
    return [PersonChange(person_id, *map(tuple, lists)) for person_id, lists in kinds.items()]
