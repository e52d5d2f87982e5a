"""Rosters, assignments, duties and the ledger: what the database keeps out on either kind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scheduler.models import (
    ActivityKind,
    Assignment,
    Duty,
    DutyState,
    LedgerEntry,
    PublishedActivity,
    Roster,
    RosterState,
)
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.models.refusals import DAY, HOURS, Refused, refusal
from tests.services.small_town import SmallTown


def roster(small: SmallTown, **more: Any) -> Roster:
    return Roster(
        **{
            "town_id": small.town.id,
            "first_day": DAY,
            "last_day": DAY,
            "version": 1,
            "created_at": NOW,
            "assignments": [],
            **more,
        }
    )


def published(small: SmallTown, version: int, **more: Any) -> Roster:
    return roster(small, version=version, state=RosterState.PUBLISHED, **more)


def assignment(small: SmallTown, **more: Any) -> dict[str, Any]:
    role, version = small.activity().roles[0].id, small.add(roster(small)).id
    return {
        "town_id": small.town.id,
        "roster_id": version,
        "role_id": role,
        "person_id": small.worker().id,
        "capacity": Capacity.SOCIAL_WORKER,
        **more,
    }


def of_team(small: SmallTown) -> dict[str, Any]:
    return assignment(small, person_id=None, team_id=small.team("一队", []).id, capacity=Capacity.TEAM)


def duty(small: SmallTown) -> dict[str, Any]:
    return {**assignment(small), "state": DutyState.ASSIGNED, "changed_at": NOW}


def entry(small: SmallTown, **more: Any) -> dict[str, Any]:
    carried = {"minutes": 120, "weekends": 0, "unpleasant": 0}
    return {
        "town_id": small.town.id,
        "roster_id": small.add(roster(small)).id,
        "person_id": small.worker().id,
        **carried,
        **more,
    }


def frozen(small: SmallTown) -> dict[str, Any]:
    return {
        "town_id": small.town.id,
        "roster_id": small.add(roster(small)).id,
        "activity_id": small.activity().id,
        **HOURS,
        "place_id": small.village.id,
        "kind": ActivityKind.SERVICE,
        "confidential": False,
        "content": {},
    }


def twice(model: type[Any], values: dict[str, Any]) -> list[Any]:
    return [model(**values), model(**values)]


REFUSED: Refused = (
    (
        "UNIQUE roster.town_id, roster.first_day, roster.version",
        lambda small: [roster(small), roster(small, last_day=date(2026, 11, 24))],
    ),
    ("UNIQUE roster.town_id, roster.first_day", lambda small: [published(small, 1), published(small, 2)]),
    ("CHECK ck_roster_in_order", lambda small: [roster(small, last_day=date(2026, 11, 22))]),
    (
        "UNIQUE assignment.roster_id, assignment.role_id, assignment.person_id",
        lambda small: twice(Assignment, assignment(small)),
    ),
    (
        "UNIQUE assignment.roster_id, assignment.role_id, assignment.team_id",
        lambda small: twice(Assignment, of_team(small)),
    ),
    ("CHECK ck_assignment_one_owner", lambda small: [Assignment(**assignment(small, person_id=None))]),
    (
        "CHECK ck_assignment_one_owner",
        lambda small: [Assignment(**assignment(small, team_id=small.team("一队", []).id))],
    ),
    (
        "UNIQUE published_activity.roster_id, published_activity.activity_id",
        lambda small: twice(PublishedActivity, frozen(small)),
    ),
    ("UNIQUE duty.person_id, duty.role_id", lambda small: twice(Duty, duty(small))),
    (
        "UNIQUE ledger_entry.roster_id, ledger_entry.person_id",
        lambda small: twice(LedgerEntry, entry(small)),
    ),
    (
        "UNIQUE ledger_entry.roster_id, ledger_entry.team_id",
        lambda small: twice(LedgerEntry, entry(small, person_id=None, team_id=small.team("一队", []).id)),
    ),
    ("CHECK ck_ledger_entry_one_owner", lambda small: [LedgerEntry(**entry(small, person_id=None))]),
    ("NOT NULL roster.version", lambda small: [roster(small, version=None)]),
    ("FOREIGN KEY", lambda small: [roster(small, based_on_id=10**6)]),
    ("FOREIGN KEY", lambda small: [Assignment(**assignment(small, role_id=10**6))]),
)


@pytest.mark.parametrize(("constraint", "rows"), REFUSED)
def test_what_cannot_be_is_kept_out(small: SmallTown, constraint: str, rows: Any) -> None:
    assert refusal(small, rows(small)) == constraint


def test_a_period_has_any_number_of_versions_of_which_one_is_published_in_each_town(small: SmallTown) -> None:
    for town in (small, SmallTown(small.session)):
        for row in (
            roster(town),
            roster(town, version=2),
            roster(town, version=3, state=RosterState.SUPERSEDED),
            roster(town, version=4, state=RosterState.SUPERSEDED),
            published(town, 5),
            published(town, 1, first_day=date(2026, 11, 22)),
        ):
            town.add(row)
    made = small.add(roster(small, version=6))
    small.session.expire(made)
    assert (made.state, made.costs, made.bound, made.revision) == (
        RosterState.DRAFT,
        {},
        None,
        1,
    )


def test_two_teams_and_two_people_may_hold_one_role(small: SmallTown) -> None:
    first = small.add(Assignment(**assignment(small)))
    place = {name: getattr(first, name) for name in ("town_id", "roster_id", "role_id")}
    small.add(Assignment(**place, person_id=small.worker().id, capacity=Capacity.SOCIAL_WORKER))
    for name in ("一队", "二队"):
        small.add(Assignment(**place, team_id=small.team(name, []).id, capacity=Capacity.TEAM))
    small.session.expire(first)
    assert (first.crew, first.pinned) == ([], False)
