"""The ledger: what each person and team carries by the published rosters, written at publish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from scheduler.domain.clock import local
from scheduler.models import Assignment, DayKind, LedgerEntry, PublishedActivity, Roster
from scheduler.services.problems.times import rest_day

Owner = tuple[str, int]
"""("person_id" or "team_id", id)."""


@dataclass
class Load:
    """Planned minutes, duties on days of rest and unpleasant duties."""

    minutes: int = 0
    weekends: int = 0
    unpleasant: int = 0


def loads(
    pairs: Iterable[tuple[Assignment, PublishedActivity]], special: dict[date, DayKind], zone: str
) -> dict[Owner, Load]:
    """What each person and team carries by these assignments; a whole team's duty counts for it and for its crew."""
    carried: dict[Owner, Load] = defaultdict(Load)
    for assignment, activity in pairs:
        minutes = int((activity.ends_at - activity.starts_at).total_seconds()) // 60
        day = local(activity.starts_at, zone).date()
        for owner in owners(assignment):
            load = carried[owner]
            load.minutes += minutes
            load.weekends += rest_day(day, special.get(day))
            load.unpleasant += bool(activity.content["unpleasant"])
    return carried


def owners(assignment: Assignment) -> list[Owner]:
    """Who carries an assignment."""
    if assignment.person_id is not None:
        return [("person_id", assignment.person_id)]
    assert assignment.team_id is not None
    return [("team_id", assignment.team_id), *(("person_id", member) for member in assignment.crew)]


def write_ledger(session: Session, roster: Roster, carried: dict[Owner, Load], superseded: Roster | None) -> None:
    """Write a published roster's entries in place of those of the version that it supersedes."""
    gone = [roster.id] if superseded is None else [roster.id, superseded.id]
    session.execute(delete(LedgerEntry).where(LedgerEntry.roster_id.in_(gone)))
    session.add_all(
        LedgerEntry(
            town_id=roster.town_id,
            roster_id=roster.id,
            **{column: owner},
            minutes=load.minutes,
            weekends=load.weekends,
            unpleasant=load.unpleasant,
        )
        for (column, owner), load in sorted(carried.items())
    )
