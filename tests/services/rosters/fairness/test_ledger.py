"""The ledger: what each carries by the published rosters."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from scheduler.models import Assignment, DayKind, LedgerEntry, PublishedActivity, SpecialDay
from scheduler.services.problems import translate
from scheduler.services.rosters import drafts
from scheduler.services.rosters.fairness.ledger import Load, loads, owners
from solver.candidates import Capacity, Carried
from tests.conftest import NOW
from tests.services.small_town import FIRST, SmallTown, at


def entries(small: SmallTown) -> dict[str, tuple[int, int, int]]:
    rows = small.session.scalars(select(LedgerEntry).where(LedgerEntry.town_id == small.town.id))
    return {
        f"person {row.person_id}" if row.person_id else f"team {row.team_id}": (
            row.minutes,
            row.weekends,
            row.unpleasant,
        )
        for row in rows
    }


def test_a_whole_teams_duty_counts_for_it_and_for_its_crew(small: SmallTown) -> None:
    members = [small.volunteer() for _ in range(2)]
    team = small.team("先锋一队", members)
    small.published(small.activity(accepts=(Capacity.TEAM,), wanted=1, unpleasant=True, hours=(22, 30)), team)
    assert entries(small) == {
        f"team {team.id}": (480, 0, 1),
        **{f"person {member.id}": (480, 0, 1) for member in members},
    }


def test_days_of_rest_are_counted_by_the_table_of_days(small: SmallTown) -> None:
    small.add(SpecialDay(town_id=small.town.id, day=date(2026, 11, 25), kind=DayKind.HOLIDAY))
    small.add(SpecialDay(town_id=small.town.id, day=date(2026, 11, 28), kind=DayKind.WORKING_WEEKEND))
    worker, draft = small.worker(), small.draft()
    for day in (24, 25, 28, 29):
        small.pin(draft, small.activity(day=day, hours=(9, 10)), worker)
    small.publish(draft)
    assert entries(small) == {f"person {worker.id}": (240, 2, 0)}


def test_the_next_periods_problem_carries_the_ledger_of_180_days_and_not_its_own(small: SmallTown) -> None:
    worker = small.worker()
    small.published(small.activity(), worker)

    def carried(first: date) -> Carried:
        return translate(small.session, small.draft(first, first + timedelta(days=6))).problem.people[0].carried

    assert carried(FIRST) == Carried()
    assert carried(FIRST + timedelta(days=7)) == Carried(120, 0, 0)
    assert carried(FIRST + timedelta(days=180)) == Carried(120, 0, 0)
    assert carried(FIRST + timedelta(days=181)) == Carried()


def test_an_assignment_is_carried_by_its_person_or_by_its_team_and_each_of_the_crew() -> None:
    assert owners(Assignment(person_id=3, crew=[])) == [("person_id", 3)]
    assert owners(Assignment(team_id=1, crew=[5, 4])) == [("team_id", 1), ("person_id", 5), ("person_id", 4)]
    assert owners(Assignment(team_id=1, crew=[])) == [("team_id", 1)]


def published(day: int, hours: tuple[float, float], *, unpleasant: bool = False) -> PublishedActivity:
    return PublishedActivity(starts_at=at(day, hours[0]), ends_at=at(day, hours[1]), content={"unpleasant": unpleasant})


def test_loads_add_up_by_owner_and_a_duty_counts_for_the_day_on_which_it_begins() -> None:
    alone, crew = Assignment(person_id=3, crew=[]), Assignment(team_id=1, crew=[3])
    special = {date(2026, 11, 24): DayKind.HOLIDAY, date(2026, 11, 25): DayKind.UNANNOUNCED}
    pairs = [
        (alone, published(24, (9, 11))),
        (alone, published(27, (22, 30), unpleasant=True)),
        (crew, published(28, (0, 0.5))),
        (alone, published(25, (9, 10))),
    ]
    assert loads(pairs, special, "Asia/Shanghai") == {
        ("person_id", 3): Load(minutes=120 + 480 + 30 + 60, weekends=2, unpleasant=1),
        ("team_id", 1): Load(minutes=30, weekends=1, unpleasant=0),
    }
    assert loads([], special, "Asia/Shanghai") == {}


def test_a_new_version_takes_the_place_of_the_entries_of_that_before(small: SmallTown) -> None:
    stays, leaves, comes = small.worker(), small.worker(), small.worker()
    activity = small.activity()
    small.published(activity, stays, leaves)
    assert entries(small) == {f"person {one.id}": (120, 0, 0) for one in (stays, leaves)}
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[1].id, now=NOW)
    small.pin(draft, activity, comes)
    small.publish(draft)
    assert entries(small) == {f"person {one.id}": (120, 0, 0) for one in (stays, comes)}
