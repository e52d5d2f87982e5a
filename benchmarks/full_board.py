"""A town with a full board: 57 social workers among 590 people, 31 days, 1,200 assignments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from scheduler.domain.clock import local_instant
from scheduler.domain.permissions import Actor, ActorRole
from scheduler.models import (
    Activity,
    ActivityKind,
    Assignment,
    Person,
    PersonCapacity,
    Place,
    PlaceKind,
    Role,
    Roster,
    Town,
)
from scheduler.services import accounts, migrations, towns
from scheduler.services.rosters import drafts
from scheduler.services.sessions import act_as, open_engine, session_factory
from solver.candidates import Capacity

FIRST, DAYS = date(2026, 12, 1), 31
ROWS, PEOPLE, ASSIGNMENTS, SLOTS = 57, 590, 1200, 3
NOW = datetime(2026, 11, 20, tzinfo=UTC)
NAME, PASSWORD = "coordinator", "benchmark-of-the-board"


def make_town(folder: Path) -> int:
    """A town whose board of social workers is full; the id of its roster."""
    engine = open_engine(f"sqlite:///{folder / 'town.db'}")
    migrations.migrate(engine)
    with session_factory(engine).begin() as session:
        town = towns.create_town(session, "六祖镇", sample=False, now=NOW)
        actor = Actor("system", ActorRole.SYSTEM, town.id)
        act_as(session, actor)
        villages = [
            Place(town_id=town.id, code=f"V{number}", name=f"{number}号村", kind=PlaceKind.VILLAGE)
            for number in range(1, 32)
        ]
        session.add_all(villages)
        session.flush()
        workers = people(session, town, villages)
        activities = [activity(town, villages, number) for number in range(ASSIGNMENTS // SLOTS)]
        session.add_all(activities)
        roster = drafts.create_draft(session, actor, FIRST, FIRST + timedelta(days=DAYS - 1), now=NOW)
        session.add_all(assignments(roster, activities, workers))
        accounts.create_account(session, NAME, PASSWORD, now=NOW)
        roster_id: int = roster.id
    engine.dispose()
    return roster_id


def people(session: Session, town: Town, villages: list[Place]) -> list[Person]:
    """Everybody; the first of them, who are returned, are social workers."""
    found = [
        Person(
            town_id=town.id,
            name=f"{'社工' if number < ROWS else '志愿者'}{number + 1}",
            home_id=villages[number % len(villages)].id,
            capacities=[
                PersonCapacity(
                    town_id=town.id, capacity=Capacity.SOCIAL_WORKER if number < ROWS else Capacity.VOLUNTEER
                )
            ],
        )
        for number in range(PEOPLE)
    ]
    session.add_all(found)
    session.flush()
    return found[:ROWS]


def activity(town: Town, villages: list[Place], number: int) -> Activity:
    """One of the activities: they go round days, hours, villages and kinds."""
    day, minute = FIRST + timedelta(days=number % DAYS), 8 * 60 + 30 * (number // DAYS)
    kinds = list(ActivityKind)
    role = Role(town_id=town.id, name="负责人", accepts=[Capacity.SOCIAL_WORKER.value], minimum=1, wanted=SLOTS)
    return Activity(
        town_id=town.id,
        code=f"A{number}",
        kind=kinds[number % len(kinds)],
        title=f"便民服务第{number % 40 + 1}项",
        place_id=villages[number % len(villages)].id,
        starts_at=local_instant(day, minute),
        ends_at=local_instant(day, minute + 120),
        roles=[role],
    )


def assignments(roster: Roster, activities: list[Activity], workers: list[Person]) -> Iterator[Assignment]:
    """Every slot of every activity, held by the workers in turn."""
    for number, found in enumerate(activities):
        for slot in range(SLOTS):
            yield Assignment(
                town_id=roster.town_id,
                roster_id=roster.id,
                role_id=found.roles[0].id,
                person_id=workers[(number * SLOTS + slot) % len(workers)].id,
                capacity=Capacity.SOCIAL_WORKER,
            )
