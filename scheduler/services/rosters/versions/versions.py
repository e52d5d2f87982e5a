"""The versions of a period: who published which when, and what each changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.domain.permissions import Action, Actor
from scheduler.domain.roster_changes import PersonChange, roster_changes
from scheduler.models import Roster, RosterState
from scheduler.services.lookup import find
from scheduler.services.rosters.versions.publishing import frozen_version


@dataclass(frozen=True)
class Changed:
    """How many people a version changed something for, and how many duties they gained, lost and have moved."""

    people: int
    added: int
    removed: int
    moved: int


@dataclass(frozen=True)
class VersionLine:
    """A version; what it changed against the published one before it (None of a draft), and which one it restores."""

    roster: Roster
    changed: Changed | None
    restores: Roster | None

    @property
    def restorable(self) -> bool:
        """Whether it was published once and is not now."""
        return self.roster.state is RosterState.SUPERSEDED


def list_versions(session: Session, actor: Actor, roster_id: int) -> list[VersionLine]:
    """All versions of a roster's period, the newest first. Raises NotFound."""
    roster = find(session, actor, Action.READ, Roster, roster_id)
    rows = versions_of(session, roster)
    said = {row.id: frozen_version(session, row) for row in rows if row.state is not RosterState.DRAFT}
    known = {row.id: row for row in rows}
    return [
        VersionLine(
            row,
            counted(roster_changes(said.get(row.based_on_id or 0, {}), said[row.id])) if row.id in said else None,
            known.get(row.restores_id or 0),
        )
        for row in rows
    ]


def versions_of(session: Session, roster: Roster) -> Sequence[Roster]:
    """All versions of a roster's period, the newest first."""
    same = (Roster.first_day == roster.first_day, Roster.last_day == roster.last_day)
    return session.scalars(
        select(Roster).where(Roster.town_id == roster.town_id, *same).order_by(Roster.version.desc())
    ).all()


def counted(changes: Sequence[PersonChange]) -> Changed:
    """How many changes these are."""
    return Changed(
        len(changes),
        sum(len(change.added) for change in changes),
        sum(len(change.removed) for change in changes),
        sum(len(change.moved) for change in changes),
    )
