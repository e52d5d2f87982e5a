"""The ledger: what each carries by the published rosters."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from scheduler.models import DayKind, LedgerEntry, SpecialDay
from scheduler.services.problems import translate
from solver.problem import Capacity, Carried
from tests.services.small_town import FIRST, SmallTown


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
